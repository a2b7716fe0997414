"""How the counters stand at any moment of a log (DESIGN 2, time): actions done, within windows of days.

A moment is a number: 2p just before row p, after counters have fallen that day, and 2p + 1 just after it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..condition import Value
from ..policy import Counter, Policy
from .log import Happening, Ints, Log

APART = 1 << 31
"""More than there are rows, or days, in a log: it keeps cases apart in one sorted array."""


@dataclass(frozen=True)
class Counts:
    """The rows in which counted actions are done, in order, and those of a counter's window."""

    policy: Policy
    readings: Mapping[str, Value]
    log: Log
    happenings: Sequence[Happening]
    done: npt.NDArray[np.bool_]

    def within(self, counter: Counter) -> int | None:
        """The window of a counter in days; None for ever, and where the log has no dates."""
        within = self.readings[counter.within] if isinstance(counter.within, str) else counter.within
        return None if within is None or not self.log.first else int(within)

    def rows(self, counter: Counter) -> Ints:
        """The rows whose actions a counter counts."""
        counted = [one.action and one.name in counter.counts for one in self.happenings]
        return np.flatnonzero(self.done & np.array([*counted, False])[self.log.what])

    def at(self, counter: Counter, case: Ints, moment: Ints, day: Ints) -> Ints:
        """How a counter stands for cases at moments, each on its day."""
        rows = self.rows(counter)
        whose, asked = (self.log.case[rows], case) if counter.per != "all" else (0 * rows, 0 * case)
        rank = np.argsort(whose, kind="stable")
        keys = whose[rank] * APART + rows[rank]
        found = np.searchsorted(keys, asked * APART + (moment - 1) // 2, side="right")
        within = self.within(counter)
        if within is None:
            return found - np.searchsorted(keys, asked * APART, side="left")
        days = whose[rank] * APART + self.log.day[rows[rank]]
        return found - np.searchsorted(days, asked * APART + np.maximum(day - within, 0), side="right")

    def falls(self, counter: Counter) -> tuple[Ints, Ints, Ints]:
        """When a counter falls while the log lasts: whose row it is that no longer counts, the moment and the day."""
        within, rows = self.within(counter), self.rows(counter)
        if within is None or not len(rows):
            return (np.zeros(0, np.int64),) * 3
        day = self.log.day[rows] + within
        rows, day = rows[day <= self.log.day[-1]], day[day <= self.log.day[-1]]
        return self.log.case[rows], 2 * np.searchsorted(self.log.day, day, side="left"), day
