import pytest
from hypothesis import given

from directives.space import cover as module
from directives.space.cover import constrained, cover, readings_of, words
from directives.space.layout import Layout
from directives.space.region import Region
from directives.space.rest import Rest

from .drawn import box_states, few, several, states


@few
@given(several(2))
def test_a_cover_is_exact_maximal_and_irredundant(drawn):
    one, within = drawn
    region = one & within
    made = cover(region, within)
    wanted, there = states(region), states(within)
    held = [box_states(one.layout, box) for box in made]
    assert set().union(*held) & there == wanted
    for index, mine in enumerate(held):
        assert (mine & wanted) - set().union(*held[:index], *held[index + 1 :])
    for box in made:
        for field in one.layout.constrained(box):
            for bit in set(field.codes.values()):
                assert box & bit or box_states(one.layout, box | bit) & (there - wanted)
    sizes = [len(mine & wanted) for mine in held]
    assert sizes == sorted(sizes, reverse=True)


@few
@given(several(2))
def test_a_cover_is_exact_where_boxes_are_too_many_to_be_sorted(drawn):
    wanted, taken = drawn
    everything = Region.everything(wanted.layout)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_SORTED", 0)
        made = cover(Rest(wanted, taken), everything)
    held = [box_states(wanted.layout, box) for box in made]
    assert set().union(*held) == states(wanted) - states(taken)
    for index, mine in enumerate(held):
        assert mine - set().union(*held[:index], *held[index + 1 :])


@few
@given(several(2))
def test_readings_are_those_for_which_there_is_a_state(drawn):
    one, within = drawn
    region = one & within
    readings = dict.fromkeys(list(one.layout.fields)[:2], 0)
    at = range(len(readings))
    some, every = ({tuple(state[i] for i in at) for state in states(which)} for which in (region, within))
    found = readings_of(region, within, readings)
    if found is None:
        assert some == every
    else:
        admitted = states(Region.of(one.layout, *found))
        assert {tuple(state[i] for i in at) for state in admitted} & every == some != every
        assert all(box.keys() <= readings.keys() for box in found)


def test_no_readings_are_left_out_however_many_boxes_they_take():
    size = 15  # each box of the diagonal is maximal, and there are more than a cover of patches may have
    layout = Layout({"a": [(n,) for n in range(size)], "b": [(n,) for n in range(size)], "c": [(n,) for n in range(9)]})
    diagonal = Region.of(layout, *({"a": [n], "b": [(n + m) % size], "c": [m]} for n in range(size) for m in range(9)))
    found = readings_of(diagonal, Region.everything(layout), dict.fromkeys("abc", 0))
    assert len(found) == 135
    assert len(cover(diagonal, Region.everything(layout))) == 100


@few
@given(several(1))
def test_what_constrains_a_box_is_told_of_it(drawn):
    (one,) = drawn
    for box in one.boxes:
        assert one.layout.box(constrained(one.layout, box)) == box


LAYOUT = Layout(
    {"how_often": [(n,) for n in range(6)], "gate": [("wide_open",), ("shut",), ("gone",)], "t": [(3,), (1, 2)]}
)


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("how_often", (0,), "how often is 0"),
        ("how_often", (0, 1), "how often is at most 1"),
        ("how_often", (2, 3, 4, 5), "how often is at least 2"),
        ("how_often", (2, 3), "how often is 2 to 3"),
        ("how_often", (5,), "how often is at least 5"),
        ("how_often", (0, 2, 4, 5), "how often is 0 or 2 or at least 4"),
        ("gate", ("shut",), "gate is shut"),
        ("gate", ("wide_open", "gone"), "gate is not shut"),
        ("gate", ("wide_open",), "gate is wide open"),
    ],
)
def test_words_say_what_is_asked_of_a_name(name, values, told):
    assert words(LAYOUT, name, values) == told
