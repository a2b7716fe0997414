"""What holds of cases of which something may be unknown: from complete states to statuses over all completions.

This is where `undetermined`, open norms, clashes and impossible duties of a table come from (DESIGN 2, unknown facts).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import LimitError
from .planes import ABSENT, OBLIGATORY, STATUSES, UNDETERMINED, Known, Legend, Planes, width
from .runner import Bytes

MOST_ROWS = 1 << 20
"""Rows of the largest table of verdicts that is made; a topic with more cases is taken plane by plane."""
MOST_COMPLETIONS = 20_000
"""A case with more completions of what is unknown than this is refused, not sampled."""
AT_ONCE = 1 << 16
"""States that are taken at once, so that their planes stay in the cache."""


@dataclass(frozen=True)
class Outcome:
    """What holds of cases: `status` (action, case) and masks (case, byte): bits in the order of the legend."""

    status: Bytes
    in_force: Bytes
    open: Bytes
    clashes: Bytes
    impossible: Bytes

    def masks(self) -> tuple[Bytes, ...]:
        """The masks, in the order of the columns of a result."""
        return self.in_force, self.open, self.clashes, self.impossible

    def take(self, rows: npt.NDArray[Any]) -> "Outcome":
        """The outcome of some of the cases, in the order of `rows`."""
        places = rows.astype(np.intp, copy=False)
        return Outcome(np.take(self.status, places, axis=1), *(np.take(one, places, axis=0) for one in self.masks()))

    def put(self, rows: Any, part: "Outcome") -> None:
        """Write the outcome of some of the cases."""
        self.status[:, rows] = part.status
        for one, other in zip(self.masks(), part.masks(), strict=True):
            if one is not self.open or other.any():
                one[rows] = other

    @classmethod
    def blank(cls, legend: Legend, count: int) -> "Outcome":
        """Room for so many cases, all of them without a verdict."""
        bits = (len(legend.norms), len(legend.norms), len(legend.pairs), len(legend.actions))
        masks = (np.zeros((count, width(some)), np.uint8) for some in bits)
        return cls(np.full((len(legend.actions), count), ABSENT, np.uint8), *masks)


def _outcome(planes: Planes, status: Bytes, always: Bytes, ever: Bytes, cannot: Bytes) -> Outcome:
    """The outcome of cases whose statuses are known or undetermined."""
    legend = planes.legend
    place = {name: row for row, name in enumerate(legend.actions)}
    due = {bit: status[bit] == OBLIGATORY for name, bit in place.items() if name in planes.asked.needs}
    both = {
        bit: (status[place[left]] == OBLIGATORY) & (status[place[right]] == OBLIGATORY)
        for bit, (left, right) in enumerate(legend.pairs)
    }
    clashes = _flags(both, width(len(legend.pairs)), status.shape[1])
    impossible = _flags(due, width(len(legend.actions)), status.shape[1]) & cannot
    perhaps = np.zeros_like(always) if ever is always else ever & ~always
    return Outcome(status, always, perhaps, clashes, impossible)


def _flags(flags: Mapping[int, npt.NDArray[np.bool_]], size: int, count: int) -> Bytes:
    """One mask a case, from a flag for each bit that may be set."""
    found = np.zeros((count, size), np.uint8)
    for bit, flag in flags.items():
        found[:, bit // 8] |= flag.view(np.uint8) << np.uint8(bit % 8)
    return found


_DETERMINED = np.full(256, UNDETERMINED, np.uint8)
"""The status code of each set of possible statuses, given as bits; no status at all is that of an absent action."""
_DETERMINED[0] = ABSENT
for _code in range(len(STATUSES) - 1):
    _DETERMINED[1 << _code] = _code


def _possible(status: Bytes) -> Bytes:
    """The codes as sets with one member; none for an absent action."""
    return np.where(status == ABSENT, np.uint8(0), np.left_shift(np.uint8(1), status & 7))


class Table:
    """Every case of a topic, what is unknown among the classes: its verdict by its mixed-radix code.

    `verdict` gives, for each code, the row of `distinct`, in which no verdict stands twice.
    """

    def __init__(self, planes: Planes) -> None:
        """Work out all complete states, then, axis by axis, what is left where it is unknown."""
        self.sizes = tuple(axis.size for axis in planes.asked.axes)
        known = planes.evaluate(_grid(self.sizes), math.prod(self.sizes))
        possible = _possible(known.status).reshape(-1, *self.sizes)
        always, cannot = (one.reshape(*self.sizes, -1) for one in (known.norms, known.cannot))
        ever = always
        for axis in range(len(self.sizes)):
            possible = _extended(np.bitwise_or, possible, axis + 1)
            always, ever = _extended(np.bitwise_and, always, axis), _extended(np.bitwise_or, ever, axis)
            cannot = _extended(np.bitwise_and, cannot, axis)
        rows = math.prod(size + 1 for size in self.sizes)
        status = _DETERMINED[possible.reshape(len(planes.legend.actions), rows)]
        whole = _outcome(planes, status, *(one.reshape(rows, -1) for one in (always, ever, cannot)))
        self.verdict, self.distinct = _distinct(whole)

    @property
    def strides(self) -> tuple[int, ...]:
        """What one class more on each axis adds to the code."""
        return tuple(math.prod(size + 1 for size in self.sizes[axis + 1 :]) for axis in range(len(self.sizes)))


def rows_of(planes: Planes) -> int:
    """How many rows the table of a topic would have."""
    return math.prod(axis.size + 1 for axis in planes.asked.axes)


def _grid(sizes: Sequence[int]) -> list[Bytes]:
    """The classes of all complete states, axis by axis."""
    return list(np.indices(sizes, np.uint8).reshape(len(sizes), math.prod(sizes))) if sizes else []


def _extended(how: "np.ufunc", array: Bytes, axis: int) -> Bytes:
    return np.concatenate([array, how.reduce(array, axis=axis, keepdims=True)], axis=axis)


def _distinct(whole: Outcome) -> tuple[npt.NDArray[Any], Outcome]:
    """For each case the place of its verdict among those that differ, and these."""
    rows = np.hstack([whole.status.T, *whole.masks()])
    rows = np.hstack([rows, np.zeros((len(rows), -rows.shape[1] % 8), np.uint8)])
    words = np.ascontiguousarray(rows).view(np.uint64)
    keys = (words * np.random.default_rng(1960).integers(1, 1 << 63, words.shape[1], np.uint64)).sum(axis=1)
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    if not np.array_equal(words[first][inverse], words):  # two verdicts with one key: compare them whole
        _, first, inverse = np.unique(words, axis=0, return_index=True, return_inverse=True)
    kind = np.uint8 if len(first) < 256 else np.uint16 if len(first) < 65_536 else np.uint32
    return inverse.ravel().astype(kind), whole.take(first)


def outcome_by_planes(planes: Planes, codes: Sequence[Bytes], count: int) -> Outcome:
    """What holds of cases given by their class on every axis, without a table; the size of an axis means unknown.

    Raises LimitError for a case with more than MOST_COMPLETIONS.
    """
    found = Outcome.blank(planes.legend, count)
    unknown = [code == axis.size for axis, code in zip(planes.asked.axes, codes, strict=True)]
    ways = np.ones(count, np.int64)
    for axis, hidden in zip(planes.asked.axes, unknown, strict=True):
        ways[hidden] = np.minimum(ways[hidden] * axis.size, MOST_COMPLETIONS + 1)
    if count and (many := int(ways.max())) > MOST_COMPLETIONS:
        worst = int(ways.argmax())
        names = ", ".join(f"`{a.name}`" for a, one in zip(planes.asked.axes, unknown, strict=True) if one[worst])
        raise LimitError(f"a case has {many:,} completions, over {MOST_COMPLETIONS:,}: give more of {names}")
    for rows in _shares(ways):
        some = [code[rows] for code in codes]
        found.put(rows, _completed(planes, some, [one[rows] for one in unknown], ways[rows]))
    return found


def blocks(count: int, size: int = AT_ONCE) -> Iterator[slice]:
    """So many cases cut into slices."""
    return (slice(start, min(start + size, count)) for start in range(0, max(count, 1), size))


def outcome_of(planes: Planes, known: Known) -> Outcome:
    """The outcome of cases of which all is known."""
    return _outcome(planes, known.status, known.norms, known.norms, known.cannot)


def _shares(ways: npt.NDArray[np.int64]) -> Iterator[slice]:
    """Cases cut into slices that have together no more completions than AT_ONCE, or that are one case."""
    ends = np.cumsum(ways)
    start = 0
    while start < len(ways):
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + AT_ONCE, side="right")))
        yield slice(start, stop)
        start = stop


def _completed(
    planes: Planes, codes: Sequence[Bytes], unknown: Sequence[npt.NDArray[np.bool_]], ways: npt.NDArray[np.int64]
) -> Outcome:
    """The outcome of cases, each with so many completions, by all of these one after another."""
    starts = np.cumsum(ways) - ways
    case = np.repeat(np.arange(len(ways)), ways)
    rest = np.arange(len(case)) - starts[case]
    full = []
    for axis, code, hidden in zip(planes.asked.axes, codes, unknown, strict=True):
        classes = code[case]
        if hidden.any():
            here = np.flatnonzero(hidden[case])
            rest[here], classes[here] = np.divmod(rest[here], axis.size)
        full.append(classes)
    known = planes.evaluate(full, len(case))
    possible = np.bitwise_or.reduceat(_possible(known.status), starts, axis=1)
    always, cannot = (np.bitwise_and.reduceat(one, starts, axis=0) for one in (known.norms, known.cannot))
    ever = np.bitwise_or.reduceat(known.norms, starts, axis=0)
    return _outcome(planes, _DETERMINED[possible], always, ever, cannot)


__all__ = ["MOST_COMPLETIONS", "MOST_ROWS", "Outcome", "Table", "blocks", "outcome_by_planes", "outcome_of", "rows_of"]
