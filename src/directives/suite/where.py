"""Where some states of a topic lie, in words, at the readings nearest to the defaults."""

from dataclasses import dataclass

from ..condition import Value
from ..space.cover import constrained, cover, words
from ..space.layout import Box
from ..space.ordinary import ordinary
from ..space.region import Region
from ..space.topic_space import TopicSpace


@dataclass(frozen=True)
class Where:
    """States in words: the largest sets of an irredundant cover, and how many more there are.

    `readings` are those off their defaults at which the words hold. `values` are those of one of the states.
    """

    words: tuple[str, ...]
    more: int
    readings: dict[str, Value]
    values: dict[str, Value]


def where(space: TopicSpace, region: Region, states: Region, shown: int, state: Box | None = None) -> Where:
    """Where the region of some states lies at the readings of one state of it, by default of its most ordinary one.

    Raises TooWideError.
    """
    decoded = space.layout.decoded(state if state is not None else ordinary(space, region))
    values = {name: some[0] for name, some in decoded.items()}
    readings = {name: values[name] for name in space.policy.readings if name in values}
    near = Region.of(space.layout, {name: [value] for name, value in readings.items()})
    boxes = cover(region & near, states & near)
    told = []
    for box in boxes[:shown]:
        asked = [one for one in constrained(space.layout, box).items() if one[0] not in readings]
        told.append(", ".join(words(space.layout, *one) for one in asked) or "always")
    off = {name: value for name, value in readings.items() if value != space.policy.defaults[name]}
    return Where(tuple(told), max(0, len(boxes) - shown), off, values)
