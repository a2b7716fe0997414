"""Tests of policies that durable_rules cannot carry, and of some that it only just can."""

import re

import pytest

from directives import LimitError
from directives.engine import RulesEngine, limits, to_ruleset
from directives.engine.limits import check_limits

from .naive import naive
from .policies import policy_of

OPEN = {"door": ["open", "shut"]}
OPENED = {"door": "open"}


def refused(policy):
    with pytest.raises(LimitError) as caught:
        RulesEngine(policy)
    first, cure = str(caught.value).split("\n")
    assert cure.startswith("  help: ")
    return first


def test_too_many_norms_are_refused_with_what_how_much_and_the_limit():
    assert refused(policy_of({f"N.{n}": {} for n in range(401)})) == (
        "topic `matter` has 401 norms and claims; the rules engine carries at most 400"
    )


def test_too_many_rules_are_refused():
    every = {"any": [{f"f{n}": "open"} for n in range(200)]}
    policy = policy_of({f"N.{n}": {"when": every} for n in range(20)}, {f"f{n}": ["open", "shut"] for n in range(200)})
    assert "has 4,021 rules; the rules engine carries at most 4,000" in refused(policy)


def test_too_many_facts_are_refused():
    assert "has 241 facts, counters and readings" in refused(policy_of({}, {f"f{n}": ["open"] for n in range(241)}))


def test_too_many_exceptions_are_refused():
    norms = {"N.0": {}} | {f"N.{n}": {"overrides": ["N.0"]} for n in range(1, 251)}
    assert "has 251 exceptions to or by one norm" in refused(policy_of(norms))


def test_too_many_comparisons_are_refused():
    policy = policy_of(
        {"N.1": {"when": {"limit": [0, 1000]}}}, readings={"limit": {"range": [0, 1000], "default": 0}}
    )  # fmt: skip
    assert "has 1,002 comparisons in one alternative" in refused(policy)


def test_numbers_that_lose_their_last_digits_are_refused():
    big = 2**53 + 1
    policy = policy_of({"N.1": {"when": {"limit": big}}}, readings={"limit": {"range": [big, big + 1], "default": big}})
    assert re.search(r"asks whether `the_limit is \d+`; .* integers up to 9,007,199,254,740,992", refused(policy))


def test_names_that_the_engine_takes_for_one_another_are_refused():
    policy = policy_of({}, {"debaluka": ["yes"], "piretika": ["yes"]})
    assert "has `the_debaluka` and `the_piretika`, which the rules engine takes for one another" in refused(policy)


def test_the_cure_works_for_what_the_engine_refuses():
    from directives.space import Arrays

    policy = policy_of({f"N.{n}": {} for n in range(401)})
    assert len(Arrays(policy).evaluate("matter", {}).in_force) == 401


WIDE = {
    "norms that all apply": policy_of({f"N.{n}": {"when": OPENED} for n in range(400)}, OPEN),
    "superiors of one norm": policy_of(
        {"N.0": {}} | {f"N.{n}": {"when": OPENED, "overrides": ["N.0"]} for n in range(1, 250)}, OPEN
    ),
    "inferiors of one norm": policy_of(
        {f"N.{n}": {} for n in range(1, 250)}
        | {"N.0": {"when": OPENED, "overrides": [f"N.{n}" for n in range(1, 250)]}},
        OPEN,
    ),
    "a chain": policy_of(
        {f"N.{n}": {"when": OPENED if n % 3 else {}, "overrides": [f"N.{n - 1}"] if n else []} for n in range(200)},
        OPEN,
    ),
    "alternatives of one norm": policy_of(
        {"N.0": {"when": {"any": [{"door": "open", f"f{n}": "open"} for n in range(239)]}}},
        OPEN | {f"f{n}": ["open", "shut"] for n in range(239)},
    ),
    "values to leave out": policy_of(
        {"N.0": {"when": {"door": [f"v{n}" for n in range(398)]}}, "N.1": {"when": {"door": ["open", "shut"]}}},
        {"door": ["open", "shut", *(f"v{n}" for n in range(398))]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WIDE)
def test_what_is_just_within_the_limits_is_evaluated_right(what):
    policy = WIDE[what]
    engine = RulesEngine(policy)
    for door in ("open", "shut"):
        state = dict.fromkeys(policy.topics["matter"].facts, door)
        assert engine.evaluate("matter", state) == naive(policy, "matter", state)


def test_a_limit_is_not_reached_by_what_stands_at_it(monkeypatch):
    ruleset = to_ruleset(policy_of({f"N.{n}": {} for n in range(5)}), "matter")
    monkeypatch.setattr(limits, "MOST_ALIKE", 5)
    check_limits(ruleset)
    monkeypatch.setattr(limits, "MOST_ALIKE", 4)
    with pytest.raises(LimitError):
        check_limits(ruleset)
