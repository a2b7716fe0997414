"""A set of states as a reader is told of it: its largest patches in words, and how much is left out.

Where a counter is held against a reading, boxes alone would tell each value of the reading apart ("the limit is 3 and
the count at least 3; or the limit is 4 ..."); such a patch is told as a box and a bound ("the count is at least the
limit").
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..condition import Bounds, Count
from ..policy import Policy
from ..space.cover import constrained, cover, words
from ..space.layout import Box, Layout, Value
from ..space.region import Region
from ..space.sweep import count
from .finding import Patch

SHOWN = 12
"""As many patches of a cover are told; of the rest their number and share."""

Threshold: TypeAlias = tuple[str, str]
"""A counter, and a reading that some norm or claim holds it against."""
Side: TypeAlias = Literal["at_least", "below"]


class BoundedPatch(Patch):
    """A patch with `bounds` that hold counters against readings, as a condition does: of the box what keeps them."""

    bounds: dict[str, Bounds] = {}


@dataclass(frozen=True)
class Patches:
    """The largest patches of an irredundant cover, how many `more` there are, and which part of the states they leave.

    `states` counts the states of the whole, every value counted.
    """

    states: int
    patches: tuple[BoundedPatch, ...]
    more: int = 0
    more_share: float = 0.0


@dataclass(frozen=True)
class _Bounded:
    """A box, and the bounds that go with it: of its states those that keep them."""

    box: Box
    bounds: tuple[tuple[Threshold, Side], ...]
    there: Region

    def told(self, before: Region) -> BoundedPatch:
        """The patch, after others that hold some states."""
        layout = self.there.layout
        asked = constrained(layout, self.box)
        said = [words(layout, name, some) for name, some in asked.items()]
        said += [bound_words(threshold, side) for threshold, side in self.bounds]
        bounds = {counter: Bounds.model_validate({side: reading}) for (counter, reading), side in self.bounds}
        return BoundedPatch(
            values=asked,
            bounds=bounds,
            words=", ".join(said) or "always",
            states=count(self.there),
            new=count(self.there - before),
        )


def patches(region: Region, within: Region, thresholds: Iterable[Threshold] = (), shown: int = SHOWN) -> Patches:
    """The cover of a region of some states, the largest patches first; raises TooWideError.

    >>> layout = Layout({"n": [(0,), (1,), (2,)], "limit": [(0,), (1,), (2,)]})
    >>> over = Region.of(layout, {"n": [0, 1, 2], "limit": [0]}, {"n": [1, 2], "limit": [1]}, {"n": [2], "limit": [2]})
    >>> [one.words for one in patches(over, Region.everything(layout), [("n", "limit")]).patches]
    ['n is at least limit']
    """
    found = sorted(_covered(region, within, list(thresholds)), key=lambda one: -count(one.there))
    told: list[BoundedPatch] = []
    held = Region(region.layout, ())
    for one in found[:shown]:
        told.append(one.told(held))
        held = held | one.there
    left, states = region - held, count(region)
    return Patches(states, tuple(told), max(0, len(found) - shown), count(left) / states if left else 0.0)


def thresholds(policies: Iterable[Policy], topic: str) -> tuple[Threshold, ...]:
    """The counters of a topic that norms or claims of some policies hold against readings, with these."""
    found: dict[Threshold, None] = {}
    for policy in policies:
        for name in (*policy.norms_of(topic), *policy.claims_of(topic)):
            for test in (test for branch in policy.branches[name] for test in branch if isinstance(test, Count)):
                if isinstance(test.threshold, str):
                    found[test.name, test.threshold] = None
    return tuple(found)


def bound_words(threshold: Threshold, side: Side) -> str:
    """A bound in words.

    >>> bound_words(("new_items_requested", "too_many_new_items"), "at_least")
    'new items requested is at least too many new items'
    """
    counter, reading = (name.replace("_", " ") for name in threshold)
    return f"{counter} is {side.replace('_', ' ')} {reading}"


def _covered(region: Region, within: Region, left: list[Threshold]) -> list[_Bounded]:
    """The fewest patches found: plain boxes, or those on either side of a threshold by themselves."""
    layout = region.layout
    best = [_Bounded(box, (), Region(layout, (box,)) & region) for box in cover(region, within)]
    for index, threshold in enumerate(left):
        if len(best) < 2 or not set(threshold) <= layout.fields.keys():
            continue
        found: list[_Bounded] = []
        for side, there in _sides(layout, threshold).items():
            if part := region & there:
                for one in _covered(part, within & there, left[index + 1 :]):
                    found.append(_loosened(one, (threshold, side), region, within))
        found = _irredundant(found, region)
        if len(found) < len(best):
            best = found
    return best


def _loosened(one: _Bounded, bound: tuple[Threshold, Side], region: Region, within: Region) -> _Bounded:
    """The patch with one bound more; without it where it may go."""
    there = Region(region.layout, (one.box,)) & within
    if not one.bounds and there.within(region):
        return _Bounded(one.box, (), there)
    return _Bounded(one.box, (bound, *one.bounds), one.there)


def _irredundant(found: list[_Bounded], region: Region) -> list[_Bounded]:
    """The patches without those that lie within the others, small ones going first."""
    kept = list(found)
    for one in sorted(found, key=lambda one: count(one.there)):
        others = Region.union(region.layout, (box for other in kept if other is not one for box in other.there.boxes))
        if one.there.within(others):
            kept.remove(one)
    return kept


def _sides(layout: Layout, threshold: Threshold) -> Mapping[Side, Region]:
    """Where a counter is at least a reading, and where below."""
    counter, reading = (layout.fields[name] for name in threshold)
    least = Region.of(layout, *_steps(counter.name, reading.name, [one[0] for one in counter.classes], reading.codes))
    return {"at_least": least, "below": Region.everything(layout) - least}


def _steps(
    counter: str, reading: str, counts: list[Value], bounds: Iterable[Value]
) -> Iterator[dict[str, list[Value]]]:
    for bound in bounds:
        yield {reading: [bound], counter: [number for number in counts if int(number) >= int(bound)]}
