"""What can happen to a case, as maps on sets of its states: events, actions, another case's actions, time that passes.

What a move needs is a box and what it sets are constants, so the image of a box is a box, and so is what leads into it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..policy import Occurrence, Policy
from .layout import Box, Field, Layout
from .region import Region
from .topic_space import TopicSpace


@dataclass(frozen=True)
class Move:
    """One way on. `kind` is `event`, `action`, `other` (the action done in another case) or `wait` (time passes)."""

    kind: str
    name: str
    layout: Layout
    needs: Region
    """Where it can happen."""
    sets: tuple[tuple[Field, int], ...] = ()
    """The fields that it sets, each with the bit."""
    bumps: tuple[Field, ...] = ()
    """The counters that it counts up."""
    falls: tuple[Field, ...] = ()
    """The counters that may fall to any lower number."""

    @property
    def leads(self) -> bool:
        """Whether it changes anything."""
        return bool(self.sets or self.bumps or self.falls)

    def image(self, region: Region) -> Region:
        """The states that it leads to from some state of the region."""
        return Region.union(self.layout, map(self._after, (region & self.needs).boxes))

    def preimage(self, region: Region) -> Region:
        """The states from which it leads into the region, one way or another."""
        before = Region.union(self.layout, (box for one in region.boxes for box in self._before(one)))
        return before & self.needs

    def _after(self, box: Box) -> Box:
        for field, bit in self.sets:
            box = box & ~field.mask | bit
        for field in self.bumps:
            code = box & field.mask
            box = box & ~field.mask | (code << 1) & field.mask | code & _top(field)
        for field in self.falls:
            box |= field.mask & ((1 << (box & field.mask).bit_length()) - 1)
        return box

    def _before(self, box: Box) -> Iterator[Box]:
        for field, bit in self.sets:
            if not box & bit:
                return
            box |= field.mask
        for field in self.bumps:
            code = box & field.mask
            box = box & ~field.mask | (code >> 1) & field.mask | code & _top(field)
        for field in self.falls:
            code = box & field.mask
            box |= field.mask & -(code & -code)
        yield box


def _top(field: Field) -> int:
    return 1 << (field.offset + len(field.classes) - 1)


class Moves:
    """The moves of a topic's cases."""

    def __init__(self, space: TopicSpace) -> None:
        """Nothing is worked out before it is asked for."""
        self.space = space
        self.policy: Policy = space.policy

    @cached_property
    def own(self) -> tuple[Move, ...]:
        """Its events and actions."""
        events = (self._made("event", name, one, ()) for name, one in self.space.events.items())
        actions = (self._made("action", name, one, self.counting(name)) for name, one in self.space.actions.items())
        return (*events, *actions)

    @cached_property
    def waits(self) -> tuple[Move, ...]:
        """Time that passes: counters with a window may fall."""
        falling = [one for one in self._counters() if self.policy.counters[one.name].within is not None]
        everything = self.space.everything
        return (Move("wait", "", self.space.layout, everything, falls=tuple(falling)),) if falling else ()

    def others(self, action: str, allowed: Region) -> tuple[Move, ...]:
        """The action done in another case, where that is allowed; none if no counter here feels it."""
        bumps = self.counting(action, shared=True)
        return (Move("other", action, self.space.layout, allowed, bumps=bumps),) if bumps else ()

    def counting(self, action: str, shared: bool = False) -> tuple[Field, ...]:
        """The counters that count the action; `shared` leaves those of the case out."""
        return tuple(
            one
            for one in self._counters()
            if action in self.policy.counters[one.name].counts
            and (not shared or self.policy.counters[one.name].per == "all")
        )

    def _counters(self) -> Iterable[Field]:
        return (self.space.layout.fields[name] for name in self.policy.topics[self.space.topic].counters)

    def _made(self, kind: str, name: str, one: Occurrence, bumps: tuple[Field, ...]) -> Move:
        fields = self.space.layout.fields
        sets = tuple((fields[fact], fields[fact].bits([value])) for fact, value in one.sets.items())
        return Move(kind, name, self.space.layout, self.space.can(one), sets, bumps)
