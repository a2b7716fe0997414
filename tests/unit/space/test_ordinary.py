"""Which state of a region is told: it hangs on the states alone, not on the boxes that they are in."""

from hypothesis import given
from hypothesis import strategies as st

from directives import load_policy
from directives.space.ordinary import ordinary
from directives.space.region import Region
from directives.space.rest import Rest
from directives.space.topic_space import TopicSpace

from .drawn import boxes, few

POLICY = load_policy()
SPACE = TopicSpace(POLICY, "material")


def cost(state: dict[str, str]) -> tuple[int, int]:
    """Readings off their defaults, then how late the facts stand; all facts of the topic but one have no initial."""
    off = sum(state[name] != POLICY.defaults[name] for name in state if name in POLICY.readings)
    late = sum(
        0 if POLICY.facts[name].initial == value else POLICY.facts[name].values.index(value)
        for name, value in state.items()
        if name in POLICY.facts
    )
    return off, late


@few
@given(st.lists(boxes(SPACE.layout), min_size=1, max_size=4))
def test_it_is_as_ordinary_as_any_whatever_the_boxes_are(some):
    region = Region(SPACE.layout, tuple(some))
    found = ordinary(SPACE, region)
    assert region.has(found)
    told = {name: values[0] for name, values in SPACE.layout.decoded(found).items()}
    every = [{name: values[0] for name, values in SPACE.layout.decoded(one).items()} for one in singles(region)]
    assert cost(told) == min(map(cost, every))
    assert ordinary(SPACE, region.disjoint()) == found
    everything = Region.everything(SPACE.layout)
    assert ordinary(SPACE, Rest(everything, everything - region)) == found


def singles(region: Region) -> list[int]:
    """Every state of a region as a box of its own."""
    found = [0]
    for field in region.layout.fields.values():
        found = [box | 1 << (field.offset + code) for box in found for code in range(len(field.classes))]
    return [box for box in found if region.has(box)]
