"""What amendments do to a suite: which expectations change, through which amended norms, and what nobody expected."""

from pathlib import Path

import pytest

from directives import FaultsError, load_policy
from directives.files import amended, load_amendment
from directives.play.suite import Suite, scenario_files
from directives.whatif.suite_change import suite_change

ROOT = Path(__file__).parents[3]
SHIPPED = sorted((ROOT / "amendments").glob("*.yaml"))

STORY = """\
scenario: Urged again
case: {topic: specialist, contract: running, withdrawal: requested}
timeline:
  - action: urge_to_stay
    judged: compliant
    expect: {urge_to_stay: %s}
  - action: urge_to_stay
    judged: violation
"""
TWICE = str(ROOT / "amendments/retain-twice.yaml")
LEARNERS = str(ROOT / "amendments/learners-only-with-running-contracts.yaml")


def told(tmp_path, text, *amend):
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    answer, faults = suite_change([file], amend, Suite(engine="arrays"))
    assert not faults
    return answer


def test_a_broken_expectation_has_its_place_its_norms_and_the_way(tmp_path):
    answer = told(tmp_path, STORY % "forbidden", TWICE)
    first, second = answer.changed
    assert first.place.endswith("story.yaml:6:28")
    assert (first.of, first.expected, first.before, first.after) == (
        "urge_to_stay",
        "forbidden",
        "forbidden",
        "obligatory",
    )
    assert (first.deed, first.norms) == ("broken", ("SP.2c", "SP.2d"))
    assert (second.of, second.before, second.after) == ("judged", "violation", "compliant")
    assert second.norms == ("SP.2c", "SP.2d")
    assert (answer.expected, answer.met) == (3, (3, 1))


def test_an_expectation_that_is_met_only_now_is_cured(tmp_path):
    first, _ = told(tmp_path, STORY % "obligatory", TWICE).changed
    assert first.deed == "cured"


def test_one_that_was_and_is_not_met_is_neither(tmp_path):
    first, _ = told(tmp_path, STORY % "silent", TWICE).changed
    assert first.deed == "otherwise"


def test_of_several_amendments_the_one_that_does_it_is_named(tmp_path):
    answer = told(tmp_path, STORY % "forbidden", LEARNERS, TWICE)
    assert {one.causes for one in answer.changed} == {((2,),)}


def test_an_amendment_of_other_topics_changes_nothing(tmp_path):
    answer = told(tmp_path, STORY % "forbidden", str(ROOT / "amendments/never-ask-for-new-specialists.yaml"))
    assert (answer.changed, answer.unexpected, answer.met) == ((), {}, (3, 3))


def test_what_changes_unexpectedly_is_counted(tmp_path):
    quiet = STORY.replace("    expect: {urge_to_stay: %s}\n", "").replace("    judged: violation\n", "")
    answer = told(tmp_path, quiet, TWICE)
    assert answer.changed == ()
    assert list(answer.unexpected.values()) == [2]


def test_a_story_that_no_longer_goes_on_is_told(tmp_path):
    stricter = tmp_path / "amendment.yaml"
    stricter.write_text(
        "amends: remarks-1960\ntitle: Only once\nactions:\n  urge_to_stay: {needs: {presence: gone}}\n",
        encoding="utf-8",
    )
    answer = told(tmp_path, STORY % "forbidden", str(stricter))
    assert "cannot happen here" in next(iter(answer.breaks.values()))


def test_an_unsound_amendment_is_a_fault(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("amends: remarks-1960\ntitle: W\nnorms: {SP.1a: null}\n", encoding="utf-8")
    with pytest.raises(FaultsError):
        told(tmp_path, STORY % "forbidden", str(wrong))


def test_a_faulty_scenario_is_told_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.yaml").write_text("scenario: A\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(STORY % "forbidden", encoding="utf-8")
    answer, faults = suite_change(scenario_files([tmp_path]), [TWICE], Suite(engine="arrays"))
    assert (answer.scenarios, [fault.code for fault in faults]) == (1, ["wrong-keys"])


def test_a_file_that_is_not_wanted_is_left_out(tmp_path):
    (tmp_path / "b.yaml").write_text(STORY % "forbidden", encoding="utf-8")
    answer, _ = suite_change(scenario_files([tmp_path]), [TWICE], Suite(engine="arrays"), lambda *_: False)
    assert answer.scenarios == 0


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_whole_suite_agrees_with_playing_it_under_the_amended_policy(file):
    """Counted another way: every file played by itself under both policies."""
    files = scenario_files([ROOT / "scenarios"])
    answer, faults = suite_change(files, [str(file)], Suite(engine="arrays"))
    assert not faults
    policy = amended(load_policy(), load_amendment(file))
    outcomes = Suite(policy, "arrays").outcomes(files)
    unmet = {str(failure.place): (failure.expected, failure.actual) for one in outcomes for failure in one.failures}
    assert {one.place: (one.expected, one.after) for one in answer.changed} == unmet
    assert answer.met == (answer.expected, answer.expected - len(unmet))
    touched = set(load_amendment(file).norms)
    assert all(one.norms and set(one.norms) <= touched for one in answer.changed)
