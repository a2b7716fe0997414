"""From the columns of a table to codes: words and numbers as small integers, and what is wrong with its rows.

It knows nothing of norms. A null, or the word `unknown`, is the unknown value.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from ..condition import Value
from ..errors import did_you_mean
from ..policy import MOST_COUNTED, Policy
from ..terms import UNKNOWN

Codes = npt.NDArray[Any]
BAD = -1
"""The place of a value that the policy does not have."""


@dataclass(frozen=True)
class Bad:
    """One thing that is wrong in some rows of a column; `rows` count from 0, in order."""

    column: str
    code: str
    message: str
    help: str
    rows: Codes


@dataclass(frozen=True)
class Words:
    """A column as codes: `codes[row]` is a place in `values`, of which the last is None, the null.

    `nulls` is whether the null can stand in a row.
    """

    codes: Codes
    values: tuple[Any, ...]
    nulls: bool = True

    def placed(self, place: Callable[[Any], int]) -> list[int]:
        """What `place` makes of each value."""
        return [place(value) for value in self.values]

    def rows_with(self, number: int) -> Codes:
        """The rows in which a value stands."""
        return np.flatnonzero(self.codes == number)

    def take(self, rows: Codes) -> "Words":
        """The column in some of the rows."""
        return Words(self.codes[rows], self.values, self.nulls)


@dataclass(frozen=True)
class Counts:
    """A column of counts; BAD stands for a null."""

    numbers: npt.NDArray[np.int64]

    def take(self, rows: Codes) -> "Counts":
        """The column in some of the rows."""
        return Counts(self.numbers[rows])


def words(column: Any) -> Words:
    """The column as codes, whatever its type; a dictionary column keeps its own."""
    array = _whole(column)
    if not pa.types.is_dictionary(array.type):
        array = pc.dictionary_encode(array)
    known = [None if value is None else value for value in array.dictionary.to_pylist()]
    return Words(_indices(array, len(known)), (*known, None), bool(array.indices.null_count))


def _whole(column: Any) -> Any:
    """The column as one array, without a copy where it is one already."""
    if not isinstance(column, pa.ChunkedArray):
        return column
    if column.num_chunks == 1:
        return column.chunk(0)
    array = column.combine_chunks()
    return pa.concat_arrays(array.chunks) if isinstance(array, pa.ChunkedArray) else array


def _indices(array: Any, null: int) -> Codes:
    """The indices of a dictionary array as the smallest unsigned integers, nulls as `null`."""
    indices = array.indices
    kind = np.uint8 if null < 256 else np.uint16 if null < 65_536 else np.uint32
    raw = np.frombuffer(indices.buffers()[1] or b"", indices.type.to_pandas_dtype())
    codes = raw[indices.offset : indices.offset + len(indices)]
    if indices.null_count:
        return np.where(np.asarray(indices.is_null()), null, codes).astype(kind)
    return codes.view(kind) if codes.dtype.itemsize == np.dtype(kind).itemsize else codes.astype(kind)


def fact_words(name: str, column: Any, policy: Policy) -> tuple[Words, list[Bad]]:
    """The column of a fact, and its values that the policy does not have, each with its rows."""
    found = words(column)
    known = policy.domains[name]
    cure = ", ".join([*policy.facts[name].values, UNKNOWN])
    bad = []
    for number, value in enumerate(found.values):
        if value is None or value == UNKNOWN or (isinstance(value, str) and value in known):
            continue
        near = did_you_mean(value, policy.facts[name].values) if isinstance(value, str) else f"one of: {cure}"
        message = f"unknown value `{value}` for fact `{name}`"
        bad.append(Bad(name, "unknown-value", message, near, found.rows_with(number)))
    return found, _present(bad)


def _present(bad: Iterable[Bad]) -> list[Bad]:
    """Those that stand in some row: a dictionary may hold words that no row uses."""
    return [one for one in bad if len(one.rows)]


def reading_words(name: str, column: Any, policy: Policy) -> tuple[Words, list[Bad]]:
    """The column of a reading with its values as the policy has them (a null: the default), and what is wrong."""
    found = words(column)
    bad, values = [], []
    for number, value in enumerate(found.values):
        chosen = policy.defaults[name] if value is None else _read(value, policy.readings[name].range is not None)
        if type(chosen) not in (str, int) or chosen not in policy.domains[name]:
            message = f"unknown value `{value}` for reading `{name}`"
            bad.append(Bad(name, "unknown-value", message, _range(policy, name), found.rows_with(number)))
            chosen = policy.defaults[name]
        values.append(chosen)
    return Words(found.codes, tuple(values)), _present(bad)


def _range(policy: Policy, name: str) -> str:
    low_high = policy.readings[name].range
    return (
        f"an integer from {low_high[0]} to {low_high[1]}"
        if low_high
        else did_you_mean("", policy.readings[name].values or ())
    )


def _read(value: Any, numeric: bool) -> Value | None:
    """A cell as a word or an integer; None if it is neither."""
    if not numeric:
        return value if isinstance(value, str) else None
    if isinstance(value, str):
        text = value.strip()
        return int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if abs(value) < MOST_COUNTED and int(value) == value else None


def counts(name: str, column: Any) -> tuple[Counts, list[Bad]]:
    """The column of a counter, and the values in it that count nothing, each with its rows."""
    array = _whole(column)
    if pa.types.is_integer(array.type) and not pa.types.is_uint64(array.type):
        numbers = np.asarray(pc.fill_null(array.cast(pa.int64()), 0))
        null = np.asarray(array.is_null()) if array.null_count else None
        if not len(numbers) or (numbers.min() >= 0 and numbers.max() < MOST_COUNTED):
            return Counts(numbers if null is None else np.where(null, BAD, numbers)), []
    found = words(array)
    numbers, bad = np.empty(len(found.values), np.int64), []
    for number, value in enumerate(found.values):
        unknown = value is None or value == UNKNOWN
        count = None if unknown else _read(value, numeric=True)
        sound = isinstance(count, int) and 0 <= count < MOST_COUNTED
        numbers[number] = count if sound else BAD
        if not sound and not unknown:
            message = f"counter `{name}` expects an integer from 0, found `{value}`"
            bad.append(Bad(name, "wrong-value", message, "leave it empty where it is unknown", found.rows_with(number)))
    return Counts(numbers[found.codes]), _present(bad)


def grouped(columns: Sequence[Words]) -> tuple[Codes, list[tuple[Any, ...]]]:
    """A number for every row, the same where the columns have the same values, and the values behind each number."""
    ids = np.zeros(len(columns[0].codes), np.int64)
    keys: list[tuple[Any, ...]] = [()]
    for column in columns:
        whole = ids * len(column.values) + column.codes
        found, ids = np.unique(whole, return_inverse=True)
        keys = [(*keys[int(one) // len(column.values)], column.values[int(one) % len(column.values)]) for one in found]
    return ids.ravel(), keys
