"""Scenarios told in another way, and what is compared of the timelines that they give."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from directives import Case, Policy, Scenario, Timeline
from directives.terms import UNKNOWN

Chosen = Mapping[tuple[str, str], str]
"""Values for facts of cases, by case and fact."""


def told(timeline: Timeline, cases: Iterable[str] = ()) -> list[dict[str, Any]]:
    """What the timeline tells, but for the days; of some cases only, if any are named."""
    return [moment.model_dump(exclude={"at"}) for moment in timeline.steps if not cases or moment.case in cases]


def dated(scenario: Scenario) -> Scenario:
    """The same scenario with the case and, unless it is undated, the day of every step spelt out."""
    day = next((step.at for step in scenario.timeline if step.at), None)
    steps = []
    for step in scenario.timeline:
        day = step.at or day
        steps.append(step.model_copy(update={"at": day, "case": scenario.case_of(step)}))
    return scenario.model_copy(update={"case": None, "cases": scenario.matters, "timeline": tuple(steps)})


def on(scenario: Scenario, days: Mapping[date, date | None]) -> Scenario:
    """The same scenario with its days exchanged for others."""
    steps = (step.model_copy(update={"at": days[step.at] if step.at else None}) for step in scenario.timeline)
    return scenario.model_copy(update={"timeline": tuple(steps)})


def days_of(scenario: Scenario) -> list[date]:
    return [step.at for step in scenario.timeline if step.at]


def without_days(scenario: Scenario) -> Scenario:
    return on(scenario, dict.fromkeys(days_of(scenario)))


def of_cases(scenario: Scenario, cases: Iterable[str]) -> Scenario:
    """The same scenario with these cases only, in this order, and the steps about them."""
    kept = {name: scenario.matters[name] for name in cases}
    steps = tuple(step for step in dated(scenario).timeline if step.case in kept)
    return scenario.model_copy(update={"case": None, "cases": kept, "timeline": steps})


def unknown_facts(policy: Policy, scenario: Scenario) -> list[tuple[str, str]]:
    """The facts of its cases that are unknown at first, by case and fact."""
    return [
        (name, fact)
        for name, case in scenario.matters.items()
        for fact in policy.topics[case.topic].facts
        if case.facts.get(fact, policy.facts[fact].initial or UNKNOWN) == UNKNOWN
    ]


def knowing(scenario: Scenario, chosen: Chosen) -> Scenario:
    """The same scenario with these facts given."""
    facts = {name: dict(case.facts) for name, case in scenario.matters.items()}
    for (name, fact), value in chosen.items():
        facts[name][fact] = value
    cases = {name: Case.model_validate({"topic": case.topic, **facts[name]}) for name, case in scenario.matters.items()}
    return dated(scenario).model_copy(update={"cases": cases})


def completions(policy: Policy, scenario: Scenario) -> Iterator[Scenario]:
    """The scenario with its unknown facts known, in every way there is."""
    unknown = unknown_facts(policy, scenario)
    for values in itertools.product(*(policy.facts[fact].values for _, fact in unknown)):
        yield knowing(scenario, dict(zip(unknown, values, strict=True)))
