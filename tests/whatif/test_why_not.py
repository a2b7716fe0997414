"""Why not: every condition told as failed is false, what it would take would do, and `never` is never."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import load_policy, load_scenario
from directives.terms import Status
from directives.whatif import why_not
from directives.whatif.argument import Standing
from directives.whatif.never import GIVES

from .. import reference
from .drawn import every_state, passes, questions, told

ROOT = Path(__file__).parents[2]
STATUSES = st.sampled_from([status for status in Status if status is not Status.UNDETERMINED])


def asked(question, status):
    policy, scenario, action, case, step = question
    return why_not(scenario, action, status, case=case, step=step, policy=policy, engine="arrays")


def what_is_told_is_so(question, status):
    policy, scenario, action, case, step = question
    answer = asked(question, status)
    states = told(policy, scenario, case, step)
    if answer.status == status:
        assert answer.candidates == ()
        return
    norms = {name for name, norm in policy.norms_of(answer.topic).items() if norm.action == action}
    if status not in (Status.SILENT, Status.CONFLICT):
        giving = {name for name in norms if GIVES[policy.norms[name].modality] is status}
        assert {one.argument.norm for one in answer.candidates} == giving
    for one in answer.candidates:
        for take in (take for way in one.ways for take in way.takes):
            if take.leaf.holds is False:
                assert not any(passes(take.leaf, state) for state, _ in states)
            else:
                assert len({passes(take.leaf, state) for state, _ in states}) == 2


@settings(max_examples=30)
@given(questions().filter(bool), STATUSES)
def test_every_condition_that_is_told_as_failed_is_false(question, status):
    what_is_told_is_so(question, status)


@settings(max_examples=16)
@given(questions(load_policy()).filter(bool), STATUSES)
def test_so_it_is_with_the_remarks(question, status):
    what_is_told_is_so(question, status)


def asked_of(name, action, step):
    """A question about the lone case of a shipped scenario."""
    return load_policy(), load_scenario(ROOT / f"scenarios/{name}.yaml"), action, "case", step


@pytest.mark.parametrize(
    ("name", "action", "step", "status", "standing"),
    [
        ("specialists/the-indispensable-engineer-declines", "propose_extension", 4, "permitted", Standing.SET_ASIDE),
        ("specialists/the-indispensable-engineer-declines", "propose_extension", 2, "forbidden", Standing.SET_ASIDE),
        ("specialists/urged-twice", "urge_to_stay", 2, "silent", Standing.IN_FORCE),
        ("specialists/nobody-knows-her-character", "propose_extension", 2, "permitted", Standing.OPEN),
        ("science-and-technology/shut-out-and-let-in-again", "study_diligently", 0, "exempt", Standing.IDLE),
    ],
)
def test_so_it_is_however_the_norms_stand(name, action, step, status, standing):
    question = asked_of(name, action, step)
    what_is_told_is_so(question, Status(status))
    candidates = asked(question, status).candidates
    assert standing in {one.argument.standing for one in candidates}
    assert any(one.ways for one in candidates)


@settings(max_examples=20)
@given(questions().filter(bool), STATUSES)
def test_a_norm_applies_once_all_that_one_way_takes_is_so(question, status):
    policy, scenario, _, case, step = question
    state = told(policy, scenario, case, step)[0][0]
    for one in asked(question, status).candidates:
        if one.argument.standing is not Standing.IDLE:
            continue
        for way in one.ways:
            facts = {take.leaf.of: take.leaf.wants[0] for take in way.takes if take.leaf.kind != "counter"}
            if len(facts) == len(way.takes) and not set(facts) & set(policy.readings):
                assert one.argument.norm in _applying(policy, scenario.matters[case].topic, {**state, **facts})


def _applying(policy, topic, state):
    found = reference.evaluate(policy, topic, state)
    return {*found.in_force, *found.set_aside}


@settings(max_examples=12)
@given(questions().filter(bool), STATUSES)
def test_never_is_said_just_when_no_state_gives_the_status(question, status):
    policy, scenario, action, case, _ = question
    answer = asked(question, status)
    topic = scenario.matters[case].topic
    given_ = {reference.status(policy, action, reference.evaluate(policy, topic, one).in_force)
              for one in every_state(policy, topic)}  # fmt: skip
    if answer.status != status:
        assert (answer.never is not None) is (status.value not in given_)


def test_what_waiting_would_do_is_told_with_its_day():
    third = "scenarios/specialists/the-second-request-is-one-too-many.yaml"
    answer = why_not(third, "request_specialist", "permitted", case="welder", step=4)
    assert any("waiting until" in take.note for one in answer.candidates for way in one.ways for take in way.takes)


@pytest.mark.slow
@settings(max_examples=600)
@given(questions().filter(bool), STATUSES)
def test_so_it_is_for_many_questions(question, status):
    what_is_told_is_so(question, status)
