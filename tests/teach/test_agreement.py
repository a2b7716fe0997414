"""The page's script against the evaluators and `play`, in a real browser, on what Hypothesis makes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import Policy, load_scenario
from directives.play import attempt
from directives.space import Arrays
from directives.strategies import policies, scenarios
from directives.teach.lesson import plain, story
from directives.verdict import verdict
from tests.agreement.evaluators import EVALUATORS
from tests.agreement.kinds import faulty_scenarios, of_a_topic

from .conftest import Opener
from .pages import SHIPPED, page_of, shipped

MANY, A_FEW = 300, 5
"""So many states of the remarks, and so many of small policies, a few of each: together they are over 500."""


MAKERS = [make for name, make in EVALUATORS.items() if name != "reference"]
"""The evaluators that give reasons too."""


@pytest.fixture
def page(opened: Opener, remarks: Policy) -> Any:
    return opened(page_of(remarks, SHIPPED[:1]))


def played(page: Any, policy: Policy, scenario: Any) -> Any:
    """What the page makes of a scenario; `policy` is sent along only where it is not the page's own."""
    own = policy.policy == "remarks-1960"
    script = "([policy, story]) => play(policy ?? LESSON.policy, story)"
    return page.evaluate(script, [None if own else plain(policy), story(scenario)])


def test_the_page_gives_every_state_of_the_remarks_the_verdict_of_every_evaluator(page: Any, remarks: Policy) -> None:
    makers = [make(remarks) for make in MAKERS]

    @settings(max_examples=MANY)
    @given(of_a_topic(remarks))
    def agree(drawn: tuple[str, dict[str, Any]]) -> None:
        topic, state = drawn
        found = page.evaluate("([topic, state]) => verdictOn(LESSON.policy, topic, [state])", [topic, state])
        for evaluator in makers:
            assert found == verdict(remarks, topic, [state], evaluator).model_dump(mode="json")

    agree()


def test_the_page_gives_every_state_of_a_small_policy_the_verdict_of_every_evaluator(page: Any) -> None:
    @settings(max_examples=MANY // A_FEW)
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


UNTOLD = {"expectations"}


def told(policy: Policy, scenario: Any) -> tuple[list[Any], list[Any], dict[str, int]]:
    """What `play` says of a scenario that it plays as far as it goes: moments, duties, breaks."""
    found = attempt(scenario, policy, Arrays(policy))
    moments = [one and one.model_dump(mode="json", exclude=UNTOLD) for one in found.moments]
    duties = [one.model_dump(mode="json") for one in found.timeline.duties]
    return moments, duties, {one.case: one.step for one in found.breaks}


def compare(page: Any, policy: Policy, scenario: Any) -> None:
    moments, duties, breaks = told(policy, scenario)
    found = played(page, policy, scenario)
    assert [*found["starts"], *found["steps"]] == moments
    assert found["duties"] == duties
    assert {case: one["step"] for case, one in found["breaks"].items()} == breaks


def test_the_page_plays_scenarios_of_the_remarks_as_play_does(page: Any, remarks: Policy) -> None:
    settings(max_examples=50)(given(scenarios(remarks))(lambda scenario: compare(page, remarks, scenario)))()


def test_the_page_breaks_off_where_play_does(page: Any, remarks: Policy) -> None:
    settings(max_examples=50)(given(faulty_scenarios(remarks))(lambda scenario: compare(page, remarks, scenario)))()


def test_the_page_plays_scenarios_of_small_policies_as_play_does(page: Any) -> None:
    drawn = policies().flatmap(lambda policy: st.tuples(st.just(policy), scenarios(policy)))
    settings(max_examples=80)(given(drawn)(lambda one: compare(page, *one)))()


def test_the_page_plays_every_shipped_scenario_as_play_does(page: Any, remarks: Policy) -> None:
    for file in SHIPPED:
        compare(page, remarks, load_scenario(file))


def test_a_policy_read_otherwise_would_be_noticed(page: Any, remarks: Policy) -> None:
    """The comparison can fail: without its overrides the remarks say otherwise."""
    norms = {name: {**one, "overrides": []} for name, one in plain(remarks)["norms"].items()}
    flat = Policy.model_validate({**plain(remarks), "policy": "flat", "norms": norms})
    scenario = load_scenario(shipped("the-indispensable-engineer-declines"))
    assert played(page, flat, scenario)["steps"] != told(remarks, scenario)[0][1:]
