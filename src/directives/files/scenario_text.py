"""A scenario as the text of its file: what `load_scenario` reads back as the same scenario."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..scenario import Scenario, Step
from .policy_file import REMARKS
from .yaml_text import is_word


def scenario_text(scenario: Scenario) -> str:
    """The YAML text of a scenario.

    >>> from .scenario_file import scenario_from
    >>> print(scenario_text(scenario_from({"scenario": "A student", "case": {"topic": "learner"}})), end="")
    scenario: "A student"
    case: {topic: learner}
    """
    return "\n".join(_lines(scenario)) + "\n"


def _lines(scenario: Scenario) -> Iterator[str]:
    yield f"scenario: {_quoted(scenario.scenario)}"
    if scenario.about:
        yield f"about: {_quoted(scenario.about)}"
    if scenario.tags:
        yield f"tags: [{', '.join(map(_quoted, scenario.tags))}]"
    if scenario.policy != REMARKS:
        yield f"policy: {scenario.policy}"
    if scenario.readings:
        yield f"readings: {_flow(scenario.readings)}"
    if scenario.cases is None:
        yield from (f"case: {_flow(case.model_dump())}" for case in scenario.matters.values())
    else:
        yield "cases:"
        yield from (f"  {_plain(name)}: {_flow(case.model_dump())}" for name, case in scenario.cases.items())
    if scenario.timeline:
        yield "timeline:"
        yield from (f"  - {_flow(_step(step))}" for step in scenario.timeline)


def _step(step: Step) -> dict[str, Any]:
    """The keys of a step that are given; a step that gives none is a checkpoint that expects nothing."""
    return step.model_dump(mode="json", exclude_defaults=True) or {"expect": {}}


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_plain(key)}: {_flow(one)}" for key, one in value.items()) + "}"
    return _plain(value)


def _plain(value: Any) -> str:
    """A name, a number or a date as it stands; in quotes where YAML would take it for something else."""
    text = str(value)
    return text if isinstance(value, int) or is_word(text) else _quoted(text)


def _quoted(text: str) -> str:
    """Text in quotes; what does not print is written as its number, since YAML folds or refuses some of it."""
    marks = {'"': '\\"', "\\": "\\\\"}
    told = (marks.get(one) or (one if one.isprintable() else f"\\U{ord(one):08x}") for one in text)
    return '"' + "".join(told) + '"'
