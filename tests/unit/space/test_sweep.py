"""Counting and listing what is in one region and not in another, against sets and against inclusion and exclusion."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.space import sweep as module
from directives.space.layout import Layout
from directives.space.region import Region
from directives.space.sweep import Sweep, TooWideError, count

from .drawn import box_states, boxes, few, several, states


@few
@given(several(2))
def test_a_sweep_counts_and_lists_what_is_left(drawn):
    wanted, taken = drawn
    left = states(wanted) - states(taken)
    sweep = Sweep(wanted, taken)
    listed = list(sweep.boxes())
    assert sweep.count() == len(left)
    assert set().union(*(box_states(wanted.layout, box) for box in listed)) == left
    assert sum(len(box_states(wanted.layout, box)) for box in listed) == len(left)
    assert (sweep.first() is None) == (not left)


@few
@given(several(1))
def test_a_count_is_the_number_of_states(drawn):
    (region,) = drawn
    assert count(region) == len(states(region))


WIDE = Layout({f"f{number}": [tuple(range(n * 3, n * 3 + 1 + n % 3)) for n in range(5)] for number in range(9)})
"""Nine fields of nine values: 387 million states, which no test writes out."""


def by_inclusion_and_exclusion(region: Region) -> int:
    found = 0
    for size in range(1, len(region.boxes) + 1):
        for some in combinations(region.boxes, size):
            both = WIDE.full
            for box in some:
                both &= box
            volume = 1
            for field in WIDE.fields.values():
                volume *= len(field.values(both))
            found += volume if size % 2 else -volume
    return found


@few
@given(st.lists(boxes(WIDE), max_size=8))
def test_large_volumes_are_those_of_inclusion_and_exclusion(some):
    region = Region(WIDE, tuple(some))
    expected = by_inclusion_and_exclusion(region)
    assert count(region) == expected
    assert Sweep(region).count() == expected  # however few the boxes are
    everything = Region.everything(WIDE)
    assert Sweep(everything, region).count() == 9**9 - expected


def test_a_sweep_too_wide_is_given_up_not_guessed(monkeypatch):
    monkeypatch.setattr(module, "MOST_NODES", 3)
    layout = Layout({f"f{number}": [(0,), (1,)] for number in range(8)})
    pairs = [layout.box({f"f{number}": [1], f"f{(number + 3) % 8}": [0]}) for number in range(8)]
    with pytest.raises(TooWideError):
        Sweep(Region(layout, tuple(pairs))).count()
    with pytest.raises(TooWideError):
        list(Sweep(Region.everything(layout), Region(layout, tuple(pairs))).boxes())
