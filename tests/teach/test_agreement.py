"""The page's script against the evaluators and `play`, in a real browser, on what Hypothesis makes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import Policy, Scenario, Step, evaluator_for, load_scenario
from directives.play import attempt, play
from directives.strategies import policies, scenarios
from directives.teach.lesson import plain, story
from directives.verdict import verdict
from tests.agreement.evaluators import EVALUATORS
from tests.agreement.kinds import faulty_scenarios, of_a_topic

from .conftest import Opener
from .pages import SHIPPED, page_of, shipped

A_FEW = 5
"""States of one small policy, so that it need not be compiled anew for each."""
MANY = [100, pytest.param(3000, marks=pytest.mark.slow)]
"""So many states of the remarks, and so many of small policies."""
SOME = [pytest.param(400, marks=pytest.mark.slow)]
"""So many scenarios of each kind."""

MAKERS = [make for name, make in EVALUATORS.items() if name != "reference"]
"""The evaluators that give reasons too."""


@pytest.fixture
def page(opened: Opener, remarks: Policy) -> Any:
    return opened(page_of(remarks, SHIPPED[:1]))


def played(page: Any, policy: Policy, scenario: Scenario) -> Any:
    """What the page makes of a scenario; `policy` is sent along only where it is not the page's own."""
    own = policy.policy == "remarks-1960"
    script = "([policy, story]) => play(policy ?? LESSON.policy, story)"
    return page.evaluate(script, [None if own else plain(policy), story(scenario)])


@pytest.mark.parametrize("many", MANY)
def test_the_page_gives_states_of_the_remarks_the_verdict_of_every_evaluator(
    page: Any, remarks: Policy, many: int
) -> None:
    makers = [make(remarks) for make in MAKERS]

    @settings(max_examples=many)
    @given(of_a_topic(remarks))
    def agree(drawn: tuple[str, dict[str, Any]]) -> None:
        topic, state = drawn
        found = page.evaluate("([topic, state]) => verdictOn(LESSON.policy, topic, [state])", [topic, state])
        for evaluator in makers:
            assert found == verdict(remarks, topic, [state], evaluator).model_dump(mode="json")

    agree()


@pytest.mark.parametrize("many", MANY)
def test_the_page_gives_states_of_small_policies_the_verdict_of_every_evaluator(page: Any, many: int) -> None:
    @settings(max_examples=many // A_FEW)
    @given(policies().flatmap(lambda policy: st.tuples(st.just(policy), some_of(policy))))
    def agree(drawn: tuple[Policy, list[tuple[str, dict[str, Any]]]]) -> None:
        policy, states = drawn
        evaluators = [make(policy) for make in MAKERS]
        found = page.evaluate(
            "([policy, drawn]) => drawn.map(([topic, state]) => verdictOn(policy, topic, [state]))",
            [plain(policy), states],
        )
        for (topic, state), one in zip(states, found, strict=True):
            for evaluator in evaluators:
                assert one == verdict(policy, topic, [state], evaluator).model_dump(mode="json")

    agree()


def some_of(policy: Policy) -> Any:
    return st.lists(of_a_topic(policy), min_size=A_FEW, max_size=A_FEW)


def told(policy: Policy, scenario: Scenario) -> tuple[list[Any], list[Any], dict[str, int]]:
    """What `play` says of a scenario that it plays as far as it goes: moments, duties, breaks."""
    found = attempt(scenario, policy, evaluator_for(policy, "arrays"))
    moments = [one and one.model_dump(mode="json", exclude={"expectations"}) for one in found.moments]
    duties = [one.model_dump(mode="json") for one in found.timeline.duties]
    return moments, duties, {one.case: one.step for one in found.breaks}


def watched(scenario: Scenario) -> Scenario:
    """The scenario with a look at every case after every step."""
    cases = tuple(scenario.matters)
    steps = tuple(step.model_copy(update={"case": scenario.case_of(step)}) for step in scenario.timeline)
    timeline = tuple(one for step in steps for one in (step, *(Step(case=case) for case in cases)))
    return Scenario(scenario="watched", cases=scenario.matters, readings=scenario.readings, timeline=timeline)


HAPPENED = ("kind", "name", "judgement", "grounds", "open_grounds")
"""What is said of a step and not of how things stand."""


def compare(page: Any, policy: Policy, scenario: Scenario) -> None:
    """Moments, duties and breaks are those of `play`, and so is how each other case stands after a step."""
    moments, duties, breaks = told(policy, scenario)
    found = played(page, policy, scenario)
    assert [*found["starts"], *found["steps"]] == moments
    assert found["duties"] == duties
    assert {case: one["step"] for case, one in found["breaks"].items()} == breaks
    looks, cases = told(policy, watched(scenario))[0], list(scenario.matters)
    for slot, view in enumerate(found["views"]):
        first = slot * (len(cases) + 1)  # the looks at the start, or those after the step
        for case, look in zip(cases, looks[first : first + len(cases)], strict=True):
            stands = {key: value for key, value in view[case].items() if key not in (*HAPPENED, "possible")}
            assert look is None or stands == {key: value for key, value in look.items() if key not in HAPPENED}


@pytest.mark.parametrize("some", SOME)
def test_the_page_plays_scenarios_of_the_remarks_as_play_does(page: Any, remarks: Policy, some: int) -> None:
    settings(max_examples=some)(given(scenarios(remarks))(lambda scenario: compare(page, remarks, scenario)))()


@pytest.mark.parametrize("some", SOME)
def test_the_page_breaks_off_where_play_does(page: Any, remarks: Policy, some: int) -> None:
    settings(max_examples=some)(given(faulty_scenarios(remarks))(lambda scenario: compare(page, remarks, scenario)))()


@pytest.mark.parametrize("some", SOME)
def test_the_page_plays_scenarios_of_small_policies_as_play_does(page: Any, some: int) -> None:
    drawn = policies().flatmap(lambda policy: st.tuples(st.just(policy), faulty_scenarios(policy)))
    settings(max_examples=some)(given(drawn)(lambda one: compare(page, *one)))()


@pytest.mark.slow
def test_the_page_plays_every_shipped_scenario_as_the_engine_does(page: Any, remarks: Policy) -> None:
    engine = evaluator_for(remarks)
    for file in SHIPPED:
        scenario = load_scenario(file)
        found = played(page, remarks, scenario)
        timeline = play(scenario, remarks, engine).model_dump(
            mode="json", exclude={"steps": {"__all__": {"expectations"}}}
        )
        assert [*found["starts"], *found["steps"]] == timeline["steps"]
        assert (found["duties"], found["readings"]) == (timeline["duties"], timeline["readings"])


def test_a_policy_read_otherwise_would_be_noticed(page: Any, remarks: Policy) -> None:
    """The comparison can fail: without its overrides the remarks say otherwise."""
    norms = {name: {**one, "overrides": []} for name, one in plain(remarks)["norms"].items()}
    flat = Policy.model_validate({**plain(remarks), "policy": "flat", "norms": norms})
    scenario = load_scenario(shipped("the-indispensable-engineer-declines"))
    assert played(page, flat, scenario)["steps"] != told(remarks, scenario)[0][1:]
