"""The smallest changes: each gives the status, none holds another, and trying everything finds no other."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import load_policy
from directives.space import Arrays
from directives.strategies import policies, scenarios
from directives.terms import Status
from directives.whatif import flip
from directives.whatif.reach import every_status

from .. import reference
from . import brute
from .drawn import every_state

STATUSES = [status.value for status in Status if status is not Status.UNDETERMINED]


@st.composite
def questions(draw, most_steps=3, most_cases=2, policy=None):
    """A policy, a scenario that is not long, and something to ask of it."""
    about = policy or draw(policies())
    scenario = draw(scenarios(about, most_cases=most_cases))
    scenario = scenario.model_copy(update={"timeline": scenario.timeline[:most_steps]})
    topics = {case: one.topic for case, one in scenario.matters.items()}
    spoken = {(norm.topic, norm.action) for norm in about.norms.values()}
    asked = [(case, action) for case, topic in topics.items() for action in about.actions_of(topic)]
    if not asked:
        return None
    case, action = draw(st.sampled_from([(c, a) for c, a in asked if (topics[c], a) in spoken] or asked))
    reached = sorted(set(every_status(about, topics[case], action, Arrays(about)).rows.values()))
    wanted = draw(st.sampled_from([*reached, *reached, *STATUSES]))
    return about, scenario, action, case, draw(st.integers(0, len(scenario.timeline))), wanted


def everything_tried(question, most, only=("facts", "readings", "events")):
    policy, scenario, action, case, step, status = question
    asked = {"case": case, "step": step, "policy": policy, "engine": "arrays"}
    answer = flip(scenario, action, status, only=only, most=most, **asked)
    told = brute.told(answer)
    assert len(set(told)) == len(told)
    if answer.already:
        assert told == []
        return
    readings = answer.readings if "readings" in only else {}
    found = brute.smallest(question, readings, most)
    assert {one for one in told if len(one) <= most} == found


@settings(max_examples=25)
@given(questions().filter(bool))
def test_trying_every_single_change_finds_what_flip_tells(question):
    everything_tried(question, 1)


@settings(max_examples=8)
@given(questions(most_steps=2, most_cases=1).filter(bool))
def test_trying_every_two_changes_finds_what_flip_tells(question):
    everything_tried(question, 2)


@pytest.mark.slow
@settings(max_examples=200)
@given(questions(most_steps=2, most_cases=2).filter(bool))
def test_trying_every_two_changes_of_two_cases_finds_what_flip_tells(question):
    everything_tried(question, 2)


@settings(max_examples=30)
@given(questions(most_steps=4, most_cases=2, policy=load_policy()))
def test_trying_every_single_change_of_facts_and_steps_of_the_remarks_finds_what_flip_tells(question):
    everything_tried(question, 1, ("facts", "events"))


@pytest.mark.slow
@settings(max_examples=25)
@given(questions(most_steps=3, most_cases=1, policy=load_policy()))
def test_trying_every_two_changes_of_facts_and_steps_of_the_remarks_finds_what_flip_tells(question):
    everything_tried(question, 2, ("facts", "events"))


def every_way_and_no_part_of_it(question):
    policy, scenario, action, case, step, status = question
    answer = flip(scenario, action, status, case=case, step=step, policy=policy, engine="arrays")
    assert answer.most >= 3
    for way in brute.told(answer)[:8]:
        some = tuple(sorted(way, key=str))
        assert brute.gives(question, answer.readings, some)
        for part in itertools.chain.from_iterable(itertools.combinations(some, size) for size in range(len(some))):
            assert not (brute.sensible(part) and brute.gives(question, answer.readings, part))


@settings(max_examples=15)
@given(questions().filter(bool))
def test_every_way_gives_the_status_and_no_part_of_it_does(question):
    every_way_and_no_part_of_it(question)


@settings(max_examples=8)
@given(questions(most_steps=4, most_cases=1, policy=load_policy()))
def test_so_it_is_with_the_remarks(question):
    every_way_and_no_part_of_it(question)


@settings(max_examples=25)
@given(questions().filter(bool))
def test_an_instance_is_enough_for_the_status_whatever_else_is_so_and_nothing_in_it_can_be_spared(question):
    policy, scenario, action, case, _, status = question
    topic = scenario.matters[case].topic
    instance = every_status(policy, topic, action, Arrays(policy)).instance(Status(status))
    found = [
        (state, reference.status(policy, action, reference.evaluate(policy, topic, state).in_force))
        for state in every_state(policy, topic)
    ]
    if instance is None:
        assert status not in {one for _, one in found}
        return
    for spared in (None, *instance):
        left = {name: value for name, value in instance.items() if name != spared}
        given_ = {one for state, one in found if left.items() <= state.items()}
        assert (given_ == {status}) is (spared is None)
