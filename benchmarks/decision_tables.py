"""Overlapping and missing rules of decision tables, by the boxes of the space and by z3, in one run.

    python benchmarks/decision_tables.py [--z3]

Tables as in "Semantics and Analysis of DMN Decision Tables" (Calvanese and others, BPM 2016): the rows are the leaves
of a random decision tree over numeric columns, so that they cover everything once; in 10 % of them one column is then
enlarged or shrunk, which makes overlaps and leaves gaps. CPU seconds, one table of each size. z3 is asked, with the
rows as linear constraints, for every row that overlaps an earlier one, and for one state outside all rows; it is given
LIMIT seconds for each of the two, and how far it came by then is told.
"""

import random
import sys
import time
from itertools import combinations, pairwise

from directives.space.layout import Box, Layout
from directives.space.region import Region

WIDE = 1000
"""Values of a column: 0 to 999."""
SIZES = ((499, 3), (998, 3), (1492, 3), (499, 5), (998, 5), (1492, 5), (499, 7), (998, 7), (1492, 7))
LIMIT = 60.0
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


def by_boxes(rows: list[Row]) -> tuple[int, int, int]:
    """Overlapping pairs; missing regions as disjoint boxes, and the states in them."""
    layout, boxes = laid_out(rows)
    ones, guards = layout.ones, layout.guards
    overlaps = sum(((one & other) + ones) & guards == guards for one, other in combinations(boxes, 2))
    missing = Region.everything(layout) - Region(layout, tuple(boxes))
    return overlaps, len(missing.boxes), sum(map(layout.size, missing.boxes))


def by_z3(rows: list[Row]) -> tuple[str, str]:
    """Rows that overlap an earlier one, and missing states, as many as z3 finds within LIMIT seconds each."""
    import z3

    names = [z3.Int(f"c{column}") for column in range(len(rows[0]))]

    def within(row: Row) -> object:
        return z3.And(*(z3.And(name >= low, name < high) for name, (low, high) in zip(names, row, strict=True)))

    start, overlapping, asked = time.process_time(), 0, 0
    solver = z3.Solver()
    earlier: list[object] = []
    for row in rows:
        if time.process_time() - start > LIMIT:
            break
        if earlier:
            solver.push()
            solver.add(within(row), z3.Or(*earlier))
            overlapping += solver.check() == z3.sat
            solver.pop()
        earlier.append(within(row))
        asked += 1
    took = time.process_time() - start
    overlaps = f"{took:.1f} s" if asked == len(rows) else f"over {LIMIT:.0f} s ({asked} of {len(rows)} rows)"
    start = time.process_time()
    solver = z3.Solver()
    solver.add(*(z3.And(name >= 0, name < WIDE) for name in names), *(z3.Not(within(row)) for row in rows))
    solver.set("timeout", int(LIMIT * 1000))
    answer = solver.check()
    return overlaps, f"{answer} after {time.process_time() - start:.1f} s (one missing state)"


def main(with_z3: bool) -> None:
    """Measure and print, table by table."""
    for rows, columns in SIZES:
        drawn = table(rows, columns)
        start = time.process_time()
        overlaps, regions, states = by_boxes(drawn)
        took = time.process_time() - start
        size, share = f"{rows:>5,} rules, {columns} columns", f"{states / WIDE**columns:.3%} of all"
        print(
            f"{size}: {took:6.2f} s  {overlaps:,} overlapping pairs, {regions:,} missing regions ({share})", flush=True
        )
        if with_z3:
            overlapping, missing = by_z3(drawn)
            print(f"      z3: overlaps {overlapping}; missing: {missing}", flush=True)


if __name__ == "__main__":
    main("--z3" in sys.argv)
