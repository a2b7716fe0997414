"""A set of states in words: as few and as large boxes as cover it, and which readings it hangs on.

The boxes are maximal (no value can be added to one) and irredundant (none lies within the others); fewer might do, so
they are not called minimal. States that no case can come to are free: a box may reach into them.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping

from .layout import Box, Field, Layout, Value
from .outside import outside
from .region import MOST_BOXES, Region, grown
from .sweep import Sweep, count

MOST_SORTED = 5_000
"""Of more boxes than this it is not asked which is the largest."""
MOST_COVERING = 100
"""A cover is not made of more boxes than this; what is then left uncovered, its shares tell."""


def cover(region: Region, within: Region, most: int = MOST_COVERING) -> list[Box]:
    """Maximal boxes that cover the region and no other state of `within`; the largest first.

    Irredundant: each holds a state that no other does. Not over `most`, large ones first.

    >>> layout = Layout({"a": [(0,), (1,)], "b": [(0,), (1,)]})
    >>> either = Region.of(layout, {"a": [1]}, {"b": [1]})
    >>> [layout.decoded(box) for box in cover(either, Region.everything(layout))]
    [{'a': (1,), 'b': (0, 1)}, {'a': (0, 1), 'b': (1,)}]
    """
    layout = region.layout
    whole = within.boxes == (layout.full,)
    boxes, out = region.parts()
    if whole and len(boxes) == 1 and not out:
        return list(boxes)
    found = _maximal(region, within - region, most)
    # what a maximal box has of `within`, it has of the region
    sizes = {box: layout.size(box) if whole else count(Region(layout, (box,)) & within) for box in found}
    return _irredundant(within, sorted(found, key=lambda box: -sizes[box]), list(found.values()))


def _maximal(region: Region, away: Region, most: int) -> dict[Box, Box]:
    """Boxes that keep clear of a region and cannot grow, until they cover the other; each with a box it grew from."""
    layout = region.layout
    found: dict[Box, Box] = {}
    for one in _pieces(region):
        if any(one | box == box for box in found):
            continue
        while (left := next(outside(layout, one, tuple(found)), None)) is not None:
            if len(found) == most:
                return found
            found[grown(layout, left, away)] = left
    return found


def _pieces(region: Region) -> Iterable[Box]:
    """The boxes of a region, the largest first; one after another where there are too many to be sorted."""
    wanted, taken = region.parts()
    made = (piece for box in wanted for piece in outside(region.layout, box, taken))
    some = list(itertools.islice(made, MOST_SORTED + 1))
    return Sweep(region).boxes() if len(some) > MOST_SORTED else sorted(some, key=region.layout.size, reverse=True)


def _irredundant(within: Region, boxes: list[Box], states: list[Box]) -> list[Box]:
    """The boxes without those whose states of `within` all lie in the others; small ones go first.

    Some states of the boxes are given: in which of them one box alone is, that box stays without more ado.
    """
    layout = within.layout
    kept = list(boxes)
    sure = set()
    for piece in states:
        state = sum(code & -code for code in (piece & field.mask for field in layout.fields.values()))
        holding = [box for box in boxes if state | box == box]
        if len(holding) == 1 and within.has(state):
            sure.add(holding[0])
    for one in reversed(boxes):
        if one not in sure:
            others = tuple(box for box in kept if box != one)
            mine = (one,) if within.boxes == (layout.full,) else (Region(layout, (one,)) & within).boxes
            if all(next(outside(layout, part, others), None) is None for part in mine):
                kept.remove(one)
    return kept


def readings_of(
    region: Region, within: Region, readings: Mapping[str, Value]
) -> list[dict[str, tuple[Value, ...]]] | None:
    """For which readings the region has a state: maximal boxes over the readings; None if for all of `within`."""
    layout = region.layout
    if layout.fields.keys().isdisjoint(readings):
        return None
    others = [name for name in layout.fields if name not in readings]
    there, anywhere = region.freed(others), within.freed(others)
    if anywhere.within(there):
        return None
    return [constrained(layout, box) for box in cover(there, anywhere, MOST_BOXES)]


def constrained(layout: Layout, box: Box) -> dict[str, tuple[Value, ...]]:
    """The values of those names of which a box does not admit all, in the order of the layout."""
    telling = {field.name for field in layout.constrained(box)}
    return {name: field.values(box) for name, field in layout.fields.items() if name in telling}


def words(layout: Layout, name: str, values: tuple[Value, ...]) -> str:
    """What a box asks of a name, in words: `contract is expired`, `attempts at least 2`, `extension is not declined`.

    >>> layout = Layout({"n": [(0,), (1,), (2,)], "x": [("a",), ("b",), ("c",)]})
    >>> words(layout, "n", (1, 2)), words(layout, "x", ("a", "c")), words(layout, "x", ("a",))
    ('n is at least 1', 'x is not b', 'x is a')
    """
    return f"{name.replace('_', ' ')} is {_asked(layout.fields[name], values)}"


def _asked(field: Field, values: tuple[Value, ...]) -> str:
    known = [value for one in field.classes for value in one]
    if all(isinstance(value, int) for value in known):
        return " or ".join(_intervals(known, values))
    missing = [value for value in known if value not in values]
    if len(missing) == 1 and len(values) > 1:
        return f"not {str(missing[0]).replace('_', ' ')}"
    return " or ".join(str(value).replace("_", " ") for value in values)


def _intervals(known: list[Value], values: tuple[Value, ...]) -> Iterator[str]:
    first, last = int(known[0]), int(known[-1])
    numbers = [int(value) for value in values]
    while numbers:
        low = high = numbers.pop(0)
        while numbers and numbers[0] == high + 1:
            high = numbers.pop(0)
        if low == first and high < last:
            yield f"{low}" if low == high else f"at most {high}"
        elif high == last:
            yield f"at least {low}"
        else:
            yield f"{low}" if low == high else f"{low} to {high}"
