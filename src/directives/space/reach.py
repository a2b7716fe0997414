"""Which states a case can come to, by any conduct or by compliant conduct, and the shortest way to each.

Topics that share counters are worked out together: what is done in one case counts in another. The fixpoint is exact
where a topic has at most one counter with a window; several are taken as if they fell independently of one another, so
that a state may be told reachable that no timeline reaches (`exact` says so; every witness is replayed in the end).
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..policy import Policy
from ..terms import Status
from .classes import links
from .layout import Box, Layout, Value
from .moves import Move, Moves
from .region import Region
from .topic_space import TopicSpace

BLAMELESS = (Status.OBLIGATORY, Status.PERMITTED, Status.EXEMPT, Status.SILENT)
"""An action with one of these statuses is judged compliant or unregulated (DESIGN 2): compliant conduct may do it."""


@dataclass(frozen=True)
class Passage:
    """One step of a way: the state (a box of one state's classes) it starts from, and the move."""

    before: Box
    move: Move


@dataclass
class _Course:
    """How far one topic has been followed: the states first reached after 0, 1, 2, ... moves, and their union."""

    space: TopicSpace
    moves: tuple[Move, ...]
    layers: list[Region]
    all: Region
    others: dict[str, Region] = field(default_factory=dict)

    def onwards(self) -> Iterator[Move]:
        """Every move there is by now."""
        yield from self.moves
        for action, allowed in self.others.items():
            yield from Moves(self.space).others(action, allowed)


class Reach:
    """What the cases of a policy can come to.

    >>> from directives import load_policy
    >>> reach = Reach(load_policy())
    >>> space = reach.space("learner")
    >>> way = reach.way("learner", space.status("study_diligently", Status.EXEMPT))
    >>> [step.move.name for step in way.steps]
    ['access_denied']
    """

    def __init__(self, policy: Policy, fixed: Mapping[str, Value] | None = None, compliant: bool = False) -> None:
        """Nothing is worked out before it is asked for."""
        self.policy = policy
        self.compliant = compliant
        self._spaces = {topic: TopicSpace(policy, topic, fixed) for topic in policy.topics}
        self._courses: dict[str, _Course] = {}

    def space(self, topic: str) -> TopicSpace:
        """The space of a topic."""
        return self._spaces[topic]

    def states(self, topic: str) -> Region:
        """Every state that a case of the topic can come to."""
        return self._course(topic).all

    def layers(self, topic: str) -> list[Region]:
        """The states first reached after 0, 1, 2, ... moves."""
        return self._course(topic).layers

    def moves(self, topic: str) -> tuple[Move, ...]:
        """Every move of the topic, as far as conduct allows it; also those that change nothing."""
        space = self.space(topic)
        idle = (self._permitted(space, move) for move in Moves(space).own if not move.leads)
        return (*self._course(topic).onwards(), *idle)

    def exact(self, topic: str) -> bool:
        """Whether every state told reachable is so: no two counters with windows, which may fall together."""
        windowed = [
            name for name in self.policy.topics[topic].counters if self.policy.counters[name].within is not None
        ]
        return len(windowed) <= 1

    def way(self, topic: str, target: Region) -> "Way | None":
        """A shortest way from a start to some state of the target; None where there is none."""
        for number, layer in enumerate(self.layers(topic)):
            met = layer & target
            if met:
                state = ordinary(self.space(topic), met)
                return Way(self.space(topic), tuple(self._back(topic, number, state)), state)
        return None

    def _back(self, topic: str, number: int, state: Box) -> list[Passage]:
        layout = self.space(topic).layout
        found: list[Passage] = []
        while number:
            number -= 1
            before, move = self._step_back(topic, number, Region(layout, (state,)))
            found.insert(0, Passage(before, move))
            state = before
        return found

    def _step_back(self, topic: str, number: int, state: Region) -> tuple[Box, Move]:
        for move in self._course(topic).onwards():
            met = move.preimage(state) & self.layers(topic)[number]
            if met:
                return ordinary(self.space(topic), met), move
        raise AssertionError("a state of a layer is reached from the layer before it")

    def _course(self, topic: str) -> _Course:
        if topic not in self._courses:
            self._follow(list(links(self.policy, topic)))
        return self._courses[topic]

    def _follow(self, topics: list[str]) -> None:
        courses = {topic: self._begun(topic) for topic in topics}
        shared = [name for name, one in self.policy.counters.items() if one.per == "all"]
        growing = True
        while growing:
            for course in courses.values():
                for other, allowed in self._allowed(course, shared):
                    for one in courses.values():
                        carried = _carried(allowed, one.space, shared, self.policy)
                        one.others[other] = one.others[other] | carried if other in one.others else carried
            growing = any(tuple(self._grown(course) for course in courses.values()))
        self._courses |= courses

    def _begun(self, topic: str) -> _Course:
        space = self.space(topic)
        start = starts(space)
        moves = Moves(space)
        own = tuple(self._permitted(space, move) for move in (*moves.own, *moves.waits) if move.leads)
        return _Course(space, own, [start], start)

    def _permitted(self, space: TopicSpace, move: Move) -> Move:
        if not self.compliant or move.kind != "action":
            return move
        needs = move.needs & space.status(move.name, *BLAMELESS)
        return Move(move.kind, move.name, move.layout, needs, move.sets, move.bumps, move.falls)

    def _allowed(self, course: _Course, shared: list[str]) -> Iterator[tuple[str, Region]]:
        """Each action that some shared counter counts, with the states of a case of this course that can do it."""
        for move in course.moves:
            counted = any(move.name in self.policy.counters[name].counts for name in shared)
            if move.kind == "action" and counted:
                yield move.name, course.all & move.needs

    def _grown(self, course: _Course) -> bool:
        frontier = course.layers[-1]
        if not frontier:
            return False
        # another case's action may have become possible after its states were met, so all states are looked at again
        images = (move.image(course.all if move.kind == "other" else frontier).boxes for move in course.onwards())
        reached = Region.union(frontier.layout, itertools.chain.from_iterable(images))
        left = reached - course.all
        new = Region.union(left.layout, left.boxes)
        course.layers.append(new)
        course.all = Region.union(new.layout, (*course.all.boxes, *new.boxes))
        return bool(new)


@dataclass(frozen=True)
class Way:
    """A way to a state: its passages in order, and the state at the end (a box of one state's classes)."""

    space: TopicSpace
    steps: tuple[Passage, ...]
    end: Box

    @cached_property
    def start(self) -> Box:
        """The state at its beginning."""
        return self.steps[0].before if self.steps else self.end


def starts(space: TopicSpace) -> Region:
    """The states in which a case can begin: facts initial or any, counters at nought, any readings."""
    policy, has = space.policy, space.policy.topics[space.topic]
    initial = {name: [one] for name in has.facts if (one := policy.facts[name].initial) is not None}
    return Region.of(space.layout, {**initial, **{name: [0] for name in has.counters}}) & space.everything


def ordinary(space: TopicSpace, region: Region) -> Box:
    """The most ordinary state of a region: fewest readings off their defaults, then counters low, then facts early."""
    costs = {name: _cost(space, name) for name in space.layout.fields}
    return min((_cheapest(space.layout, box, costs) for box in region.boxes), key=lambda one: one[0])[1]


def _cheapest(layout: Layout, box: Box, costs: Mapping[str, Mapping[Value, int]]) -> tuple[int, Box]:
    total, found = 0, layout.full
    for name, one in layout.fields.items():
        cost, value = min((costs[name][value], index, value) for index, value in enumerate(one.values(box)))[::2]
        total += cost
        found &= ~one.mask | one.bits([value])
    return total, found


def _cost(space: TopicSpace, name: str) -> dict[Value, int]:
    policy = space.policy
    values = [value for one in space.layout.fields[name].classes for value in one]
    if name in policy.readings:
        default = policy.readings[name].default
        far = values.index(default) if default in values else 0
        return {value: 0 if value == default else 10_000 + abs(index - far) for index, value in enumerate(values)}
    if name in policy.counters:
        return {value: 100 * int(value) for value in values}
    initial = policy.facts[name].initial
    return {value: 0 if value == initial else index for index, value in enumerate(values)}


def _carried(states: Region, space: TopicSpace, shared: list[str], policy: Policy) -> Region:
    """The states of another topic with the same readings and shared counters as some of these."""
    same = [
        name for name in (*shared, *policy.readings) if name in states.layout.fields and name in space.layout.fields
    ]
    boxes = []
    for box in states.boxes:
        values = states.layout.decoded(box)
        boxes.append(space.layout.box({name: values[name] for name in same}))
    return Region.union(space.layout, boxes)
