"""What a file of cases came to as lines for the terminal: how it was read, and tables of counts."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from .evaluate_file import Filed
from .planes import STATUSES

Line: TypeAlias = list[tuple[str, str]]
Row: TypeAlias = Sequence[str]
NOTHING = "(empty)"
"""How a null stands among the values of a column."""


def to_lines(filed: Filed, width: int) -> Iterator[Line]:
    """The summary in so many columns; roles as those of a played timeline."""
    summary = filed.summary
    faulty = f", {summary.faulty:,} of them with faults and without a verdict" if summary.faulty else ""
    yield [("title", f"{summary.cases:,} case{'' if summary.cases == 1 else 's'}{faulty}")]
    yield from _notes(filed, width)
    rows = [
        (action if first else "", status, f"{count:,}", _share(count, sum(some.values())))
        for action, some in summary.statuses.items()
        for first, (status, count) in _firsts(_ordered(some))
    ]
    yield from table(("action", "status", "cases", "share"), rows, left=2)
    for column, heading in (("clashes", "clash"), ("impossible", "impossible duty")):
        named = [(name.replace("+", " with "), f"{count:,}") for name, count in summary.masks[column].items()]
        yield from table((heading, "cases"), named, left=1)
    norms = [
        (name, *(f"{summary.masks[mask].get(name, 0):,}" for mask in ("in_force", "open")))
        for name in summary.legend.norms
    ]
    yield from table(("norm", "in force", "perhaps"), norms, left=1)
    yield from _by(filed, width)


def _notes(filed: Filed, width: int) -> Iterator[Line]:
    """Which columns were read, what was taken for those that are not there, and which passed through."""
    unknown = [name for name, value in filed.assumed.items() if value is None]
    fixed = [f"{name} {value}" for name, value in filed.assumed.items() if value is not None]
    for said, names in (
        ("read", filed.read), ("without a column, taken as", fixed), ("without a column, unknown in all rows", unknown),
        ("not read, passed through", filed.passed),
    ):  # fmt: skip
        if names:
            for line in textwrap.wrap(f"{said}: {', '.join(names)}", width, subsequent_indent="  "):
                yield [("facts", line)]


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(status.value, counts[status.value]) for status in STATUSES if status.value in counts]


def _firsts(items: Sequence[tuple[str, int]]) -> Iterator[tuple[bool, tuple[str, int]]]:
    return ((number == 0, item) for number, item in enumerate(items))


def _share(count: int, whole: int) -> str:
    return f"{100 * count / whole:.1f} %"


def _by(filed: Filed, width: int) -> Iterator[Line]:
    """Statuses against the values of a column: the values as columns where they fit, else in rows."""
    summary = filed.summary
    if summary.column is None:
        return
    values = sorted(summary.by)
    names = [" ".join(value.split()) or NOTHING for value in values]
    pairs = [(action, status) for action, some in summary.statuses.items() for status, _ in _ordered(some)]
    cells = [[summary.by[value].get(action, {}).get(status, 0) for value in values] for action, status in pairs]
    wide = [(*pair, *(f"{count:,}" for count in row)) for pair, row in zip(_once(pairs), cells, strict=True)]
    yield []
    yield [("heading", f"by {summary.column}")]
    if values and _width([("action", "status", *names), *wide]) <= width:
        yield from table(("action", "status", *names), wide, left=2)
        return
    long = [
        (*pair, name, f"{count:,}")
        for pair, row in zip(pairs, cells, strict=True)
        for name, count in zip(names, row, strict=True)
        if count
    ]
    yield from table(("action", "status", summary.column, "cases"), long, left=3)


def _once(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs, the first of each left out where it is that of the pair above."""
    above = None
    for action, status in pairs:
        yield ("" if action == above else action, status)
        above = action


def _width(rows: Sequence[Row]) -> int:
    return sum(max(map(len, column)) + 2 for column in zip(*rows, strict=True)) - 2


def table(heading: Row, rows: Sequence[Row], left: int) -> Iterator[Line]:
    """Rows under a heading, the first `left` columns to the left; nothing where there are none."""
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
    yield []
    yield [("heading", _set(heading, widths, left))]
    for row in rows:
        yield [("", _set(row, widths, left))]


def _set(row: Row, widths: Sequence[int], left: int) -> str:
    cells = zip(row, widths, strict=True)
    return "  ".join(
        cell.ljust(size) if number < left else cell.rjust(size) for number, (cell, size) in enumerate(cells)
    )
