"""Tests of conditions as comparisons that durable_rules can make."""

from directives.condition import Among, Count
from directives.engine.patterns import Comparison, Pattern, comparisons
from directives.policy import MOST_COUNTED

COLOURS = {"colour": frozenset({"red", "green", "blue"})}
NUMBERS = {"limit": frozenset(range(13))}


def told(*tests, domains=None):
    return [str(one) for one in comparisons(tests, domains or {})]


def test_one_value_is_an_equality():
    assert told(Among("colour", frozenset({"red"})), domains=COLOURS) == ["the_colour is red"]


def test_several_values_are_told_by_the_others():
    assert told(Among("colour", frozenset({"red", "blue"})), domains=COLOURS) == ["the_colour is not green"]


def test_all_values_need_no_comparison():
    assert told(Among("colour", COLOURS["colour"]), domains=COLOURS) == []


def test_numbers_are_bounded_and_holes_left_out():
    assert told(Among("limit", frozenset({3, 4, 6})), domains=NUMBERS) == [
        "the_limit at least 3", "the_limit at most 6", "the_limit is not 5",
    ]  # fmt: skip


def test_a_named_threshold_compares_two_properties_of_the_state():
    (one,) = comparisons((Count("urged", "limit", at_least=False),), {})
    assert one == Comparison("the_urged", "below", "the_limit", own=True)
    assert one.definition() == {"$lt": {"the_urged": {"$m": "the_limit"}}}


def test_a_threshold_beyond_every_count_is_cut_down():
    assert told(Count("urged", 10**30, at_least=True)) == [f"the_urged at least {MOST_COUNTED}"]
    assert told(Count("urged", -5, at_least=False)) == ["the_urged below 0"]


def test_every_pattern_is_one_conjunction_that_starts_with_its_kind():
    pattern = Pattern("state", comparisons((Among("colour", frozenset({"red"})),), COLOURS))
    assert pattern.definition() == {"state": {"$and": [{"$eq": {"kind": "state"}}, {"$eq": {"the_colour": "red"}}]}}
