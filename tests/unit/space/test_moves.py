"""Moves on sets of states, against what they do to each state."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from directives.space.layout import Layout
from directives.space.moves import Move
from directives.space.region import Region

from .drawn import State, all_states, few, regions, states

LAYOUT = Layout(
    {"a": [("x",), ("y", "z")], "n": [(0,), (1,), (2,)], "m": [(0,), (1,)], "b": [("x",), ("y",), ("z",)]},
)
NAMES = list(LAYOUT.fields)


@st.composite
def moves(draw: DrawFn) -> Move:
    fields = LAYOUT.fields
    sets = draw(st.dictionaries(st.sampled_from(("a", "b")), st.sampled_from("xyz"), max_size=2))
    bumps = draw(st.lists(st.sampled_from(("n", "m")), unique=True))
    falls = draw(st.lists(st.sampled_from(("n", "m")), unique=True)) if not bumps else []
    return Move(
        "action", "it", LAYOUT, draw(regions(LAYOUT)),
        tuple((fields[name], fields[name].bits([value])) for name, value in sets.items()),
        tuple(fields[name] for name in bumps),
        tuple(fields[name] for name in falls),
    )  # fmt: skip


def after(move: Move, state: State) -> set[State]:
    """All states that a move makes of one: of a class set, each value; of a falling counter, each lower number."""
    values = dict(zip(NAMES, state, strict=True))
    ways = {name: [value] for name, value in values.items()}
    for field, bit in move.sets:
        ways[field.name] = [value for value, code in field.codes.items() if code == bit]
    for field in move.bumps:
        ways[field.name] = [min(values[field.name] + 1, len(field.classes) - 1)]
    for field in move.falls:
        ways[field.name] = list(range(values[field.name] + 1))
    return set(product(*ways.values()))


@few
@given(moves(), regions(LAYOUT))
def test_an_image_is_what_the_move_makes_of_each_state(move, region):
    there = states(region) & states(move.needs)
    alike = {one for state in there for one in after(move, state)}
    assert states(move.image(region)) == alike


@few
@given(moves(), regions(LAYOUT))
def test_a_preimage_is_where_the_move_leads_into_the_region(move, region):
    into = {state for state in all_states(LAYOUT) if after(move, state) & states(region)}
    assert states(move.preimage(region)) == into & states(move.needs)


@few
@given(moves())
def test_a_move_leads_somewhere_if_it_changes_a_state(move):
    changes = any(after(move, state) != {state} for state in all_states(LAYOUT))
    assert move.leads or not changes
    everything = Region.everything(LAYOUT)
    assert states(move.image(everything)) <= all_states(LAYOUT)
