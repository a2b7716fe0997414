"""A scenario as the text of a YAML file, for those that are made and not read."""

import json
import re
from collections.abc import Iterator, Mapping

from ..scenario import Case, Scenario, Step
from .policy_file import REMARKS

_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
_WORDS = ("null", "true", "false")


def scenario_text(scenario: Scenario) -> str:
    """The text of a file that holds the scenario.

    >>> print(scenario_text(Scenario(scenario="A student", case=Case(topic="learner", access="denied"))), end="")
    scenario: "A student"
    case: {topic: learner, access: denied}
    timeline: []
    """
    return "\n".join(_lines(scenario)) + "\n"


def _lines(scenario: Scenario) -> Iterator[str]:
    yield f"scenario: {json.dumps(scenario.scenario, ensure_ascii=False)}"
    if scenario.about:
        yield f"about: {json.dumps(scenario.about, ensure_ascii=False)}"
    if scenario.tags:
        yield f"tags: [{', '.join(json.dumps(tag, ensure_ascii=False) for tag in scenario.tags)}]"
    if scenario.policy != REMARKS:
        yield f"policy: {scenario.policy}"
    if scenario.readings:
        yield f"readings: {_mapping(scenario.readings)}"
    if scenario.case is not None:
        yield f"case: {_case(scenario.case)}"
    else:
        yield "cases:"
        yield from (f"  {name}: {_case(case)}" for name, case in scenario.matters.items())
    yield "timeline:" if scenario.timeline else "timeline: []"
    yield from (f"  - {_step(step)}" for step in scenario.timeline)


def _case(case: Case) -> str:
    return _mapping({"topic": case.topic, **case.facts})


def _step(step: Step) -> str:
    said = {"at": step.at, "case": step.case, "event": step.event, "action": step.action, "judged": step.judged}
    entries = {key: str(value) for key, value in said.items() if value is not None}
    expect = _mapping({name: status.value for name, status in step.expect.items()})
    return _braced([*_entries(entries), *([f"expect: {expect}"] if step.expect else [])])


def _mapping(entries: Mapping[str, str | int]) -> str:
    return _braced(list(_entries(entries)))


def _entries(entries: Mapping[str, str | int]) -> Iterator[str]:
    for key, value in entries.items():
        yield f"{_word(key)}: {value if isinstance(value, int) else _word(value)}"


def _braced(entries: list[str]) -> str:
    return "{" + ", ".join(entries) + "}"


def _word(text: str) -> str:
    """A word as it may stand: a plain one, a date, or else in quotes."""
    plain = (_PLAIN.fullmatch(text) and text not in _WORDS) or re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)
    return text if plain else json.dumps(text, ensure_ascii=False)
