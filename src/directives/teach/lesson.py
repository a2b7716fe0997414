"""The lesson file: chosen scenarios and their policy as one HTML page that works out its answers itself.

The page needs no network and no other file. Its script (`reading.js` and those after it) reads the policy a further
time, naively; tests hold it to the evaluators. Here the page is only put together: nothing is decided.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib import resources
from string import Template
from typing import Any

from ..errors import FaultsError
from ..play import attempt
from ..play.telling import STILL, WORDS
from ..policy import Policy
from ..scenario import Scenario, Step
from ..space import Arrays
from ..terms import Judgement

SCRIPTS = ("reading", "playing", "words", "story", "view", "argument", "guess", "whole", "tries", "controls", "lesson")
"""The parts of the page's script, in the order in which they build on one another."""

ALONE = "default-src 'none'; base-uri 'none'; form-action 'none'"
"""The content security policy of a page that loads nothing and sends nothing."""

ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end a script element or a line of a script, as JSON writes it otherwise."""


def lesson(
    scenarios: Sequence[Scenario],
    policy: Policy,
    *,
    title: str | None = None,
    readings: Mapping[str, str | int] | None = None,
) -> str:
    """A whole HTML page on which the scenarios are looked at, changed and guessed at, offline.

    `readings` go before those of the scenarios. Raises FaultsError for readings that the policy does not declare and
    for steps that cannot happen; ValueError where there is no scenario.

    >>> from directives import load_policy, load_scenario
    >>> student = load_scenario({"scenario": "A student", "case": {"topic": "learner", "standing": "trainee"}})
    >>> page = lesson([student], load_policy())
    >>> "<h1>A student</h1>" in page, page.count("<script"), len(page) < 300_000
    (True, 2, True)
    """
    if not scenarios:
        raise ValueError("a lesson needs at least one scenario")
    _raise_faults(scenarios, policy, readings)
    told = title or (scenarios[0].scenario if len(scenarios) == 1 else policy.title)
    css, script = f"\n{_part('lesson.css')}", "\n" + "\n".join(_part(f"{name}.js") for name in SCRIPTS)
    content = json.dumps(_content(scenarios, policy, readings or {}), ensure_ascii=False, separators=(",", ":"))
    return Template(_part("lesson.html")).substitute(
        title=escape(told),
        source=escape(_source(policy)),
        csp=f"{ALONE}; script-src {hashed(script)}; style-src {hashed(css)}",
        css=css,
        data=content.translate(ESCAPED),
        script=script,
    )


def hashed(text: str) -> str:
    """The source expression by which a content security policy lets an inline text run.

    >>> hashed("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _part(name: str) -> str:
    return resources.files("directives").joinpath("teach", name).read_text(encoding="utf-8")


def _raise_faults(scenarios: Sequence[Scenario], policy: Policy, readings: Mapping[str, str | int] | None) -> None:
    """Play every scenario, so that no page is made of one that cannot be played."""
    arrays = Arrays(policy)
    faults = [one.fault for scenario in scenarios for one in attempt(scenario, policy, arrays, readings).breaks]
    if faults:
        raise FaultsError(faults)


def _content(scenarios: Sequence[Scenario], policy: Policy, readings: Mapping[str, str | int]) -> dict[str, Any]:
    """What the page is given: the policy, the scenarios, and the words in which statuses are said."""
    return {
        "policy": plain(policy),
        "scenarios": [
            {"title": one.scenario, "about": " ".join(one.about.split()), **story(one, readings)} for one in scenarios
        ],
        "words": {status.value: word for status, word in WORDS.items()},
        "within": {status.value: word for status, word in STILL.items()},
        "judgements": [[judgement.value, judgement.value] for judgement in Judgement],
    }


def plain(policy: Policy) -> dict[str, Any]:
    """The policy as the plain data of its file, without what is default.

    >>> from directives import load_policy
    >>> plain(load_policy())["norms"]["SP.1a"]["when"]
    {'contract': 'expired'}
    """
    return policy.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True)


def story(scenario: Scenario, readings: Mapping[str, str | int] | None = None) -> dict[str, Any]:
    """What is told in a scenario, as the page plays it: cases, readings and a timeline; not what is expected.

    >>> story(Scenario.model_validate({"scenario": "?", "case": {"topic": "learner"}, "timeline": [{}]}))
    {'cases': {'case': {'topic': 'learner'}}, 'readings': {}, 'timeline': [{'case': 'case'}]}
    """
    return {
        "cases": {name: {"topic": case.topic, **case.facts} for name, case in scenario.matters.items()},
        "readings": {**scenario.readings, **(readings or {})},
        "timeline": [_step(step, scenario) for step in scenario.timeline],
    }


def _step(step: Step, scenario: Scenario) -> dict[str, str]:
    at = {"at": step.at.isoformat()} if step.at else {}
    happened = {"event": step.event} if step.event else {"action": step.action} if step.action else {}
    return {**at, "case": scenario.case_of(step), **happened}


def _source(policy: Policy) -> str:
    source = policy.source
    if source is None:
        return f"The policy: {policy.title}."
    published = source.published.rstrip(".")
    return f"The policy: {policy.title}, after {source.author}, {source.date}. {published}."
