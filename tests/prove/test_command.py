"""`directives prove` as a user meets it: exit codes, formats, witnesses, bad input."""

import json
from pathlib import Path

import pytest

from directives import load_policy, load_scenario, run
from tests.command import directives

ROOT = Path(__file__).parents[2]
GOOD = """properties: On learners
prove:
  nobody-is-barred: {says: Nobody is barred., topic: learner, never: {status: {study_diligently: forbidden}}}
"""
BAD = GOOD.replace("forbidden", "exempt")


@pytest.fixture
def file(tmp_path):
    found = tmp_path / "learners.yaml"
    found.write_text(GOOD)
    return found


def test_what_is_proved_exits_0_and_what_is_refuted_1(file):
    assert directives("prove", str(file)).code == 0
    file.write_text(BAD)
    result = directives("prove", str(file))
    assert result.code == 1
    assert "a learner (standing overseas student): access denied" in result.out


def test_a_folder_stands_for_its_own_files_and_not_for_those_in_folders_below(file):
    (file.parent / "below").mkdir()
    (file.parent / "below" / "refuted.yaml").write_text(BAD)
    assert directives("prove", str(file.parent)).code == 0
    assert directives("prove", str(file.parent), str(file.parent / "below")).code == 1


def test_json_holds_every_proof(file):
    data = json.loads(directives("prove", str(file), "--format", "json").out)
    assert data["format"] == 1
    assert [(one["name"], one["outcome"], one["states"]) for one in data["proofs"]] == [
        ("nobody-is-barred", "proved", 8)
    ]
    several = json.loads(directives("prove", str(file), str(ROOT / "properties"), "--format", "json").out)
    assert len(several) == 4


def test_witnesses_are_written_as_scenarios_that_run(file, tmp_path):
    file.write_text(BAD)
    folder = tmp_path / "witnesses"
    assert directives("prove", str(file), "--witnesses", str(folder)).code == 1
    (written,) = folder.iterdir()
    summary = run(load_scenario(written)).summary
    assert summary.met == summary.expected == 1
    again = directives("prove", str(file), "--witnesses", str(folder))
    assert again.code == 2
    assert "exists already" in again.err
    assert directives("prove", str(file), "--witnesses", str(folder), "--force").code == 1


def test_an_amendment_may_break_a_property():
    result = directives("prove", str(ROOT / "properties"), "--amend", str(ROOT / "amendments/retain-twice.yaml"))
    assert result.code == 1
    assert "Properties: 33 proved, 2 refuted" in result.out


def test_fixed_readings_go_before_those_of_the_file(file):
    file.write_text(GOOD.replace("study_diligently: forbidden", "study_diligently: forbidden").replace(
        "prove:\n", "prove:\n  able: {says: All can be done., topic: material, never: {impossible: any}}\n"
    ))  # fmt: skip
    assert directives("prove", str(file)).code == 1
    assert directives("prove", str(file), "-r", "purchasable=from_the_west").code == 0


def test_only_properties_with_a_word(file):
    file.write_text(GOOD + BAD.partition("prove:\n")[2].replace("nobody-is-barred", "nobody-is-excused"))
    assert directives("prove", str(file)).code == 1
    assert directives("prove", str(file), "-k", "barred:").code == 2
    assert directives("prove", str(file), "-k", "is-barred").code == 0


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(columns):
    result = directives("prove", str(ROOT / "properties/refuted"), columns=columns)
    assert max(map(len, result.out.splitlines())) <= columns


@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        (GOOD.replace("topic: learner", "topic: learners"), [], "unknown topic `learners`"),
        (GOOD.replace("never:", "nevver:"), [], "unknown key `nevver`"),
        (GOOD.replace("forbidden}}", "forbidden}"), [], "not YAML"),
        (GOOD + "policy: remarks-1961\n", [], "unknown policy `remarks-1961`"),
        (GOOD, ["--readings", "purchasable=nowhere"], "unknown value `nowhere`"),
        (GOOD, ["--readings", "purchasable"], "expected name=value"),
        (GOOD, ["--amend", "nowhere.yaml"], "no such file"),
        (GOOD, ["--policy", "nowhere"], "unknown policy `nowhere`"),
        (GOOD, ["-k", "nothing has this word"], "no properties found"),
        ("properties: None\nprove: {}\n", [], "at least"),
    ],
)
def test_bad_input_is_told_in_words(file, content, arguments, told):
    file.write_text(content)
    result = directives("prove", str(file), *arguments)
    assert result.code == 2
    assert told in result.err
    assert "Traceback" not in result.err


def test_a_file_that_is_not_there_is_told():
    assert directives("prove", "nowhere.yaml").code == 2


def test_properties_of_another_policy_are_proved_of_it(file, tmp_path):
    policy = tmp_path / "mine.yaml"
    text = (
        (ROOT / "src/directives/policies/remarks-1960.yaml").read_text().replace("policy: remarks-1960", "policy: mine")
    )
    policy.write_text(text)
    file.write_text(GOOD + "policy: mine\n")
    assert directives("prove", str(file), "--policy", str(policy)).code == 0
    assert directives("prove", str(file)).code == 2


def test_validate_knows_property_files(file):
    assert "sound: 1 property to prove" in directives("validate", str(file)).out
    assert load_policy().policy == "remarks-1960"
