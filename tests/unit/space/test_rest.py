"""What is left of one region without another, its boxes never made, against the sets of states written out."""

from hypothesis import given

from directives.space.region import Region
from directives.space.rest import Rest
from directives.space.sweep import Sweep, count

from .drawn import box_of, few, several, states


@few
@given(several(3))
def test_it_is_to_other_regions_as_its_states_are(drawn):
    wanted, taken, other = drawn
    rest, left, others = Rest(wanted, taken), states(wanted) - states(taken), states(other)
    assert bool(rest) is bool(left)
    assert count(rest) == len(left)
    assert states(rest & other) == states(other & rest) == left & others
    assert states(rest - other) == left - others
    assert states(other - rest) == others - left
    assert states(rest | other) == states(other | rest) == left | others
    assert rest.meets(other) is bool(left & others)
    assert rest.within(other) is (left <= others)
    assert other.within(rest) is (others <= left)
    assert {state for state in states(wanted) if rest.has(box_of(rest.layout, state))} == left


@few
@given(several(4))
def test_two_of_them_are_to_each_other_as_their_states_are(drawn):
    one, other = Rest(*drawn[:2]), Rest(*drawn[2:])
    left, right = states(one), states(other)
    assert states(one & other) == left & right
    assert states(one - other) == left - right
    assert states(one | other) == left | right


@few
@given(several(2))
def test_freeing_names_is_a_projection_along_them(drawn):
    rest = Rest(*drawn)
    for gone in ([], ["f0"], list(rest.layout.fields)[1:], list(rest.layout.fields)):
        assert states(rest.freed(gone)) == states(Region(rest.layout, rest.boxes).freed(gone))


@few
@given(several(2))
def test_the_cheapest_state_is_that_of_all_states(drawn):
    wanted, taken = drawn
    layout = wanted.layout
    places = {
        1 << (one.offset + code): 7 ** (index + 1) * code + code
        for index, one in enumerate(layout.fields.values())
        for code in range(len(one.classes))
    }

    def cost_of(codes):
        return min((cost, bit) for bit, cost in places.items() if codes & bit)

    left = [box_of(layout, state) for state in states(wanted) - states(taken)]
    costs = [sum(cost for bit, cost in places.items() if box & bit) for box in left]
    found = Sweep(wanted, taken).cheapest(cost_of)
    assert (found is None) is (not left)
    if found:
        assert found[0] == min(costs)
        assert found[1] in {box for box, cost in zip(left, costs, strict=True) if cost == found[0]}
