"""`directives evaluate` as a user meets it: what is printed, what is written, what is refused."""

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.csv as pa_csv
import pytest

from tests.command import directives

CASES = Path(__file__).parents[2] / "cases"
SPECIALISTS = str(CASES / "specialists.csv")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_of_a_summary_is_wider_than_the_terminal(columns):
    result = directives("evaluate", SPECIALISTS, "--topic", "specialist", "--by", "field", columns=columns)
    assert result.code == 0, result.err
    assert max(map(len, result.out.splitlines())) <= columns
    assert "1,390 cases" in result.out
    assert "metallurgy" in result.out


def test_the_json_counts_every_case_once_for_every_action():
    result = directives("evaluate", SPECIALISTS, "--topic", "specialist", "--by", "field", "--format", "json")
    data = json.loads(result.out)
    assert data["format"] == 1
    assert data["cases"] == 1390
    for action, counts in data["statuses"].items():
        assert sum(counts.values()) == 1390
        assert sum(sum(one[action].values()) for one in data["by"]["values"].values()) == 1390


def test_a_file_is_written_in_silence_and_holds_what_came_in(tmp_path):
    output = tmp_path / "out.csv"
    result = directives("evaluate", SPECIALISTS, "--topic", "specialist", "-o", str(output))
    assert (result.code, result.out, result.err) == (0, "", "")
    given, found = pa_csv.read_csv(SPECIALISTS), pa_csv.read_csv(output)
    assert found.select(given.column_names).equals(given)
    assert found.column_names[len(given.column_names)] == "propose_extension"


def test_nothing_to_do_is_said_with_what_to_give():
    result = directives("evaluate", SPECIALISTS, "--topic", "specialist")
    assert result.code == 2
    assert "give -o FILE, --summary or both" in result.err


def test_faults_are_told_by_line_and_column_and_nothing_is_written(tmp_path):
    path, output = tmp_path / "cases.csv", tmp_path / "out.csv"
    path.write_text("access\nopen\nshut\n")
    result = directives("evaluate", str(path), "--topic", "learner", "-o", str(output))
    assert result.code == 2
    assert "cases.csv:3:1: unknown value `shut` for fact `access`" in result.err
    assert not output.exists()


def test_reported_faults_are_counted_on_standard_error(tmp_path):
    path, output = tmp_path / "cases.csv", tmp_path / "out.csv"
    path.write_text("access\nopen\nshut\n")
    result = directives("evaluate", str(path), "--topic", "learner", "-o", str(output), "--errors", "report")
    assert result.code == 0
    assert "1 of 2 rows have faults: see column `faults`" in result.err


def test_readings_and_implied_norms_change_what_is_counted(tmp_path):
    path = tmp_path / "items.csv"
    path.write_text("routine_items_raised\n1\n2\n")

    def statuses(*options):
        told = directives("evaluate", str(path), "--topic", "routine_item", "--summary", "--format", "json", *options)
        return json.loads(told.out)["statuses"]["raise_routine_item"]

    assert statuses() == {"permitted": 1, "forbidden": 1}
    assert statuses("--readings", "routine_too_often=3") == {"permitted": 2}
    assert statuses("--literal") == {"silent": 1, "forbidden": 1}


def test_a_missing_library_is_said_with_its_cure(tmp_path):
    script = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "sys.argv = ['directives', 'evaluate', 'x.csv', '--summary']\n"
        "from directives.cli.app import entry; entry()"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ran.returncode == 2
    assert 'pip install "directives[population]"' in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_missing_library_is_said_from_python_too():
    script = "import sys; sys.modules['narwhals'] = None\nimport directives\ndirectives.evaluate(None, topic='learner')"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.stderr.strip().endswith('narwhals: pip install "directives[population]"')


def test_the_practice_files_are_those_that_their_script_makes(tmp_path):
    script = tmp_path / "make.py"
    script.write_text((CASES / "make.py").read_text(encoding="utf-8"), encoding="utf-8")
    subprocess.run([sys.executable, str(script)], check=True)
    for name in ("specialists.csv", "specialists-log.csv"):
        assert (tmp_path / name).read_bytes() == (CASES / name).read_bytes()


def test_only_a_run_from_a_file_to_a_file_can_be_resumed():
    result = directives("evaluate", SPECIALISTS, "--topic", "specialist", "--summary", "--resume")
    assert result.code == 2
    assert "only a run from a file to a file can be resumed" in result.err
