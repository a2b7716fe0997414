"""Questions that are drawn for the properties of `why` and `why-not`, and what the reference says of them."""

import itertools
from typing import Any

from hypothesis import strategies as st

from directives import Policy, Scenario, Step
from directives.condition import Count
from directives.strategies import policies, scenarios

from .. import reference


@st.composite
def questions(draw, policy: Policy | None = None):
    """A policy, a scenario of it, and an action, case and step to ask about; None where there is no action."""
    about = policy or draw(policies())
    scenario = draw(scenarios(about, most_cases=2))
    asked = [(case, action) for case, one in scenario.matters.items() for action in about.actions_of(one.topic)]
    if not asked:
        return None
    case, action = draw(st.sampled_from(asked))
    return about, scenario, action, case, draw(st.integers(0, len(scenario.timeline)))


def told(policy: Policy, scenario: Scenario, case: str, step: int) -> list[tuple[dict[str, Any], Any]]:
    """Each state that the case may be in just after the step, with what the reference evaluates it to."""
    until = scenario.model_copy(update={"timeline": (*scenario.timeline[:step], Step(case=case))})
    played = reference.Play(policy, until)
    if not step and played.today is None:
        played.today = next((one.at for one in scenario.timeline if one.at), None)
    return played.told(case)


def every_state(policy: Policy, topic: str) -> list[dict[str, Any]]:
    """Every state of a topic of a small policy, counters up to just over all they are held against."""
    has = policy.topics[topic]
    tests = [test for name in policy.norms_of(topic) for branch in policy.branches[name] for test in branch]
    bounds = [test.threshold for test in tests if isinstance(test, Count)]
    most = max([0, *(max(policy.readings[one].domain) if isinstance(one, str) else one for one in bounds)])
    choices = {
        **{name: policy.facts[name].values for name in has.facts},
        **{name: range(most + 2) for name in has.counters},
        **{name: list(one.domain) for name, one in policy.readings.items()},
    }
    return [dict(zip(choices, values, strict=True)) for values in itertools.product(*choices.values())]


def passes(leaf: Any, state: dict[str, Any]) -> bool:
    """Whether a state passes the condition that a leaf tells of."""
    if leaf.kind != "counter":
        return state[leaf.of] in leaf.wants
    way, bound = leaf.wants[0].rsplit(" ", 1)
    return (state[leaf.of] >= int(bound)) is (way == "at least")
