"""A set of states as a reader is told of it: its largest patches in words, and how much is left out."""

from dataclasses import dataclass

from ..space.cover import constrained, cover, words
from ..space.layout import Box, Layout
from ..space.region import Region
from ..space.sweep import count
from .finding import Patch

SHOWN = 12
"""As many patches of a cover are told; of the rest their number and share."""


@dataclass(frozen=True)
class Patches:
    """The largest patches of an irredundant cover, how many `more` there are, and which part of the states they leave.

    `states` counts the states of the whole, every value counted.
    """

    states: int
    patches: tuple[Patch, ...]
    more: int = 0
    more_share: float = 0.0


def patches(region: Region, within: Region, shown: int = SHOWN) -> Patches:
    """The cover of a region of some states, the largest patches first; raises TooWideError."""
    boxes = cover(region, within)
    states, told = count(region), boxes[:shown]
    left = region - Region(region.layout, tuple(told))
    share = count(left) / states if left else 0.0
    return Patches(states, tuple(_patch(box, region) for box in told), len(boxes) - len(told), share)


def _patch(box: Box, region: Region) -> Patch:
    layout = region.layout
    said = box_words(layout, box)
    return Patch(values=constrained(layout, box), words=said or "always", states=count(Region(layout, (box,)) & region))


def box_words(layout: Layout, box: Box) -> str:
    """What a box asks, in words; nothing where it asks nothing."""
    return ", ".join(words(layout, name, some) for name, some in constrained(layout, box).items())
