"""What is in one union of boxes and not in another, field by field: counted, found, listed, without making it.

At each field the values are grouped by the boxes that survive them; what is left to do depends on the survivors alone,
so it is done once for all ways that lead to them. The groups with their survivors are a decision diagram, made only
as far as it is asked for: where boxes would multiply (gaps of sparse wide tables) it stays small.
"""

import heapq
import math
from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from .columns import Node, columns, span
from .layout import Box, Layout
from .region import Region

MOST_NODES = 1_500_000
"""A sweep that meets more sets of survivors than this is given up: TooWideError, which a check names as undecided."""

FEW = 12
"""So many boxes are counted box by box, made disjoint; a sweep pays for more."""

CostOf: TypeAlias = Callable[[Box], tuple[int, Box]]
"""What the cheapest of some bits of one field costs, and its bit."""


class TooWideError(Exception):
    """A sweep met more than MOST_NODES sets of survivors."""


class Sweep:
    """The states of `wanted` that are not in `taken`.

    >>> layout = Layout({"a": [(0,), (1, 2)], "b": [(0,), (1,)]})
    >>> sweep = Sweep(Region.everything(layout), Region.of(layout, {"a": [1], "b": [1]}))
    >>> sweep.count(), [layout.decoded(box) for box in sweep.boxes()]
    (4, [{'a': (0,), 'b': (0, 1)}, {'a': (1, 2), 'b': (0,)}])
    """

    def __init__(self, wanted: Region, taken: Region | None = None, last: Collection[str] = ()) -> None:
        """Prepare; nothing is worked out before it is asked for. The fields that are to come `last` can be named."""
        self.layout: Layout = wanted.layout
        boxes, out = wanted.parts()
        out = (*out, *taken.boxes) if taken else out
        self._columns = columns(self.layout, boxes, out, last)
        self._top: Node = (0, (1 << len(boxes)) - 1, (1 << len(out)) - 1)
        self._span = span(boxes)
        told = {column.field.name for column in self._columns}
        self._untold = [field for field in self.layout.fields.values() if field.name not in told]
        sizes = [column.field.weight(self._span & column.field.mask) for column in self._columns]
        self._rest = [math.prod(sizes[index:]) for index in range(len(sizes) + 1)]
        self._counts: dict[Node, int] = {}

    def count(self) -> int:
        """How many states there are, every value counted; raises TooWideError."""
        return self._counted(self._top) * math.prod(field.weight(self._span & field.mask) for field in self._untold)

    def boxes(self) -> Iterator[Box]:
        """The states as disjoint boxes, one after another as they are asked for; raises TooWideError."""
        return self._listed(self._top, self._span)

    def first(self) -> Box | None:
        """Some box of them, None if there are none; raises TooWideError."""
        return next(self.boxes(), None)

    def cheapest(self, cost_of: CostOf) -> tuple[int, Box] | None:
        """What the cheapest state costs, and that state; None if there are none; raises TooWideError."""
        if self._settled(self._top) is False:
            return None
        free = [cost_of(self._span & column.field.mask) for column in self._columns]
        rest = [_together(free[index:]) for index in range(len(free) + 1)]
        spare = _together([cost_of(self._span & field.mask) for field in self._untold])
        # those that may become cheapest are followed first; what is left costs no less than all that is free
        open_: list[tuple[int, int, Box, Node]] = [(rest[0][0], 0, 0, self._top)]
        seen: set[Node] = set()
        while open_:
            if len(seen) >= MOST_NODES:
                raise TooWideError
            _, cost, bits, node = heapq.heappop(open_)
            index = node[0]
            if index > len(self._columns):
                return _together([(cost, bits), spare])
            settled = self._settled(node)
            if settled:
                least, best = rest[index]
                heapq.heappush(open_, (cost + least, cost + least, bits | best, (len(self._columns) + 1, 0, 0)))
            elif settled is None and node not in seen:
                seen.add(node)
                for below, codes in self._columns[index].below(node).items():
                    more, bit = cost_of(codes)
                    heapq.heappush(open_, (cost + more + rest[index + 1][0], cost + more, bits | bit, below))
        return None

    def shadow(self, names: Collection[str]) -> Iterator[Box]:
        """Boxes of states that differ from one there is in these names at most, which come last in the sweep."""
        return self._shadowed(self._top, self._span, names)

    def _settled(self, node: Node) -> bool | None:
        """Whether all states below are in it (True) or none (False); None where fields still tell."""
        index, wanted, taken = node
        if not wanted:
            return False
        if index == len(self._columns):
            return not taken
        column = self._columns[index]
        if taken & column.free_second:
            return False
        return True if not taken and wanted & column.free_first else None

    def _counted(self, node: Node) -> int:
        settled = self._settled(node)
        if settled is not None:
            return self._rest[node[0]] if settled else 0
        if node not in self._counts:
            if len(self._counts) >= MOST_NODES:
                raise TooWideError
            index, wanted, taken = node
            self._counts[node] = sum(
                self._counted((index + 1, wanted & some, taken & out)) * weight
                for some, out, _, weight in self._columns[index].groups
            )
        return self._counts[node]

    def _listed(self, node: Node, box: Box) -> Iterator[Box]:
        settled = self._settled(node)
        if settled:
            yield box
        elif settled is None and self._any(node):
            column = self._columns[node[0]]
            for below, codes in column.below(node).items():
                yield from self._listed(below, box & (~column.field.mask | codes))

    def _shadowed(self, node: Node, box: Box, names: Collection[str]) -> Iterator[Box]:
        settled = self._settled(node)
        if settled is None and self._any(node):
            column = self._columns[node[0]]
            settled = column.field.name in names
            for below, codes in () if settled else column.below(node).items():
                yield from self._shadowed(below, box & (~column.field.mask | codes), names)
        if settled:
            yield box

    def _any(self, node: Node) -> bool:
        """Whether there is a state below; remembered only where there is none."""
        settled = self._settled(node)
        if settled is not None:
            return settled
        if node in self._counts:
            return self._counts[node] > 0
        if any(self._any(below) for below in self._columns[node[0]].below(node)):
            return True
        if len(self._counts) >= MOST_NODES:
            raise TooWideError
        self._counts[node] = 0
        return False


def _together(some: list[tuple[int, Box]]) -> tuple[int, Box]:
    """What several fields cost together, and their bits."""
    return sum(cost for cost, _ in some), sum(bit for _, bit in some)


def count(region: Region) -> int:
    """How many states a region has, every value counted; raises TooWideError.

    >>> layout = Layout({"a": [(0,), (1, 2)], "b": [(0,), (1,)]})
    >>> count(Region.of(layout, {"a": [1]}, {"b": [1]}))
    5
    """
    boxes, out = region.parts()
    if not out and len(boxes) <= FEW:
        return sum(map(region.layout.size, region.disjoint().boxes))
    return Sweep(region).count()
