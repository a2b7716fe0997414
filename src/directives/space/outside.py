"""What a box leaves when others are taken out, as disjoint boxes.

Taking out one after another multiplies pieces that each later one has to be held against. So where many meet the box it
is first cut in two, in the field and at the place that part them best, until few are left to be taken out of a part.
"""

from collections.abc import Iterator, Sequence

from .layout import Box, Field, Layout

FEW = 6
"""So many boxes are taken out one after another; for more the box is cut in two."""


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
    best: tuple[int, Field, int] | None = None
    for field in layout.fields.values():
        code = box & field.mask
        if code & (code - 1):
            low = _lower(code, [one & field.mask for one in met])
            if low:
                below, above = sum(map(bool, (one & low for one in met))), sum(bool(one & code & ~low) for one in met)
                score = max(below, above) + below + above
                if min(below, above) < len(met) and (best is None or score < best[0]):
                    best = score, field, low
    return best[1:] if best else None


def _lower(code: int, codes: Sequence[int]) -> int:
    """The lower bits of a field, up to where half of the boxes end, or else to where half begin; 0 if none."""
    ends, starts = (sorted(one.bit_length() for one in codes), sorted((one & -one).bit_length() - 1 for one in codes))
    for place in (ends[len(ends) // 2], starts[len(starts) // 2]):
        low = code & ((1 << place) - 1)
        if low and low != code:
            return low
    return 0
