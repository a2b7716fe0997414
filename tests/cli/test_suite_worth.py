"""`directives mutate` and `directives test --coverage=space` as a user meets them."""

import io
import json
from pathlib import Path

import pytest

from directives.cli import mutate
from tests.command import directives

GATE = Path(__file__).parents[1] / "suite" / "gate.yaml"
STUDENT = """scenario: A student
case: {topic: learner, standing: trainee}
timeline:
  - {expect: {study_diligently: obligatory}}
"""


@pytest.fixture(autouse=True)
def student(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("student.yaml").write_text(STUDENT)


def test_what_is_suggested_visits_the_rest():
    before = directives("test", "student.yaml", "--coverage=space", "--suggest", "more", "--format", "json")
    told = json.loads(before.out)["space"][0]
    assert 0 < told["percent"] < 100
    written = sorted(Path("more").iterdir())
    assert len(written) == told["suggested"]["scenarios"] >= told["suggested"]["at_least"]
    assert f"more: {len(written)} scenarios written; no fewer stories of one case visit as much" in before.err
    after = directives("test", "student.yaml", "more", "--coverage=space", "--fail-under", "100")
    assert after.code == 0
    again = directives("test", "student.yaml", "more", "--coverage=space", "--suggest", "none")
    assert "nothing to suggest: every verdict is visited" in again.err


def test_what_is_written_kills_the_survivors():
    before = directives("mutate", "student.yaml", "--kill", "more", "--fail-under", "50", "--engine", "arrays")
    assert before.code == 1
    assert "more: " in before.err
    assert "of the mutants of remarks-1960 were killed, under 50 %" in before.err
    assert directives("test", "more").code == 0
    after = directives("mutate", "student.yaml", "more", "--fail-under", "100", "--format", "json")
    assert after.code == 0
    assert json.loads(after.out)["survivors"] == []


@pytest.mark.parametrize("command", [("mutate", "--kill"), ("test", "--coverage=space", "--suggest")])
def test_no_file_is_written_over_without_force(command):
    Path("student.yaml").write_text("scenario: A friend\npolicy: gate\ncase: {topic: visit, visitor: friend}\n")
    command = (*command[:1], "--policy", str(GATE), *command[1:])
    assert directives(*command, "more", "student.yaml").code == 0
    kept = {file: file.read_text() for file in Path("more").iterdir()}
    for file in kept:
        file.write_text("mine")
    result = directives(*command, "more", "student.yaml")
    assert result.code == 2
    assert "would-overwrite" in result.err
    assert {file.read_text() for file in kept} == {"mine"}
    assert directives(*command, "more", "student.yaml", "--force").code == 0
    assert {file: file.read_text() for file in kept} == kept


def test_coverage_alone_is_that_of_the_policy_wherever_it_stands():
    for arguments in (
        ("student.yaml", "--coverage"),
        ("--coverage", "student.yaml"),
        ("student.yaml", "--coverage=policy"),
    ):
        result = directives("test", *arguments)
        assert result.code == 0
        assert "Coverage of remarks-1960" in result.out


def test_another_coverage_is_bad_usage():
    result = directives("test", "student.yaml", "--coverage=everything")
    assert result.code == 2
    assert "Traceback" not in result.err


def test_fail_under_is_about_the_coverage_that_is_asked_for():
    result = directives("test", "student.yaml", "--coverage=space", "--fail-under", "90")
    assert result.code == 1
    assert "coverage of remarks-1960 is 2.8 %, under 90 %" in result.err


def test_a_file_with_faults_exits_2():
    Path("broken.yaml").write_text("scenario: [")
    assert directives("mutate", ".").code == 2
    assert directives("mutate", "gone.yaml").code == 2


def test_literal_mutates_what_the_text_says_outright():
    told = [
        json.loads(directives("mutate", "student.yaml", "--engine", "arrays", "--format", "json", *more).out)
        for more in ((), ("--literal",))
    ]
    norms = [{one["norm"] for one in each["survivors"]} for each in told]
    assert norms[0] - norms[1] == {"TC.2c", "TC.3b", "SP.3d", "ST.3c"}


def test_progress_is_told_on_a_terminal_only(monkeypatch):
    assert directives("mutate", "student.yaml", "--engine", "arrays").err == ""
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", terminal)
    told = mutate._progress()
    told(1, 2)
    assert terminal.getvalue() == "\rmutant 1 of 2"
    told(2, 2)
    assert terminal.getvalue().endswith("\r")
