"""Scenario files collected by pytest, in runs of pytest of their own."""

from xml.etree import ElementTree

import pytest

from directives import run
from directives.play import suite
from tests.command import directives

PASSING = """scenario: A student
case: {topic: learner}
timeline:
  - {event: access_denied, expect: {study_diligently: exempt}}
"""
FAILING = """scenario: An engineer
case: {topic: specialist, contract: expired, necessity: absolute, character: good}
timeline:
  - {expect: {propose_extension: forbidden}}
  - {action: propose_extension, judged: violation}
"""
FAULTY = """scenario: A lerner
case: {topic: lerner}
timeline: [{}]
tgas: [draft]
"""
OPTION = "[pytest]\ndirectives_scenarios = scenarios\n"


@pytest.fixture(scope="module", autouse=True)
def imported():
    """Whatever an inner run needs is imported before it: it forgets afterwards what it has imported itself."""
    run({"scenario": "It", "case": {"topic": "learner"}})


@pytest.fixture
def project(pytester):
    """A project with one test of its own and a folder of scenarios, and how to run pytest in it."""

    def run_pytest(*arguments, ini=OPTION, **scenarios):
        pytester.makefile(".ini", pytest=ini)
        pytester.makepyfile(test_own="def test_of_its_own():\n    pass\n")
        folder = pytester.mkdir("scenarios")
        for name, text in scenarios.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return pytester.runpytest("-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider", *arguments)

    return run_pytest


def told(result):
    """What pytest printed."""
    return "\n".join(result.outlines + result.errlines)


def test_without_the_option_nothing_is_collected(project):
    result = project(ini="[pytest]\n", student=PASSING, engineer=FAILING, lerner=FAULTY)
    result.assert_outcomes(passed=1)
    assert "scenario" not in told(result)


def test_with_the_option_each_file_is_a_test(project):
    result = project("-v", student=PASSING, engineer=FAILING)
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines_random(
        ["scenarios/student.yaml::student PASSED*", "scenarios/engineer.yaml::engineer FAILED*"]
    )


def test_a_failure_is_told_as_directives_test_tells_it(project, pytester):
    result = project(engineer=FAILING)
    file = str(pytester.path / "scenarios" / "engineer.yaml")
    *failures, _ = directives("test", file).out.splitlines()
    assert failures[0] == f"{file}:4:34: expected propose_extension forbidden, got permitted"
    assert failures[1].startswith("  why: SP.1c permits it")
    assert failures[2] == f"{file}:5:41: expected judged violation, got compliant"
    assert failures[3].startswith("  why: SP.1c permits it")
    start = result.outlines.index(failures[0])
    assert result.outlines[start : start + 4] == failures


def test_a_failure_shows_no_traceback(project):
    result = project("--tb=long", engineer=FAILING)
    assert "Traceback" not in told(result)
    assert "ScenarioFailedError" not in told(result)
    assert "pytest_plugin.py" not in told(result)


def test_a_faulty_file_shows_all_its_faults(project, pytester):
    result = project(lerner=FAULTY, student=PASSING)
    result.assert_outcomes(passed=2, failed=1)
    file = str(pytester.path / "scenarios" / "lerner.yaml")
    faults = directives("validate", file).err.splitlines()[:-1]
    assert [line.removeprefix(file) for line in faults if line.startswith(file)] == [
        ":2:15: unknown topic `lerner`",
        ":4:1: unknown key `tgas`",
    ]
    assert "  help: did you mean `learner`?" in told(result)
    start = result.outlines.index(faults[0])
    assert result.outlines[start : start + len(faults)] == faults
    assert "Traceback" not in told(result)


def test_a_step_that_cannot_happen_is_a_failure(project):
    result = project(student=PASSING.replace("access_denied", "access_restored"))
    result.assert_outcomes(passed=1, failed=1)
    assert "student.yaml:4:13: event `access_restored` cannot happen here" in told(result)


def test_a_file_that_is_not_yaml_is_a_failure_and_stops_no_other(project):
    result = project(broken="scenario: [", student=PASSING)
    result.assert_outcomes(passed=2, failed=1)


@pytest.mark.parametrize(("word", "outcomes"), [("student", {"passed": 1}), ("engineer", {"failed": 1})])
def test_scenarios_are_chosen_with_k(project, word, outcomes):
    result = project("-k", word, student=PASSING, engineer=FAILING)
    result.assert_outcomes(deselected=2, **outcomes)


def test_a_scenario_is_chosen_by_its_address(project):
    result = project("scenarios/student.yaml::student", student=PASSING, engineer=FAILING)
    result.assert_outcomes(passed=1)


def test_only_yaml_below_the_named_paths_is_collected(project, pytester):
    (pytester.path / "other.yaml").write_text("not: a scenario", encoding="utf-8")
    (pytester.path / "scenarios-of-others").mkdir()
    (pytester.path / "scenarios-of-others" / "other.yaml").write_text("not: a scenario", encoding="utf-8")
    project(student=PASSING).assert_outcomes(passed=2)


def test_the_option_may_name_several_paths_and_single_files(project, pytester):
    (pytester.path / "more").mkdir()
    for name in ("one.yml", "two.yaml"):
        (pytester.path / "more" / name).write_text(PASSING, encoding="utf-8")
    ini = "[pytest]\ndirectives_scenarios =\n    scenarios\n    more/one.yml\n"
    project(ini=ini, student=PASSING).assert_outcomes(passed=3)


def test_a_fault_of_ours_shows_where_it_is(project, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(suite, "play", broken)
    result = project(student=PASSING)
    result.assert_outcomes(passed=1, failed=1)
    assert "ZeroDivisionError: ours" in told(result)
    assert "suite.py" in told(result)


def test_a_failure_stands_in_the_report_of_pytest(project, pytester):
    project("--junit-xml=report.xml", engineer=FAILING)
    (failure,) = ElementTree.parse(pytester.path / "report.xml").getroot().iter("failure")
    assert "expected propose_extension forbidden, got permitted" in failure.text
