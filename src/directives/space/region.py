"""Sets of states as unions of boxes, with exact intersection, union and subtraction (no sampling, no rounding).

The sum of products that a policy is made of stays one: what norms in force leave of one another are boxes again.
"""

import functools
import itertools
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .layout import Box, Field, Layout
from .outside import outside

MOST_BOXES = 200_000
"""More boxes than this are not made: `TooManyBoxesError`, which a check names as undecided."""
MOST_COMPARED = 256
"""Among more boxes than this it is not asked which lie within others: that would cost more than it saves."""


class TooManyBoxesError(Exception):
    """A set of states would take more than MOST_BOXES boxes."""


@dataclass(frozen=True)
class Region:
    """A set of states: the union of non-empty boxes of a layout, which may overlap.

    >>> layout = Layout({"a": [(0,), (1,)], "b": [(0,), (1,)]})
    >>> both, one = Region.of(layout, {"a": [1], "b": [1]}), Region.of(layout, {"a": [1]})
    >>> [layout.decoded(box) for box in (one - both).boxes]
    [{'a': (1,), 'b': (0,)}]
    >>> bool(both - one)
    False
    """

    layout: Layout
    boxes: tuple[Box, ...]

    @classmethod
    def of(cls, layout: Layout, *admitted: Mapping[str, Iterable[str | int]]) -> "Region":
        """The union of boxes, each given by the values that it admits."""
        return cls.union(layout, (layout.box(one) for one in admitted))

    @classmethod
    def everything(cls, layout: Layout) -> "Region":
        """All states."""
        return cls(layout, (layout.full,))

    @classmethod
    def union(cls, layout: Layout, boxes: Iterable[Box]) -> "Region":
        """The union of boxes; those that are empty or within another are left out."""
        return cls(layout, tuple(_compact(layout, boxes)))

    def parts(self) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
        """Boxes that its states are in, and boxes that they are not in."""
        return self.boxes, ()

    def __bool__(self) -> bool:
        """Whether there is a state in it."""
        return bool(self.boxes)

    def __or__(self, other: "Region") -> "Region":
        """The states of either."""
        return Region.union(self.layout, (*self.boxes, *other.boxes))

    def __and__(self, other: "Region") -> "Region":
        """The states of both."""
        if other.boxes == (self.layout.full,):
            return self
        return Region.union(self.layout, _met(self.layout, self.boxes, other.boxes))

    def __sub__(self, other: "Region") -> "Region":
        """The states of this that are not in the other; disjoint boxes stay disjoint."""
        left: list[Box] = []
        for box in self.boxes:
            left.extend(itertools.islice(outside(self.layout, box, other.boxes), MOST_BOXES + 1 - len(left)))
            if len(left) > MOST_BOXES:
                raise TooManyBoxesError
        return Region(self.layout, tuple(left))

    def within(self, other: "Region") -> bool:
        """Whether all its states are in the other."""
        return not self - other

    def meets(self, other: "Region") -> bool:
        """Whether the two share a state."""
        ones, guards = self.layout.ones, self.layout.guards
        return any(((one & two) + ones) & guards == guards for one in self.boxes for two in other.boxes)

    def has(self, state: Box) -> bool:
        """Whether a state (a box with one class for each field) is in it."""
        return any(state & box == state for box in self.boxes)

    def freed(self, names: Iterable[str]) -> "Region":
        """The states that differ from one of these in the names at most: a projection along the names."""
        names = list(names)
        return Region.union(self.layout, (self.layout.freed(box, names) for box in self.boxes))

    def disjoint(self) -> "Region":
        """The same states in boxes that do not overlap."""
        found = Region(self.layout, ())
        for box in self.boxes:
            found = Region(self.layout, (*found.boxes, *(Region(self.layout, (box,)) - found).boxes))
        return found


def grown(layout: Layout, box: Box, away: Region) -> Box:
    """A largest box around this one that keeps clear of a region: whole fields first, then what values can be added.

    A box of the region stands in the way of one field alone where that is the only field in which the two differ.
    """
    apart = [(layout.guards & ~((box & other) + layout.ones), other) for other in away.boxes]
    blocked = _blocking(apart, {})
    for whole in (True, False):
        for field in layout.constrained(box):
            in_the_way = blocked.get(field.guard, 0) & field.mask
            added = field.mask & ~in_the_way & ~box
            if added and not (whole and in_the_way):
                box |= added
                nearer = [
                    (fields ^ field.guard, other) for fields, other in apart if fields & field.guard and other & added
                ]
                blocked = _blocking(nearer, blocked)
                apart = [one for one in apart if not (one[0] & field.guard and one[1] & added)] + nearer
    return box


def _blocking(apart: Iterable[tuple[int, Box]], blocked: dict[int, Box]) -> dict[int, Box]:
    """For each field the union of the boxes that are apart in it alone, added to those known."""
    for fields, other in apart:
        if not fields & (fields - 1):
            blocked[fields] = blocked.get(fields, 0) | other
    return blocked


def _compact(layout: Layout, boxes: Iterable[Box]) -> list[Box]:
    """The same states in fewer boxes: those alike but for one field become one, those within another are left out."""
    ones, guards = layout.ones, layout.guards
    kept = list(dict.fromkeys([box for box in boxes if (box + ones) & guards == guards]))
    if len(kept) > MOST_BOXES:
        raise TooManyBoxesError
    before = 0
    if len(kept) < 2:
        return kept
    telling = _telling(layout, kept)
    while len(kept) > 1 and len(kept) != before:
        before = len(kept)
        for field in telling:
            kept = _joined(kept, field.mask)
    return kept if len(kept) > MOST_COMPARED else _absorbed(kept)


def _met(layout: Layout, some: Iterable[Box], others: Iterable[Box]) -> list[Box]:
    """What each of some boxes shares with each of others, where that is not empty."""
    ones, guards = layout.ones, layout.guards
    return [box for one in some for other in others if ((box := one & other) + ones) & guards == guards]


def met_by(layout: Layout, some: Iterable[Box], others: tuple[Box, ...]) -> tuple[Box, ...]:
    """Those of some boxes that meet one of the others."""
    ones, guards = layout.ones, layout.guards
    return tuple(one for one in some if any(((one & other) + ones) & guards == guards for other in others))


def _telling(layout: Layout, boxes: list[Box]) -> list[Field]:
    """The fields in which some of the boxes differ."""
    differing = functools.reduce(operator.or_, boxes) & ~functools.reduce(operator.and_, boxes)
    return [field for field in layout.fields.values() if field.mask & differing]


def _joined(boxes: list[Box], mask: int) -> list[Box]:
    """The boxes, those that differ in one field alone taken together."""
    found: dict[int, int] = {}
    for box in boxes:
        rest = box & ~mask
        found[rest] = found.get(rest, 0) | box
    return list(found.values())


def _absorbed(boxes: list[Box]) -> list[Box]:
    found: list[Box] = []
    for box in sorted(boxes, key=lambda one: -one.bit_count()):
        if not any(box | other == other for other in found):
            found.append(box)
    return found
