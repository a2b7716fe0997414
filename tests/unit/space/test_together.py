"""In which of several regions states lie together, against the states written out."""

import pytest
from hypothesis import given

from directives.space import together as module
from directives.space.region import Region
from directives.space.together import Together, TooManyCombinationsError

from .drawn import box_states, few, several, states


@few
@given(several(4))
def test_every_combination_that_there_is_is_told_with_its_states(drawn):
    within, *regions = drawn
    sets = [states(region) for region in regions]
    by_combination = {}
    for state in states(within):
        combination = sum(1 << index for index, one in enumerate(sets) if state in one)
        by_combination.setdefault(combination, set()).add(state)
    together = Together(within, regions)
    assert together.combinations == by_combination.keys()
    for wanted in ({0}, {0, 1}, {2, 3, 5}, set(range(8))):
        boxes = [box_states(within.layout, box) for box in together.boxes(wanted)]
        there = set().union(*(by_combination.get(one, set()) for one in wanted))
        assert set().union(*boxes) == there
        assert sum(map(len, boxes)) == len(there)


@few
@given(several(3))
def test_more_combinations_than_are_told_are_refused_not_guessed(drawn):
    within, *regions = drawn
    there = Together(within, regions).combinations
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_KEPT", 1)
        try:
            assert Together(within, regions).combinations == there
        except TooManyCombinationsError:
            assert len(there) > 1
    assert Together(Region(within.layout, ()), regions).combinations == frozenset()
