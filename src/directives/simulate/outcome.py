"""What an ensemble came to: for each variant the measures of every run, and how they spread over the runs.

A measure of a step is a number that came in it (a flow) or a number that there was at its end (a stock). A total is
the sum of a flow over all steps, or the stock at the end.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..condition import Value
from .states import Key
from .variants import Variant

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
SPREAD = ("mean", "sd", "min", "q05", "q25", "q50", "q75", "q95", "max")
"""What is told of how a measure spreads over the runs."""
Measure = tuple[str, str, str, str]
"""Population, kind, name, and what is said of it (`violation`, `discharged`, a value)."""
Floats = npt.NDArray[np.float64]


def is_stock(key: Sequence[str]) -> bool:
    """Whether a measure (its kind first) says how many there are, rather than how many came in a step.

    >>> is_stock(("duty", "assist_work", "open")), is_stock(("duty", "assist_work", "arisen"))
    (True, False)
    """
    return key[0] == "fact" or (key[0] == "duty" and key[-1] == "open")


@dataclass(frozen=True)
class Part:
    """Some runs of one population: its measures, and an array (run, step, measure), step 0 being the start."""

    population: str
    keys: tuple[Key, ...]
    numbers: npt.NDArray[np.int32]

    def column(self, key: Key) -> npt.NDArray[np.int32]:
        """The numbers (run, step) of one measure; 0 throughout where these runs never met it."""
        if key in self.keys:
            return self.numbers[:, :, self.keys.index(key)]
        return np.zeros(self.numbers.shape[:2], np.int32)

    @classmethod
    def joined(cls, parts: Sequence["Part"]) -> "Part":
        """Several parts of one population, one run after another."""
        keys = tuple(sorted({key for part in parts for key in part.keys}))
        columns = [np.concatenate([part.column(key) for part in parts]) for key in keys]
        return cls(parts[0].population, keys, np.stack(columns, axis=-1))


@dataclass(frozen=True)
class Came:
    """What one variant came to.

    `label` says which it is, `short` the same without the names of readings. `series` is an array (measure, step,
    spread), `totals` one of every run (measure, run), `spread` one of these (measure, spread): all in the order of
    `measures`.
    """

    label: str
    short: str
    amendments: str
    readings: Mapping[str, Value]
    measures: tuple[Measure, ...]
    series: Floats
    totals: npt.NDArray[np.int64]
    spread: Floats

    def total(self, *wanted: str) -> npt.NDArray[np.int64]:
        """The totals, by run, of all measures of a kind, a name and what is said (`*`: any), summed."""
        some = [
            place
            for place, (_, *key) in enumerate(self.measures)
            if all(one in ("*", each) for one, each in zip(wanted, key, strict=False))
        ]
        return np.asarray(self.totals[some].sum(axis=0), np.int64)


@dataclass(frozen=True)
class Simulated:
    """A simulated ensemble: its runs and days (the start, then the end of each step), and what each variant came to."""

    ensemble: str
    policy: str
    seed: int
    runs: int
    cases: int
    days: tuple[datetime.date, ...]
    swept: tuple[str, ...]
    """The readings of which several values are compared."""
    came: tuple[Came, ...]

    def __str__(self) -> str:
        """The outcome in plain words and tables, as `directives simulate` prints it."""
        from .to_page import to_page  # it tells outcomes, so it stands above them

        return to_page(self).to_text()

    def series(self) -> Iterator[dict[str, object]]:
        """The time series as rows: variant, readings, population, measure, step, day, spread over runs."""
        for one in self.came:
            for measure, steps in zip(one.measures, one.series.tolist(), strict=True):
                for step, spread in enumerate(steps):
                    told = {"step": step, "day": self.days[step]}
                    yield {**_told(one, measure), **told, **dict(zip(SPREAD, spread, strict=True))}

    def totals(self) -> Iterator[dict[str, object]]:
        """The totals as rows: variant, readings, population, measure, spread over runs."""
        for one in self.came:
            for measure, spread in zip(one.measures, one.spread.tolist(), strict=True):
                yield {**_told(one, measure), **dict(zip(SPREAD, spread, strict=True))}

    def each_run(self) -> Iterator[dict[str, object]]:
        """The totals of each run as rows: variant, readings, population, measure, run (from 1), number."""
        for one in self.came:
            for measure, numbers in zip(one.measures, one.totals.tolist(), strict=True):
                for run, number in enumerate(numbers, 1):
                    yield {**_told(one, measure), "run": run, "number": number}

    def data(self) -> dict[str, object]:
        """What `--format json` says: the totals of every variant, and how they spread over the runs."""
        told = {"ensemble": self.ensemble, "policy": self.policy, "seed": self.seed, "runs": self.runs}
        days = {"cases": self.cases, "steps": len(self.days) - 1, "from": str(self.days[0]), "to": str(self.days[-1])}
        variants = [
            {
                "variant": one.label, "amendments": one.amendments, "readings": dict(one.readings),
                "totals": [
                    dict(zip(("population", "kind", "name", "said", *SPREAD), (*measure, *numbers), strict=True))
                    for measure, numbers in zip(one.measures, one.spread.tolist(), strict=True)
                ],
            }
            for one in self.came
        ]  # fmt: skip
        return {"format": 1, **told, **days, "variants": variants}


def _told(one: Came, measure: Measure) -> dict[str, object]:
    population, kind, name, said = measure
    told = {"variant": one.label, "amendments": one.amendments, **one.readings}
    return {**told, "population": population, "kind": kind, "name": name, "said": said}


def came(one: Variant, blocks: Sequence[Sequence[Part]]) -> Came:
    """What a variant came to, from the parts of its blocks of runs, the blocks in the order of their runs."""
    measures: list[Measure] = []
    series: list[Floats] = []
    totals: list[npt.NDArray[np.int64]] = []
    for parts in zip(*blocks, strict=True):
        for key in sorted({key for part in parts for key in part.keys}):
            numbers = np.concatenate([part.column(key) for part in parts])
            kind, name, said = (*key, "")[:3]
            measures.append((parts[0].population, kind, name, said))
            series.append(spread(numbers))
            totals.append(numbers[:, -1].astype(np.int64) if is_stock(key) else numbers.sum(axis=1, dtype=np.int64))
    whole = np.stack(totals)
    told = (one.label, one.short, one.amendments, one.readings)
    return Came(*told, tuple(measures), np.stack(series), whole, spread(whole.T))


def spread(numbers: npt.NDArray[np.int32] | npt.NDArray[np.int64]) -> Floats:
    """How numbers spread over the runs, their first axis: an array (the other axis, SPREAD).

    >>> spread(np.array([[1], [3]]))[0].tolist()[:3]
    [2.0, 1.0, 1.0]
    """
    exact = numbers.astype(np.float64)
    ends = (exact.mean(axis=0), exact.std(axis=0), exact.min(axis=0))
    return np.stack([*ends, *quantiles(exact, QUANTILES), exact.max(axis=0)], axis=-1)


def quantiles(numbers: npt.NDArray[Any], shares: Sequence[float]) -> Floats:
    """The quantiles over the first axis: numbers that some run came to, none between two.

    >>> quantiles(np.array([1, 2, 3, 10]), (0.5, 0.95)).tolist()
    [2, 10]
    """
    return np.asarray(np.quantile(numbers, shares, axis=0, method="inverted_cdf"))
