"""One topic under chosen readings, ready for the codes of columns: by a table of all its verdicts, or by planes.

Which of the two is a matter of size alone: they say the same.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from ..condition import Value
from ..policy import Policy
from ..terms import UNKNOWN
from .axes import Axis, asked
from .columns import BAD, Codes, Counts, Words
from .outcome import MOST_ROWS, Outcome, Table, blocks, outcome_by_planes, outcome_of, rows_of
from .planes import Legend, Planes, Planned
from .runner import CHUNK, Bytes, carried_out, looked_up

Column: TypeAlias = Words | Counts | Value | None
"""What a table says of a fact or counter: a column, one value for all rows, or None where it is unknown in all."""
SMALL = 1 << 14
"""Rows of a table that is made for however few cases; a larger one takes half as many cases as it has rows."""
MOST_REMEMBERED = 64
"""Layouts of dictionaries whose programs and verdicts are kept."""
MOST_WORDS = 64
"""A column of more words than this is taken to classes first."""


class TopicTable:
    """A topic under chosen readings."""

    def __init__(self, policy: Policy, topic: str, readings: Mapping[str, Value], legend: Legend) -> None:
        """Compile the topic; its table is made when so many cases have come that it pays."""
        self.planes = Planes(policy, topic, asked(policy, topic, readings), legend)
        self.axes = self.planes.asked.axes
        self._remembered: dict[tuple[Any, ...], Any] = {}
        self._table: Table | None = None
        self._seen = 0

    def table(self, count: int) -> Table | None:
        """All verdicts of the topic, with `count` cases to come; None where they are too many, or too many as yet."""
        self._seen += count
        if self._table is None and rows_of(self.planes) <= min(MOST_ROWS, max(SMALL, 2 * self._seen)):
            self._table = Table(self.planes)
        return self._table

    def outcome(self, columns: Mapping[str, Column], count: int) -> Outcome:
        """What holds of `count` cases, given by their columns."""
        table = self.table(count)
        coded = [_coded(axis, columns[axis.name], count) for axis in self.axes]
        found = self._rows(table, coded, count) if table is not None else self._bits(coded, count)
        return found.outcome()

    def packed(self, columns: Mapping[str, Column], count: int, into: "Rows | Bits | None" = None) -> "Rows | Bits":
        """The same as small as it is found: planes or, where something may be unknown, rows of a table of verdicts.

        An earlier result that is not wanted any more may be given, to be written over.
        """
        coded = [_coded(axis, columns[axis.name], count) for axis in self.axes]
        unknown = any((one.places == axis.size).any() for one, axis in zip(coded, self.axes, strict=True))
        if unknown and (table := self.table(count)) is not None:
            return self._rows(table, coded, count)
        return self._bits(coded, count, into.planes if isinstance(into, Bits) else None)

    def _bits(self, coded: Sequence["Coded"], count: int, into: npt.NDArray[np.uint64] | None = None) -> "Bits":
        """The verdicts as planes; cases of which something is unknown are taken over completions."""
        fit = [one.classes() if len(one.places) > MOST_WORDS else one for one in coded]
        planned = self._for_layout("planes", [one.places for one in fit], self.planes.planned)
        codes = [_NO_CODES if one.codes is None else one.codes for one in fit]
        planes = carried_out(planned.program, codes, count, into)
        rows = _set_bits(planes[:, -1].reshape(-1), count) if planned.unknown else np.zeros(0, np.intp)
        part = None
        if len(rows):
            part = outcome_by_planes(self.planes, [one.take(rows).classes().codes for one in fit], len(rows))
        return Bits(self.planes, planned, planes, count, rows, part)

    def _rows(self, table: Table, coded: Sequence["Coded"], count: int) -> "Rows":
        return Rows(table.distinct, self._verdicts(table, coded, count))

    def _verdicts(self, table: Table, coded: Sequence["Coded"], count: int) -> npt.NDArray[Any]:
        places = [one.places for one in coded]
        size = math.prod(map(len, places))
        if size > max(self._seen, 4096) and ("rows", *map(bytes, places)) not in self._remembered:
            return _gathered(table, coded, count)
        laid_out = self._for_layout("rows", places, lambda places: _laid_out(table, places))
        varied = [(one.codes, len(one.places)) for one in coded if one.codes is not None and len(one.places) > 1]
        return looked_up(laid_out, varied, count)

    def _for_layout(self, what: str, places: Sequence[Bytes], make: Callable[[Sequence[Bytes]], Any]) -> Any:
        """What is made for columns whose codes stand for these classes, made once; threads may ask at one time."""
        key = (what, *map(bytes, places))
        found = self._remembered.get(key)
        if found is None:
            found = make(places)
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = found
        return found


@dataclass(frozen=True)
class Rows:
    """For each case the row of its verdict among those that differ."""

    distinct: Outcome
    verdicts: npt.NDArray[Any]

    def outcome(self) -> Outcome:
        """The verdicts, case by case."""
        return self.distinct.take(self.verdicts)


@dataclass(frozen=True)
class Bits:
    """The verdicts as planes; those of the cases in `rows` stand in `part` instead."""

    of: Planes
    planned: Planned
    planes: npt.NDArray[np.uint64]
    count: int
    rows: npt.NDArray[np.intp]
    part: Outcome | None

    def outcome(self) -> Outcome:
        """The verdicts, case by case."""
        found = Outcome.blank(self.of.legend, self.count)
        for block in blocks(self.count):
            some = self.planes[block.start // CHUNK : -(-block.stop // CHUNK)]
            found.put(block, outcome_of(self.of, self.of.known(self.planned, some, block.stop - block.start)))
        if self.part is not None:
            found.put(self.rows, self.part)
        return found


_NO_CODES = np.zeros(0, np.uint8)


def _set_bits(plane: npt.NDArray[np.uint64], count: int) -> npt.NDArray[np.intp]:
    """The cases whose bit is set."""
    words = np.flatnonzero(plane)
    bits = np.unpackbits(plane[words].view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
    word, bit = np.nonzero(bits)
    found = words[word] * 64 + bit
    return found[found < count]


@dataclass(frozen=True)
class Coded:
    """A column on an axis: the codes of its rows (None: 0 in all), and the class that each code stands for."""

    codes: Codes | None
    places: Bytes
    count: int

    def take(self, rows: npt.NDArray[np.intp]) -> "Coded":
        """Some of the rows."""
        return Coded(None if self.codes is None else self.codes[rows], self.places, len(rows))

    def classes(self) -> "Classes":
        """The same with the classes themselves as codes."""
        found = np.full(self.count, self.places[0], np.uint8) if self.codes is None else self.places[self.codes]
        return Classes(found, np.arange(int(self.places.max()) + 1, dtype=np.uint8), self.count)


@dataclass(frozen=True)
class Classes(Coded):
    """A column whose codes are the classes."""

    codes: Bytes


def _coded(axis: Axis, column: Column, count: int) -> Coded:
    if isinstance(column, Words):
        values = column.values if column.nulls else column.values[:-1]
        return Coded(column.codes, np.array([_place(axis, one) for one in values] or [axis.size], np.uint8), count)
    if isinstance(column, Counts):
        code = np.zeros(count, np.uint8)
        for bound in axis.thresholds:
            code += column.numbers >= bound
        unknown = column.numbers == BAD
        code[unknown] = axis.size
        return Coded(code, np.arange(axis.size + bool(unknown.any()), dtype=np.uint8), count)
    return Coded(None, np.array([_place(axis, column)], np.uint8), count)


def _place(axis: Axis, value: Value | None) -> int:
    """The class of a value; the axis's size where it is unknown, and any where it is bad: that is told elsewhere."""
    if axis.thresholds and isinstance(value, int):
        return sum(value >= bound for bound in axis.thresholds)
    return axis.size if value in (None, UNKNOWN) else axis.classes.get(value, 0)


def _laid_out(table: Table, places: Sequence[Bytes]) -> npt.NDArray[Any]:
    """The row of `distinct` for each mixed code of columns whose codes stand for these classes."""
    code = np.zeros(1, np.int64)
    for some, stride in zip(places, table.strides, strict=True):
        code = (code[:, None] + some.astype(np.int64)[None, :] * stride).ravel()
    return table.verdict[code]


def _gathered(table: Table, coded: Sequence[Coded], count: int) -> npt.NDArray[Any]:
    """The same, column by column: for columns of many words, or few rows."""
    code = np.zeros(count, np.int64)
    for one, stride in zip(coded, table.strides, strict=True):
        part = one.places.astype(np.int64) * stride
        code += part[0] if one.codes is None else part[one.codes]
    return table.verdict[code]


__all__ = ["Bits", "Column", "Rows", "TopicTable"]
