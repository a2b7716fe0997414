"""What goes in at the door of `evaluate`, and what comes out: kinds, order, names, faults."""

import json

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from directives import FaultsError, LimitError, load_policy, policy_from
from directives.population import Cases, Legend, evaluate, outcome, topic_table

LEARNERS = {"id": [1, 2, 3], "access": ["denied", None, "open"]}
SPECIALISTS = {"contract": ["expired", "expird", "running", 7], "presence": ["present", "gone", "here", None]}
SPECIALISTS = {name: [None if one is None else str(one) for one in some] for name, some in SPECIALISTS.items()}


def codes(caught):
    return [fault.code for fault in caught.value.faults]


@pytest.mark.parametrize("kind", [pa.table, pd.DataFrame, pl.DataFrame])
def test_the_same_kind_comes_out_with_the_columns_of_the_input_first(kind):
    frame = kind(LEARNERS)
    found = evaluate(frame, topic="learner")
    assert type(found) is type(frame)
    names = list(found.column_names if isinstance(found, pa.Table) else found.columns)
    assert names == ["id", "access", "study_diligently", "in_force", "open", "clashes", "impossible"]
    statuses = found["study_diligently"]
    listed = statuses.to_pylist() if isinstance(found, pa.Table) else list(statuses)
    assert listed == ["exempt", "undetermined", "obligatory"]


def test_the_index_of_a_pandas_frame_stays():
    frame = pd.DataFrame({"access": ["open", "denied"]}, index=["b", "b"])
    assert list(evaluate(frame, topic="learner").index) == ["b", "b"]


def test_a_frame_without_rows_has_all_the_columns():
    found = evaluate(pa.table({"access": pa.array([], pa.string())}), topic="learner")
    assert found.num_rows == 0
    assert "study_diligently" in found.column_names


def test_a_frame_with_a_topic_column_and_no_rows_has_all_the_columns():
    found = evaluate(pa.table({"topic": pa.array([], pa.string())}))
    assert found.num_rows == 0
    assert len(found.column_names) == 1 + len(load_policy().actions) + 4


def test_a_column_of_nulls_alone_is_unknown():
    found = evaluate(pa.table({"access": pa.nulls(2)}), topic="learner")
    assert found["study_diligently"].to_pylist() == ["undetermined"] * 2


def test_a_counter_is_compared_with_its_threshold():
    found = evaluate(pa.table({"routine_items_raised": [0, 1, 2, 3]}), topic="routine_item")
    assert found["raise_routine_item"].to_pylist() == ["permitted"] * 2 + ["forbidden"] * 2


def test_readings_are_chosen_for_all_rows_or_row_by_row():
    counts = {"routine_items_raised": [2, 2]}
    fixed = evaluate(pa.table(counts), topic="routine_item", readings={"routine_too_often": 3})
    by_row = evaluate(pa.table({**counts, "routine_too_often": [3, None]}), topic="routine_item")
    assert fixed["raise_routine_item"].to_pylist() == ["permitted", "permitted"]
    assert by_row["raise_routine_item"].to_pylist() == ["permitted", "forbidden"]


def test_rows_of_several_topics_have_a_status_for_the_actions_of_their_own():
    table = pa.table({"topic": ["learner", "technology"], "access": ["denied", None]})
    found = evaluate(table).select(["study_diligently", "study_intensively"]).to_pylist()
    assert found[0] == {"study_diligently": "exempt", "study_intensively": None}
    assert found[1] == {"study_diligently": None, "study_intensively": "obligatory"}


def test_a_prefix_goes_before_the_names_of_all_added_columns():
    found = evaluate(pa.table({"access": ["open"]}), topic="learner", prefix="v_")
    assert all(name.startswith("v_") for name in found.column_names[1:])


def test_a_mask_tells_in_its_metadata_what_its_bits_stand_for():
    found = evaluate(pa.table({"access": ["denied"]}), topic="learner")
    field = found.schema.field("in_force")
    words = json.loads(field.metadata[b"directives.bits"])
    assert tuple(words) == Legend.of(load_policy(), "learner").norms
    assert found["in_force"].to_pylist() == [1 << words.index("ST.2b")]


def test_clashes_and_impossible_duties_are_listed():
    table = pa.table(
        {"contract": ["expired"], "presence": ["present"], "character": ["good"], "necessity": ["ordinary"]}
    )
    row = evaluate(table, topic="specialist", lists=True).to_pylist()[0]
    assert row["clashes"] == ["send_off_warmly+assign_learners"]
    steel = pa.table({"importance": ["essential"], "market": ["elsewhere"], "purchasable": ["anywhere"]})
    assert evaluate(steel, topic="material", lists=True).to_pylist()[0]["impossible"] == ["buy_from_west"]


def test_every_bad_value_is_told_with_row_and_column():
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table(SPECIALISTS), topic="specialist")
    assert [str(fault.place) for fault in caught.value.faults] == ["<frame>:2:1", "<frame>:3:2", "<frame>:4:1"]
    assert codes(caught) == ["unknown-value"] * 3
    assert "did you mean `expired`" in caught.value.faults[0].help


def test_reported_faults_are_in_a_column_and_their_rows_without_a_verdict():
    found = evaluate(pa.table(SPECIALISTS), topic="specialist", errors="report").to_pylist()
    assert [row["faults"] for row in found] == [
        None,
        "unknown value `expird` for fact `contract`",
        "unknown value `here` for fact `presence`",
        "unknown value `7` for fact `contract`",
    ]
    assert [row["urge_to_stay"] for row in found] == ["forbidden", None, None, None]
    assert [row["in_force"] for row in found][1:] == [None] * 3


def test_two_faults_of_a_row_are_both_reported():
    table = pa.table({"contract": ["x"], "presence": ["y"]})
    told = evaluate(table, topic="specialist", errors="report")["faults"].to_pylist()[0]
    assert "`x`" in told
    assert "`y`" in told


@pytest.mark.parametrize("value", [-1, 1.5, "many", "", True])
def test_what_counts_nothing_is_a_fault_of_a_counter(value):
    column = [value] if not isinstance(value, bool) else [str(value)]
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"routine_items_raised": column}), topic="routine_item")
    assert codes(caught) == ["wrong-value"]


@pytest.mark.parametrize("value", [2, 2.0, "2", " 2 "])
def test_a_whole_number_counts_however_it_is_written(value):
    found = evaluate(pa.table({"routine_items_raised": [value]}), topic="routine_item")
    assert found["raise_routine_item"].to_pylist() == ["forbidden"]


def test_more_faults_than_are_told_are_counted():
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"access": ["shut"] * 150}), topic="learner")
    assert codes(caught) == ["unknown-value"] * 100 + ["more-faults"]
    assert "150 faults in all" in caught.value.faults[-1].message


def test_a_table_of_no_topic_is_refused():
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"access": ["open"]}))
    assert codes(caught) == ["missing-column"]


def test_unknown_topics_are_refused_for_a_table_and_for_a_row():
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"access": ["open"]}), topic="lerner")
    assert codes(caught) == ["unknown-topic"]
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"topic": ["lerner", None]}))
    assert codes(caught) == ["unknown-topic"] * 2


def test_a_fact_of_another_topic_is_a_fault_of_its_row():
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"topic": ["learner", "technology"], "access": ["open", "open"]}))
    assert codes(caught) == ["fact-not-in-topic"]
    assert str(caught.value.faults[0].place) == "<frame>:2:2"


def test_a_column_whose_name_is_nearly_that_of_a_fact_is_refused():
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"contarct": ["expired"]}), topic="specialist")
    assert codes(caught) == ["misspelt-column"]


def test_a_column_named_like_one_of_the_result_is_refused():
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"access": ["open"], "in_force": [1]}), topic="learner")
    assert codes(caught) == ["column-twice"]


def test_a_reading_is_not_both_chosen_and_a_column():
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"routine_too_often": [3]}), topic="routine_item", readings={"routine_too_often": 2})
    assert codes(caught) == ["reading-twice"]


def test_an_unknown_reading_is_refused():
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"access": ["open"]}), topic="learner", readings={"too_many": 3})
    assert codes(caught) == ["unknown-reading"]


def test_what_is_no_table_is_refused_with_what_is_wanted():
    with pytest.raises(TypeError, match="takes a pandas or Polars DataFrame"):
        evaluate([1, 2], topic="learner")


def test_errors_are_raised_or_reported_and_nothing_else():
    with pytest.raises(ValueError, match='"raise" or "report"'):
        evaluate(pa.table({"access": ["open"]}), topic="learner", errors="ignore")


def test_words_of_a_dictionary_that_no_row_uses_are_no_faults():
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(["open", "denied", "ajar"]))
    assert evaluate(pa.table({"access": column}), topic="learner").num_rows == 2


def test_a_slice_of_a_dictionary_column_is_read_where_it_begins():
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0, 1], pa.int8()), pa.array(["open", "denied"]))
    found = evaluate(pa.table({"access": column.slice(1)}), topic="learner")
    assert found["study_diligently"].to_pylist() == ["exempt", "obligatory", "exempt"]


def test_a_case_with_too_many_completions_is_refused(monkeypatch):
    monkeypatch.setattr(topic_table, "MOST_ROWS", 0)
    monkeypatch.setattr(outcome, "MOST_COMPLETIONS", 1)
    cases = Cases(load_policy(), "learner")
    with pytest.raises(LimitError, match="has 2 completions"):
        cases.evaluated(pa.table({"access": pa.array([None], pa.string())}))


def test_bad_values_are_told_however_many_completions_they_would_have(monkeypatch):
    monkeypatch.setattr(topic_table, "MOST_ROWS", 0)
    monkeypatch.setattr(outcome, "MOST_COMPLETIONS", 1)
    with pytest.raises(FaultsError) as caught:
        evaluate(pa.table({"access": ["ajar"]}), topic="learner")
    assert codes(caught) == ["unknown-value"]


def many_norms(count):
    norms = {
        f"N.{number}": {"clause": "A.1", "topic": "matter", "says": "x", "oblige": f"a{number}", "when": {"f": "yes"}}
        for number in range(count)
    }
    return policy_from(
        {
            "policy": "many", "title": "Many norms", "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "facts": {"f": {"values": ["yes", "no"]}},
            "topics": {"matter": {"says": "the matter", "facts": ["f"]}},
            "actions": {f"a{number}": {"topic": "matter", "says": "do it"} for number in range(count)}, "norms": norms,
        }
    )  # fmt: skip


def test_a_mask_of_more_than_64_bits_is_bytes():
    found = evaluate(pa.table({"f": ["yes", "no"]}), many_norms(70), topic="matter")
    assert found.schema.field("in_force").type == pa.binary(9)
    assert [int.from_bytes(one, "little") for one in found["in_force"].to_pylist()] == [2**70 - 1, 0]


def test_a_table_remembers_no_more_layouts_than_it_may(monkeypatch):
    monkeypatch.setattr(topic_table, "MOST_REMEMBERED", 2)
    cases = Cases(load_policy(), "learner")
    for extra in range(6):
        words = pa.array(["open", "denied", *(f"w{one}" for one in range(extra))])
        column = pa.DictionaryArray.from_arrays(pa.array(np.tile([0, 1], 3000).astype(np.int8)), words)
        found = cases.evaluated(pa.table({"access": column})).columns["study_diligently"]
        assert found.to_pylist()[:2] == ["obligatory", "exempt"]


def test_the_message_of_a_repeated_column_names_it():
    table = pa.Table.from_arrays([pa.array(["open"]), pa.array(["open"])], names=["access", "access"])
    with pytest.raises(FaultsError) as caught:
        evaluate(table, topic="learner")
    assert codes(caught) == ["column-twice"]
    assert "access" in caught.value.faults[0].message
