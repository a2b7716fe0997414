"""What a check saw, cut down to the states that cases can come to, with a smallest way to one of them.

How a finding is told, and that its witness replays, others see to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..space.paths import Trail
from ..space.reach import Reach
from ..space.region import Region
from ..space.ways import Way
from .registry import Check
from .subject import Raw, Subject
from .witness import nearest_way


class Led(NamedTuple):
    """A smallest way, with the conduct by which it goes."""

    reach: Reach
    way: Way


@dataclass(frozen=True)
class Seen:
    """One thing that a check saw; `region` is None for what is about the file rather than about states."""

    subject: Subject
    check: Check
    raw: Raw
    region: Region | None

    @cached_property
    def led(self) -> Led | None:
        """A smallest way there, by compliant conduct if that leads there; None where there is none."""
        return next(self._led(), None)

    @cached_property
    def blameless(self) -> bool:
        """Whether compliant conduct leads there, as far as the space knows."""
        conduct, trail = self.subject.compliant_conduct, self._trail(self.subject.compliant_conduct)
        return self.region is not None and self.region.meets(trail.region if trail else conduct.states(self.raw.topic))

    def ways(self) -> Iterator[Led]:
        """The way that is told first, then others that can be told in its place."""
        if self.led is not None:
            yield self.led
            if self.led.reach is not self.subject.any_conduct:
                yield from self._by(self.subject.any_conduct)

    def _led(self) -> Iterator[Led]:
        if self.blameless:
            yield from self._by(self.subject.compliant_conduct)
        if self.region is not None:
            yield from self._by(self.subject.any_conduct)

    def _by(self, reach: Reach) -> Iterator[Led]:
        if self.region is not None:
            way = nearest_way(reach, self.raw.topic, self.region, self._trail(reach))
            if way is not None:
                yield Led(reach, way)

    def _trail(self, reach: Reach) -> Trail | None:
        trails = self.raw.trails
        return trails and (trails.compliant if reach is self.subject.compliant_conduct else trails.any)


def seen(subject: Subject, check: Check) -> Iterator[Seen]:
    """What a check sees of a subject, without that to which no case can come; may raise what budgets raise."""
    for raw in check.find(subject):
        if raw.region is None:
            yield Seen(subject, check, raw, None)
            continue
        region = raw.region if raw.anywhere else raw.region & subject.reachable(raw.topic)
        if region:
            yield Seen(subject, check, raw, region)
