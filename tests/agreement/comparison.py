"""What an evaluator and `play` say, as the plain data of the reference, and where two such tellings differ."""

import re
from collections.abc import Iterator
from typing import Any

from directives import FaultsError, Policy, Scenario, Timeline
from directives.play import play
from directives.verdict import Evaluation, Evaluator, Ruling

from .. import reference


def differences(expected: Any, found: Any, path: str = "") -> Iterator[str]:
    """Where two tellings differ, the innermost places first found."""
    if isinstance(expected, dict) and isinstance(found, dict) and expected.keys() == found.keys():
        for key in expected:
            yield from differences(expected[key], found[key], f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for index, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(one, other, f"{path}[{index}]")
    elif expected != found:
        yield f"{path.lstrip('.')}: expected {expected}, found {found}"


def in_force(evaluation: Evaluation) -> dict[str, Any]:
    """An evaluation without its reasons."""
    return {
        "in_force": sorted(evaluation.in_force),
        "set_aside": {name: list(by) for name, by in evaluation.set_aside.items()},
        "conclusions": dict(evaluation.conclusions),
    }


def expected_of(policy: Policy, scenario: Scenario) -> dict[str, Any]:
    """What the reference makes of a scenario."""
    played = reference.Play(policy, scenario)
    if played.impossible is not None:
        return {"impossible": played.impossible}
    return {"steps": played.steps, "duties": played.duties}


def found_by(policy: Policy, scenario: Scenario, evaluator: Evaluator) -> dict[str, Any]:
    """What `play` makes of a scenario with the evaluator."""
    try:
        timeline = play(scenario, policy, evaluator)
    except FaultsError as error:
        assert {fault.code for fault in error.faults} == {"impossible-step"}
        return {"impossible": min(_step_of(str(fault.place)) for fault in error.faults)}
    return _told(timeline)


def _step_of(place: str) -> int:
    found = re.search(r"timeline\[(\d+)\]", place)
    assert found, place
    return int(found[1])


def _told(timeline: Timeline) -> dict[str, Any]:
    steps = [
        {
            "at": moment.at, "case": moment.case, "name": moment.name, "judgement": moment.judgement,
            "verdict": {action: _ruled(ruling) for action, ruling in moment.verdict.items()},
            "facts": moment.facts, "counters": moment.counters, "clashes": list(moment.clashes),
            "impossible": list(moment.impossible), "conclusions": moment.conclusions,
        }
        for moment in timeline.steps
    ]  # fmt: skip
    duties = [{**dict(duty), "norms": list(duty.norms)} for duty in timeline.duties]
    return {"steps": steps, "duties": duties}


def _ruled(ruling: Ruling) -> dict[str, Any]:
    return {
        "status": ruling.status,
        "norms": list(ruling.norms),
        "open": list(ruling.open),
        "set_aside": {aside.norm: list(aside.by) for aside in ruling.set_aside},
        "depends_on": list(ruling.depends_on),
    }
