"""What is in one union of boxes and not in another, field by field: counted, found, listed, without making it.

At each field the values are grouped by the boxes that survive them; what is left to do depends on the survivors alone,
so it is done once for all ways that lead to them. The groups with their survivors are a decision diagram, made only
as far as it is asked for: where boxes would multiply (gaps of sparse wide tables) it stays small.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .layout import Box, Field, Layout
from .region import Region

MOST_NODES = 400_000
"""A sweep that meets more sets of survivors than this is given up: TooWideError, which a check names as undecided."""

FEW = 12
"""So many boxes are counted box by box, made disjoint; a sweep pays for more."""

Node: TypeAlias = tuple[int, int, int]
"""A field's number, and the boxes that survive as bits: those whose states are wanted, those that are taken out."""


class TooWideError(Exception):
    """A sweep met more than MOST_NODES sets of survivors."""


@dataclass(frozen=True)
class _Column:
    """A field with the boxes that admit each of its classes; `free` are those that admit all from here on."""

    field: Field
    wanted: tuple[int, ...]
    taken: tuple[int, ...]
    free_wanted: int
    free_taken: int


class Sweep:
    """The states of `wanted` that are not in `taken`.

    >>> layout = Layout({"a": [(0,), (1, 2)], "b": [(0,), (1,)]})
    >>> sweep = Sweep(Region.everything(layout), Region.of(layout, {"a": [1], "b": [1]}))
    >>> sweep.count(), [layout.decoded(box) for box in sweep.boxes()]
    (4, [{'a': (0,), 'b': (0, 1)}, {'a': (1, 2), 'b': (0,)}])
    """

    def __init__(self, wanted: Region, taken: Region | None = None) -> None:
        """Prepare; nothing is worked out before it is asked for."""
        self.layout: Layout = wanted.layout
        out = taken.boxes if taken else ()
        self._columns = list(_columns(self.layout, wanted.boxes, out))
        self._top: Node = (0, (1 << len(wanted.boxes)) - 1, (1 << len(out)) - 1)
        self._weights = [[len(one) for one in column.field.classes] for column in self._columns]
        self._rest = [1] * (len(self._columns) + 1)
        for index in reversed(range(len(self._columns))):
            self._rest[index] = self._rest[index + 1] * sum(self._weights[index])
        self._counts: dict[Node, int] = {}

    def count(self) -> int:
        """How many states there are, every value counted; raises TooWideError."""
        return self._counted(self._top)

    def boxes(self) -> Iterator[Box]:
        """The states as disjoint boxes, one after another as they are asked for; raises TooWideError."""
        return self._listed(self._top, self.layout.full)

    def first(self) -> Box | None:
        """Some box of them, None if there are none; raises TooWideError."""
        return next(self.boxes(), None)

    def _settled(self, node: Node) -> bool | None:
        """Whether all states below are in it (True) or none (False); None where fields still tell."""
        index, wanted, taken = node
        if not wanted:
            return False
        if index == len(self._columns):
            return not taken
        column = self._columns[index]
        if taken & column.free_taken:
            return False
        return True if not taken and wanted & column.free_wanted else None

    def _groups(self, node: Node) -> Mapping[Node, int]:
        """The nodes one field further, each with the classes (bits, not in place) that lead to it."""
        index, wanted, taken = node
        column = self._columns[index]
        found: dict[Node, int] = {}
        for code, (some, out) in enumerate(zip(column.wanted, column.taken, strict=True)):
            below = (index + 1, wanted & some, taken & out)
            found[below] = found.get(below, 0) | 1 << code
        return found

    def _counted(self, node: Node) -> int:
        settled = self._settled(node)
        if settled is not None:
            return self._rest[node[0]] if settled else 0
        if node not in self._counts:
            if len(self._counts) >= MOST_NODES:
                raise TooWideError
            weights = self._weights[node[0]]
            self._counts[node] = sum(
                self._counted(below) * sum(weight for code, weight in enumerate(weights) if codes >> code & 1)
                for below, codes in self._groups(node).items()
            )
        return self._counts[node]

    def _listed(self, node: Node, box: Box) -> Iterator[Box]:
        settled = self._settled(node)
        if settled:
            yield box
        elif settled is None and self._any(node):
            field = self._columns[node[0]].field
            for below, codes in self._groups(node).items():
                yield from self._listed(below, box & (~field.mask | codes << field.offset))

    def _any(self, node: Node) -> bool:
        """Whether there is a state below; remembered only where there is none."""
        settled = self._settled(node)
        if settled is not None:
            return settled
        if node in self._counts:
            return self._counts[node] > 0
        if any(self._any(below) for below in self._groups(node)):
            return True
        if len(self._counts) >= MOST_NODES:
            raise TooWideError
        self._counts[node] = 0
        return False


def _columns(layout: Layout, wanted: tuple[Box, ...], taken: tuple[Box, ...]) -> Iterator[_Column]:
    """The fields that some box tells apart and those that none does, the most telling first."""
    fields = sorted(
        layout.fields.values(), key=lambda field: -sum(box & field.mask != field.mask for box in (*wanted, *taken))
    )
    free_wanted, free_taken = (1 << len(wanted)) - 1, (1 << len(taken)) - 1
    found: list[_Column] = []
    for field in reversed(fields):
        free_wanted &= _where(wanted, field, whole=True)
        free_taken &= _where(taken, field, whole=True)
        codes = range(len(field.classes))
        admitting = tuple(tuple(_admitting(boxes, field, code) for code in codes) for boxes in (wanted, taken))
        found.append(_Column(field, admitting[0], admitting[1], free_wanted, free_taken))
    return reversed(found)


def _where(boxes: tuple[Box, ...], field: Field, whole: bool) -> int:
    return sum(1 << index for index, box in enumerate(boxes) if (box & field.mask == field.mask) is whole)


def _admitting(boxes: tuple[Box, ...], field: Field, code: int) -> int:
    bit = 1 << (field.offset + code)
    return sum(1 << index for index, box in enumerate(boxes) if box & bit)


def count(region: Region) -> int:
    """How many states a region has, every value counted; raises TooWideError.

    >>> layout = Layout({"a": [(0,), (1, 2)], "b": [(0,), (1,)]})
    >>> count(Region.of(layout, {"a": [1]}, {"b": [1]}))
    5
    """
    if len(region.boxes) <= FEW:
        return sum(map(region.layout.size, region.disjoint().boxes))
    return Sweep(region).count()
