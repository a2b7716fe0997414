"""The most ordinary of some states: fewest readings off their defaults, then counters low, then facts early.

What a value costs is one number, the costs of a state add up, and no two states cost the same: so which state of a
region is told does not hang on the boxes that the region is made of.
"""

from collections.abc import Mapping
from functools import lru_cache

from .layout import Box, Field, Value
from .region import Region
from .sweep import Sweep
from .topic_space import TopicSpace


def ordinary(space: TopicSpace, region: Region) -> Box:
    """The most ordinary state of a region that is not empty (a box of one state's classes).

    >>> from directives import load_policy
    >>> space = TopicSpace(load_policy(), "learner")
    >>> space.layout.decoded(ordinary(space, space.everything))["access"]
    ('open',)
    """
    return costs(space).least(region)


class Costs:
    """What the values of a topic's states cost."""

    def __init__(self, space: TopicSpace) -> None:
        """Work out what each class of values costs; the cheapest of several are found as they are asked for."""
        self._fields = tuple(space.layout.fields.values())
        self._cheapest: dict[int, tuple[int, int]] = {}
        places = 1
        told: list[tuple[Field, list[int], int]] = []
        for field in reversed(self._fields):
            told.append((field, _class_costs(space, field), places))
            places *= len(field.classes)
        # where two states are as ordinary, the one with earlier values in earlier names costs less
        for field, some, place in told:
            for index, cost in enumerate(some):
                bit = 1 << (field.offset + index)
                self._cheapest[bit] = cost * places + index * place, bit

    def least(self, region: Region) -> Box:
        """The cheapest state of a region that is not empty; may raise TooWideError."""
        if region.parts()[1]:
            found = Sweep(region).cheapest(self.cheapest)
        else:
            found = min(map(self._of, region.boxes), default=None)
        if found is None:
            raise ValueError("an empty region has no state")
        return found[1]

    def cheapest(self, code: int) -> tuple[int, int]:
        """The least that some bits of one field cost, with the bit that costs so much."""
        found = self._cheapest.get(code)
        if found is None:
            low = code & -code
            found = self._cheapest[code] = min(self._cheapest[low], self.cheapest(code ^ low))
        return found

    def _of(self, box: Box) -> tuple[int, Box]:
        """The cheapest state of a box, after what it costs."""
        total, state = 0, 0
        for field in self._fields:
            cost, bit = self.cheapest(box & field.mask)
            total += cost
            state |= bit
        return total, state


@lru_cache(maxsize=64)
def costs(space: TopicSpace) -> Costs:
    """The costs of a topic's values."""
    return Costs(space)


def _class_costs(space: TopicSpace, field: Field) -> list[int]:
    """What each class of values of a name costs: as much as the most ordinary of its values."""
    by_value = _value_costs(space, field)
    return [min(by_value[value] for value in one) for one in field.classes]


def _value_costs(space: TopicSpace, field: Field) -> Mapping[Value, int]:
    policy, name = space.policy, field.name
    values = [value for one in field.classes for value in one]
    if name in policy.readings:
        default = policy.readings[name].default
        far = values.index(default) if default in values else 0
        return {value: 0 if value == default else 10_000 + abs(index - far) for index, value in enumerate(values)}
    if name in policy.counters:
        return {value: 100 * int(value) for value in values}
    initial = policy.facts[name].initial if name in policy.facts else None
    return {value: 0 if value == initial else index for index, value in enumerate(values)}
