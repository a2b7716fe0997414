import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.space import region as module
from directives.space.region import Region, TooManyBoxesError, grown

from .drawn import all_states, box_of, box_states, few, several, states


@few
@given(several(2))
def test_union_intersection_and_subtraction_are_those_of_sets(drawn):
    one, other = drawn
    assert states(one | other) == states(one) | states(other)
    assert states(one & other) == states(one) & states(other)
    assert states(one - other) == states(one) - states(other)


@few
@given(several(2))
def test_comparisons_are_those_of_sets(drawn):
    one, other = drawn
    assert one.within(other) == (states(one) <= states(other))
    assert one.meets(other) == bool(states(one) & states(other))
    assert bool(one) == bool(states(one))


@few
@given(several(1))
def test_a_region_has_its_states_and_no_others(drawn):
    (one,) = drawn
    assert {state for state in all_states(one.layout) if one.has(box_of(one.layout, state))} == states(one)


@few
@given(several(1))
def test_disjoint_boxes_are_the_same_states_once_each(drawn):
    (one,) = drawn
    apart = one.disjoint()
    assert states(apart) == states(one)
    assert sum(len(box_states(one.layout, box)) for box in apart.boxes) == len(states(one))


@few
@given(several(2))
def test_subtraction_keeps_disjoint_boxes_disjoint(drawn):
    one, other = drawn
    left = one.disjoint() - other
    assert sum(len(box_states(one.layout, box)) for box in left.boxes) == len(states(left))


@few
@given(several(1), st.data())
def test_freeing_names_is_a_projection_along_them(drawn, data):
    (one,) = drawn
    names = data.draw(st.lists(st.sampled_from(sorted(one.layout.fields)), unique=True))
    kept = [index for index, name in enumerate(one.layout.fields) if name not in names]
    rest = {tuple(state[index] for index in kept) for state in states(one)}
    freed = {state for state in all_states(one.layout) if tuple(state[index] for index in kept) in rest}
    assert states(one.freed(names)) == freed


@few
@given(several(1))
def test_a_union_keeps_no_box_within_another(drawn):
    (one,) = drawn
    made = Region.union(one.layout, one.boxes)
    assert states(made) == states(one)
    assert not any(a != b and a | b == b for a in made.boxes for b in made.boxes)


@few
@given(several(2))
def test_a_grown_box_is_clear_and_cannot_grow(drawn):
    one, away = drawn
    for box in (one - away).boxes:
        large = grown(one.layout, box, away)
        assert box_states(one.layout, box) <= box_states(one.layout, large)
        assert not box_states(one.layout, large) & states(away)
        for field in one.layout.constrained(large):
            for bit in set(field.codes.values()):
                assert large & bit or box_states(one.layout, large | bit) & states(away)


def test_too_many_boxes_are_refused_not_dropped(monkeypatch):
    from directives.space.layout import Layout

    monkeypatch.setattr(module, "MOST_BOXES", 3)
    layout = Layout({name: [(0,), (1,)] for name in "abcdef"})
    nought = {name: [0] for name in "abcdef"}
    everything = Region.everything(layout)
    with pytest.raises(TooManyBoxesError):
        _ = everything - Region.of(layout, nought)
    diagonal = [layout.box({**nought, name: [1]}) for name in "abcdef"]
    with pytest.raises(TooManyBoxesError):
        Region.union(layout, diagonal)
