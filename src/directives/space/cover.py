"""A set of states in words: as few and as large boxes as cover it, and which readings it hangs on.

The boxes are maximal (no value can be added to one) and irredundant (none lies within the others); fewer might do, so
they are not called minimal. States that no case can come to are free: a box may reach into them.
"""

from collections.abc import Iterator, Mapping

from .layout import Box, Field, Layout, Value
from .region import Region, grown
from .sweep import count

MOST_COVERING = 100
"""A cover is not made of more boxes than this; what is then left uncovered, its shares tell."""


def cover(region: Region, within: Region) -> list[Box]:
    """Maximal boxes that cover the region and no other state of `within`; the largest first.

    Irredundant: each holds a state that no other does. At most MOST_COVERING, large ones first.

    >>> layout = Layout({"a": [(0,), (1,)], "b": [(0,), (1,)]})
    >>> either = Region.of(layout, {"a": [1]}, {"b": [1]})
    >>> [layout.decoded(box) for box in cover(either, Region.everything(layout))]
    [{'a': (1,), 'b': (0, 1)}, {'a': (0, 1), 'b': (1,)}]
    """
    layout = region.layout
    away = within - region
    whole = within.boxes == (layout.full,)
    found: dict[Box, int] = {}
    for one in sorted(region.boxes, key=layout.size, reverse=True):
        left = Region(layout, (one,)) - Region(layout, tuple(found))
        while left and len(found) < MOST_COVERING:
            box = grown(layout, left.boxes[0], away)
            found[box] = layout.size(box) if whole else count(Region(layout, (box,)) & region)
            left = left - Region(layout, (box,))
    return _irredundant(region, sorted(found, key=lambda box: -found[box]), whole)


def _irredundant(region: Region, boxes: list[Box], whole: bool) -> list[Box]:
    """The boxes without those whose states of the region all lie within the others; small ones go first."""
    kept = list(boxes)
    for one in reversed(boxes):
        others = Region(region.layout, tuple(box for box in kept if box != one))
        mine = Region(region.layout, (one,))
        if (mine if whole else mine & region).within(others):
            kept.remove(one)
    return kept


def readings_of(
    region: Region, within: Region, readings: Mapping[str, Value]
) -> list[dict[str, tuple[Value, ...]]] | None:
    """For which readings the region has a state: maximal boxes over the readings; None if for all of `within`."""
    layout = region.layout
    others = [name for name in layout.fields if name not in readings]
    there, anywhere = region.freed(others), within.freed(others)
    if anywhere.within(there):
        return None
    return [constrained(layout, box) for box in cover(there, anywhere)]


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
        return ", ".join(_intervals(known, values))
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
