"""Boxes field by field, for sweeps: at each field the classes of values in groups that no box tells apart.

Two lots of boxes are swept together; which of them survive a field's group are the bits of two integers. Fields that no
box tells apart are no columns. All is within the span of the first lot: the box of what some box of it admits.
"""

import functools
import operator
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from .layout import Box, Field, Layout

Node: TypeAlias = tuple[int, int, int]
"""A column's number, and the boxes of either lot that survive all columns before it, as bits."""


class Group(NamedTuple):
    """Classes of a field that no box tells apart: the boxes of either lot that admit them, their bits, their values."""

    first: int
    second: int
    codes: int
    weight: int


@dataclass(frozen=True)
class Column:
    """A field in its groups; `free` are the boxes of either lot that admit all from here on."""

    field: Field
    groups: tuple[Group, ...]
    free_first: int
    free_second: int

    def below(self, node: Node) -> Mapping[Node, int]:
        """The nodes one column further, each with the bits of the classes that lead to it."""
        index, first, second = node
        found: dict[Node, int] = {}
        for some, others, codes, _ in self.groups:
            further = (index + 1, first & some, second & others)
            found[further] = found.get(further, 0) | codes
        return found


def span(boxes: Iterable[Box]) -> Box:
    """All that some box admits, field by field."""
    return functools.reduce(operator.or_, boxes, 0)


def columns(layout: Layout, first: Sequence[Box], second: Sequence[Box], last: Collection[str] = ()) -> list[Column]:
    """The fields that some box tells apart in the span of the first lot, the most telling first; those named `last`."""
    within = span(first)
    shut = (_shut(within, first), _shut(within, second))
    places: dict[str, list[int]] = {}
    for place in dict.fromkeys((*shut[0], *shut[1])):
        places.setdefault(layout.field_at[place].name, []).append(place)
    telling = {
        name: tuple(_union(one.get(place, 0) for place in some) for one in shut) for name, some in places.items()
    }
    order = sorted(
        (name for name in layout.fields if name in places),
        key=lambda name: (name in last, -sum(one.bit_count() for one in telling[name])),
    )
    free_first, free_second = (1 << len(first)) - 1, (1 << len(second)) - 1
    every = free_first, free_second
    found: list[Column] = []
    for name in reversed(order):
        free_first &= ~telling[name][0]
        free_second &= ~telling[name][1]
        groups = tuple(_groups(layout.fields[name], within, every, shut))
        found.append(Column(layout.fields[name], groups, free_first, free_second))
    return found[::-1]


def _shut(within: Box, boxes: Sequence[Box]) -> dict[int, int]:
    """For each bit of a span that some boxes do not admit, these boxes."""
    found: dict[int, int] = {}
    mark = 1
    for box in boxes:
        missing = within & ~box
        while missing:
            low = missing & -missing
            place = low.bit_length() - 1
            found[place] = found.get(place, 0) | mark
            missing ^= low
        mark <<= 1
    return found


def _union(some: Iterator[int]) -> int:
    found = 0
    for one in some:
        found |= one
    return found


def _groups(
    field: Field, within: Box, every: tuple[int, int], shut: tuple[Mapping[int, int], Mapping[int, int]]
) -> Iterator[Group]:
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for code, values in enumerate(field.classes):
        place = field.offset + code
        if not within >> place & 1:
            continue
        key = (every[0] & ~shut[0].get(place, 0), every[1] & ~shut[1].get(place, 0))
        codes, weight = found.get(key, (0, 0))
        found[key] = codes | 1 << place, weight + len(values)
    return (Group(first, second, codes, weight) for (first, second), (codes, weight) in found.items())
