"""On what evaluators are compared with the reference: what is drawn, and how two tellings differ."""

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from directives import Policy, Scenario, Step, load_policy
from directives.strategies import policies, scenarios, states

from .. import reference
from .comparison import differences, expected_of, found_by, in_force
from .evaluators import Maker

Drawn = tuple[Policy, Any]


@st.composite
def of_a_topic(draw: DrawFn, policy: Policy) -> tuple[str, dict[str, str | int]]:
    topic = draw(st.sampled_from(list(policy.topics)))
    return topic, draw(states(policy, topic))


@st.composite
def faulty_scenarios(draw: DrawFn, policy: Policy) -> Scenario:
    """Scenarios with one more step, which as likely as not cannot happen."""
    scenario = draw(scenarios(policy))
    case = draw(st.sampled_from(list(scenario.matters)))
    topic = scenario.matters[case].topic
    names = [("event", name) for name in policy.events_of(topic)] + [
        ("action", name) for name in policy.actions_of(topic)
    ]
    if not names:
        return scenario
    kind, name = draw(st.sampled_from(names))
    where = draw(st.integers(0, len(scenario.timeline)))
    step = Step.model_validate({"case": case, kind: name})
    timeline = (*scenario.timeline[:where], step, *scenario.timeline[where:])
    return scenario.model_copy(update={"timeline": timeline})


def differing_states(drawn: Drawn, makers: Sequence[Maker]) -> list[str]:
    policy, (topic, state) = drawn
    expected = in_force(reference.evaluate(policy, topic, state))
    found = (in_force(make(policy).evaluate(topic, state)) for make in makers)
    return [difference for one in found for difference in differences(expected, one)]


def differing_scenarios(drawn: Drawn, makers: Sequence[Maker]) -> list[str]:
    policy, scenario = drawn
    expected = expected_of(policy, scenario)
    found = (found_by(policy, scenario, make(policy)) for make in makers)
    return [difference for one in found for difference in differences(expected, one)]


Strategy = SearchStrategy[Drawn]


def of_the_remarks(what: Callable[[Policy], SearchStrategy[Any]]) -> Callable[[], Strategy]:
    return lambda: st.tuples(st.just(load_policy()), what(load_policy()))


def of_small_policies(what: Callable[[Policy], SearchStrategy[Any]]) -> Callable[[], Strategy]:
    return lambda: policies().flatmap(lambda policy: st.tuples(st.just(policy), what(policy)))


KINDS: dict[str, tuple[Callable[[], Strategy], Callable[[Drawn, Sequence[Maker]], list[str]]]] = {
    "states of the remarks": (of_the_remarks(of_a_topic), differing_states),
    "states of small policies": (of_small_policies(of_a_topic), differing_states),
    "scenarios of the remarks": (of_the_remarks(scenarios), differing_scenarios),
    "scenarios of small policies": (of_small_policies(scenarios), differing_scenarios),
    "faulty scenarios of the remarks": (of_the_remarks(faulty_scenarios), differing_scenarios),
    "faulty scenarios of small policies": (of_small_policies(faulty_scenarios), differing_scenarios),
}
"""For each kind what is drawn, and how an evaluator differs from the reference on it."""


def compare(kind: str, makers: Sequence[Maker], examples: int) -> int:
    """Compare the evaluators that are made with the reference on so many examples; how many there were."""
    strategy, differing = KINDS[kind]
    count = 0

    @settings(max_examples=examples)
    @given(strategy())
    def agree(drawn: Drawn) -> None:
        nonlocal count
        count += 1
        assert differing(drawn, makers) == []

    agree()
    return count
