"""What a change of the order of norms would do, by combinations of norms and by cells of states: both say the same."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from directives.check import CHECKS
from directives.check.seen import seen
from directives.check.subject import Subject
from directives.policy import Policy
from directives.space import together
from directives.space.region import Region
from directives.strategies import policies
from tests.check.knotty import policies as knotty_policies

CODES = ("redundant-norm", "idle-override", "reinstatement")


def told(policy: Policy) -> Iterator[tuple[str, tuple[str, ...], str, Region | None]]:
    for code in CODES:
        for one in seen(Subject(policy), CHECKS[code]):
            yield code, one.raw.norms, one.raw.says, one.region


def agrees(policy: Policy) -> None:
    by_combinations = list(told(policy))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(together, "MOST_COMBINATIONS", 0)
        by_cells = list(told(policy))
    assert [one[:3] for one in by_combinations] == [one[:3] for one in by_cells]
    for (*_, one), (*_, other) in zip(by_combinations, by_cells, strict=True):
        # layouts are made anew each time, but alike
        assert (one is None) is (other is None)
        if one is not None and other is not None:
            again = Region(one.layout, other.boxes)
            assert one.within(again)
            assert again.within(one)


@settings(max_examples=40)
@given(policies())
def test_combinations_and_cells_agree_on_policies_of_every_kind(policy):
    agrees(policy)


@settings(max_examples=40)
@given(knotty_policies())
def test_combinations_and_cells_agree_where_norms_set_one_another_aside(policy):
    agrees(policy)
