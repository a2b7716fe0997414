"""An event log says of every row and duty what playing the same steps as a scenario says."""

import datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings

from directives import load_policy
from directives.play.player import play
from directives.population import Logs
from directives.space import Arrays
from directives.strategies import policies, scenarios

REMARKS = load_policy()
OF_REMARKS = Arrays(REMARKS)


def as_log(scenario) -> Any:
    """The timeline as rows."""
    steps = scenario.timeline
    columns = {
        "case": pa.array([scenario.case_of(step) for step in steps], pa.string()),
        "at": pa.array([step.at for step in steps], pa.date32()),
        "event": pa.array([step.event for step in steps], pa.string()),
        "action": pa.array([step.action for step in steps], pa.string()),
    }
    return pa.table(columns)


def as_cases(scenario) -> Any:
    """The cases as rows, with every fact that some of them gives."""
    matters = scenario.matters
    facts = sorted({fact for case in matters.values() for fact in case.facts})
    rows = [
        {"case": name, "topic": case.topic, **{fact: case.facts.get(fact) for fact in facts}}
        for name, case in matters.items()
    ]
    return pa.Table.from_pylist(rows)


def unsaid(scenario, policy):
    """The cases with the facts that are left out said as they are meant, since a column speaks for all rows."""
    cases = as_cases(scenario).to_pylist()
    for row in cases:
        for fact in row:
            if fact in policy.facts and row[fact] is None and fact in policy.topics[row["topic"]].facts:
                row[fact] = policy.facts[fact].initial or "unknown"
    return pa.Table.from_pylist(cases)


def agree(policy, scenario, evaluator):
    timeline = play(scenario, policy, evaluator)
    found = Logs(policy, None, scenario.readings, verdicts=True).judged(as_log(scenario), unsaid(scenario, policy))
    steps = [step for step in timeline.steps if step.kind.value != "start"]
    rows = found.columns.to_pylist()
    assert [row["judgement"] for row in rows] == [step.judgement and step.judgement.value for step in steps]
    for row, step in zip(rows, steps, strict=True):
        told = {name: row[name] for name in policy.actions if row.get(name) is not None}
        assert told == {name: ruling.status.value for name, ruling in step.verdict.items()}
    duties = [
        {"case": one.case, "action": one.action, "norms": list(one.norms), "since": one.since, "state": one.state.value,
         "until": one.until}
        for one in timeline.duties
    ]  # fmt: skip
    assert found.duties.drop_columns(["topic"]).to_pylist() == duties


@given(scenarios(REMARKS))
@settings(max_examples=60)
def test_a_log_of_the_remarks_agrees_with_play(scenario):
    agree(REMARKS, scenario, OF_REMARKS)


@given(policies().flatmap(lambda policy: scenarios(policy).map(lambda scenario: (policy, scenario))))
@settings(max_examples=60)
def test_a_log_of_a_small_policy_agrees_with_play(drawn):
    agree(*drawn, Arrays(drawn[0]))


@pytest.mark.slow
@given(policies().flatmap(lambda policy: scenarios(policy).map(lambda scenario: (policy, scenario))))
@settings(max_examples=800)
def test_a_log_of_a_small_policy_agrees_with_play_thousands_of_times(drawn):
    agree(*drawn, Arrays(drawn[0]))


@pytest.mark.slow
@given(scenarios(REMARKS))
@settings(max_examples=800)
def test_a_log_of_the_remarks_agrees_with_play_thousands_of_times(scenario):
    agree(REMARKS, scenario, OF_REMARKS)


def test_dates_are_dates():
    log = pa.table({"case": ["a"], "at": [datetime.date(1960, 7, 11)], "event": ["access_denied"]})
    found = Logs(REMARKS, "learner").judged(log)
    assert found.duties.to_pylist()[0]["until"] == datetime.date(1960, 7, 11)
