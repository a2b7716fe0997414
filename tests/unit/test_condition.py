import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from directives import Condition
from directives.condition import MOST_BRANCHES, Among, Count, Excluding, TooManyBranchesError, branches, values_of
from tests.reference import holds

DOMAINS = {
    "door": frozenset({"open", "shut"}),
    "colour": frozenset({"red", "green", "blue"}),
    "limit": frozenset({0, 1, 2}),
}
COUNTERS = ("asked", "given")
STATES = [
    dict(zip((*DOMAINS, *COUNTERS), values, strict=True))
    for values in itertools.product(*map(sorted, DOMAINS.values()), range(4), range(4))
]


def condition(data):
    return Condition.model_validate(data)


def alternatives(when=None, unless=None):
    """The branches of what a file would give."""
    given_ = (None if one is None else condition(one) for one in (when, unless))
    return branches(*given_, DOMAINS)


def entries(values):
    some = st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=3)
    one = st.sampled_from(sorted(values))
    return one | some | st.builds(lambda excluded: {"not": excluded}, one | some)


BOUNDS = st.dictionaries(
    st.sampled_from(["at_least", "below"]), st.sampled_from([0, 1, 2, 3, "limit"]), min_size=1, max_size=2
)
FLAT = st.fixed_dictionaries(
    {},
    optional={
        **{name: entries(values) for name, values in DOMAINS.items()},
        **dict.fromkeys(COUNTERS, BOUNDS),
    },
)
CONDITIONS = st.recursive(
    FLAT,
    lambda inner: st.builds(lambda flat, some: {**flat, "any": some}, FLAT, st.lists(inner, min_size=1, max_size=3)),
)
MAYBE = st.none() | CONDITIONS


@settings(max_examples=60)
@given(MAYBE, MAYBE)
def test_some_branch_holds_where_when_holds_and_unless_does_not(when, unless):
    try:
        found = alternatives(when, unless)
    except TooManyBranchesError:
        return
    for state in STATES:
        naive = (when is None or holds(condition(when), state)) and (
            unless is None or not holds(condition(unless), state)
        )
        assert any(all(test.holds(state) for test in branch) for branch in found) is naive, state


@settings(max_examples=50)
@given(MAYBE, MAYBE)
def test_branches_ask_once_for_each_name_and_for_values_that_there_are(when, unless):
    try:
        found = alternatives(when, unless)
    except TooManyBranchesError:
        return
    assert len(set(found)) == len(found) <= MOST_BRANCHES
    for branch in found:
        among = [test for test in branch if isinstance(test, Among)]
        assert len({test.name for test in among}) == len(among)
        assert all(test.values and test.values <= DOMAINS[test.name] for test in among)


def test_no_condition_holds_always():
    assert alternatives() == ((),)
    assert alternatives({}) == ((),)


def test_unless_nothing_in_particular_holds_never():
    assert alternatives(unless={}) == ()


def test_a_contradiction_has_no_branches():
    assert alternatives({"door": "open"}, {"door": "open"}) == ()
    assert alternatives({"door": "open", "any": [{"door": "shut"}]}) == ()


def test_alternatives_that_contradict_the_rest_are_dropped():
    found = alternatives({"door": "open", "any": [{"door": "shut"}, {"colour": "red"}]})
    assert found == ((Among("colour", frozenset({"red"})), Among("door", frozenset({"open"}))),)


def test_unless_turns_each_test_round():
    assert alternatives(unless={"door": "open", "asked": {"at_least": 2}}) == (
        (Among("door", frozenset({"shut"})),),
        (Count("asked", 2, False),),
    )


def test_a_threshold_may_be_a_reading_of_the_state():
    least = Count("asked", "limit", True)
    assert least.holds({"asked": 2, "limit": 2})
    assert not least.holds({"asked": 1, "limit": 2})
    below = Count("asked", "limit", False)
    assert below.holds({"asked": 1, "limit": 2})
    assert not below.holds({"asked": 2, "limit": 2})


def test_values_admitted_are_those_named_or_all_but_those_excluded():
    colours = DOMAINS["colour"]
    assert values_of("red", colours) == {"red"}
    assert values_of(("red", "blue"), colours) == {"red", "blue"}
    assert values_of(Excluding.model_validate({"not": "red"}), colours) == {"green", "blue"}
    assert values_of(Excluding.model_validate({"not": ["red", "blue"]}), colours) == {"green"}


@pytest.mark.parametrize(("count", "refused"), [(MOST_BRANCHES, False), (MOST_BRANCHES + 1, True)])
def test_a_condition_with_too_many_alternatives_is_refused(count, refused):
    many = {"any": [{"asked": {"at_least": number}} for number in range(count)]}
    if refused:
        with pytest.raises(TooManyBranchesError):
            alternatives(many)
    else:
        assert len(alternatives(many)) == count


@pytest.mark.parametrize(
    "wrong",
    [
        {"door": []},
        {"door": {"not": []}},
        {"door": None},
        {"door": True},
        {"door": 1.5},
        {"door": {"not": "open", "below": 1}},
        {"asked": {"at_most": 1}},
        {"asked": {"at_least": 1.5}},
        {"any": []},
        {"any": {"door": "open"}},
        {"Door": "open"},
    ],
)
def test_what_is_no_condition_is_refused(wrong):
    with pytest.raises(ValidationError):
        condition(wrong)


def test_a_condition_keeps_what_it_was_given():
    given_ = {"door": "open", "colour": {"not": ["red"]}, "asked": {"below": "limit"}, "any": [{"limit": 1}]}
    assert condition(given_).model_dump(by_alias=True, exclude_unset=True) == {
        "door": "open", "colour": {"not": ("red",)}, "asked": {"below": "limit"}, "any": ({"limit": 1},),
    }  # fmt: skip
