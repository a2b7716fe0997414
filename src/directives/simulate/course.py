"""Some runs of a plan, all at once: an array of states (run, case) for each population, taken through the steps.

Counters over all cases are exact: what was done is kept by run and day, and a window is left on its very day, between
two steps if need be. Where one case's action changes what the next may do, the cases are gone through up to that one,
then the rest. It knows nothing of files, processes or sums over runs.
"""

import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .lots import Draws, Ints, Lot
from .outcome import is_stock
from .plan import Group, Members, Plan
from .states import Key
from .stream import draws

LONG_AGO = -(10**7)
"""A day, as an ordinal, on which nothing was done."""
Told = Callable[[int, int, Ints, Ints, Lot | None, Ints], None]
"""What is told of all that occurs: step, population, runs, cases, lot (None: how cases begin), ways."""
Numbers = npt.NDArray[np.int32]
EMPTY: tuple[Ints, Numbers] = (np.zeros(0, np.int64), np.zeros(0, np.int32))


@dataclass
class Crowd:
    """One population in these runs: its states, the last days on which own counters with a window counted, what
    is noted of a step, and the measures of the steps before.
    """

    members: Members
    runs: int
    number: Numbers = field(init=False)
    last: dict[int, Numbers] = field(init=False)
    noted: list[tuple[Ints, npt.NDArray[np.int32]]] = field(init=False)
    steps: list[npt.NDArray[np.int64]] = field(default_factory=list)

    def __post_init__(self) -> None:
        shape = (self.runs, self.members.count)
        self.number = np.zeros(shape, np.int32)
        self.last = {index: np.full((cap, *shape), LONG_AGO, np.int32) for index, _, cap in self.members.windowed}
        self.noted = []

    def add(self, runs: Ints, labels: npt.NDArray[np.int32]) -> None:
        """Note what changes add, one for each of the runs given."""
        adding = labels > 0
        self.noted.append((runs[adding], labels[adding]))

    def close(self) -> None:
        """End a step: what was noted in it as measures."""
        runs, labels = (np.concatenate(some) for some in zip(*self.noted, strict=True)) if self.noted else EMPTY
        used, column = np.unique(labels, return_inverse=True)
        width = max(1, len(used))
        sums = np.bincount(runs * width + column, minlength=self.runs * width).reshape(self.runs, width)
        matrix = self.members.rows.matrix()
        step = sums.astype(np.float64) @ matrix[used] if len(used) else np.zeros((self.runs, matrix.shape[1]))
        self.steps.append(step.astype(np.int64))
        self.noted = []

    def series(self) -> tuple[tuple[Key, ...], npt.NDArray[np.int32]]:
        """The measures, and what each came to: an array (run, step, measure); what is a stock is summed up."""
        keys = tuple(self.members.rows.measures)
        found = np.zeros((self.runs, len(self.steps), len(keys)), np.int32)
        for step, some in enumerate(self.steps):
            found[:, step, : some.shape[1]] = some
        for column, key in enumerate(keys):
            if is_stock(key):
                found[:, :, column] = np.cumsum(found[:, :, column], axis=1)
        return keys, found


class Course:
    """Some runs of a plan, given by their numbers from 0."""

    def __init__(self, plan: Plan, runs: Sequence[int], told: Told | None = None) -> None:
        """Prepare; `told` hears of all that occurs."""
        self.plan, self.runs, self.told = plan, tuple(runs), told
        self.crowds = [Crowd(one, len(self.runs)) for one in plan.members]
        self.counts = np.zeros((len(self.runs), len(plan.shared)), np.int64)
        self.log = np.zeros((len(plan.days), len(self.runs), len(plan.shared)), np.int64)
        self.places = [
            [plan.shared.index(name) for name in one.states.shared if name in plan.shared] for one in plan.members
        ]

    def run(self) -> "Course":
        """Take all runs through all steps."""
        begin, events, acts, size = self.plan.places
        for step, drawn in enumerate(draws(self.plan.ensemble.seed, self.runs, len(self.plan.days), size)):
            if step == 0:
                self.start(drawn, begin)
            else:
                self.reach(step)
                self.befall(step, drawn, events)
                self.act(step, drawn, acts)
            for crowd in self.crowds:
                crowd.close()
        return self

    def start(self, drawn: Draws, begin: Sequence[int]) -> None:
        """Draw the facts of all cases; their first duties arise."""
        for index, (crowd, place) in enumerate(zip(self.crowds, begin, strict=True)):
            rows, count = crowd.members.rows, crowd.members.count
            found = [crowd.members.states.started(facts) for facts, _ in crowd.members.begins]
            numbers = np.array([rows.number(state) for state, _ in found], np.int32)
            labels = np.array([rows.label(change) for _, change in found], np.int32)
            way = np.searchsorted(crowd.members.bounds, drawn[:, place : place + count].astype(np.uint64), side="right")
            crowd.number[:] = numbers[way]
            runs = np.repeat(np.arange(len(self.runs)), count)
            crowd.add(runs, labels[way].ravel())
            self._tell(0, index, runs, np.tile(np.arange(count), len(self.runs)), None, way.ravel())

    def reach(self, step: int) -> None:
        """Go on to the day of a step: windows are left on their days on the way."""
        own = {within for one in self.plan.members for _, within, _ in one.windowed}
        windows = own | {within for within in self.plan.windows if within is not None}
        for day in sorted({day for within in windows for day in self._turning(step, within)}):
            self.turn(day)

    def _turning(self, step: int, within: int) -> Iterator[int]:
        """The days after the last step's and up to this one's on which what was done in some step leaves a window."""
        days = self.plan.ordinals
        first, end = (bisect.bisect_right(days, days[one] - within) for one in (step - 1, step))
        return (days[one] + within for one in range(max(first, 1), end))

    def turn(self, day: int) -> None:
        """Let counters fall on a day on which what was done on an earlier one leaves their windows."""
        before = self.codes()
        for counter, within in enumerate(self.plan.windows):
            if within is not None and day - within in self.plan.steps:
                self.counts[:, counter] -= self.log[self.plan.steps[day - within], :, counter]
        after = self.codes()
        for index, crowd in enumerate(self.crowds):
            changed = np.flatnonzero(before[index] != after[index])
            if any(day - within in self.plan.steps for _, within, _ in crowd.members.windowed):
                changed = np.arange(len(self.runs))
            if len(changed):
                self.shift(index, changed, before[index], after[index], day)

    def codes(self) -> list[Ints]:
        """For each population the code of its shared counts in every run."""
        cut = np.minimum(self.counts, self.plan.caps)
        found = []
        for one, places in zip(self.plan.members, self.places, strict=True):
            code = np.zeros(len(self.runs), np.int64)
            for size, column in zip((size for size in one.rows.sizes if size > 1), places, strict=True):
                code = code * size + cut[:, column]
            found.append(code)
        return found

    def shift(
        self, index: int, runs: Ints, before: Ints, after: Ints, day: int | None, apart: Ints | None = None
    ) -> None:
        """Let the cases of these runs feel other counts; `apart` is a case of each that does not (it felt them)."""
        crowd = self.crowds[index]
        rows, number = crowd.members.rows, crowd.number[runs].astype(np.int64)
        own, width = self._own(crowd, runs, day)
        keys = ((number * width + own) * rows.codes + before[runs][:, None]) * rows.codes + after[runs][:, None]
        feeling = np.ones(number.shape, bool)
        if apart is not None:
            feeling[np.arange(len(runs)), apart] = False
        run, case = np.nonzero(feeling)
        unique, back = np.unique(keys[run, case], return_inverse=True)
        found = [self._turned(crowd.members, int(key), width, day is not None) for key in unique]
        crowd.number[runs[run], case] = np.array([one for one, _ in found], np.int32)[back]
        crowd.add(runs[run], np.array([label for _, label in found], np.int32)[back])

    def _own(self, crowd: Crowd, runs: Ints, day: int | None) -> tuple[Ints, int]:
        """The counts of own counters with a window, as one code a case, and how many codes there are."""
        code, width = np.zeros((len(runs), crowd.members.count), np.int64), 1
        if day is not None:
            for index, within, cap in crowd.members.windowed:
                code = code * (cap + 1) + (day - crowd.last[index][:, runs] < within).sum(axis=0)
                width *= cap + 1
        return code, width

    def _turned(self, members: Members, key: int, width: int, falls: bool) -> tuple[int, int]:
        rows = members.rows
        key, after = divmod(key, rows.codes)
        key, before = divmod(key, rows.codes)
        number, code = divmod(key, width)
        own = list(rows.met[number].own)
        if falls:
            for index, _, cap in reversed(members.windowed):
                code, own[index] = divmod(code, cap + 1)
        return rows.turned(number, before, after, tuple(own))

    def befall(self, step: int, drawn: Draws, places: Sequence[int]) -> None:
        """Let the partner move in all cases."""
        codes = self.codes()
        for index, (crowd, place) in enumerate(zip(self.crowds, places, strict=True)):
            count = crowd.members.count
            for number, lot in enumerate(crowd.members.befalling(step)):
                start = place + number * (count + count % 2)
                self.draw(step, index, lot, drawn[:, start : start + count], codes[index])

    def act(self, step: int, drawn: Draws, places: Sequence[Sequence[Sequence[int]]]) -> None:
        """Act, group by group of actions, population by population, case by case."""
        for group_index, group in enumerate(self.plan.groups):
            for index, crowd in enumerate(self.crowds):
                for lot, start in zip(crowd.members.acts[group_index], places[index][group_index], strict=True):
                    some = drawn[:, start : start + crowd.members.count]
                    if group.counted:
                        self.count_through(step, index, lot, some, group)
                    else:
                        self.draw(step, index, lot, some, self.codes()[index])

    def draw(self, step: int, index: int, lot: Lot, drawn: Draws, codes: Ints) -> None:
        """Take every case the way that its draw says."""
        crowd = self.crowds[index]
        rows = crowd.number if crowd.members.rows.codes == 1 else self._rows(crowd, codes)
        lot.fit()
        moving = np.flatnonzero(drawn >= lot.stay.take(rows))
        if len(moving):
            runs, cases = np.divmod(moving, crowd.members.count)
            way = lot.pick(rows[runs, cases].astype(np.int64), drawn[runs, cases])
            self.take(step, index, lot, runs, cases, way)

    def _rows(self, crowd: Crowd, codes: Ints) -> Ints:
        return crowd.number.astype(np.int64) * crowd.members.rows.codes + codes[:, None]

    def take(self, step: int, index: int, lot: Lot, runs: Ints, cases: Ints, way: Ints) -> None:
        """Take some cases their ways."""
        crowd = self.crowds[index]
        crowd.number[runs, cases] = lot.next[way]
        crowd.add(runs, lot.label[way])
        for own, _, _ in crowd.members.windowed:
            self._count_own(crowd.last[own], runs, cases, lot.ticks[way, own], step)
        self._tell(step, index, runs, cases, lot, way)

    def _count_own(self, last: Numbers, runs: Ints, cases: Ints, ticks: Numbers, step: int) -> None:
        """Keep the days of the last so many times that an own counter counted, the latest first."""
        for times in range(int(ticks.max(initial=0))):
            which = ticks > times
            some, those = runs[which], cases[which]
            last[1:, some, those] = last[:-1, some, those]
            last[0, some, those] = self.plan.ordinals[step]

    def count_through(self, step: int, index: int, lot: Lot, drawn: Draws, group: Group) -> None:
        """Do an action that shared counters count, case by case as far as each feels what the ones before it did.

        While a counter is below its cap, all cases up to the next that acts are alike free of one another; beyond the
        cap, nobody feels any more of it.
        """
        crowd, counted = self.crowds[index], list(group.counted)
        last = crowd.members.count - 1
        first = np.zeros(len(self.runs), np.int64)
        left = np.arange(len(self.runs))
        while len(left):
            codes = self.codes()
            run, case, way = self._acting(index, lot, drawn, left, codes[index])
            ahead = case >= first[left[run]]
            run, case, way = run[ahead], case[ahead], way[ahead]
            felt = np.asarray((self.counts[left][:, counted] < self.plan.caps[counted]).any(axis=1))
            acting, at = np.unique(run, return_index=True)
            stop = np.full(len(left), last)
            stop[acting[felt[acting]]] = case[at[felt[acting]]]
            now = case <= stop[run]
            self.take(step, index, lot, left[run[now]], case[now], way[now])
            done = np.bincount(left[run[now]], minlength=len(self.runs))
            for counter in counted:
                self.counts[:, counter] += done
                self.log[step, :, counter] += done
            stopped = np.zeros(len(left), bool)
            stopped[acting] = felt[acting]
            self._felt(codes, index, left[stopped], stop[stopped])
            first[left] = stop + 1
            left = left[stopped & (stop < last)]

    def _acting(self, index: int, lot: Lot, drawn: Draws, left: Ints, codes: Ints) -> tuple[Ints, Ints, Ints]:
        """The cases of these runs that would do the action now: the place of the run among them, the case, its way."""
        crowd = self.crowds[index]
        lot.fit()
        rows = crowd.number[left].astype(np.int64) * crowd.members.rows.codes + codes[left][:, None]
        run, case = np.nonzero(drawn[left] >= lot.stay.take(rows))
        way = lot.pick(rows[run, case], drawn[left[run], case])
        acts = lot.acts[way]
        return run[acts], case[acts], way[acts]

    def _felt(self, before: list[Ints], index: int, runs: Ints, acted: Ints) -> None:
        """Let all cases feel the counts that one case of each of these runs changed, all but that one."""
        after = self.codes()
        for other in range(len(self.crowds)):
            changed = before[other][runs] != after[other][runs]
            if changed.any():
                apart = acted[changed] if other == index else None
                self.shift(other, runs[changed], before[other], after[other], None, apart)

    def _tell(self, step: int, index: int, runs: Ints, cases: Ints, lot: Lot | None, way: Ints) -> None:
        if self.told is not None:
            self.told(step, index, runs, cases, lot, way)
