"""What holds of cases of which something may be unknown: from complete states to statuses over all completions.

This is where `undetermined`, open norms, clashes and impossible duties of a table come from (DESIGN 2, unknown facts).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import LimitError
from .planes import ABSENT, OBLIGATORY, STATUSES, UNDETERMINED, Bytes, Known, Legend, Planes, width

MOST_ROWS = 1 << 18
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

    def take(self, rows: npt.NDArray[Any]) -> "Outcome":
        """The outcome of some of the cases, in the order of `rows`."""
        masks = (self.in_force, self.open, self.clashes, self.impossible)
        return Outcome(np.take(self.status, rows, axis=1), *(np.take(one, rows, axis=0) for one in masks))

    @staticmethod
    def joined(parts: Sequence["Outcome"]) -> "Outcome":
        """Several outcomes, one after another."""
        if len(parts) == 1:
            return parts[0]
        masks = (
            np.concatenate([getattr(one, name) for one in parts])
            for name in ("in_force", "open", "clashes", "impossible")
        )
        return Outcome(np.concatenate([one.status for one in parts], axis=1), *masks)


def _outcome(legend: Legend, status: Bytes, always: Bytes, ever: Bytes, can: Bytes) -> Outcome:
    """The outcome of cases whose statuses are known or undetermined."""
    count = status.shape[1]
    place = {name: row for row, name in enumerate(legend.actions)}
    clashes = np.zeros((count, width(len(legend.pairs))), np.uint8)
    for bit, (left, right) in enumerate(legend.pairs):
        both = (status[place[left]] == OBLIGATORY) & (status[place[right]] == OBLIGATORY)
        clashes[:, bit // 8] |= both.view(np.uint8) << np.uint8(bit % 8)
    impossible = np.zeros((count, width(len(legend.actions))), np.uint8)
    for bit in range(len(legend.actions)):
        due = status[bit] == OBLIGATORY
        impossible[:, bit // 8] |= due.view(np.uint8) << np.uint8(bit % 8)
    return Outcome(status, always, ever & ~always, clashes, impossible & ~can)


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
        always, can = (one.reshape(*self.sizes, -1) for one in (known.norms, known.can))
        ever = always
        for axis in range(len(self.sizes)):
            possible = _extended(np.bitwise_or, possible, axis + 1)
            always, ever = _extended(np.bitwise_and, always, axis), _extended(np.bitwise_or, ever, axis)
            can = _extended(np.bitwise_or, can, axis)
        rows = math.prod(size + 1 for size in self.sizes)
        status = _DETERMINED[possible.reshape(len(planes.legend.actions), rows)]
        whole = _outcome(planes.legend, status, *(one.reshape(rows, -1) for one in (always, ever, can)))
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
    rows = np.hstack([whole.status.T, whole.in_force, whole.open, whole.clashes, whole.impossible])
    keys = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1]))).ravel()
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    kind = np.uint8 if len(first) < 256 else np.uint16 if len(first) < 65_536 else np.uint32
    return inverse.astype(kind), whole.take(first)


def outcome_by_planes(planes: Planes, codes: Sequence[Bytes], count: int) -> Outcome:
    """What holds of cases given by their class on every axis, without a table; the size of an axis means unknown.

    Raises LimitError for a case with more than MOST_COMPLETIONS.
    """
    sizes = np.array([axis.size for axis in planes.asked.axes], np.uint8)
    unknown = [axis for axis, code in enumerate(codes) if (code == sizes[axis]).any()]
    if not unknown:
        return Outcome.joined([_known(planes, codes, rows) for rows in _blocks(count)])
    pattern = np.stack([codes[axis] == sizes[axis] for axis in unknown], axis=1)
    patterns, of = np.unique(pattern, axis=0, return_inverse=True)
    of = of.ravel()
    parts, places = [], []
    for number, one in enumerate(patterns):
        rows = np.flatnonzero(of == number)
        open_axes = [axis for axis, yes in zip(unknown, one, strict=True) if yes]
        parts.append(_completed(planes, [code[rows] for code in codes], open_axes, len(rows)))
        places.append(rows)
    back = np.empty(count, np.intp)
    back[np.concatenate(places)] = np.arange(count)
    return Outcome.joined(parts).take(back)


def _blocks(count: int, size: int = AT_ONCE) -> Iterator[slice]:
    return (slice(start, min(start + size, count)) for start in range(0, max(count, 1), size))


def _known(planes: Planes, codes: Sequence[Bytes], rows: slice) -> Outcome:
    known = planes.evaluate([code[rows] for code in codes], rows.stop - rows.start)
    return _outcome(planes.legend, known.status, known.norms, known.norms, known.can)


def _completed(planes: Planes, codes: Sequence[Bytes], unknown: Sequence[int], count: int) -> Outcome:
    """The outcome of cases that are unknown on the same axes."""
    sizes = [planes.asked.axes[axis].size for axis in unknown]
    ways = math.prod(sizes)
    if ways > MOST_COMPLETIONS:
        names = ", ".join(f"`{planes.asked.axes[axis].name}`" for axis in unknown)
        raise LimitError(f"a case has {ways:,} completions, over {MOST_COMPLETIONS:,}: give more of {names}")
    grid = dict(zip(unknown, _grid(sizes), strict=True))
    parts = []
    for rows in _blocks(count, max(1, AT_ONCE // ways)):
        many = rows.stop - rows.start
        full = [
            np.tile(grid[axis], many) if axis in grid else np.repeat(code[rows], ways)
            for axis, code in enumerate(codes)
        ]
        parts.append(_merged(planes.legend, planes.evaluate(full, many * ways), many, ways))
    return Outcome.joined(parts)


def _merged(legend: Legend, known: Known, many: int, ways: int) -> Outcome:
    """One outcome a case from its completions, which stand together."""
    possible = np.bitwise_or.reduce(_possible(known.status).reshape(-1, many, ways), axis=2)
    norms, can = (one.reshape(many, ways, -1) for one in (known.norms, known.can))
    always, ever = np.bitwise_and.reduce(norms, axis=1), np.bitwise_or.reduce(norms, axis=1)
    return _outcome(legend, _DETERMINED[possible], always, ever, np.bitwise_or.reduce(can, axis=1))


__all__ = ["MOST_COMPLETIONS", "MOST_ROWS", "Outcome", "Table", "outcome_by_planes", "rows_of"]
