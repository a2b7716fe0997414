"""Which states a case can come to, by any conduct or by compliant conduct, and the shortest way to each.

Topics that share counters are worked out together: what is done in one case counts in another. No state is missed.
Where one may be told reachable that no timeline reaches, `exact` says so; every witness is replayed in the end.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..policy import Policy
from ..terms import Status
from .classes import links
from .layout import Layout, Value
from .moves import Move, Moves
from .region import Region
from .topic_space import TopicSpace
from .ways import Way, Ways, starts

BLAMELESS = (Status.OBLIGATORY, Status.PERMITTED, Status.EXEMPT, Status.SILENT)
"""An action with one of these statuses is judged compliant or unregulated (DESIGN 2): compliant conduct may do it."""


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

    def way(self, topic: str, target: Region) -> Way | None:
        """A shortest way from a start to some state of the target; None where there is none."""
        if topic not in self._ways:
            self._ways[topic] = Ways(self.space(topic), starts(self.space(topic)), self._course(topic).onwards())
        return self._ways[topic].way(target)

    def apart(self, topic: str, within: Region) -> Ways:
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
            felt = [move for move in self._course(topic).onwards() if move.kind == "other"]
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
