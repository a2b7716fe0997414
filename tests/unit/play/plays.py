"""Scenarios given as YAML and played by the arrays, and small policies given as plain data."""

from typing import Any

from directives import Policy, Scenario, Timeline, load_policy, policy_from
from directives.files import scenario_from_text
from directives.play import Moment, play
from directives.space import Arrays

SAID = {"clause": "A.1", "says": "It is said."}


def scenario_of(text: str, policy: Policy | None = None) -> Scenario:
    """The scenario of a YAML text; its name and its policy stand in two lines above the text."""
    about = policy or load_policy()
    return scenario_from_text(f"scenario: It\npolicy: {about.policy}\n{text}", "it.yaml", about)


def played(text: str, policy: Policy | None = None, **readings: str | int) -> Timeline:
    """The timeline of the scenario of a YAML text."""
    about = policy or load_policy()
    return play(scenario_of(text, about), about, Arrays(about), readings)


def statuses(moment: Moment) -> dict[str, str]:
    """The status of each action at a moment."""
    return {action: ruling.status.value for action, ruling in moment.verdict.items()}


def duties(timeline: Timeline) -> list[tuple[str, str, str, str | None, str | None]]:
    """Each duty as (case, action, state, since, until)."""
    return [
        (one.case, one.action, one.state.value, one.since and str(one.since), one.until and str(one.until))
        for one in timeline.duties
    ]


def small(norms: dict[str, dict[str, Any]], **sections: Any) -> Policy:
    """A checked policy of a topic `matter` with facts `door` and `colour` and actions `ask` and `give`."""
    whole = {
        "policy": "small",
        "title": "A small policy",
        "sections": {"A": "All"},
        "clauses": {"A.1": {"section": "A", "says": "Everything."}},
        "facts": {"door": {"values": ["open", "shut"]}, "colour": {"values": ["red", "green", "blue"]}},
        "topics": {
            "matter": {
                "says": "a matter",
                "facts": ["door", "colour"],
                "counters": list(sections.get("counters", {})),
            }
        },
        "actions": {"ask": {"topic": "matter", "says": "ask"}, "give": {"topic": "matter", "says": "give"}},
        **sections,
    }
    directed = {name: {**SAID, "topic": "matter", **norm} for name, norm in norms.items()}
    return policy_from({**whole, "norms": directed})
