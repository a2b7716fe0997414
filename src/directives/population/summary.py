"""What many cases come to together: counts by status, norm, clash and impossible duty, and by a column's values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from .columns import words
from .planes import STATUSES, Legend
from .to_arrow import MASKS, names_of

Counts = dict[str, int]


@dataclass
class Summary:
    """Counts over batches of results. `statuses` is by action and status; `by` the same by the values of a column.

    `masks` has how often each name stood in `in_force`, `open`, `clashes` and `impossible`; names that never did are
    not there. Rows with faults are counted in `faulty` and nowhere else.
    """

    legend: Legend
    prefix: str = ""
    column: str | None = None
    cases: int = 0
    faulty: int = 0
    statuses: dict[str, Counts] = field(default_factory=dict)
    masks: dict[str, Counts] = field(default_factory=lambda: {name: {} for name in MASKS})
    by: dict[str, dict[str, Counts]] = field(default_factory=dict)

    def add(self, table: Any, columns: Any, faulty: int) -> None:
        """Count a batch: the rows as they came, and the columns of their verdicts."""
        self.cases += columns.num_rows
        self.faulty += faulty
        groups = words(table[self.column]) if self.column is not None else None
        for action in self.legend.actions:
            codes = _codes(columns[self.prefix + action])
            _add(self.statuses.setdefault(action, {}), np.bincount(codes, minlength=len(STATUSES) + 1))
            if groups is not None:
                both = groups.codes.astype(np.int64) * (len(STATUSES) + 1) + codes
                table_of = np.bincount(both, minlength=len(groups.values) * (len(STATUSES) + 1))
                for value, row in zip(groups.values, table_of.reshape(len(groups.values), -1), strict=True):
                    if row[:-1].any():
                        said = "" if value is None else str(value)
                        _add(self.by.setdefault(said, {}).setdefault(action, {}), row)
        for name, named in names_of(self.legend).items():
            for word, count in _named(columns[self.prefix + name], named).items():
                self.masks[name][word] = self.masks[name].get(word, 0) + count

    def join(self, other: "Summary") -> None:
        """Count what another has counted as well."""
        self.cases += other.cases
        self.faulty += other.faulty
        _join(self.statuses, other.statuses)
        _join(self.masks, other.masks)
        for value, counts in other.by.items():
            _join(self.by.setdefault(value, {}), counts)

    def take_up(self, data: Mapping[str, Any]) -> None:
        """Count what another, given as plain data, has counted as well."""
        by = data["by"]["values"] if self.column is not None else {}
        masks = {name: dict(data[name]) for name in MASKS}
        self.join(
            Summary(self.legend, self.prefix, self.column, data["cases"], data["faulty"], data["statuses"], masks, by)
        )

    def data(self) -> dict[str, Any]:
        """The counts as plain data, as `--format json` has them."""
        found: dict[str, Any] = {"cases": self.cases, "faulty": self.faulty, "statuses": self.statuses, **self.masks}
        return found | ({"by": {"column": self.column, "values": self.by}} if self.column is not None else {})


def _join(into: dict[str, Counts], other: Mapping[str, Counts]) -> None:
    for name, counts in other.items():
        found = into.setdefault(name, {})
        for word, count in counts.items():
            found[word] = found.get(word, 0) + count


def _codes(column: Any) -> Any:
    """The status codes of a column; null is the number of statuses."""
    indices = column.combine_chunks().indices
    return np.asarray(pc.fill_null(indices, pa.scalar(len(STATUSES), pa.int8())))


def _add(counts: Counts, found: Any) -> None:
    for status, count in zip(STATUSES, found, strict=False):
        if count:
            counts[status.value] = counts.get(status.value, 0) + int(count)


def _named(column: Any, words: tuple[str, ...]) -> Mapping[str, int]:
    """How often each name stands in a column of masks or of lists."""
    if pa.types.is_list(column.type):
        found = pc.value_counts(column.combine_chunks().flatten())
        return {one["values"]: one["counts"] for one in found.to_pylist()}
    if pa.types.is_integer(column.type):
        raw = np.ascontiguousarray(np.asarray(pc.fill_null(column, 0)))
        rows = raw.view(np.uint8).reshape(len(raw), -1)
    else:
        blank = bytes(column.type.byte_width)
        joined = b"".join(blank if one is None else one for one in column.to_pylist())
        rows = np.frombuffer(joined, np.uint8).reshape(-1, column.type.byte_width)
    counts = np.unpackbits(rows, axis=1, bitorder="little").sum(axis=0, dtype=np.int64)
    return {word: int(count) for word, count in zip(words, counts, strict=False) if count}
