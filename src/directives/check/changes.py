"""States cut by what is in force in them before a change of the norms and after it."""

from collections.abc import Iterable, Iterator

from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..terms import Modality

Part = tuple[Region, frozenset[Modality], frozenset[Modality]]
"""Some states, with the modalities in force on an action there before and after the change."""


def below(space: TopicSpace, names: Iterable[str]) -> list[str]:
    """The norms below some in the order of overrides, themselves left out."""
    found = dict.fromkeys(names)
    left = list(found)
    begun = len(left)
    while left:
        new = [one for one in space.norms[left.pop()].overrides if one in space.norms and one not in found]
        found |= dict.fromkeys(new)
        left += new
    return list(found)[begun:]


def split(part: Part, modality: Modality, before: Region, then: Region) -> Iterator[Part]:
    """The part cut by whether a modality is in force before and after."""
    region, was, will = part
    for here, old in ((region & before, was | {modality}), (region - before, was)):
        if here:
            for there, new in ((here & then, will | {modality}), (here - then, will)):
                if there:
                    yield there, old, new


def near(states: Region, regions: Iterable[Region]) -> Region:
    """The union of the regions, of their boxes just those that meet some states."""
    empty = states.layout.empty
    found = (box for region in regions for box in region.boxes if any(not empty(box & one) for one in states.boxes))
    return Region.union(states.layout, found)
