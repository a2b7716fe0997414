"""Traps: compliant conduct leads there, and no compliant conduct leads out."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..space.entangled import changed, entangled, named
from ..space.moves import Move
from ..space.paths import Followed, Paths, Trail
from ..space.region import Region, TooManyBoxesError
from ..space.topic_space import TopicSpace
from ..terms import Modality, Status
from .subject import Raw, Subject, Trails

MOST_SETS = 200
"""More sets of duties than this are not tried for what cannot be met together: the check is undecided."""


def find_trap(subject: Subject) -> Iterator[Raw]:
    """Compliant conduct leads to where something is owed and no compliant way on ever leads to where all is in order.

    A norm in force that obliges makes its action owed, in a conflict too, until the action is done or the norm is out
    of force. All is in order where no action to be finished is owed and undone, every continuous one that is owed is
    obligatory and can be done, and no two such are incompatible. A compliant way is made of events, time that passes
    and actions, here and in other cases, each judged compliant or unregulated. Told of the smallest sets of duties that
    cannot all be met. Not reported where something that may happen leads out, however unlikely, nor where one duty is
    done that is incompatible with another: each action is judged by itself.

    Let one of the norms give way to the other, or exempt from what can no longer be done.
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


@dataclass(frozen=True)
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

    def amiss(self, action: str) -> Region:
        """Where a continuous action is owed and cannot be kept up."""
        return self.owed[action] - (self.obligatory(action) & self.space.can(self.space.actions[action]))

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
        return self.paths.states if self.followed else self.paths.lifted(self.topic.reachable)

    def stuck(self, actions: Sequence[str]) -> Region:
        """Where no way on leads to where these duties are in order together."""
        order = self.here
        for amiss in (*map(self.amiss, actions), *self.torn(actions)):
            order = order - amiss
        return self.here - self.paths.leading(order, within=self.here)

    def amiss(self, action: str) -> Region:
        """Where what is owed is not in order: an action undone, a continuous one that cannot be kept up."""
        if action in self.followed:
            return self.paths.open(action)
        topic = self.topic
        return self.paths.lifted(topic.amiss(action) if topic.continuous(action) else topic.owed[action])

    def torn(self, actions: Sequence[str]) -> Iterator[Region]:
        """Where two continuous actions are owed that are incompatible."""
        for one, other in self.topic.torn:
            if {one, other} <= set(actions):
                yield self.paths.lifted(self.topic.owed[one] & self.topic.owed[other])

    def raw(self, actions: tuple[str, ...], stuck: Region) -> Raw:
        trail = Trail(self.paths, stuck)
        said = " and must ".join(action.replace("_", " ") for action in actions)
        end = "it done or lets it lapse" if len(actions) == 1 else "all of it in order"
        return Raw(
            topic=self.topic.space.topic,
            says=f"must {said}, and no compliant way on gets {end}",
            region=trail.region,
            actions=actions,
            norms=tuple(name for action in actions for name in self.norms(action, trail.region)),
            advice="say which norm gives way there, let the duty lapse, or allow a way to meet it",
            trails=Trails(trail, trail),
        )

    def norms(self, action: str, region: Region) -> Iterator[str]:
        """The norms that are in force there and ask for the action or stand against it."""
        space = self.topic.space
        for name in self.topic.subject.on(space.topic, action):
            if space.norms[name].modality is not Modality.PERMIT and space.in_force[name].meets(region):
                yield name
