"""Overlapping and missing rules of decision tables, by the boxes of the space and by z3, in one run.

    python benchmarks/decision_tables.py [--z3]

Tables as in "Semantics and Analysis of DMN Decision Tables" (Calvanese and others, BPM 2016): the rows are the leaves
of a random decision tree over numeric columns, so that they cover everything once; in 10 % of them one column is then
enlarged or shrunk, which makes overlaps and leaves gaps. CPU seconds, one table of each size. The boxes give every pair
of rows that overlap and every missing region. z3 is asked less, the rows being bounds on integers: for each row whether
it overlaps an earlier one, and for one missing state. It has QUERY seconds for a query and LIMIT seconds for the
rows of a table; how far it came by then is told. With z3 smaller tables are measured besides.
"""

import random
import sys
import time
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from directives.space.layout import Box, Layout
from directives.space.region import Region

WIDE = 1000
"""Values of a column: 0 to 999."""
SIZES = ((499, 3), (998, 3), (1492, 3), (499, 5), (998, 5), (1492, 5), (499, 7), (998, 7), (1492, 7))
SMALL = ((124, 3), (249, 3), (124, 5), (249, 5), (124, 7), (249, 7))
"""The tables that are measured besides where z3 is: it ends on all of them."""
QUERY, LIMIT = 10, 60.0
Row = list[tuple[int, int]]
"""For each column the least value and the one after the greatest."""


def table(rows: int, columns: int, seed: int = 2016) -> list[Row]:
    """The leaves of a random decision tree, 10 % of them with one column enlarged or shrunk."""
    drawn = random.Random(seed)
    leaves: list[Row] = [[(0, WIDE)] * columns]
    while len(leaves) < rows:
        leaf = leaves.pop(drawn.randrange(len(leaves)))
        column = drawn.randrange(columns)
        low, high = leaf[column]
        if high - low < 2:
            leaves.append(leaf)
            continue
        cut = drawn.randrange(low + 1, high)
        leaves += [[*leaf[:column], part, *leaf[column + 1 :]] for part in ((low, cut), (cut, high))]
    for leaf in drawn.sample(leaves, rows // 10):
        column = drawn.randrange(columns)
        low, high = leaf[column]
        step = max(1, (high - low) // 4)
        leaf[column] = (
            (max(0, low - step), min(WIDE, high + step)) if drawn.random() < 0.5 else (low, max(low + 1, high - step))
        )
    return leaves


def laid_out(rows: list[Row]) -> tuple[Layout, list[Box]]:
    """The rows as boxes; of each column the values between two cuts are one class."""
    classes = {}
    for column in range(len(rows[0])):
        cuts = sorted({0, WIDE, *(cut for row in rows for cut in row[column])})
        classes[str(column)] = [tuple(range(low, high)) for low, high in pairwise(cuts)]
    layout = Layout(classes)
    boxes = []
    for row in rows:
        box = layout.full
        for (low, high), field in zip(row, layout.fields.values(), strict=True):
            first, last = field.codes[low], field.codes[high - 1]
            box &= ~field.mask | ((last << 1) - first)
        boxes.append(box)
    return layout, boxes


def by_boxes(rows: list[Row]) -> tuple[list[tuple[int, int]], int, int]:
    """Overlapping pairs; missing regions as disjoint boxes, and the states in them."""
    layout, boxes = laid_out(rows)
    ones, guards = layout.ones, layout.guards
    pairs = combinations(enumerate(boxes), 2)
    overlaps = [(one, other) for (one, a), (other, b) in pairs if ((a & b) + ones) & guards == guards]
    missing = Region.everything(layout) - Region(layout, tuple(boxes))
    return overlaps, len(missing.boxes), sum(map(layout.size, missing.boxes))


@dataclass(frozen=True)
class ByZ3:
    """What z3 found: the rows that overlap an earlier one of those asked about, and whether a state is missing."""

    overlapping: set[int]
    asked: int
    unknown: int
    missing: str
    seconds: tuple[float, float]


def by_z3(rows: list[Row]) -> ByZ3:
    """Rows that overlap an earlier one, and whether a state is missing, as far as z3 comes."""
    import z3

    names = [z3.Int(f"c{column}") for column in range(len(rows[0]))]

    def solver() -> Any:
        made = z3.Solver()
        made.set("timeout", QUERY * 1000)
        made.add(*(z3.And(name >= 0, name < WIDE) for name in names))
        return made

    def within(row: Row) -> Any:
        bounds = [name >= low for name, (low, _) in zip(names, row, strict=True) if low > 0]
        return z3.And(*bounds, *(name < high for name, (_, high) in zip(names, row, strict=True) if high < WIDE))

    start, asked, unknown = time.process_time(), 1, 0
    one, conditions, overlapping = solver(), [within(row) for row in rows], set()
    while asked < len(rows) and time.process_time() - start < LIMIT:
        one.push()
        one.add(conditions[asked], z3.Or(*conditions[:asked]))
        answer = one.check()
        unknown += answer == z3.unknown
        if answer == z3.sat:
            overlapping.add(asked)
        one.pop()
        asked += 1
    middle = time.process_time()
    one = solver()
    one.add(*(z3.Not(condition) for condition in conditions))
    missing = str(one.check())
    return ByZ3(overlapping, asked, unknown, missing, (middle - start, time.process_time() - middle))


def told_beside(rows: int, took: float, overlaps: list[tuple[int, int]], z3: ByZ3) -> str:
    """What z3 found and how long it took, against what the boxes took; where it asked all, whether the two agree."""
    ended = z3.asked == rows and not z3.unknown
    later = {other for _, other in overlaps if other < z3.asked}
    same = "the same" if later == z3.overlapping else "others" if ended else "some of these"
    came = "" if ended else f", {z3.asked:,} rows asked, {z3.unknown} given up"
    times = f"{'' if ended else 'over '}{sum(z3.seconds) / took:,.0f} times as long"
    return (
        f"      z3: {len(z3.overlapping):,} rows overlap an earlier one ({same}{came}) {z3.seconds[0]:.2f} s, "
        f"a missing state: {z3.missing} {z3.seconds[1]:.2f} s; {times}"
    )


def main(with_z3: bool) -> None:
    """Measure and print, table by table."""
    if with_z3:
        print(f"z3 has {QUERY} s for a query and {LIMIT:.0f} s for the rows of a table")
    for rows, columns in (*(SMALL if with_z3 else ()), *SIZES):
        drawn = table(rows, columns)
        start = time.process_time()
        overlaps, regions, states = by_boxes(drawn)
        took = time.process_time() - start
        size, share = f"{rows:>5,} rules, {columns} columns", f"{states / WIDE**columns:.3%} of all"
        found = f"{len(overlaps):,} overlapping pairs, {regions:,} missing regions ({share})"
        print(f"{size}: {took:7.3f} s  {found}", flush=True)
        if with_z3:
            print(told_beside(rows, max(took, 0.001), overlaps, by_z3(drawn)), flush=True)


if __name__ == "__main__":
    main("--z3" in sys.argv)
