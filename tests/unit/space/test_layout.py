from hypothesis import given
from hypothesis import strategies as st

from directives.space.layout import Layout

from .drawn import all_states, box_of, box_states, boxes, few, layouts

pairs = layouts().flatmap(lambda layout: st.tuples(st.just(layout), boxes(layout), boxes(layout)))


@few
@given(pairs)
def test_and_intersects_and_an_addition_tells_emptiness(drawn):
    layout, one, other = drawn
    both = box_states(layout, one) & box_states(layout, other)
    assert box_states(layout, one & other) == both
    assert layout.empty(one & other) == (not both)


@few
@given(pairs)
def test_the_size_of_a_box_counts_every_value(drawn):
    layout, one, other = drawn
    assert layout.size(one) == len(box_states(layout, one))
    assert layout.size(one & other) == len(box_states(layout, one & other))


@few
@given(pairs)
def test_a_box_is_what_its_values_decode_to(drawn):
    layout, one, _ = drawn
    assert layout.box(layout.decoded(one)) == one
    assert {field.name for field in layout.constrained(one)} == {
        name for name, values in layout.decoded(one).items() if len(values) < layout.fields[name].size
    }


@few
@given(pairs, st.data())
def test_a_freed_box_has_all_values_of_the_names(drawn, data):
    layout, one, _ = drawn
    names = data.draw(st.lists(st.sampled_from(sorted(layout.fields)), unique=True))
    kept = [index for index, name in enumerate(layout.fields) if name not in names]
    rest = {tuple(state[index] for index in kept) for state in box_states(layout, one)}
    freed = {state for state in all_states(layout) if tuple(state[index] for index in kept) in rest}
    assert box_states(layout, layout.freed(one, [*names, "unknown"])) == freed


@few
@given(layouts())
def test_the_box_of_a_state_holds_its_class_alone(layout):
    for state in all_states(layout):
        alike = box_states(layout, box_of(layout, state))
        assert state in alike
        assert all(box_of(layout, other) == box_of(layout, state) for other in alike)


def test_a_value_that_a_field_does_not_know_is_admitted_nowhere():
    layout = Layout({"a": [(0,), (1,)]})
    assert layout.empty(layout.box({"a": [7]}))
    assert layout.box({"a": [7, 1]}) == layout.box({"a": [1]})


def test_guard_bits_keep_fields_apart():
    layout = Layout({"a": [(0,)], "b": [(0,), (1,)]})
    nothing_of_b = layout.full & ~layout.fields["b"].mask
    assert layout.empty(nothing_of_b)
    assert not layout.empty(layout.full)
    assert Layout({}).empty(Layout({}).full) is False  # a topic without facts has one state
