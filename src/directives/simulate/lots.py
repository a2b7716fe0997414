"""One draw for several occurrences: every way in which they can befall a case has its share of all 2^32 numbers.

The ways of a row are worked out when a case first comes to it. Most cases stay as they are in most steps; whether one
does is one look-up and one comparison, and only the others are looked at further.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ..condition import Branch
from ..ensemble import Conduct
from ..policy import Occurrence
from ..terms import Status
from .rows import Rows
from .states import After, Change, Counts, State, States

Ints: TypeAlias = npt.NDArray[np.int64]
Draws: TypeAlias = npt.NDArray[np.uint32]
WHOLE = 1 << 32
"""How many numbers a draw can give; chances are rounded to this part of one."""


@dataclass(frozen=True)
class Befalling:
    """An event that befalls a case by chance, where `when` holds (None: everywhere)."""

    name: str
    chance: float
    when: tuple[Branch, ...] | None
    occurrence: Occurrence = field(compare=False)

    def likely(self, states: States, state: State, shared: Counts) -> float:
        """How likely it is in a state."""
        if not self.chance or not states.can(self.name, self.occurrence, state):
            return 0.0
        if self.when is None:
            return self.chance
        value = states.value(state, shared)
        return self.chance if any(all(test.holds(value) for test in one) for one in self.when) else 0.0

    def after(self, states: States, state: State, shared: Counts) -> After:
        """What it leads to."""
        return states.event(self.name, state, shared)


@dataclass(frozen=True)
class Doing:
    """An action that our conduct may do; what is obligatory is done once for each duty."""

    name: str
    place: int
    conduct: Conduct = field(compare=False)
    occurrence: Occurrence = field(compare=False)

    def likely(self, states: States, state: State, shared: Counts) -> float:
        """How likely it is in a state."""
        if not states.can(self.name, self.occurrence, state):
            return 0.0
        status = states.said(state, shared).statuses[self.place]
        if status is Status.OBLIGATORY and not state.open & states.bits[self.name]:
            return 0.0
        return self.conduct.chance(self.name, status)

    def after(self, states: States, state: State, shared: Counts) -> After:
        """What it leads to."""
        return states.action(self.name, state, shared)


Slot: TypeAlias = Befalling | Doing


@dataclass(frozen=True)
class Way:
    """One way: how likely, what occurs (with the judgement of an action), the state it leads to, what it adds to the
    measures, how often own counters count.
    """

    likely: float
    occurs: tuple[tuple[Slot, str | None], ...]
    state: State
    change: Change
    ticks: Counts


class Lot:
    """Occurrences that one draw decides, in their order. Arrays: `stay` by row; the others by way."""

    def __init__(self, rows: Rows, slots: Sequence[Slot]) -> None:
        """Nothing is worked out before a case comes to it."""
        self.rows, self.slots = rows, tuple(slots)
        self.stay: Draws = np.zeros(0, np.uint32)
        self.ways: list[Way] = []
        self._place: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self._bounds: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)
        self._listed: list[int] = []
        self.next: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.label: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.ticks: npt.NDArray[np.int32] = np.zeros((0, len(rows.states.own)), np.int32)
        self.acts: npt.NDArray[np.bool_] = np.zeros(0, bool)
        self._compiled = 0

    def fit(self) -> None:
        """Make room for all rows there are by now."""
        needed = len(self.rows.met) * self.rows.codes
        if needed > len(self.stay):
            more = max(needed, 2 * len(self.stay), 256) - len(self.stay)
            self.stay = np.concatenate([self.stay, np.zeros(more, np.uint32)])
            self._place = np.concatenate([self._place, np.full(more, -1, np.int32)])

    def pick(self, rows: Ints, draws: Draws) -> Ints:
        """The way that each draw takes from each row."""
        if not len(rows):
            return np.zeros(0, np.int64)
        fresh = np.unique(rows[self._place[rows] < 0])
        if len(fresh):
            self._compile(fresh.tolist())
        keys = (self._place[rows].astype(np.uint64) << np.uint64(32)) | draws.astype(np.uint64)
        return np.searchsorted(self._bounds, keys, side="right")

    def _compile(self, fresh: list[int]) -> None:
        for row in fresh:
            number, code = divmod(row, self.rows.codes)
            state, shared = self.rows.met[number], self.rows.shared(code)
            ways = list(self._ways(state, shared, 0, Way(1.0, (), state, (), (0,) * len(self.rows.states.own))))
            bounds = bounds_of([way.likely for way in ways])
            self.stay[row] = min(bounds[0], WHOLE - 1) if not ways[0].occurs else 0
            self._place[row] = self._compiled
            self._listed += [self._compiled * WHOLE + bound for bound in bounds]
            self._compiled += 1
            self.ways += ways
        self._bounds = np.array(self._listed, np.uint64)
        done = len(self.next)
        added = self.ways[done:]
        self.next = np.concatenate([self.next, np.array([self.rows.number(way.state) for way in added], np.int32)])
        self.label = np.concatenate([self.label, np.array([self.rows.label(way.change) for way in added], np.int32)])
        self.acts = np.concatenate([self.acts, np.array([bool(way.occurs) for way in added], bool)])
        ticks = np.array([way.ticks for way in added], np.int32).reshape(len(added), -1)
        self.ticks = np.concatenate([self.ticks, ticks])
        self.fit()

    def _ways(self, state: State, shared: Counts, index: int, so_far: Way) -> Iterator[Way]:
        """All ways from a state, the one in which nothing more occurs first."""
        if index == len(self.slots):
            yield so_far
            return
        slot, states = self.slots[index], self.rows.states
        likely = slot.likely(states, state, shared)
        if likely < 1:
            rest = Way(so_far.likely * (1 - likely), so_far.occurs, state, so_far.change, so_far.ticks)
            yield from self._ways(state, shared, index + 1, rest)
        if likely > 0:
            after = slot.after(states, state, shared)
            ticks = tuple(a + b for a, b in zip(so_far.ticks, after.ticks, strict=True))
            said = next((key[-1] for key, _ in after.change if key[0] == "action"), None)
            occurs, change = (*so_far.occurs, (slot, said)), (*so_far.change, *after.change)
            way = Way(so_far.likely * likely, occurs, after.state, change, ticks)
            yield from self._ways(after.state, after.shared, index + 1, way)


def bounds_of(chances: Sequence[float]) -> list[int]:
    """Where the share of each way ends, of WHOLE."""
    total, found = 0.0, []
    for chance in chances:
        total += chance
        found.append(min(WHOLE, round(total * WHOLE)))
    found[-1] = WHOLE
    return found
