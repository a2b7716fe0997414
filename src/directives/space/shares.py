"""How many states each of several boxes adds to those before it, all told in one sweep."""

import math
from collections.abc import Sequence

from .columns import Node, columns, span
from .layout import Box
from .region import Region
from .sweep import MOST_NODES, TooWideError


def shares(within: Region, boxes: Sequence[Box]) -> list[int]:
    """For each box how many states of `within` it has that no box before it has; raises TooWideError.

    >>> from .layout import Layout
    >>> layout = Layout({"a": [(0,), (1, 2)], "b": [(0,), (1,)]})
    >>> shares(Region.everything(layout), [layout.box({"a": [1]}), layout.box({"b": [1]})])
    [4, 1]
    """
    return _Shares(within, boxes).told()


class _Shares:
    """The numbers of all boxes are added up as one: each has its digits, so many that no sum runs over."""

    def __init__(self, within: Region, boxes: Sequence[Box]) -> None:
        self.columns = columns(within.layout, within.boxes, boxes)
        self.number = len(boxes)
        self.top: Node = (0, (1 << len(within.boxes)) - 1, (1 << len(boxes)) - 1)
        there = span(within.boxes)
        told = {column.field.name for column in self.columns}
        self.rest = [1]
        for column in reversed(self.columns):
            self.rest.insert(0, self.rest[0] * column.field.weight(there & column.field.mask))
        left = (field for field in within.layout.fields.values() if field.name not in told)
        self.times = math.prod(field.weight(there & field.mask) for field in left)
        self.digits = (self.rest[0] * self.times).bit_length() + 1
        self.known: dict[Node, int] = {}

    def told(self) -> list[int]:
        packed = self.of(self.top) * self.times
        mask = (1 << self.digits) - 1
        return [packed >> index * self.digits & mask for index in range(self.number)]

    def of(self, node: Node) -> int:
        index, within, boxes = node
        if not within or not boxes:
            return 0
        first = boxes & -boxes
        if index == len(self.columns):
            return 1 << (first.bit_length() - 1) * self.digits
        column = self.columns[index]
        if free := boxes & column.free_second:
            least = free & -free
            boxes &= (least << 1) - 1  # whatever is left, those after it add nothing
            if boxes == least and within & column.free_first:
                return self.rest[index] << (least.bit_length() - 1) * self.digits
        node = (index, within, boxes)
        if node not in self.known:
            if len(self.known) >= MOST_NODES:
                raise TooWideError
            self.known[node] = sum(
                self.of((index + 1, within & some, boxes & others)) * weight
                for some, others, _, weight in column.groups
            )
        return self.known[node]
