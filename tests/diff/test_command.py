"""`directives diff` as a user meets it: which policies it compares, exit codes, formats, witnesses, bad input."""

import json
from pathlib import Path

import pytest

from directives import load_scenario, run
from directives.files import amended, load_amendment, policy_text
from tests.command import directives

ROOT = Path(__file__).parents[2]
TWICE = str(ROOT / "amendments/retain-twice.yaml")
NEVER = str(ROOT / "amendments/never-ask-for-new-specialists.yaml")
AMENDMENT = "amends: remarks-1960\ntitle: No second try is ruled out\nnorms: {SP.2d: null}\n"


@pytest.fixture
def amendment(tmp_path):
    file = tmp_path / "amendment.yaml"
    file.write_text(AMENDMENT)
    return file


def test_a_policy_is_equivalent_to_itself():
    result = directives("diff", "remarks-1960", "remarks-1960", "--fail-on-change")
    assert result.code == 0
    assert "Equivalent" in result.out


def test_changes_exit_0_unless_told_to_fail_on_them(amendment):
    assert directives("diff", "remarks-1960", str(amendment)).code == 0
    assert directives("diff", "remarks-1960", str(amendment), "--fail-on-change").code == 1


def test_an_amendment_may_be_given_after_or_by_option_and_before(amendment):
    after = directives("diff", "remarks-1960", str(amendment)).out
    assert directives("diff", "remarks-1960", "--amend", str(amendment)).out == after
    back = directives("diff", str(amendment), "remarks-1960").out
    assert "urge to stay: silent, now must not" in back
    assert "only stricter" in back


def test_two_amendments_of_one_policy_are_compared_with_one_another():
    result = directives("diff", TWICE, NEVER)
    assert "urge to stay: must, now must not" in result.out
    assert "request specialist: may, now must not" in result.out


def test_amendments_are_made_one_after_another():
    result = directives("diff", "remarks-1960", TWICE, "--amend", NEVER)
    assert 'as amended by "Retain twice" as amended by "Never ask for new specialists"' in " ".join(result.out.split())


def test_json_says_what_the_text_says(amendment):
    data = json.loads(directives("diff", "remarks-1960", str(amendment), "--format", "json").out)
    assert data["format"] == 1
    assert data["relation"] == "laxer"
    assert [(one["names"], one["before"], one["after"]) for one in data["shifts"]] == [
        (["urge_to_stay"], "forbidden", "silent")
    ]


def test_without_implied_norms_their_changes_are_none(tmp_path):
    file = tmp_path / "implied.yaml"
    file.write_text("amends: remarks-1960\ntitle: Nothing implied\nnorms: {TC.2c: null}\n")
    assert directives("diff", "remarks-1960", str(file), "--fail-on-change").code == 1
    assert directives("diff", "remarks-1960", str(file), "--fail-on-change", "--literal").code == 0


def test_witnesses_are_written_for_either_side_and_meet_their_expectations(amendment, tmp_path, remarks):
    folder = tmp_path / "witnesses"
    assert directives("diff", "remarks-1960", str(amendment), "--witnesses", str(folder)).code == 0
    before, after = sorted(folder.iterdir(), reverse=True)
    assert (before.name, after.name) == (
        "01-specialist-status-urge_to_stay-before.yaml",
        "01-specialist-status-urge_to_stay-after.yaml",
    )
    policies = {before: remarks, after: amended(remarks, load_amendment(amendment))}
    for file, policy in policies.items():
        summary = run(load_scenario(file, policy), policy).summary
        assert summary.met == summary.expected == 1
    assert directives("diff", "remarks-1960", str(amendment), "--witnesses", str(folder)).code == 2
    assert directives("diff", "remarks-1960", str(amendment), "--witnesses", str(folder), "--force").code == 0


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("file", [TWICE, NEVER, str(ROOT / "amendments/warm-send-off-for-everyone.yaml")])
def test_no_line_is_wider_than_the_terminal(file, columns):
    result = directives("diff", "remarks-1960", file, columns=columns)
    assert max(map(len, result.out.splitlines())) <= columns


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["remarks-1961"], "unknown policy `remarks-1961`"),
        (["remarks-1960", "nowhere.yaml"], "no such file"),
        (["remarks-1960", "{file}", "--readings", "limit=3"], "unknown reading `limit`"),
        (["remarks-1960", "{file}", "--readings", "too_many_new_items=99"], "unknown value `99`"),
        (["remarks-1960", "--amend", "nowhere.yaml"], "no such file"),
        (["remarks-1960", "{faulty}"], "there is no norm `SP.2x` to repeal"),
        (["remarks-1960", "{other}"], "unknown policy `mine`"),
    ],
)
def test_bad_input_is_told_in_words(amendment, tmp_path, arguments, told):
    faulty, other = tmp_path / "faulty.yaml", tmp_path / "other.yaml"
    faulty.write_text(AMENDMENT.replace("SP.2d", "SP.2x"))
    other.write_text(AMENDMENT.replace("remarks-1960", "mine"))
    paths = {"{file}": str(amendment), "{faulty}": str(faulty), "{other}": str(other)}
    result = directives("diff", *(paths.get(one, one) for one in arguments))
    assert result.code == 2
    assert told in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("words", [("remarks-1960",), ("remarks-1960", "--amend"), ()])
def test_an_amendment_of_another_policy_is_cured_by_what_diff_takes(tmp_path, words):
    other = tmp_path / "other.yaml"
    other.write_text(AMENDMENT.replace("remarks-1960", "other"), encoding="utf-8")
    result = directives("diff", *words, str(other))
    assert result.code == 2
    assert "give the policy that it amends first: directives diff POLICY AMENDMENT" in result.err
    assert "--policy" not in result.err
    policy = tmp_path / "policy.yaml"
    policy.write_text(policy_text()[0].replace("policy: remarks-1960", "policy: other"), encoding="utf-8")
    assert directives("diff", str(policy), str(other)).code == 0
