"""`directives simulate`: what it prints, writes and refuses."""

import json
import re
import sys
from pathlib import Path

import pytest

from directives.files import load_scenario
from directives.play import play
from directives.space import Arrays
from tests.command import directives

ROOT = Path(__file__).parents[2]
RECALL = str(ROOT / "ensembles/recall-1960.yaml")
QUOTA = str(ROOT / "ensembles/quota-under-readings.yaml")
YEARS = str(ROOT / "ensembles/two-years-without-a-recall.yaml")
SMALL = """
ensemble: Shut out
starts: 1960-07-11
horizon: 3
runs: 8
populations: {learners: {topic: learner, count: 20, facts: {standing: trainee}}}
hazards: [{event: access_denied, chance: 0.3}]
"""


@pytest.fixture
def small(tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return str(file)


def test_it_tells_medians_and_says_that_chances_are_assumed(small):
    result = directives("simulate", small)
    assert result.code == 0, result.err
    assert "20 cases, 3 steps from 1960-07-11 to 1960-10-11, 8 runs, seed 1960." in result.out
    assert "assumptions" in result.out
    assert max(map(len, result.out.splitlines())) <= 80


@pytest.mark.parametrize("file", [RECALL, QUOTA, YEARS])
@pytest.mark.parametrize("columns", [80, 120])
def test_the_shipped_ensembles_fit_the_page(file, columns):
    result = directives("simulate", file, "--runs", "3", columns=columns)
    assert result.code == 0, result.err
    assert max(map(len, result.out.splitlines())) <= columns


def test_an_ensemble_is_validated_like_any_file(small):
    assert "sound: an ensemble of 20 cases and 3 steps" in directives("validate", small).out
    assert directives("validate", str(ROOT / "ensembles")).code == 0


def test_json_has_the_totals(small):
    told = json.loads(directives("simulate", small, "--format", "json", "--runs", "2", "--seed", "7").out)
    assert (told["format"], told["runs"], told["seed"], told["steps"], told["cases"]) == (1, 2, 7, 3, 20)
    totals = told["variants"][0]["totals"]
    denied = next(one for one in totals if one["kind"] == "event")
    assert denied["name"] == "access_denied"
    assert denied["min"] <= denied["q50"] <= denied["max"]


def test_markdown_is_a_page(small):
    assert directives("simulate", small, "--format", "markdown").out.startswith("# Shut out\n")


def test_it_writes_tables_and_figures_whole_and_never_over_others(small, tmp_path):
    out = str(tmp_path / "out")
    result = directives("simulate", small, "-o", out, "--figures", "svg")
    assert result.code == 0, result.err
    written = {path.name for path in Path(out).iterdir()}
    assert written >= {"series.parquet", "totals.parquet", "runs.parquet", "summary.md", "learners-events.svg"}
    before = {path.name: path.read_bytes() for path in Path(out).iterdir()}
    again = directives("simulate", small, "-o", out, "--figures", "svg")
    assert again.code == 2
    assert "the file exists already" in again.err
    assert directives("simulate", small, "-o", out, "--figures", "svg", "--force").code == 0
    assert before == {path.name: path.read_bytes() for path in Path(out).iterdir()}


def test_figures_have_no_colour(small, tmp_path):
    directives("simulate", small, "-o", str(tmp_path), "--figures", "svg")
    for file in tmp_path.glob("*.svg"):
        for colour in re.findall(r"#[0-9a-f]{6}", file.read_text(encoding="utf-8")):
            assert colour[1:3] == colour[3:5] == colour[5:7], (file.name, colour)


def test_a_story_is_a_scenario_that_passes_its_own_test(small, tmp_path):
    story = str(tmp_path / "story.yaml")
    assert directives("simulate", small, "--trajectory", "3/learners_4", "-o", story).code == 0
    assert directives("test", story).code == 0
    assert "learners_4" in directives("simulate", small, "--trajectory", "3/learners_4").out


def test_a_whole_run_can_be_told(small, tmp_path, remarks):
    story = str(tmp_path / "run.yaml")
    assert directives("simulate", small, "--trajectory", "2", "-o", story).code == 0
    timeline = play(load_scenario(story), remarks, Arrays(remarks))
    assert timeline.summary.expected == timeline.summary.met > 20


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--trajectory", "x/learners_4"], "expected RUN or RUN/CASE"),
        (["--trajectory", "3/"], "expected RUN or RUN/CASE"),
        (["--trajectory", "9"], "there is no run 9"),
        (["--trajectory", "1/learner_4"], "there is no case `learner_4`"),
        (["--figures", "png"], "nowhere to draw the figures"),
        (["-r", "whim=3"], "unknown reading `whim`"),
        (["--scheduler", "nonsense"], "expected the address of a scheduler"),
        (["--seed", str(2**64)], "expected a seed below 2^64"),
        (["--runs", "2000000"], "expected at most 1,000,000 after --runs"),
    ],
)
def test_what_cannot_be_is_told_in_words(small, arguments, message):
    result = directives("simulate", small, *arguments)
    assert result.code == 2
    assert message in result.err
    assert "Traceback" not in result.err


def test_a_run_that_no_file_holds_is_refused():
    result = directives("simulate", RECALL, "--trajectory", "1")
    assert result.code == 2
    assert "tell one case of it" in result.err


@pytest.mark.parametrize(
    ("library", "arguments", "extra"),
    [("pyarrow", [], "population"), ("matplotlib", ["--figures", "png"], "figures")],
)
def test_a_missing_extra_is_said_with_its_cure(small, tmp_path, monkeypatch, library, arguments, extra):
    monkeypatch.setitem(sys.modules, library, None)
    result = directives("simulate", small, "-o", str(tmp_path / "out"), *arguments)
    assert result.code == 2
    assert f'pip install "directives[{extra}]"' in result.err
    assert not (tmp_path / "out").exists()


def test_a_summary_needs_no_extra(small, monkeypatch):
    for library in ("pyarrow", "narwhals", "matplotlib", "distributed"):
        monkeypatch.setitem(sys.modules, library, None)
    assert directives("simulate", small).code == 0


def test_a_missing_cluster_is_said_with_its_cure(small, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = directives("simulate", small, "--scheduler", "tcp://127.0.0.1:1")
    assert result.code == 2
    assert 'pip install "directives[cluster]"' in result.err
