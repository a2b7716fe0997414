"""What a box leaves when others are taken out, as disjoint boxes.

Taking out one after another multiplies pieces that each later one has to be held against. So where many meet the box it
is first cut in two, in the field and at the place that part them best, until few are left to be taken out of a part.
"""

import functools
import operator
from collections.abc import Iterator, Sequence

from .layout import Box, Field, Layout

FEW = 6
"""So many boxes are taken out one after another; for more the box is cut in two."""
MANY = 24
"""For more than this it is cut even where most of them are on both sides of every cut."""


def outside(layout: Layout, box: Box, taken: Sequence[Box]) -> Iterator[Box]:
    """The states of a box that are in none of the others, as disjoint boxes.

    >>> layout = Layout({"a": [(0,), (1,)], "b": [(0,), (1,)]})
    >>> [layout.decoded(one) for one in outside(layout, layout.full, [layout.box({"a": [1], "b": [1]})])]
    [{'a': (0,), 'b': (0, 1)}, {'a': (1,), 'b': (0,)}]
    """
    ones, guards = layout.ones, layout.guards
    met = [one for one in (box & other for other in taken) if (one + ones) & guards == guards]
    if not met:
        yield box
    elif box in met:
        return
    elif len(met) > FEW and (cut := _cut(layout, box, met)):
        field, low = cut
        yield from outside(layout, box & (~field.mask | low), met)
        yield from outside(layout, box & ~low, met)
    else:
        yield from _one_by_one(layout, box, met)


def _one_by_one(layout: Layout, box: Box, taken: Sequence[Box]) -> list[Box]:
    ones, guards = layout.ones, layout.guards
    left = [box]
    for other in sorted(taken, key=int.bit_count, reverse=True):
        found: list[Box] = []
        for one in left:
            if ((one & other) + ones) & guards == guards:
                found.extend(_peeled(layout, one, other))
            else:
                found.append(one)
        left = found
    return left


def _peeled(layout: Layout, box: Box, taken: Box) -> Iterator[Box]:
    """What one box that meets it leaves of a box: a box for each field in which it stands out."""
    out = box & ~taken
    while out:
        field = layout.field_at[(out & -out).bit_length() - 1]
        rest = ~field.mask
        yield box & (rest | out)
        box &= rest | taken
        out &= rest


def _cut(layout: Layout, box: Box, met: Sequence[Box]) -> tuple[Field, int] | None:
    """The field and its lower part of the cut that leaves fewest boxes on its fuller side; None if none parts them."""
    found = _best(layout, box, met, sparse=False)
    return _best(layout, box, met, sparse=True) if found is None and len(met) > MANY else found


def _best(layout: Layout, box: Box, met: Sequence[Box], sparse: bool) -> tuple[Field, int] | None:
    """The best cut, each field cut in the middle of the boxes; in sparse fields of those that it tells apart."""
    best: tuple[int, Field, int] | None = None
    for field in _parting(layout, box, met):
        code = box & field.mask
        codes = [one & code for one in met]
        low = _lower(code, [one for one in codes if one != code] if sparse else codes)
        if low:
            below, above = (len(codes) - [one & part for one in codes].count(0) for part in (low, code & ~low))
            score = max(below, above) + below + above
            if min(below, above) < len(met) and (best is None or score < best[0]):
                best = score, field, low
    return best[1:] if best else None


def _parting(layout: Layout, box: Box, met: Sequence[Box]) -> Iterator[Field]:
    """The fields, in their order, in which some of the boxes that meet a box does not admit all that it does."""
    missing = box & ~functools.reduce(operator.and_, met)
    while missing:
        field = layout.field_at[(missing & -missing).bit_length() - 1]
        yield field
        missing &= ~field.mask


def _lower(code: int, codes: Sequence[int]) -> int:
    """The lower bits of a field, up to where half of the boxes end, or else to where half begin; 0 if none."""
    middle = len(codes) // 2
    end, start = sorted(map(int.bit_length, codes))[middle], sorted([one & -one for one in codes])[middle]
    for place in (end, start.bit_length() - 1):
        low = code & ((1 << place) - 1)
        if low and low != code:
            return low
    return 0
