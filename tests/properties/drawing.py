"""What properties are about: situations, scenarios and histories, aimed at where the property could fail."""

from collections.abc import Callable, Mapping, Sequence

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from directives import Case, Policy, Scenario, Step, strategies

from .encoding import Situation

Drawing = Callable[[Policy], SearchStrategy]


def situations(*topics: str, **fixed: str | int) -> Drawing:
    """Situations of the topics (by default of any), with some facts or readings fixed."""

    def drawn(policy: Policy) -> SearchStrategy[Situation]:
        return st.sampled_from(topics or list(policy.topics)).flatmap(lambda topic: of_topic(policy, topic, fixed))

    return drawn


def of_topic(policy: Policy, topic: str, fixed: Mapping[str, str | int]) -> SearchStrategy[Situation]:
    return strategies.states(policy, topic).map(lambda state: Situation(topic, {**state, **fixed}))


def either(*drawings: Drawing) -> Drawing:
    """What is drawn by one or another."""
    return lambda policy: st.one_of([drawing(policy) for drawing in drawings])


def scenarios(*topics: str, unknowns: bool = True, most_cases: int = 3) -> Drawing:
    """Scenarios of the topics (by default of any)."""
    return lambda policy: strategies.scenarios(policy, topics, unknowns, most_cases)


def histories(*topics: str, opening: Sequence[str] = (), **fixed: str | int) -> Drawing:
    """Scenarios of one case of each topic, with facts all known and some of them, or readings, fixed.

    They open with what the opening names, all of the first case.
    """

    @st.composite
    def drawn(draw: DrawFn, policy: Policy) -> Scenario:
        state = draw(strategies.states(policy, topics[0]))
        readings = {name: fixed.get(name, state[name]) for name in policy.readings}
        facts = {name: value for name, value in fixed.items() if name in policy.facts}
        cases = {f"case_{number}": draw(known(policy, topic, facts)) for number, topic in enumerate(topics, 1)}
        opened = {**cases, "case_1": with_facts(cases["case_1"], after(policy, opening))}
        timeline = (*steps_of(policy, opening), *draw(strategies.timelines(policy, opened, readings)))
        return Scenario(scenario="drawn", policy=policy.policy, readings=readings, cases=cases, timeline=timeline)

    return drawn


def known(policy: Policy, topic: str, facts: Mapping[str, str]) -> SearchStrategy[Case]:
    return strategies.cases(policy, topic, unknowns=False).map(lambda case: with_facts(case, facts))


def steps_of(policy: Policy, opening: Sequence[str]) -> list[Step]:
    return [Step(case="case_1", **{"event" if name in policy.events else "action": name}) for name in opening]


def after(policy: Policy, opening: Sequence[str]) -> dict[str, str]:
    """The facts that are set when these things have happened."""
    occurrences = {**policy.events, **policy.actions}
    return {fact: value for name in opening for fact, value in occurrences[name].sets.items()}


def with_facts(case: Case, facts: Mapping[str, str]) -> Case:
    return Case.model_validate({"topic": case.topic, **case.facts, **facts})
