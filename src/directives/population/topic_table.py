"""One topic under chosen readings, ready for the codes of columns: by a table of all its verdicts, or by planes.

Which of the two is a matter of size alone: they say the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from ..condition import Value
from ..policy import Policy
from .axes import Axis, asked
from .columns import BAD, Codes, Counts, Words
from .outcome import MOST_ROWS, Outcome, Table, outcome_by_planes, rows_of
from .planes import Bytes, Legend, Planes

Column: TypeAlias = Words | Counts | Value | None
"""What a table says of a fact or counter: a column, one value for all rows, or None where it is unknown in all."""
SMALL = 1 << 14
"""Rows of a table that is made for however few cases; a larger one takes half as many cases as it has rows."""
MOST_REMEMBERED = 64
"""Layouts of dictionaries whose verdicts are kept."""


class TopicTable:
    """A topic under chosen readings."""

    def __init__(self, policy: Policy, topic: str, readings: Mapping[str, Value], legend: Legend) -> None:
        """Compile the topic; its table is made when so many cases have come that it pays."""
        self.planes = Planes(policy, topic, asked(policy, topic, readings), legend)
        self.axes = self.planes.asked.axes
        self._remembered: dict[tuple[Any, ...], npt.NDArray[Any]] = {}

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
        if table is None:
            return self._by_planes(columns, count)
        return table.distinct.take(self._verdicts(table, columns, count))

    def packed(self, columns: Mapping[str, Column], count: int) -> npt.NDArray[Any] | Outcome:
        """The same as small as it is found: the row of `distinct` of the table for each case, or else the outcome."""
        table = self.table(count)
        return self._by_planes(columns, count) if table is None else self._verdicts(table, columns, count)

    def _by_planes(self, columns: Mapping[str, Column], count: int) -> Outcome:
        codes = [_classes(axis, columns[axis.name], count) for axis in self.axes]
        return outcome_by_planes(self.planes, codes, count)

    def _verdicts(self, table: Table, columns: Mapping[str, Column], count: int) -> npt.NDArray[Any]:
        coded = [_coded(axis, columns[axis.name]) for axis in self.axes]
        layout = tuple(key for _, _, key in coded)
        rows = int(np.prod([len(places) for _, places, _ in coded], dtype=np.int64)) if coded else 1
        if layout not in self._remembered and rows > max(count, 4096):
            return _gathered(table, coded, count)
        if layout not in self._remembered:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[layout] = _laid_out(table, [places for _, places, _ in coded])
        code = _mixed([(codes, len(places)) for codes, places, _ in coded], rows, count)
        return np.take(self._remembered[layout], code)


Coded: TypeAlias = tuple[Codes | None, Bytes, Any]
"""Codes of the rows (None: 0 in all), the class of each code, and what tells this layout from others."""


def _coded(axis: Axis, column: Column) -> Coded:
    if isinstance(column, Words):
        return column.codes, _places(axis, column), (axis.name, column.values)
    if isinstance(column, Counts):
        code = np.zeros(len(column.numbers), np.uint8)
        for bound in axis.thresholds:
            code += column.numbers >= bound
        if (column.numbers == BAD).any():
            code[column.numbers == BAD] = axis.size
        return code, np.arange(axis.size + 1, dtype=np.uint8), axis.name
    return None, np.array([_place(axis, column)], np.uint8), (axis.name, column)


def _places(axis: Axis, column: Words) -> Bytes:
    return np.array(column.placed(lambda value: _place(axis, value)), np.uint8)


def _place(axis: Axis, value: Value | None) -> int:
    """The class of a value; what is unknown, and what is bad and told elsewhere, as the axis's size."""
    if axis.thresholds and isinstance(value, int):
        return sum(value >= bound for bound in axis.thresholds)
    return axis.size if value is None else axis.classes.get(value, axis.size)


def _classes(axis: Axis, column: Column, count: int) -> Bytes:
    """The class of each row on an axis."""
    codes, places, _ = _coded(axis, column)
    if codes is None:
        return np.full(count, places[0], np.uint8)
    same = codes.dtype == np.uint8 and np.array_equal(places, np.arange(len(places)))
    return codes if same else np.take(places, codes)


def _mixed(coded: Sequence[tuple[Codes | None, int]], rows: int, count: int) -> Codes:
    """The codes of several columns as one number a row."""
    kind = np.uint8 if rows <= 256 else np.uint16 if rows <= 65_536 else np.uint32
    found: Codes | None = None
    for codes, size in coded:
        if codes is not None and size > 1:
            if found is None:
                found = codes.astype(kind)
            else:
                found *= kind(size)
                np.add(found, codes, out=found, casting="unsafe")
    return np.zeros(count, kind) if found is None else found


def _laid_out(table: Table, places: Sequence[Bytes]) -> npt.NDArray[Any]:
    """The row of `distinct` for each mixed code of columns whose codes stand for these classes."""
    code = np.zeros(1, np.int64)
    for some, stride in zip(places, table.strides, strict=True):
        code = (code[:, None] + some.astype(np.int64)[None, :] * stride).ravel()
    return table.verdict[code]


def _gathered(table: Table, coded: Sequence[Coded], count: int) -> npt.NDArray[Any]:
    """The same, column by column: for columns of many words, or few rows."""
    code = np.zeros(count, np.int64)
    for (codes, places, _), stride in zip(coded, table.strides, strict=True):
        code += places[0] * np.int64(stride) if codes is None else np.take(places.astype(np.int64) * stride, codes)
    return table.verdict[code]


__all__ = ["Column", "TopicTable"]
