from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from directives import Case, load_policy, policy_from, scenario_from
from directives.play import play
from directives.space import Arrays
from directives.strategies import MOST_STEPS, START, cases, policies, scenarios, states, timelines
from directives.terms import UNKNOWN

REMARKS = load_policy()
ARRAYS = Arrays(REMARKS)
SEARCH = settings(max_examples=5000, deadline=None, phases=[Phase.generate])
WITH_SCENARIO = policies().flatmap(lambda policy: st.tuples(st.just(policy), scenarios(policy)))


def data_of(model: Any) -> Any:
    """A model as the data of its file."""
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


@settings(max_examples=100)
@given(policies())
def test_a_drawn_policy_is_sound_and_reads_back_from_its_data(policy):
    assert policy_from(data_of(policy)) == policy


@settings(max_examples=50)
@given(WITH_SCENARIO)
def test_a_drawn_scenario_reads_back_and_plays_without_fault(drawn):
    policy, scenario = drawn
    again = scenario_from(data_of(scenario), policy)
    assert data_of(again) == data_of(scenario)
    timeline = play(again, policy, Arrays(policy))
    assert len(timeline.steps) == len(scenario.matters) + len(scenario.timeline)


@settings(max_examples=50)
@given(scenarios(REMARKS))
def test_a_drawn_scenario_of_the_remarks_plays_without_fault(scenario):
    timeline = play(scenario_from(data_of(scenario)), REMARKS, ARRAYS)
    assert timeline.summary.expected == 0


@settings(max_examples=50)
@given(st.sampled_from(list(REMARKS.topics)).flatmap(lambda topic: st.tuples(st.just(topic), states(REMARKS, topic))))
def test_a_drawn_state_is_complete(drawn):
    topic, state = drawn
    REMARKS.check_state(topic, state)
    assert set(state) == {*REMARKS.topics[topic].facts, *REMARKS.topics[topic].counters, *REMARKS.readings}


@settings(max_examples=50)
@given(cases(REMARKS, "specialist", unknowns=False))
def test_a_case_drawn_without_unknowns_has_none(case):
    known = [case.facts.get(name, REMARKS.facts[name].initial) for name in REMARKS.topics["specialist"].facts]
    assert None not in known
    assert UNKNOWN not in known


@settings(max_examples=50)
@given(scenarios(REMARKS, ["new_item", "learner"], unknowns=False, most_cases=2))
def test_topics_unknowns_and_the_number_of_cases_can_be_chosen(scenario):
    assert {case.topic for case in scenario.matters.values()} <= {"new_item", "learner"}
    assert len(scenario.matters) <= 2
    assert UNKNOWN not in str(scenario.matters)


@settings(max_examples=50)
@given(scenarios(REMARKS))
def test_the_days_of_a_timeline_are_in_order_or_there_are_none(scenario):
    days = [step.at for step in scenario.timeline if step.at is not None]
    assert days == sorted(days)
    assert all(day >= START for day in days)
    assert len(scenario.timeline) <= MOST_STEPS


def asking(scenario):
    """The cases for which something is requested."""
    return {step.case for step in scenario.timeline if step.action == "request_item"}


SOUGHT = {
    "a dated timeline": lambda one: any(step.at for step in one.timeline),
    "steps without dates": lambda one: len(one.timeline) > 1 and not any(step.at for step in one.timeline),
    "a checkpoint": lambda one: any(step.name is None for step in one.timeline),
    "a step of each kind": lambda one: any(s.event for s in one.timeline) and any(s.action for s in one.timeline),
    "a lone case": lambda one: one.case is not None,
    "cases that share a counter": lambda one: len(asking(one)) > 1,
    "an unknown fact": lambda one: any(UNKNOWN in case.facts.values() for case in one.matters.values()),
}


@pytest.mark.parametrize("what", SOUGHT)
def test_scenarios_are_drawn_with(what):
    assert find(scenarios(REMARKS, ["new_item"]), SOUGHT[what], settings=SEARCH)


ITEMS = {name: Case.model_validate({"topic": "new_item", "necessity": "ordinary"}) for name in ("one", "other")}


@pytest.mark.parametrize("days", [6, 7, 8])
def test_timelines_are_drawn_whose_last_day_is_about_when_a_window_closes(days):
    def about(steps):
        acted = [step.at for step in steps if step.action == "request_item" and step.at]
        return any((steps[-1].at - day).days == days for day in acted if steps[-1].at)

    assert find(timelines(REMARKS, ITEMS, {"period_days": 7}), about, settings=SEARCH)


POLICIES_SOUGHT = {
    "a chain of three": lambda one: any(
        inferior in one.norms and any(one.norms[deep].overrides for deep in norm.overrides)
        for norm in one.norms.values()
        for inferior in norm.overrides
    ),
    "an override across incompatible actions": lambda one: any(
        one.norms[inferior].action != norm.action for norm in one.norms.values() for inferior in norm.overrides
    ),
    "a window": lambda one: any(counter.within for counter in one.counters.values()),
    "an exception": lambda one: any(norm.unless for norm in one.norms.values()),
    "a claim": lambda one: bool(one.claims),
    "a reserve": lambda one: any(norm.reserve for norm in one.norms.values()),
}


@pytest.mark.parametrize("what", POLICIES_SOUGHT)
def test_policies_are_drawn_with(what):
    assert find(policies(), POLICIES_SOUGHT[what], settings=SEARCH)


@settings(max_examples=50)
@given(st.data())
def test_timelines_fit_the_cases_given(data):
    given_ = {"ann": data.draw(cases(REMARKS, "learner")), "item": data.draw(cases(REMARKS, "new_item"))}
    steps = data.draw(timelines(REMARKS, given_, {"period_days": 1}))
    assert {step.case for step in steps} <= {"ann", "item"}
