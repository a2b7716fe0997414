"""Files of cases: formats, batches, faults with their lines, and results that are there whole or not at all."""

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from directives import FaultsError, load_policy
from directives.population import Cases, evaluate, evaluate_file, source

POLICY = load_policy()
CASES = Cases(POLICY, "learner")
TABLE = pa.table({"id": ["1", "2", "3"], "access": ["denied", None, "open"], "said": ["a,b", 'the "x"', "line\nbreak"]})
STATUSES = ["exempt", "undetermined", "obligatory"]


def written(folder, kind, table=TABLE):
    path = folder / f"cases.{kind}"
    if kind == "csv":
        pa_csv.write_csv(table, path)
    elif kind == "parquet":
        pq.write_table(table, path)
    else:
        with pa.ipc.new_file(path, table.schema) as file:
            file.write_table(table)
    return path


def read(path):
    if path.suffix == ".csv":
        return pa_csv.read_csv(path, parse_options=pa_csv.ParseOptions(newlines_in_values=True))
    return pq.read_table(path) if path.suffix == ".parquet" else pa.ipc.open_file(path).read_all()


def faults(caught):
    return [(fault.code, str(fault.place).rpartition("/")[2]) for fault in caught.value.faults]


@pytest.mark.parametrize("given", ["csv", "parquet", "arrow"])
@pytest.mark.parametrize("wanted", ["csv", "parquet", "arrow"])
def test_every_format_goes_in_and_comes_out(tmp_path, given, wanted):
    path, output = written(tmp_path, given), tmp_path / f"out.{wanted}"
    filed = evaluate_file(str(path), CASES, output)
    found = read(output)
    assert [str(one) for one in found["id"].to_pylist()] == ["1", "2", "3"]
    assert found["said"].to_pylist() == TABLE["said"].to_pylist()
    assert found["study_diligently"].to_pylist() == STATUSES
    assert filed.summary.statuses == {"study_diligently": {"exempt": 1, "undetermined": 1, "obligatory": 1}}
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("kind", ["csv", "parquet", "arrow"])
def test_a_file_says_what_the_table_of_it_says_however_it_is_cut(tmp_path, monkeypatch, kind):
    rows = 5000
    words = [("open", "denied", None)[one % 3] for one in range(rows)]
    table = pa.table({"id": [str(one) for one in range(rows)], "access": words})
    monkeypatch.setattr(source, "BLOCK", 4096)
    monkeypatch.setattr(source, "ROWS", 700)
    path, output = written(tmp_path, kind, table), tmp_path / "out.parquet"
    evaluate_file(str(path), CASES, output)
    whole = evaluate(table, POLICY, topic="learner")
    assert pq.ParquetFile(output).num_row_groups > (1 if kind != "arrow" else 0)
    assert read(output).to_pylist() == whole.to_pylist()


def test_standard_input_takes_csv_and_arrow_streams():
    stream = io.BytesIO()
    with pa.ipc.new_stream(stream, TABLE.schema) as into:
        into.write_table(TABLE)
    for given in (b"id,access\n1,denied\n2,\n3,open\n", stream.getvalue()):
        filed = evaluate_file("-", CASES, stdin=io.BytesIO(given))
        assert filed.summary.cases == 3
        assert filed.summary.statuses["study_diligently"] == {"exempt": 1, "undetermined": 1, "obligatory": 1}


def test_parquet_on_standard_input_is_refused(tmp_path):
    given = written(tmp_path, "parquet").read_bytes()
    with pytest.raises(FaultsError, match="give the file by its name"):
        evaluate_file("-", CASES, stdin=io.BytesIO(given))


def test_a_fault_of_a_csv_file_stands_on_its_line_and_nothing_is_written(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("id,access\n1,open\n2,shut\n3,denied\n4,ajar\n")
    with pytest.raises(FaultsError) as caught:
        evaluate_file(str(path), CASES, tmp_path / "out.csv")
    assert faults(caught) == [("unknown-value", "cases.csv:3:2"), ("unknown-value", "cases.csv:5:2")]
    assert [one.name for one in tmp_path.iterdir()] == ["cases.csv"]


def test_faults_of_later_batches_are_told_too(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "ROWS", 2)
    path = written(tmp_path, "parquet", pa.table({"access": ["shut", "open", "open", "open", "ajar"]}))
    with pytest.raises(FaultsError) as caught:
        evaluate_file(str(path), CASES, tmp_path / "out.csv")
    assert faults(caught) == [("unknown-value", "cases.parquet:1:1"), ("unknown-value", "cases.parquet:5:1")]


def test_a_ragged_row_is_a_fault_on_its_line_and_those_below_keep_theirs(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("id,access\n1,open\n2\n3,shut\n4,open,x\n")
    with pytest.raises(FaultsError) as caught:
        evaluate_file(str(path), CASES)
    assert [code for code, _ in faults(caught)] == ["ragged-row", "unknown-value", "ragged-row"]
    assert [place for _, place in faults(caught)] == ["cases.csv:3:1", "cases.csv:4:2", "cases.csv:5:1"]


def test_reported_faults_are_counted_and_the_rest_is_written(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("access\nopen\nshut\n")
    filed = evaluate_file(str(path), Cases(POLICY, "learner", report=True), tmp_path / "out.csv")
    assert filed.summary.faulty == 1
    rows = read(tmp_path / "out.csv").to_pylist()
    assert rows[1]["faults"] == "unknown value `shut` for fact `access`"
    assert rows[0]["study_diligently"] == "obligatory"


def test_an_existing_file_is_written_over_only_when_forced(tmp_path):
    path, output = written(tmp_path, "csv"), tmp_path / "out.csv"
    output.write_text("mine")
    with pytest.raises(FaultsError) as caught:
        evaluate_file(str(path), CASES, output)
    assert faults(caught) == [("would-overwrite", "out.csv")]
    assert output.read_text() == "mine"
    evaluate_file(str(path), CASES, output, force=True)
    assert "exempt" in output.read_text()


def test_what_breaks_off_leaves_the_file_that_was_there(tmp_path, monkeypatch):
    path, output = written(tmp_path, "csv"), tmp_path / "out.csv"
    output.write_text("mine")

    def broken(_rows, _share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate_file(str(path), CASES, output, force=True, told=broken)
    assert output.read_text() == "mine"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("name", ["cases.xlsx", "absent.csv"])
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path, name):
    with pytest.raises(FaultsError):
        evaluate_file(str(tmp_path / name), CASES)


def test_a_file_that_is_not_what_its_name_says_is_a_fault(tmp_path):
    (tmp_path / "cases.parquet").write_text("access\nopen\n")
    with pytest.raises(FaultsError) as caught:
        evaluate_file(str(tmp_path / "cases.parquet"), CASES)
    assert faults(caught) == [("unreadable", "cases.parquet")]


def test_an_empty_csv_file_is_a_fault(tmp_path):
    (tmp_path / "cases.csv").write_text("")
    with pytest.raises(FaultsError):
        evaluate_file(str(tmp_path / "cases.csv"), CASES)


def test_a_csv_file_with_a_header_alone_has_no_cases(tmp_path):
    (tmp_path / "cases.csv").write_text("id,access\n")
    filed = evaluate_file(str(tmp_path / "cases.csv"), CASES, tmp_path / "out.csv")
    assert filed.summary.cases == 0
    assert read(tmp_path / "out.csv").num_rows == 0


def test_lists_and_wide_masks_stand_in_csv_as_words_and_digits(tmp_path):
    path = written(tmp_path, "csv")
    evaluate_file(str(path), Cases(POLICY, "learner", lists=True), tmp_path / "out.csv")
    assert read(tmp_path / "out.csv")["open"].to_pylist() == ["", "ST.2a ST.2b", ""]
    wide = tmp_path / "topics.csv"
    wide.write_text("topic\nlearner\n")
    evaluate_file(str(wide), Cases(POLICY), tmp_path / "wide.csv")
    mask = 1 << list(POLICY.norms).index("ST.2a")
    assert str(read(tmp_path / "wide.csv")["in_force"].to_pylist()[0]) == str(mask)


def test_columns_are_told_as_read_passed_and_assumed(tmp_path):
    filed = evaluate_file(str(written(tmp_path, "csv")), replace(CASES))
    assert filed.read == ("access",)
    assert filed.passed == ("id", "said")
    assert dict(filed.assumed) == {"standing": None}


def test_counts_by_a_column_add_up_to_the_counts(tmp_path):
    table = pa.table({"year": ["1959", "1960", "1960", None], "access": ["open", "denied", "open", "open"]})
    filed = evaluate_file(str(written(tmp_path, "parquet", table)), CASES, by="year")
    assert filed.summary.by == {
        "1959": {"study_diligently": {"obligatory": 1}},
        "1960": {"study_diligently": {"exempt": 1, "obligatory": 1}},
        "": {"study_diligently": {"obligatory": 1}},
    }
    with pytest.raises(FaultsError, match="no column `yaer`"):
        evaluate_file(str(tmp_path / "cases.parquet"), CASES, by="yaer")


MEASURE = """
import resource, sys
from pathlib import Path
from directives import load_policy
from directives.population import Cases, evaluate_file
evaluate_file(sys.argv[1], Cases(load_policy(), "learner"), Path(sys.argv[2]), by="access")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def most_memory(path: Path, output: Path) -> int:
    """Kilobytes."""
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), str(output)], capture_output=True, text=True, check=True
    )
    return int(ran.stdout)


@pytest.mark.slow
def test_a_file_ten_times_larger_takes_no_more_memory(tmp_path):
    sizes = {}
    for many in (100_000, 1_000_000):
        path = tmp_path / f"{many}.csv"
        pa_csv.write_csv(pa.table({"id": range(many), "access": (["open", "denied"] * many)[:many]}), path)
        sizes[many] = most_memory(path, tmp_path / f"{many}.parquet")
    assert sizes[1_000_000] < 1.25 * sizes[100_000], sizes


def broken_after(batches):
    seen = []

    def told(rows, _share):
        seen.append(rows)
        if len(seen) == batches:
            raise KeyboardInterrupt

    return told


@pytest.mark.parametrize("kind", ["csv", "parquet", "arrow"])
def test_a_run_that_was_broken_off_goes_on_and_comes_to_the_same(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(source, "ROWS", 100)
    words = [("open", "denied", None)[one % 3] for one in range(1000)]
    path = written(tmp_path, "parquet", pa.table({"id": range(1000), "access": words}))
    output, whole = tmp_path / f"out.{kind}", tmp_path / f"whole.{kind}"
    expected = evaluate_file(str(path), CASES, whole, by="access")
    for batches in (3, 4):
        with pytest.raises(KeyboardInterrupt):
            evaluate_file(str(path), CASES, output, by="access", resume=True, told=broken_after(batches))
        assert not output.exists()
    (tmp_path / f"out.{kind}.pieces" / "00000009.arrow.part").write_bytes(b"half a piece")
    seen = []
    found = evaluate_file(str(path), CASES, output, by="access", resume=True, told=lambda rows, _: seen.append(rows))
    assert seen == [800, 900, 1000]
    assert read(output).equals(read(whole))
    assert found.data() == expected.data()
    assert not (tmp_path / f"out.{kind}.pieces").exists()


def test_a_run_of_another_kind_does_not_go_on(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "ROWS", 2)
    path, output = written(tmp_path, "parquet"), tmp_path / "out.parquet"
    with pytest.raises(KeyboardInterrupt):
        evaluate_file(str(path), CASES, output, resume=True, told=broken_after(1))
    with pytest.raises(FaultsError) as caught:
        evaluate_file(str(path), replace(CASES, lists=True), output, resume=True)
    assert faults(caught) == [("would-overwrite", "out.parquet.pieces")]
    assert evaluate_file(str(path), CASES, output, resume=True).summary.cases == 3


def test_a_fault_found_after_a_break_is_told_on_its_row(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "ROWS", 2)
    path = written(tmp_path, "parquet", pa.table({"access": ["open", "open", "denied", "shut", "open"]}))
    output = tmp_path / "out.csv"
    with pytest.raises(KeyboardInterrupt):
        evaluate_file(str(path), CASES, output, resume=True, told=broken_after(1))
    with pytest.raises(FaultsError) as caught:
        evaluate_file(str(path), CASES, output, resume=True)
    assert faults(caught) == [("unknown-value", "cases.parquet:4:1")]
    assert [one.name for one in tmp_path.iterdir()] == ["cases.parquet"]
