"""Which states a case can come to, by any conduct or by compliant conduct, and the shortest way to each.

Topics that share counters are worked out together: what is done in one case counts in another. No state is missed.
Where one may be told reachable that no timeline reaches, `exact` says so; every witness is replayed in the end.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

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
    """How far one topic has been followed: the states met so far, those met last, what other cases may do where."""

    space: TopicSpace
    moves: tuple[Move, ...]
    all: Region
    frontier: Region
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

    def __init__(
        self,
        policy: Policy,
        fixed: Mapping[str, Value] | None = None,
        compliant: bool = False,
        layouts: Mapping[str, Layout] | None = None,
    ) -> None:
        """Nothing is worked out before it is asked for; `layouts` may tell more apart than the policy does."""
        self.policy = policy
        self.fixed = dict(fixed or {})
        self.compliant = compliant
        self._spaces = {topic: TopicSpace(policy, topic, fixed, (layouts or {}).get(topic)) for topic in policy.topics}
        self._shared = [name for name, one in policy.counters.items() if one.per == "all"]
        self._courses: dict[str, _Course] = {}
        self._moves: dict[str, tuple[Move, ...]] = {}
        self._ways: dict[str, Ways] = {}
        self._exact: dict[str, bool] = {}

    def space(self, topic: str) -> TopicSpace:
        """The space of a topic."""
        return self._spaces[topic]

    def states(self, topic: str) -> Region:
        """Every state that a case of the topic can come to."""
        return self._course(topic).all

    def moves(self, topic: str) -> tuple[Move, ...]:
        """Every move of the topic, as far as conduct allows it; also those that change nothing."""
        if topic not in self._moves:
            space = self.space(topic)
            idle = (self._permitted(space, move) for move in Moves(space).own if not self._matters(move))
            self._moves[topic] = (*self._course(topic).onwards(), *idle)
        return self._moves[topic]

    def way(self, topic: str, target: Region) -> "Way | None":
        """A shortest way from a start to some state of the target; None where there is none."""
        if topic not in self._ways:
            self._ways[topic] = Ways(self.space(topic), starts(self.space(topic)), self._course(topic).onwards())
        return self._ways[topic].way(target)

    def apart(self, topic: str, within: Region) -> "Ways":
        """The ways of a case, in these states, that no other case feels: whatever others have done, it can go them."""
        space = self.space(topic)
        shared = [name for name in self._shared if name in space.layout.fields]
        moves = (
            move for move in self._course(topic).moves if move.kind in ("event", "action") and not self._felt(move)
        )
        return Ways(space, starts(space).freed(shared) & within, moves)

    def window(self, counter: str) -> int | None:
        """The days over which a counter counts, readings at their defaults where they are not fixed; None for ever."""
        within = self.policy.counters[counter].within
        return int({**self.policy.defaults, **self.fixed}[within]) if isinstance(within, str) else within

    def exact(self, topic: str) -> bool:
        """Whether every state told reachable is known to be so.

        Not where several counters have windows, since they may fall together; nor where what another case does takes it
        things first that are felt here. By compliant conduct nor where a window is too short for all that it counts.
        """
        if topic not in self._exact:
            felt = [move for move in self.moves(topic) if move.kind == "other"]
            self._exact[topic] = self._falls_freely(topic) and all(
                move.needs.within(self._at_once(topic, move.name)) for move in felt
            )
        return self._exact[topic]

    def _falls_freely(self, topic: str) -> bool:
        windows = {name: days for name in self.policy.topics[topic].counters if (days := self.window(name)) is not None}
        fields = self.space(topic).layout.fields
        chosen = any(self.policy.counters[name].within in fields for name in windows)  # a reading that others turn on
        short = any(days < len(fields[name].classes) - 1 for name, days in windows.items())
        return len(windows) <= 1 and not (self.compliant and (chosen or short))

    def _at_once(self, topic: str, action: str) -> Region:
        """The states of the topic in which a case that has done nothing that is felt here can do the action."""
        space = self.space(topic)
        found = Region(space.layout, ())
        for other in self.policy.actions[action].topics:
            there = self.space(other)
            ways = self.apart(other, there.everything)
            (act,) = (move for move in self.moves(other) if (move.kind, move.name) == ("action", action))
            ready = act.needs & ways.states
            unfelt = [name for name in self._shared if name not in space.layout.fields]
            ready = ready - (there.everything - ready.freed(self._own(there))).freed(unfelt)
            found = found | _carried(ready, space, self._shared, self.policy)
        return found

    def _own(self, space: TopicSpace) -> list[str]:
        """The names of a topic that are the case's own: its facts and the counters of what it did itself."""
        return [name for name in space.layout.fields if name not in self._shared and name not in self.policy.readings]

    def _felt(self, move: Move) -> bool:
        """Whether some counter over all cases counts the move."""
        return move.kind == "action" and any(move.name in self.policy.counters[name].counts for name in self._shared)

    def _matters(self, move: Move) -> bool:
        """Whether the move changes anything, here or in another case."""
        return move.leads or self._felt(move)

    def _course(self, topic: str) -> _Course:
        if topic not in self._courses:
            self._follow(list(links(self.policy, topic)))
        return self._courses[topic]

    def _follow(self, topics: list[str]) -> None:
        courses = {topic: self._begun(topic) for topic in topics}
        growing = True
        while growing:
            for course in courses.values():
                for other, allowed in self._allowed(course):
                    for one in courses.values():
                        carried = _carried(allowed, one.space, self._shared, self.policy)
                        one.others[other] = one.others[other] | carried if other in one.others else carried
            growing = any(tuple(self._grown(course) for course in courses.values()))
        self._courses |= courses

    def _begun(self, topic: str) -> _Course:
        space = self.space(topic)
        start = starts(space)
        moves = Moves(space)
        own = tuple(self._permitted(space, move) for move in (*moves.own, *moves.waits) if self._matters(move))
        return _Course(space, own, start, start)

    def _permitted(self, space: TopicSpace, move: Move) -> Move:
        if not self.compliant or move.kind != "action":
            return move
        needs = move.needs & space.status(move.name, *BLAMELESS)
        return Move(move.kind, move.name, move.layout, needs, move.sets, move.bumps, move.falls)

    def _allowed(self, course: _Course) -> Iterator[tuple[str, Region]]:
        """Each action that some shared counter counts, with the states of a case of this course that can do it."""
        return ((move.name, course.all & move.needs) for move in course.moves if self._felt(move))

    def _grown(self, course: _Course) -> bool:
        # another case's action may have become possible after its states were met, so all states are looked at again
        images = (
            move.image(course.all if move.kind == "other" else course.frontier).boxes for move in course.onwards()
        )
        reached = Region.union(course.space.layout, itertools.chain.from_iterable(images))
        course.frontier = Region.union(reached.layout, (reached - course.all).boxes)
        course.all = course.all | course.frontier
        return bool(course.frontier)


class _Layer(NamedTuple):
    """The states first come to after so many steps: by the last of them, and by waiting afterwards too."""

    stepped: Region
    all: Region


class Ways:
    """The shortest ways from some states of a topic by some moves; waiting is no step, however long."""

    def __init__(self, space: TopicSpace, begun: Region, moves: Iterable[Move]) -> None:
        """Layers are made as far as they are asked for."""
        self.space = space
        self._moves = tuple(moves)
        self._steps = tuple(move for move in self._moves if move.kind != "wait")
        self._waits = tuple(move for move in self._moves if move.kind == "wait")
        self._seen = Region(space.layout, ())
        self._layers: list[_Layer] = []
        self._add(begun)

    @property
    def states(self) -> Region:
        """All states that the ways come to."""
        while self._further():
            pass
        return self._seen

    def way(self, target: Region) -> "Way | None":
        """A shortest way to some state of the target; None where there is none."""
        for number in itertools.count():
            if number == len(self._layers) and not self._further():
                return None
            layer = self._layers[number]
            if met := (layer.stepped & target) or (layer.all & target):  # nobody waits for no reason
                end = ordinary(self.space, met)
                return Way(self.space, tuple(self._back(number, end)), end)
        raise AssertionError("layers end")

    def _further(self) -> bool:
        """Whether another step leads to further states."""
        if self._layers[-1].all:
            self._add(self._image(self._steps, self._layers[-1].all))
        return bool(self._layers[-1].all)

    def _add(self, stepped: Region) -> None:
        waited = self._image(self._waits, stepped)
        new = (stepped | waited) - self._seen
        self._layers.append(_Layer(stepped & new, new))
        self._seen = self._seen | new

    def _image(self, moves: Iterable[Move], region: Region) -> Region:
        return Region.union(region.layout, (box for move in moves for box in move.image(region).boxes))

    def _back(self, number: int, state: Box) -> list[Passage]:
        found: list[Passage] = []
        for index in range(number, -1, -1):
            if not self._layers[index].stepped.has(state):
                found.append(self._came(state, self._waits, self._layers[index].stepped))
                state = found[-1].before
            if index:
                found.append(self._came(state, self._steps, self._layers[index - 1].all))
                state = found[-1].before
        return found[::-1]

    def _came(self, state: Box, moves: Iterable[Move], before: Region) -> Passage:
        for move in moves:
            if met := move.preimage(Region(self.space.layout, (state,))) & before:
                return Passage(ordinary(self.space, met), move)
        raise AssertionError("a state of a layer is come to from the layer before it")


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
    initial = policy.facts[name].initial if name in policy.facts else None
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
