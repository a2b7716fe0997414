"""What each box adds to those before it, against the states written out."""

import pytest
from hypothesis import given

from directives.space import shares as module
from directives.space.layout import Layout
from directives.space.region import Region
from directives.space.shares import shares
from directives.space.sweep import TooWideError

from .drawn import box_states, few, several, states


@few
@given(several(2))
def test_a_share_is_what_no_box_before_has(drawn):
    within, boxes = drawn
    there, seen, expected = states(within), set(), []
    for box in boxes.boxes:
        mine = box_states(within.layout, box) & there
        expected.append(len(mine - seen))
        seen |= mine
    assert shares(within, boxes.boxes) == expected


def test_a_sweep_too_wide_is_given_up_not_guessed(monkeypatch):
    monkeypatch.setattr(module, "MOST_NODES", 3)
    layout = Layout({f"f{number}": [(0,), (1,)] for number in range(8)})
    pairs = [layout.box({f"f{number}": [1], f"f{(number + 3) % 8}": [0]}) for number in range(8)]
    with pytest.raises(TooWideError):
        shares(Region.everything(layout), pairs)
