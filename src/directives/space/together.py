"""Which of several regions states lie in together: every combination that there is, without writing the states out.

A sweep like that of `sweep.py`, field by field: what is left to tell hangs on the boxes alone that survive, so it is
told once for all ways that lead to them.
"""

from collections.abc import Collection, Iterator, Sequence

from .columns import Node, columns, span
from .layout import Box, Layout
from .region import Region, met_by

MOST_COMBINATIONS = 5_000
"""More combinations than this are not told: `TooManyCombinationsError`."""
MOST_KEPT = 500_000
"""Nor are more than this kept on the way, for all sets of survivors together."""


class TooManyCombinationsError(Exception):
    """There are more combinations than are told; whoever asks must have another way to find out."""


class Together:
    """In which of some regions the states of `within` lie; combinations are bits, the first region's the lowest.

    >>> layout = Layout({"a": [(0,), (1,)], "b": [(0,), (1,)]})
    >>> one, other = Region.of(layout, {"a": [1]}), Region.of(layout, {"a": [1], "b": [1]})
    >>> sorted(map(bin, Together(Region.everything(layout), [one, other]).combinations))
    ['0b0', '0b1', '0b11']
    """

    def __init__(self, within: Region, regions: Sequence[Region]) -> None:
        """Tell all combinations; raises TooManyCombinationsError."""
        self.layout: Layout = within.layout
        owned = [
            (box, index)
            for index, region in enumerate(regions)
            for box in met_by(self.layout, region.boxes, within.boxes)
        ]
        self._marks = [1 << index for _, index in owned]
        self._own = {
            1 << index: sum(1 << number for number, (_, whose) in enumerate(owned) if whose == index)
            for index in range(len(regions))
        }
        self._span = span(within.boxes)
        self._columns = columns(self.layout, within.boxes, [box for box, _ in owned])
        self._known: dict[Node, frozenset[int]] = {}
        self._kept = 0
        self._top: Node = (0, (1 << len(within.boxes)) - 1, (1 << len(owned)) - 1)
        sure, node = self._settled(self._top)
        self.combinations = frozenset(sure | one for one in self._told(node))

    def boxes(self, wanted: Collection[int]) -> Iterator[Box]:
        """The states with some of the combinations, as disjoint boxes."""
        return self._listed(self._top, 0, self._span, frozenset(wanted))

    def _settled(self, node: Node) -> tuple[int, Node]:
        """The regions in which all states below are, and the node with what is left to tell."""
        index, within, boxes = node
        if index == len(self._columns):
            return self._owners(boxes), (index, within, 0)
        column = self._columns[index]
        if whole := within & column.free_first:
            within = whole & -whole
        free = boxes & column.free_second
        if not free:
            return 0, (index, within, boxes)
        sure = left = self._owners(free)
        while left:
            mark = left & -left
            boxes &= ~self._own[mark]
            left ^= mark
        return sure, (index, within, boxes)

    def _owners(self, boxes: int) -> int:
        found = 0
        while boxes:
            low = boxes & -boxes
            found |= self._marks[low.bit_length() - 1]
            boxes ^= low
        return found

    def _told(self, node: Node) -> frozenset[int]:
        """The combinations of what is left to tell below a settled node."""
        index, within, boxes = node
        if not within:
            return frozenset()
        if not boxes:
            return frozenset((0,))
        if not boxes & (boxes - 1) and within & self._columns[index].free_first:
            return frozenset((0, self._marks[boxes.bit_length() - 1]))  # the one box that is left stands out somewhere
        if node not in self._known:
            found: set[int] = set()
            for some, others, _, _ in self._columns[index].groups:
                sure, left = self._settled((index + 1, within & some, boxes & others))
                told = self._told(left)
                found.update([sure | one for one in told] if sure else told)
            self._kept += len(found)
            if len(found) > MOST_COMBINATIONS or self._kept > MOST_KEPT:
                raise TooManyCombinationsError
            self._known[node] = frozenset(found)
        return self._known[node]

    def _listed(self, node: Node, known: int, box: Box, wanted: frozenset[int]) -> Iterator[Box]:
        sure, left = self._settled(node)
        known |= sure
        there = {known | one for one in self._told(left)}
        if there.isdisjoint(wanted):
            return
        if there <= wanted and self._all(node):
            yield box
            return
        field = self._columns[node[0]].field
        for below, codes in self._columns[node[0]].below(node).items():
            yield from self._listed(below, known, box & (~field.mask | codes), wanted)

    def _all(self, node: Node) -> bool:
        """Whether all states below are in `within`, as far as is seen."""
        index, within, _ = node
        return index == len(self._columns) or bool(within & self._columns[index].free_first)
