"""What would be if norms were in force elsewhere: where which action's status would be another.

A norm is taken out, or one of its overrides: the norms that it had set aside are in force again, and set others aside.
"""

from collections.abc import Iterable, Iterator, Mapping

from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..terms import Modality
from ..verdict import status_of

Part = tuple[Region, frozenset[Modality], frozenset[Modality]]
"""Some states, with the modalities in force on an action there before and after the change."""


def without_norm(space: TopicSpace, *norms: str) -> dict[str, Region]:
    """Where the norms that are touched by it would be in force if some were taken out; those themselves nowhere."""
    return _onwards(space, dict.fromkeys(norms, Region(space.layout, ())))


def without_override(space: TopicSpace, superior: str, inferior: str) -> dict[str, Region]:
    """Where the norms that are touched by it would be in force if one norm did not override another."""
    found = space.applies[inferior]
    for name in space.policy.superiors[inferior]:
        if name != superior and name in space.norms:
            found = found - space.in_force[name]
    return _onwards(space, {inferior: found})


def changed(space: TopicSpace, after: Mapping[str, Region], within: Region) -> Iterator[tuple[str, Region]]:
    """Each action whose status would be another if the norms were in force as in `after`, and the states where.

    Norms that are not in `after` stay as they are. No action is changed: no verdict is, as clashes and impossible
    duties follow from the statuses.
    """
    for action in dict.fromkeys(space.norms[name].action for name in after):
        mine = {name: region for name, region in after.items() if space.norms[name].action == action}
        touched = Region.union(
            space.layout,
            (
                box
                for name, region in mine.items()
                for box in (*(space.in_force[name] - region).boxes, *(region - space.in_force[name]).boxes)
            ),
        )
        boxes = (box for part in _parts(space, action, mine, touched & within) for box in part.boxes)
        if other := Region.union(space.layout, boxes):
            yield action, other


def _onwards(space: TopicSpace, after: dict[str, Region]) -> dict[str, Region]:
    """The same, with the norms that those in it override, directly or through others."""
    touched = _below(space, after)
    for name in (one for one in space.policy.ranked if one in touched) if touched else ():
        found = space.applies[name]
        for superior in space.policy.superiors[name]:
            if superior in space.norms:
                found = found - after.get(superior, space.in_force[superior])
        after[name] = found
    return after


def _below(space: TopicSpace, names: Iterable[str]) -> set[str]:
    """The norms below some in the order of overrides, themselves left out."""
    found: set[str] = set()
    left = list(names)
    begun = set(left)
    while left:
        new = set(space.norms[left.pop()].overrides) - found - begun
        found |= new
        left += new
    return found


def _parts(space: TopicSpace, action: str, after: Mapping[str, Region], states: Region) -> Iterator[Region]:
    """The parts of some states in which the action's status would be another."""
    parts: list[Part] = [(states, frozenset(), frozenset())]
    for modality in Modality:
        was = [name for name in space.on.get(action, ()) if space.norms[name].modality is modality]
        before = _near(states, (space.in_force[name] for name in was))
        then = _near(states, (after.get(name, space.in_force[name]) for name in was))
        if before or then:
            parts = [one for part in parts for one in _split(part, modality, before, then)]
    return (region for region, before, then in parts if status_of(before) is not status_of(then))


def _split(part: Part, modality: Modality, before: Region, then: Region) -> Iterator[Part]:
    region, was, will = part
    for here, old in ((region & before, was | {modality}), (region - before, was)):
        if here:
            for there, new in ((here & then, will | {modality}), (here - then, will)):
                if there:
                    yield there, old, new


def _near(states: Region, regions: Iterable[Region]) -> Region:
    """The union of the regions, of their boxes just those that meet some states."""
    empty = states.layout.empty
    near = (box for region in regions for box in region.boxes if any(not empty(box & one) for one in states.boxes))
    return Region.union(states.layout, near)
