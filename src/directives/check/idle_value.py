"""Idle values: values of a fact that nothing tells apart."""

from collections.abc import Iterable, Iterator

from ..space.layout import Field, Value
from ..space.region import Region
from ..space.topic_space import TopicSpace
from .subject import Raw, Subject, listed


def find_idle_value(subject: Subject) -> Iterator[Raw]:
    """Two or more values of a fact between which no norm, no claim, no need and no `settled` tells.

    Whatever the rest of the state, the same norms and claims apply, and the same can happen and be done. Not reported
    where any topic that has the fact tells the values apart.

    Make one value of them, or write the norm that was to tell them apart; or keep them for the reader.
    """
    policy = subject.policy
    for name, fact in policy.facts.items():
        spaces = [space for space in subject.spaces() if name in policy.topics[space.topic].facts]
        for values in _alike(fact.values, [told for space in spaces for told in _told(space, name)]):
            if len(values) > 1:
                told = listed((value.replace("_", " ") for value in values), "or")
                yield Raw(
                    topic=spaces[0].topic if spaces else "",
                    says=f"no norm, claim or need tells whether {name.replace('_', ' ')} is {told}",
                    key=" ".join((name, *values)),
                    advice="make one value of them, write the norm that tells them apart, or keep them for the reader",
                )


def _told(space: TopicSpace, fact: str) -> Iterator[tuple[Field, Region]]:
    """The field of the fact, with each set of states that something of the topic asks for and that hangs on it."""
    field = space.layout.fields[fact]
    occurrences = (*space.events.values(), *space.actions.values())
    for region in (*space.applies.values(), *map(space.can, occurrences), space.settled):
        if any(box & field.mask != field.mask for box in region.boxes):
            yield field, region


def _alike(values: Iterable[str], told: list[tuple[Field, Region]]) -> Iterator[list[str]]:
    """The values in groups between which nothing tells."""
    groups: list[list[str]] = []
    for value in values:
        same = (one for one in groups if all(_same(field, region, one[0], value) for field, region in told))
        group = next(same, None)
        if group is None:
            groups.append([value])
        else:
            group.append(value)
    return iter(groups)


def _same(field: Field, region: Region, one: Value, other: Value) -> bool:
    if field.codes[one] == field.codes[other]:
        return True
    left, right = (_rest(field, region, field.codes[value]) for value in (one, other))
    return left.within(right) and right.within(left)


def _rest(field: Field, region: Region, bit: int) -> Region:
    """What the region asks of the other names where the fact has the value."""
    return Region.union(region.layout, (box | field.mask for box in region.boxes if box & bit))
