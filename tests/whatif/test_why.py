"""Why: every leaf of the tree is true, every norm stands as the reference says, every date is the one."""

import pytest
from hypothesis import given, settings

from directives import load_policy, run
from directives.terms import UNKNOWN
from directives.whatif import why
from directives.whatif.argument import Standing

from .. import reference
from .drawn import passes, questions, told


def walk(arguments):
    for one in arguments:
        yield one
        yield from walk(one.superiors)


def stands(name, states):
    """How a norm stands, by the reference."""
    in_force = [name in one.in_force for _, one in states]
    if any(in_force):
        return Standing.IN_FORCE if all(in_force) else Standing.OPEN
    return Standing.SET_ASIDE if any(name in one.set_aside for _, one in states) else Standing.IDLE


def the_tree_is_true(question):
    policy, scenario, action, case, step = question
    answer = why(scenario, action, case=case, step=step, policy=policy, engine="arrays")
    states = told(policy, scenario, case, step)
    assert answer.status == reference.ruling(policy, action, states)["status"]
    assert {one.norm for one in answer.arguments} == {
        name for name, norm in policy.norms_of(answer.topic).items() if norm.action == action
    }
    for one in walk(answer.arguments):
        assert one.standing is stands(one.norm, states)
        assert {other.norm for other in one.superiors} == set(policy.superiors[one.norm])
        for way in one.ways:
            assert all(passes(leaf, state) for leaf in way.held for state, _ in states)
            assert not any(passes(leaf, state) for leaf in way.failed for state, _ in states)
            assert all(len({passes(leaf, state) for state, _ in states}) == 2 for leaf in way.unknown)
            assert bool(way.failed) is (one.standing is Standing.IDLE)


@settings(max_examples=30)
@given(questions().filter(bool))
def test_every_leaf_is_true_and_every_norm_stands_as_the_reference_says(question):
    the_tree_is_true(question)


@settings(max_examples=16)
@given(questions(load_policy()).filter(bool))
def test_so_it_is_with_the_remarks(question):
    the_tree_is_true(question)


@settings(max_examples=16)
@given(questions(load_policy()).filter(bool))
def test_a_fact_is_so_since_the_step_that_is_told_and_not_before(question):
    policy, scenario, action, case, step = question
    answer = why(scenario, action, case=case, step=step, policy=policy, engine="arrays")
    moments = run(scenario, policy, engine="arrays").steps
    after = {0: next(one for one in moments if one.case == case)}
    steps = enumerate(moments[len(scenario.matters) :], 1)
    after |= {number: one for number, one in steps if one.case == case and number <= step}
    for leaf in (leaf for one in walk(answer.arguments) for way in one.ways for leaf in way.leaves):
        if leaf.kind == "fact" and leaf.since:
            first = leaf.since[0].step
            assert all(one.facts[leaf.of] == leaf.found[0] for number, one in after.items() if number >= first)
            before = [number for number in after if number < first]
            assert not before or after[max(before)].facts[leaf.of] != leaf.found[0]
        elif leaf.kind == "counter":
            assert len(leaf.since) == leaf.found[0]


@settings(max_examples=12)
@given(questions(load_policy()).filter(bool))
def test_each_value_of_a_fact_that_it_hangs_on_is_told_with_its_status(question):
    policy, scenario, action, case, step = question
    answer = why(scenario, action, case=case, step=step, policy=policy, engine="arrays")
    states = told(policy, scenario, case, step)
    for one in answer.outcomes:
        some = [(state, found) for state, found in states if state[one.fact] == one.value]
        assert one.status == reference.ruling(policy, action, some)["status"]
    assert {one.fact for one in answer.outcomes} == set(answer.depends_on)


def test_reinstatement_is_shown_with_the_norm_that_brought_it_about():
    engineer = "scenarios/specialists/the-indispensable-engineer-declines.yaml"
    answer = why(engineer, "send_off_warmly", step=4)
    (duty,) = answer.arguments
    assert duty.reinstated
    (exception,) = duty.superiors
    assert (exception.standing, exception.set_aside_by) == (Standing.SET_ASIDE, ("SP.1d",))
    assert "SP.1c would set it aside, but is itself set aside by SP.1d: so SP.1b stands again." in " ".join(
        str(answer).split()
    )


def test_a_fact_known_by_a_need_alone_is_told_as_known_since_then():
    asked_back = {
        "scenario": "Asked back",
        "case": {"topic": "specialist"},
        "timeline": [{"event": "withdrawal_requested"}],
    }
    leaf = next(
        leaf
        for one in why(asked_back, "send_back").arguments
        for way in one.ways
        for leaf in way.leaves
        if leaf.of == "contract"
    )
    assert leaf.found == ("running",)
    assert leaf.why == "known since step 1, when the partner asked to have the specialist back"
    assert UNKNOWN not in leaf.found


@pytest.mark.slow
@settings(max_examples=600)
@given(questions().filter(bool))
def test_so_it_is_for_many_questions(question):
    the_tree_is_true(question)
