"""Event logs: what is wrong with them, what is reported, what counts across cases, files of them."""

import datetime
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from directives import FaultsError, LimitError, load_policy, policy_from
from directives.population import Logs, log_played
from tests.command import directives

POLICY = load_policy()
CASES = Path(__file__).parents[3] / "cases"
LOG, SPECIALISTS = str(CASES / "specialists-log.csv"), str(CASES / "specialists.csv")
LEARNERS = Logs(POLICY, "learner")


def log(*rows):
    names = ("case", "at", "event", "action")
    return pa.table({name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(names)})


def faults(logs, *arguments):
    with pytest.raises(FaultsError) as caught:
        logs.judged(*arguments)
    return [(fault.code, str(fault.place)) for fault in caught.value.faults]


def test_what_is_done_in_one_case_counts_in_another():
    rows = [(name, "1960-08-01", None, "raise_routine_item") for name in "aab"]
    found = Logs(POLICY, "routine_item").judged(log(*rows))
    assert found.columns["judgement"].to_pylist() == ["compliant", "compliant", "violation"]


def test_a_count_falls_when_its_window_has_passed():
    days = ("1960-01-01", "1960-01-01", "1960-12-30", "1960-12-31")
    found = Logs(POLICY, "routine_item").judged(log(*(("a", day, None, "raise_routine_item") for day in days)))
    assert found.columns["judgement"].to_pylist() == ["compliant", "compliant", "violation", "compliant"]


def test_a_log_without_dates_happens_on_one_day():
    table = log(("a", None, "access_denied", None)).drop_columns(["at"])
    assert LEARNERS.judged(table).duties.to_pylist() == [
        {"case": "a", "topic": "learner", "action": "study_diligently", "norms": ["ST.2a"], "since": None,
         "state": "lapsed", "until": None}
    ]  # fmt: skip


def test_a_log_without_rows_has_the_duties_of_the_first_day():
    found = LEARNERS.judged(log(), pa.table({"case": ["a"], "access": ["open"]}))
    assert found.duties["state"].to_pylist() == ["standing"]
    assert found.columns.num_rows == 0


def test_cases_without_a_row_in_the_log_have_duties_too():
    table = log(("a", "1960-08-01", "access_denied", None))
    found = LEARNERS.judged(table, pa.table({"case": ["a", "b"]}))
    assert found.duties.select(["case", "state"]).to_pylist() == [
        {"case": "a", "state": "lapsed"},
        {"case": "b", "state": "standing"},
    ]


def test_what_a_row_needs_is_known_from_then_on():
    cases = pa.table(
        {"case": ["a"], "contract": pa.nulls(1, pa.string()), "necessity": ["ordinary"], "character": ["good"]}
    )
    rows = log(("a", "1960-08-01", None, "assist_work"), ("a", "1960-08-02", "withdrawal_requested", None))
    found = Logs(POLICY, "specialist", verdicts=True).judged(rows, cases)
    assert found.columns["assist_work"].to_pylist() == ["undetermined", "obligatory"]
    assert found.columns["judgement"].to_pylist() == ["undetermined", None]


def test_every_wrong_value_of_a_log_is_told_with_its_place():
    table = log(
        ("a", "1960-08-01", "access_denid", None),
        (None, "1960-08-01", "access_denied", None),
        ("a", "1 August", "access_denied", None),
        ("a", "1960-07-01", "access_denied", None),
        ("a", "1960-08-01", "access_denied", "study_diligently"),
        ("a", "1960-08-01", "contract_expires", None),
        ("a", "1960-08-01", None, "send_back"),
    )
    assert faults(LEARNERS, table) == [
        ("unknown-event", "<log>:1:3"),
        ("unknown-case", "<log>:2:1"),
        ("wrong-value", "<log>:3:2"),
        ("out-of-order", "<log>:4:2"),
        ("wrong-value", "<log>:5:4"),
        ("event-not-in-topic", "<log>:6:3"),
        ("action-not-in-topic", "<log>:7:4"),
    ]


def test_a_case_that_the_table_lacks_is_a_fault():
    assert faults(LEARNERS, log(("b", None, "access_denied", None)), pa.table({"case": ["a"]}))[0][0] == "unknown-case"


def test_the_first_row_of_a_case_that_cannot_happen_is_a_fault():
    table = log(*[("a", "1960-08-01", "access_denied", None)] * 3, ("b", "1960-08-01", "access_denied", None))
    with pytest.raises(FaultsError) as caught:
        LEARNERS.judged(table)
    first = caught.value.faults[0]
    assert (first.code, str(first.place)) == ("impossible-step", "<log>:2:3")
    assert "it needs `access` to be open, found `denied`" in first.message


def test_reported_faults_leave_other_rows_as_they_would_be_without_them():
    table = log(
        ("a", "1960-08-01", None, "raise_routine_item"),
        ("a", "1960-08-01", None, "raise_item"),
        ("b", "1960-08-01", None, "raise_routine_item"),
        ("b", "1960-08-01", None, "raise_routine_item"),
    )
    found = Logs(POLICY, "routine_item", report=True).judged(table)
    assert found.columns["judgement"].to_pylist() == ["compliant", None, "compliant", "violation"]
    assert [one is None for one in found.columns["faults"].to_pylist()] == [True, False, True, True]
    assert found.faulty == 1


def test_what_comes_after_an_impossible_row_is_reported_and_does_not_count():
    table = log(
        ("a", "1960-08-01", "partner_grants", None),
        ("a", "1960-08-01", None, "request_item"),
        ("b", "1960-08-01", None, "request_item"),
    )
    cases = pa.table({"case": ["a", "b"], "necessity": ["ordinary", "ordinary"]})
    found = Logs(POLICY, "new_item", {"too_many_new_items": 1}, report=True).judged(table, cases)
    assert found.columns["judgement"].to_pylist() == [None, None, "compliant"]
    assert [bool(one) for one in found.columns["faults"].to_pylist()] == [True, True, False]
    assert "comes after a row" in found.columns["faults"].to_pylist()[1]


def test_cases_have_names_that_stand_once():
    assert faults(LEARNERS, log(), pa.table({"case": ["a", "a", None]})) == [
        ("case-twice", "<cases>:2:1"),
        ("case-twice", "<cases>:3:1"),
    ]


def test_counters_and_readings_are_not_of_a_case():
    table = pa.table({"case": ["a"], "routine_items_raised": [1], "routine_too_often": [1]})
    assert [code for code, _ in faults(Logs(POLICY, "routine_item"), log(), table)] == ["not-of-a-case"] * 2


def test_columns_that_a_log_needs_are_asked_for():
    assert [code for code, _ in faults(LEARNERS, pa.table({"at": ["1960-08-01"]}))] == ["missing-column"] * 2
    assert [code for code, _ in faults(Logs(POLICY), log(("a", None, None, None)))] == ["missing-column"]
    twice = pa.table({"case": ["a"], "event": ["access_denied"], "judgement": ["?"]})
    assert faults(LEARNERS, twice)[0][0] == "column-twice"


def test_bad_facts_of_cases_are_told_with_their_place():
    table = pa.table({"case": ["a", "b"], "access": ["open", "ajar"]})
    assert faults(LEARNERS, log(), table) == [("unknown-value", "<cases>:2:2")]


def test_a_log_in_which_all_changes_for_all_is_refused(monkeypatch):
    monkeypatch.setattr(log_played, "MOST_MOMENTS", 1)
    rows = [(name, "1960-08-01", None, "raise_routine_item") for name in "aabb"]
    with pytest.raises(LimitError, match="counters change"):
        Logs(POLICY, "routine_item").judged(log(*rows))


def test_a_fact_of_more_values_than_bits_is_refused():
    values = [f"v{number}" for number in range(70)]
    wide = policy_from(
        {
            "policy": "wide", "title": "A wide fact", "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "facts": {"f": {"values": values}}, "topics": {"matter": {"says": "the matter", "facts": ["f"]}},
            "actions": {"a": {"topic": "matter", "says": "do it"}},
            "norms": {"N.1": {"clause": "A.1", "topic": "matter", "says": "x", "oblige": "a", "when": {"f": "v1"}}},
        }
    )  # fmt: skip
    with pytest.raises(LimitError, match="70 values"):
        Logs(wide, "matter").judged(log(("c", None, None, "a")))


def test_timestamps_and_dates_are_days():
    for day in (datetime.date(1960, 8, 1), datetime.datetime(1960, 8, 1, 9, 30)):
        table = pa.table({"case": ["a"], "at": [day], "event": ["access_denied"]})
        assert LEARNERS.judged(table).duties["until"].to_pylist() == [datetime.date(1960, 8, 1)]


def test_the_command_writes_rows_and_duties(tmp_path):
    rows, duties = tmp_path / "rows.parquet", tmp_path / "duties.csv"
    result = directives(
        "evaluate-log", LOG, "--cases", SPECIALISTS, "--topic", "specialist", "-o", str(rows), "--duties", str(duties),
        "--verdicts",
    )  # fmt: skip
    assert (result.code, result.out, result.err) == (0, "", "")
    given, found = pa_csv.read_csv(LOG), pq.read_table(rows)
    assert found.num_rows == given.num_rows
    assert found.column_names[: len(given.column_names) + 1] == [*given.column_names, "judgement"]
    assert "send_off_warmly" in found.column_names
    assert set(pa_csv.read_csv(duties)["state"].to_pylist()) <= {"open", "standing", "discharged", "lapsed"}


def test_the_summary_counts_what_the_files_hold(tmp_path):
    rows = tmp_path / "rows.csv"
    arguments = ("evaluate-log", LOG, "--cases", SPECIALISTS, "--topic", "specialist")
    result = directives(*arguments, "--summary", "--format", "json", "-o", str(rows))
    data = json.loads(result.out)
    written = [one for one in pa_csv.read_csv(rows)["judgement"].to_pylist() if one]
    assert sum(sum(one.values()) for one in data["judgements"].values()) == len(written)
    assert data["cases"] == 1390
    told = directives(*arguments, "--summary")
    assert max(map(len, told.out.splitlines())) <= 80
    assert "violation" in told.out


def test_the_command_tells_faults_by_line(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("case,at,event\na,1960-08-01,access_denied\na,1960-08-02,access_denied\n")
    result = directives("evaluate-log", str(path), "--topic", "learner", "--summary")
    assert result.code == 2
    assert "log.csv:3:3: event `access_denied` cannot happen here" in result.err
    reported = directives("evaluate-log", str(path), "--topic", "learner", "--summary", "--errors", "report")
    assert reported.code == 0
    assert "1 of 2 rows have faults" in reported.err
    assert directives("evaluate-log", str(path), "--topic", "learner").code == 2
