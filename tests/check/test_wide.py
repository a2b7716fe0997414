"""Sparse norms over many facts, where boxes multiply: told exactly all the same; past a budget named as undecided."""

import random
from itertools import product
from typing import Any

import pytest

from directives import evaluator_for
from directives.check import check
from directives.diff import compare, difference
from directives.policy import Policy
from directives.space import region, sweep

VALUES = {f"f{number}": ["v0", "v1", "v2"] for number in range(8)}


def conditions() -> dict[str, dict[str, str]]:
    drawn = random.Random(1960)
    return {
        f"N.{number}": {name: drawn.choice(VALUES[name]) for name in drawn.sample(sorted(VALUES), drawn.randint(2, 3))}
        for number in range(24)
    }


def policy(norms: dict[str, dict[str, str]]) -> Policy:
    """One action, permitted in each of some conditions."""
    text = {"clause": "A.1", "topic": "matter", "says": "it is said"}
    return Policy.model_validate(
        {
            "policy": "wide",
            "title": "A wide policy",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "facts": {name: {"values": some} for name, some in VALUES.items()},
            "topics": {"matter": {"says": "the matter", "facts": list(VALUES)}},
            "actions": {"act": {"topic": "matter", "says": "do it"}},
            "norms": {name: {**text, "permit": "act", "when": when} for name, when in norms.items()},
        }
    )


def unmet(norms: dict[str, dict[str, str]]) -> set[tuple[str, ...]]:
    """Every state in which none of the conditions holds."""
    names = list(VALUES)
    tests = [[(names.index(name), value) for name, value in when.items()] for when in norms.values()]
    states = product(*VALUES.values())
    return {state for state in states if not any(all(state[at] == value for at, value in test) for test in tests)}


def compared(one: Policy, other: Policy) -> Any:
    return difference(one, other, lambda about: evaluator_for(about, "arrays"))


@pytest.mark.parametrize("code", ["gap", "silence"])
def test_what_they_leave_is_counted_and_shown_where_its_boxes_are_too_many(code, monkeypatch):
    norms = conditions()
    about = policy(norms)
    monkeypatch.setattr(region, "MOST_BOXES", 30)
    (found,) = check(about, evaluator_for(about, "arrays"), codes=[code])
    left = unmet(norms)
    assert found.undecided == ""
    assert found.states == len(left)
    assert found.witness is not None
    assert tuple(found.witness.matters["matter"].facts[name] for name in VALUES) in left
    assert sum(one.new for one in found.patches) <= found.states
    for patch in found.patches:
        some = {name: patch.values.get(name, tuple(VALUES[name])) for name in VALUES}
        assert set(product(*some.values())) <= left


def test_a_difference_with_too_many_grounds_is_undecided(monkeypatch):
    norms = conditions()
    fewer = {name: when for name, when in norms.items() if name != "N.7"}
    monkeypatch.setattr(compare, "MOST_PARTS", 0)
    found = compared(policy(norms), policy(fewer))
    assert found.undecided
    assert not found.same_verdicts


@pytest.mark.parametrize("code", ["gap", "silence"])
def test_past_the_budget_of_a_sweep_it_is_undecided(code, monkeypatch):
    about = policy(conditions())
    monkeypatch.setattr(sweep, "MOST_NODES", 10)
    (found,) = check(about, evaluator_for(about, "arrays"), codes=[code])
    assert "TooWideError" in found.undecided
    assert (found.states, found.patches) == (None, ())


def test_what_a_norm_less_changes_is_counted_where_its_boxes_are_too_many(monkeypatch):
    norms = conditions()
    fewer = {name: when for name, when in norms.items() if name != "N.7"}
    changed = unmet(fewer) - unmet(norms)
    monkeypatch.setattr(region, "MOST_BOXES", 60)
    found = compared(policy(norms), policy(fewer))
    assert found.undecided == ()
    assert [(one.names, one.before, one.after, one.states) for one in found.shifts] == [
        (("act",), "permitted", "silent", len(changed))
    ]
    assert found.topics[0].changed == len(changed)


def test_a_difference_past_the_budget_is_undecided_and_never_called_equivalent(monkeypatch):
    norms = conditions()
    fewer = {name: when for name, when in norms.items() if name != "N.7"}
    monkeypatch.setattr(sweep, "MOST_NODES", 3)
    found = compared(policy(norms), policy(fewer))
    assert "TooWideError" in found.undecided[0]
    assert not found.equivalent
    assert not found.same_verdicts
