"""The interview: its verdict is that of all the facts, it asks only what matters, what it saves plays out so."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import FaultsError, evaluator_for, load_policy, run, scenario_from
from directives.errors import Places
from directives.files import scenario_to_yaml
from directives.play import play
from directives.strategies import policies, states
from directives.terms import Status
from directives.verdict import verdict
from directives.whatif import Interview, finding
from directives.whatif.interview_finding import scenario_of
from directives.whatif.interview_talk import answer_from, converse

from .. import reference

REMARKS = load_policy()


@st.composite
def interviewed(draw, policy=None, nobody_knows=False):
    """A policy, a topic, a state of it, and what nobody knows of it."""
    about = policy or draw(policies())
    topic = draw(st.sampled_from([name for name in about.topics if about.actions_of(name)] or [None]))
    if topic is None:
        return None
    state = draw(states(about, topic))
    names = [*about.topics[topic].facts, *about.topics[topic].counters]
    unknown = draw(st.sets(st.sampled_from(names))) if names and nobody_knows else set()
    return about, topic, state, unknown


def answered(policy, topic, state, unknown=()):
    interview = Interview(policy, topic, readings={name: state[name] for name in policy.readings})
    while (question := interview.question()) is not None:
        interview.answer(None if question.name in unknown else state[question.name])
    return interview


def in_words(policy, topic, state):
    in_force = reference.evaluate(policy, topic, state).in_force
    return {action: reference.status(policy, action, in_force) for action in policy.actions_of(topic)}


@settings(max_examples=30)
@given(interviewed().filter(bool))
def test_the_verdict_is_that_of_all_the_facts(drawn):
    policy, topic, state, _ = drawn
    assert finding(answered(policy, topic, state), "arrays").statuses == in_words(policy, topic, state)


@settings(max_examples=8)
@given(interviewed(REMARKS))
def test_so_it_is_with_the_remarks(drawn):
    policy, topic, state, _ = drawn
    assert finding(answered(policy, topic, state), "arrays").statuses == in_words(policy, topic, state)


@settings(max_examples=30)
@given(interviewed(nobody_knows=True).filter(bool))
def test_what_nobody_knows_leaves_open_just_what_hangs_on_it(drawn):
    policy, topic, state, unknown = drawn
    interview = answered(policy, topic, state, unknown)
    found = finding(interview, "arrays").statuses
    true = in_words(policy, topic, state)
    assert all(found[action] in (true[action], "undetermined") for action in true)
    left = interview.possible()
    for at, action in enumerate(interview.actions):
        assert (found[action] is Status.UNDETERMINED) is (len({row.statuses[at] for row in left}) > 1)


@settings(max_examples=12)
@given(interviewed().filter(bool))
def test_a_question_is_asked_only_where_its_answer_alone_can_change_a_status(drawn):
    policy, topic, state, _ = drawn
    interview = Interview(policy, topic, readings={name: state[name] for name in policy.readings})
    while (question := interview.question()) is not None:
        rest = {row.values: row.statuses for row in interview.possible()}
        at = list(interview._choices).index(question.name)
        assert any(
            one[:at] + one[at + 1 :] == two[:at] + two[at + 1 :] and rest[one] != rest[two]
            for one in rest
            for two in rest
        )
        assert question.norms
        assert question.actions
        interview.answer(state[question.name])


@settings(max_examples=12)
@given(interviewed(REMARKS))
def test_what_is_saved_plays_out_as_it_was_found(drawn):
    policy, topic, state, _ = drawn
    interview = answered(policy, topic, state)
    found = finding(interview, "arrays")
    scenario = scenario_of(interview, found)
    timeline = play(scenario, policy, evaluator_for(policy, "arrays"))
    assert timeline.summary.met == timeline.summary.expected == len(found.statuses)
    last = timeline.steps[-1]
    assert all(last.facts[name] == value for name, value in found.answers.items() if name in last.facts)
    assert all(last.counters[name] == value for name, value in found.answers.items() if name in last.counters)


@settings(max_examples=12)
@given(interviewed().filter(bool))
def test_what_is_saved_of_any_policy_plays_out_so_or_is_refused_with_the_reason(drawn):
    saved_or_refused(drawn)


def saved_or_refused(drawn):
    policy, topic, state, _ = drawn
    interview = answered(policy, topic, state)
    found = finding(interview, "arrays")
    try:
        scenario = scenario_of(interview, found)
    except FaultsError as error:
        assert [fault.code for fault in error.faults] == ["no-such-story"]
        assert any(state[name] for name in policy.topics[topic].counters)
        return
    timeline = play(scenario, policy, evaluator_for(policy, "arrays"))
    assert timeline.summary.met == timeline.summary.expected


def test_a_saved_file_reads_back_as_the_scenario(tmp_path):
    state = {
        **dict.fromkeys(("request",), "unmade"),
        "necessity": "absolute",
        "new_items_requested": 2,
        **REMARKS.defaults,
    }
    interview = answered(REMARKS, "new_item", state)
    scenario = scenario_of(interview, finding(interview, "arrays"))
    file = tmp_path / "saved.yaml"
    file.write_text(scenario_to_yaml(scenario), encoding="utf-8")
    played = play(scenario, REMARKS, evaluator_for(REMARKS, "arrays"))
    assert run(file, engine="arrays").model_dump() == played.model_dump()


def test_a_count_that_nobody_knows_is_left_open_and_cannot_be_saved():
    interview = Interview(REMARKS, "routine_item")
    interview.answer(None)
    found = finding(interview, "arrays")
    assert found.statuses["raise_routine_item"] is Status.UNDETERMINED
    with pytest.raises(FaultsError, match="nobody knows `routine_items_raised`"):
        scenario_of(interview, found)


def test_the_interview_in_words_takes_numbers_words_defaults_back_and_quit():
    replies = iter(["2", "b", "expired", "", "why not", "refused", "absolute", "good", ""])
    said: list[str] = []
    interview = Interview(REMARKS, "specialist", ("assign_learners", "propose_extension"))
    assert converse(interview, lambda _: next(replies, None), said.append) is True
    assert interview.answers["presence"] == "present"
    assert len(said) == 1
    assert "why_not" in said[0]
    assert converse(Interview(REMARKS, "specialist"), lambda _: "q", said.append) is False


def test_answers_from_a_mapping_are_checked_and_those_that_do_not_matter_are_given_back():
    interview = Interview(REMARKS, "learner")
    assert answer_from(interview, {"access": "denied", "standing": "trainee"}, Places("answers.yaml")) == ("standing",)
    for wrong in ({"acess": "denied"}, {"access": "shut"}, {}):
        with pytest.raises(FaultsError):
            answer_from(Interview(REMARKS, "learner"), wrong, Places("answers.yaml"))


def test_a_scenario_as_text_keeps_its_words_even_those_that_yaml_takes_for_others():
    data: Mapping[str, object] = {
        "scenario": 'A "quoted" title: with a colon',
        "about": "two\nlines",
        "tags": ["a b", "on"],
        "readings": {"too_many_new_items": 4},
        "cases": {"no": {"topic": "learner", "access": "denied"}, "null_one": {"topic": "learner"}},
        "timeline": [
            {"at": "1960-08-01", "case": "no", "event": "access_restored", "expect": {"study_diligently": "obligatory"}}
        ],
    }
    from directives.files import parse

    scenario = scenario_from(data)
    assert scenario_from(parse(scenario_to_yaml(scenario), "made.yaml").content) == scenario


def test_the_verdict_of_a_finding_is_that_of_the_states_left():
    interview = Interview(REMARKS, "specialist", ("propose_extension",))
    for answer in ("expired", "absolute", None):
        interview.answer(answer)
    while interview.question() is not None:
        interview.answer("none")
    here = interview.situation()
    found = finding(interview, "arrays")
    expected = verdict(REMARKS, "specialist", here.states(), evaluator_for(REMARKS, "arrays"))
    assert found.statuses["propose_extension"] is expected.rulings["propose_extension"].status is Status.UNDETERMINED


@pytest.mark.slow
@settings(max_examples=500)
@given(interviewed(nobody_knows=True).filter(bool))
def test_so_it_is_for_many_states(drawn):
    policy, topic, state, _ = drawn
    assert finding(answered(policy, topic, state), "arrays").statuses == in_words(policy, topic, state)


@pytest.mark.slow
@settings(max_examples=500)
@given(interviewed().filter(bool))
def test_so_it_is_with_what_is_saved_of_many_policies(drawn):
    saved_or_refused(drawn)
