"""Traps: compliant conduct leads there, and no compliant conduct leads out."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..space.paths import Followed, Paths, Trail
from ..space.region import Region, TooManyBoxesError
from ..space.topic_space import TopicSpace
from ..terms import Modality, Status
from .subject import Raw, Subject, Trails

MOST_SETS = 2_000
"""More sets of duties than this are not tried for what cannot be met together: the check is undecided."""


def find_trap(subject: Subject) -> Iterator[Raw]:
    """Compliant conduct leads to where something is owed and no compliant way on ever leads to where all is in order.

    A norm in force that obliges makes its action owed, in a conflict too, until the action is done or the norm is out
    of force. All is in order where no action to be finished is owed and undone, every continuous one that is owed is
    obligatory and can be done, and no two such are incompatible. A compliant way is made of events, time that passes and
    actions, here and in other cases, each judged compliant or unregulated. Told of the smallest sets of duties that
    cannot all be met. Not reported where something that may happen leads out, however unlikely, nor where one duty is
    done that is incompatible with another: each action is judged by itself.
    """
    for space in subject.spaces():
        seen = _Topic(subject, space)
        if seen.owed:
            yield from seen.traps()


@dataclass(frozen=True)
class _Topic:
    """A topic's duties along the ways of compliant conduct."""

    subject: Subject
    space: TopicSpace

    def traps(self) -> Iterator[Raw]:
        """A finding for each smallest set of duties that, from some state, cannot all be met."""
        untold = self.stuck(tuple(self.owed))
        for size in range(1, len(self.owed) + 1):
            if not untold:
                return
            told = untold
            for tried, some in enumerate(itertools.combinations(self.owed, size)):
                if tried == MOST_SETS:
                    raise TooManyBoxesError
                stuck = self.stuck(some) & untold
                if stuck:
                    yield self.raw(some, stuck)
                    told = told - stuck
            untold = told

    @cached_property
    def owed(self) -> dict[str, Region]:
        """Where each action is owed that ever is."""
        owed = {action: self.space.directing(action, Modality.OBLIGE) for action in self.space.actions}
        return {action: there for action, there in owed.items() if there.meets(self.reachable)}

    @cached_property
    def reachable(self) -> Region:
        return self.subject.compliant_conduct.states(self.space.topic)

    @cached_property
    def paths(self) -> Paths:
        followed = [
            Followed(action, owed, self.obligatory(action), self.space.everything)
            for action, owed in self.owed.items()
            if self.outlasting(action)
        ]
        return Paths(self.subject.compliant_conduct, self.space.topic, followed)

    def outlasting(self, action: str) -> bool:
        """Whether an action to be finished may be owed still when it was done: else owed is owed and undone."""
        if self.space.actions[action].continuous:
            return False
        there = self.reachable & self.owed[action]
        moves = self.subject.compliant_conduct.moves(self.space.topic)
        return any(
            move.image(there).meets(self.owed[action])
            for move in moves
            if (move.kind, move.name) == ("action", action)
        )

    @cached_property
    def here(self) -> Region:
        """All that compliant conduct comes to, with what is remembered."""
        outlasting = any(self.outlasting(action) for action in self.owed)
        return self.paths.states if outlasting else self.paths.lifted(self.reachable)

    def obligatory(self, action: str) -> Region:
        return self.space.status(action, Status.OBLIGATORY)

    def amiss(self, action: str) -> Region:
        """Where what is owed is not in order: an action undone, a continuous one that cannot be kept up."""
        if self.space.actions[action].continuous:
            kept = self.obligatory(action) & self.space.can(self.space.actions[action])
            return self.paths.lifted(self.owed[action] - kept)
        return self.paths.open(action) if self.outlasting(action) else self.paths.lifted(self.owed[action])

    def torn(self, actions: Sequence[str]) -> Iterator[Region]:
        """Where two continuous actions are owed that are incompatible."""
        for both in self.subject.policy.incompatible:
            if set(both.pair) <= set(actions) and all(self.space.actions[one].continuous for one in both.pair):
                yield self.paths.lifted(self.owed[both.pair[0]] & self.owed[both.pair[1]])

    def stuck(self, actions: Sequence[str]) -> Region:
        """Where no way on leads to where these duties are in order together."""
        order = self.here
        for amiss in (*map(self.amiss, actions), *self.torn(actions)):
            order = order - amiss
        return self.here - self.paths.leading(order, within=self.here)

    def raw(self, actions: tuple[str, ...], stuck: Region) -> Raw:
        trail = Trail(self.paths, stuck)
        said = " and must ".join(action.replace("_", " ") for action in actions)
        end = "it done or lets it lapse" if len(actions) == 1 else "all of it in order"
        return Raw(
            topic=self.space.topic,
            says=f"must {said}, and no compliant way on gets {end}",
            region=trail.region,
            actions=actions,
            norms=tuple(name for action in actions for name in self.norms(action, trail.region)),
            advice="say which norm gives way there, let the duty lapse, or allow a way to meet it",
            trails=Trails(trail, trail),
        )

    def norms(self, action: str, region: Region) -> Iterator[str]:
        """The norms that are in force there and ask for the action or stand against it."""
        for name in self.subject.on(self.space.topic, action):
            if self.space.norms[name].modality is not Modality.PERMIT and self.space.in_force[name].meets(region):
                yield name
