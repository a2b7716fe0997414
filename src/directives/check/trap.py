"""Traps: compliant conduct leads there, and no compliant conduct leads out."""

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..space.entangled import changed, entangled, named
from ..space.memory import Followed
from ..space.moves import Move
from ..space.paths import Paths, Trail
from ..space.region import Region, TooManyBoxesError
from ..space.topic_space import TopicSpace
from ..terms import Modality, Status
from .subject import Raw, Subject, Trails

MOST_SETS = 200
"""More sets of duties than this are not tried for what cannot be met together: the check is undecided."""


def find_trap(subject: Subject) -> Iterator[Raw]:
    """Compliant conduct leads to where something is owed, and no compliant way on leads to where all of it is in order.

    An action is owed while a norm that obliges to it is in force, in a conflict too, until it is done. All is in order
    where whatever can be finished is done or owed no longer, and whatever is kept up is obligatory, can be done and is
    not incompatible with something else that is kept up. A way on is made of events, of time that passes, and of
    actions judged compliant or unregulated, in this case and in others. Told of the smallest sets of duties that cannot
    all be met. Not reported where an event leads out, however unlikely, nor for two incompatible duties one of which
    can be finished: each action is judged by itself (`clash`).

    Say which norm gives way there, let the duty lapse, or allow a way to meet it.
    """
    undecided: TooManyBoxesError | None = None
    for space in subject.spaces():
        topic = _Topic(subject, space)
        for group in topic.groups():
            try:
                yield from list(_Knot(topic, group).traps())
            except TooManyBoxesError as error:
                undecided = error
                for action in group if len(group) > 1 else ():
                    yield from _Knot(topic, (action,)).traps()
    if undecided:
        raise undecided


@dataclass(frozen=True, eq=False)
class _Topic:
    """A topic's duties, as compliant conduct meets them."""

    subject: Subject
    space: TopicSpace

    @cached_property
    def reachable(self) -> Region:
        return self.subject.compliant_conduct.states(self.space.topic)

    @cached_property
    def owed(self) -> dict[str, Region]:
        """Where each action is owed that ever is."""
        owed = {action: self.space.directing(action, Modality.OBLIGE) for action in self.space.actions}
        return {action: there for action, there in owed.items() if there.meets(self.reachable)}

    def continuous(self, action: str) -> bool:
        return self.space.actions[action].continuous

    def obligatory(self, action: str) -> Region:
        return self.space.status(action, Status.OBLIGATORY)

    def doing(self, action: str) -> Iterator[Move]:
        """How the action is done in compliance, if it ever is."""
        moves = self.subject.compliant_conduct.moves(self.space.topic)
        return (move for move in moves if (move.kind, move.name) == ("action", action))

    @cached_property
    def plain(self) -> Paths:
        """The ways on which nothing is remembered."""
        return Paths(self.subject.compliant_conduct, self.space.topic)

    @functools.cache  # noqa: B019  # it lives as long as the check
    def amiss(self, action: str) -> Region:
        """Where an action is owed and contested, or cannot be done."""
        return self.owed[action] - (self.obligatory(action) & self.space.can(self.space.actions[action]))

    @functools.cache  # noqa: B019  # likewise
    def hopeless(self, action: str) -> Region:
        """Where it stays so on every way on."""
        return self.plain.confined(self.amiss(action) & self.reachable)

    def outlasting(self, action: str) -> bool:
        """Whether an action to be finished may be owed still when it was done: else owed is owed and undone."""
        if self.continuous(action):
            return False
        there = self.reachable & self.owed[action]
        return any(move.image(there).meets(self.owed[action]) for move in self.doing(action))

    @cached_property
    def torn(self) -> list[frozenset[str]]:
        """The pairs of continuous actions owed that are incompatible."""
        pairs = (both.pair for both in self.subject.policy.incompatible)
        return [frozenset(pair) for pair in pairs if set(pair) <= self.owed.keys() and all(map(self.continuous, pair))]

    def groups(self) -> list[tuple[str, ...]]:
        """The actions that are owed, in groups that can be looked into by themselves."""
        moves = self.subject.compliant_conduct.moves(self.space.topic)
        return entangled(moves, {action: self.hangs_on(action) for action in self.owed}, self.torn)

    def hangs_on(self, action: str) -> set[str]:
        """On what it hangs whether the action is owed, and whether it can be kept up or how it comes to be done."""
        names = named(self.owed[action]) | named(self.obligatory(action))
        if self.continuous(action):
            return names | named(self.amiss(action))
        return names.union(*(named(move.needs) | changed(move) for move in self.doing(action)))


@dataclass(frozen=True)
class _Knot:
    """Some duties of a topic along the ways of compliant conduct."""

    topic: _Topic
    actions: tuple[str, ...]

    def traps(self) -> Iterator[Raw]:
        """A finding for each smallest set of the duties that, from some state, cannot all be met."""
        if not self.conceivable():
            return
        if len(self.actions) == 1:
            if (raw := self.raw(self.actions, self.alone(self.actions[0]))).region:
                yield raw
            return
        untold = self.stuck(self.actions)
        for size in range(1, len(self.actions) + 1):
            if not untold:
                return
            told = untold
            for tried, some in enumerate(itertools.combinations(self.actions, size)):
                if tried == MOST_SETS:
                    raise TooManyBoxesError
                stuck = self.stuck(some) & untold
                if stuck:
                    yield self.raw(some, stuck)
                    told = told - stuck
            untold = told

    def conceivable(self) -> bool:
        """Whether there may be a trap, as far as can be told with nothing remembered: what is owed counts as undone."""
        topic = self.topic
        if len(self.actions) == 1:
            return bool(topic.hopeless(self.actions[0]))
        undone = [topic.amiss(one) if topic.continuous(one) else topic.owed[one] for one in self.actions]
        torn = [topic.owed[one] & topic.owed[other] for one, other in self.torn(self.actions)]
        anything = Region.union(self.topic.space.layout, (box for one in (*undone, *torn) for box in one.boxes))
        return bool(topic.plain.confined(anything & topic.reachable))

    @cached_property
    def followed(self) -> list[str]:
        """The actions of which it is to be remembered whether they were done."""
        return [action for action in self.actions if self.topic.outlasting(action)]

    @cached_property
    def paths(self) -> Paths:
        topic, space = self.topic, self.topic.space
        duties = [
            Followed(action, topic.owed[action], topic.obligatory(action), space.everything) for action in self.followed
        ]
        return Paths(topic.subject.compliant_conduct, space.topic, duties)

    @cached_property
    def here(self) -> Region:
        """All that compliant conduct comes to, with what is remembered."""
        return self.paths.states if self.followed else self.paths.memory.lifted(self.topic.reachable)

    def stuck(self, actions: Sequence[str]) -> Region:
        """Where no way on leads to where these duties are in order together."""
        if len(actions) == 1:
            return self.here & self.alone(actions[0])
        torn = (self.topic.owed[one] & self.topic.owed[other] for one, other in self.torn(actions))
        amiss = (*map(self.amiss, actions), *map(self.paths.memory.lifted, torn))
        return self.paths.confined(
            self.here & Region.union(self.paths.memory.layout, (b for one in amiss for b in one.boxes))
        )

    def alone(self, action: str) -> Region:
        """Where no way on leads to where this duty is in order; it is undone all along, so nothing is to remember."""
        return self.paths.memory.lifted(self.topic.hopeless(action)) & self.amiss(action)

    def amiss(self, action: str) -> Region:
        """Where what is owed is not in order: an action undone, a continuous one that cannot be kept up."""
        if action in self.followed:
            return self.paths.memory.open(action)
        topic = self.topic
        return self.paths.memory.lifted(topic.amiss(action) if topic.continuous(action) else topic.owed[action])

    def torn(self, actions: Sequence[str]) -> list[frozenset[str]]:
        """The pairs of these actions that are incompatible, both continuous."""
        return [pair for pair in self.topic.torn if pair <= set(actions)]

    def raw(self, actions: tuple[str, ...], stuck: Region) -> Raw:
        trail = Trail(self.paths, stuck)
        subject = self.topic.subject
        said = " and must ".join(map(subject.does, actions))
        return Raw(
            topic=self.topic.space.topic,
            says=f"we must {said}, and no compliant way on {self.end(actions)}",
            region=trail.region,
            actions=actions,
            norms=tuple(name for action in actions for name in self.norms(action, trail.region)),
            advice="say which norm gives way there, let the duty lapse, or allow a way to meet it",
            trails=Trails(trail, trail),
        )

    def end(self, actions: tuple[str, ...]) -> str:
        """What no way on does about the duties."""
        if len(actions) > 1:
            return "meets both" if len(actions) == 2 else "meets them all"
        kept = self.topic.continuous(actions[0])
        return "lets us keep it up or lets the duty lapse" if kept else "gets it done or lets the duty lapse"

    def norms(self, action: str, region: Region) -> Iterator[str]:
        """The norms that are in force there and ask for the action or stand against it."""
        space = self.topic.space
        for name in self.topic.subject.on(space.topic, action):
            if space.norms[name].modality is not Modality.PERMIT and space.in_force[name].meets(region):
                yield name
