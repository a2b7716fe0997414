"""The commands as a user meets them: output, exit codes, bad input."""

import json
import subprocess
import sys

import pytest

from tests.command import directives

ENGINEER = """scenario: An engineer
case: {topic: specialist, contract: running, necessity: absolute, character: good}
timeline:
  - {at: 1960-08-01, event: contract_expires, expect: {propose_extension: permitted}}
  - {at: 1960-08-03, action: propose_extension, judged: compliant}
"""


@pytest.fixture
def engineer(tmp_path):
    file = tmp_path / "engineer.yaml"
    file.write_text(ENGINEER)
    return file


def test_run_tells_the_story_with_the_norms(engineer):
    result = directives("run", str(engineer))
    assert result.code == 0
    assert "The specialist's contract ran out." in result.out
    assert "SP.1c" in result.out
    assert "2 of 2 expectations met" in result.out
    assert result.err == ""


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(engineer, columns):
    result = directives("run", str(engineer), "--full", columns=columns)
    assert max(map(len, result.out.splitlines())) <= columns


def test_run_writes_the_json_of_the_design(engineer):
    data = json.loads(directives("run", str(engineer), "--format", "json").out)
    assert list(data) == ["format", "scenario", "policy", "readings", "steps", "duties", "summary"]
    assert [step["kind"] for step in data["steps"]] == ["start", "event", "action"]
    ruling = data["steps"][1]["verdict"]["propose_extension"]
    assert ruling["status"] == "permitted"
    assert ruling["norms"] == ["SP.1c"]
    assert ruling["set_aside"] == [{"norm": "SP.1a", "by": ["SP.1c"]}]
    assert data["summary"] == {"expected": 2, "met": 2, "violations": 0}


def test_several_files_give_an_array(engineer):
    data = json.loads(directives("run", str(engineer), str(engineer), "--format", "json").out)
    assert [one["scenario"] for one in data] == ["An engineer", "An engineer"]


def test_run_reads_standard_input():
    result = directives("run", "-", stdin=ENGINEER.encode())
    assert result.code == 0
    assert "An engineer" in result.out


def test_run_with_unmet_expectations_tells_them_and_exits_0(engineer):
    engineer.write_text(ENGINEER.replace("permitted", "forbidden"))
    result = directives("run", str(engineer))
    assert result.code == 0
    assert "expected propose_extension forbidden, got permitted" in result.out


def test_a_failed_expectation_exits_1_with_place_and_reason(engineer):
    engineer.write_text(ENGINEER.replace("permitted", "forbidden").replace("compliant", "violation"))
    result = directives("test", str(engineer))
    assert result.code == 1
    assert f"{engineer}:4:75: expected propose_extension forbidden, got permitted" in result.out
    assert "why: SP.1c permits it" in result.out
    assert f"{engineer}:5:57: expected judged violation, got compliant" in result.out


def test_markdown_escapes_what_would_be_markup(engineer):
    engineer.write_text(ENGINEER.replace("An engineer", "'<script>alert(1)</script> *x*'"))
    out = directives("run", str(engineer), "--format", "markdown").out
    assert "<script>" not in out.replace("\\<", "")


def test_literal_leaves_implied_norms_out(tmp_path):
    file = tmp_path / "routine.yaml"
    file.write_text("scenario: Routine\ncase: {topic: routine_item}\n")
    for more, status in (((), "permitted"), (("--literal",), "silent")):
        start = json.loads(directives("run", str(file), "--format", "json", *more).out)["steps"][0]
        assert start["verdict"]["raise_routine_item"]["status"] == status


def test_readings_are_chosen_on_the_command_line(tmp_path):
    file = tmp_path / "routine.yaml"
    file.write_text("scenario: Routine\ncase: {topic: routine_item}\n")
    result = directives("run", str(file), "--readings", "routine_too_often=0", "--format", "json")
    assert json.loads(result.out)["steps"][0]["verdict"]["raise_routine_item"]["status"] == "forbidden"


BAD = [
    (("run", "gone.yaml"), "no such file"),
    (("run", "."), "no scenarios found"),
    (("run", "{file}", "--readings", "purchasable"), "expected name=value"),
    (("run", "{file}", "--readings", "purchasabel=anywhere"), "did you mean `purchasable`"),
    (("run", "{file}", "--readings", "period_days=0"), "an integer from 1 to 3660"),
    (("run", "{file}", "--policy", "no-such"), "unknown policy"),
    (("test", "gone"), "no such file or folder"),
    (("test", "{file}", "-k", "zebra"), "no scenarios found"),
    (("show", "SP.1"), None),
    (("show", "SP.9"), "did you mean"),
    (("explain", "no-such"), "unknown code"),
    (("new", "specialists"), "did you mean `specialist`"),
    (("validate", "gone.yaml"), "no such file"),
]


@pytest.mark.parametrize(("arguments", "told"), BAD)
def test_bad_arguments_exit_2_with_a_cure_and_no_traceback(engineer, tmp_path, monkeypatch, arguments, told):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    result = directives(*(argument.replace("{file}", str(engineer)) for argument in arguments))
    assert "Traceback" not in result.err
    if told is None:
        assert result.code == 0
    else:
        assert result.code == 2
        assert told in result.err
        assert result.out == ""


def test_a_bad_argument_and_a_file_in_the_way_have_codes_to_look_up(engineer):
    assert "explain bad-argument" in directives("run", str(engineer), "--readings", "purchasable").err
    assert "explain would-overwrite" in directives("new", "learner", "-o", str(engineer)).err
    assert directives("explain", "bad-argument", "would-overwrite").code == 0


def test_a_file_with_faults_in_a_suite_exits_2_after_the_others_ran(engineer, tmp_path):
    (tmp_path / "broken.yaml").write_text("scenario: [")
    result = directives("test", str(tmp_path))
    assert result.code == 2
    assert "1 of 2 scenarios passed" in result.out
    assert "broken.yaml:1:" in result.err


def test_nothing_runs_when_one_file_has_faults(engineer, tmp_path):
    (tmp_path / "broken.yaml").write_text("scenario: [")
    result = directives("run", str(engineer), str(tmp_path / "broken.yaml"))
    assert result.code == 2
    assert result.out == ""


def test_coverage_tells_what_was_never_reached(engineer):
    result = directives("test", str(engineer), "--coverage", "--fail-under", "100")
    assert result.code == 1
    assert "norms in force" in result.out
    assert "never:" in result.out
    assert "under 100 %" in result.err


def test_junit_counts_failures_and_faults(engineer, tmp_path):
    from xml.etree import ElementTree

    engineer.write_text(ENGINEER.replace("permitted", "forbidden"))
    (tmp_path / "broken.yaml").write_text("scenario: [")
    report = tmp_path / "report.xml"
    directives("test", str(tmp_path), "--junit", str(report))
    suite = ElementTree.parse(report).getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "1", "1")


def test_json_of_a_suite_tells_failures_and_coverage(engineer):
    data = json.loads(directives("test", str(engineer), "--format", "json", "--coverage").out)
    assert data["scenarios"][0]["passed"] is True
    assert 0 < data["coverage"][0]["percent"] < 100


@pytest.mark.parametrize("topic", [
    "agreed_item", "new_item", "routine_item", "specialist", "new_specialist", "reserved_matter", "learner", "material",
    "technology",
])  # fmt: skip
def test_a_new_scenario_runs_as_it_is(topic, tmp_path):
    file = tmp_path / "new.yaml"
    assert directives("new", topic, "-o", str(file)).code == 0
    assert directives("run", str(file)).code == 0
    uncommented = file.read_text().replace("  # - {", "  - {")
    file.write_text(uncommented)
    assert directives("validate", str(file)).code in (0, 2)


def test_new_never_writes_over_a_file_unless_forced(engineer):
    result = directives("new", "learner", "-o", str(engineer))
    assert result.code == 2
    assert "the file exists already" in result.err
    assert engineer.read_text() == ENGINEER
    assert directives("new", "learner", "-o", str(engineer), "--force").code == 0


def test_new_into_a_folder_that_is_not_there_is_told(tmp_path):
    result = directives("new", "learner", "-o", str(tmp_path / "gone" / "x.yaml"))
    assert result.code == 2
    assert "cannot be written" in result.err


def test_show_tells_a_norm_and_what_refers_to_it():
    result = directives("show", "SP.1c")
    assert "norm SP.1c" in result.out
    assert "norm SP.1d" in result.out


def test_show_knows_every_name_of_the_policy():
    names = json.loads(directives("show", "--format", "json").out)
    for section, found in names.items():
        if isinstance(found, list):
            for name in found:
                assert directives("show", name).code == 0, (section, name)


def test_explain_lists_and_explains():
    assert "impossible-step" in directives("explain").out
    assert "Cure:" in directives("explain", "impossible-step").out


def test_version_tells_package_engine_and_policies():
    out = directives("--version").out
    assert "directives 0.1.0" in out
    assert "policy remarks-1960: 13 clauses, 33 norms, 2 claims" in out


def test_help_of_every_command_is_there():
    for command in ("run", "test", "show", "explain", "new", "validate", "schema"):
        assert directives(command, "--help").code == 0


def test_a_fault_of_ours_exits_3_without_a_traceback(engineer, monkeypatch):
    monkeypatch.setattr("directives.play.play", lambda *_, **__: 1 / 0)
    result = directives("run", str(engineer))
    assert result.code == 3
    assert "a fault of ours: ZeroDivisionError" in result.err
    assert "Traceback" not in result.err


def test_no_colour_when_piped(engineer):
    done = subprocess.run(
        [sys.executable, "-m", "directives", "run", str(engineer)], capture_output=True, text=True, check=True
    )
    assert "\x1b" not in done.stdout


def test_a_closed_pipe_is_no_error(engineer):
    done = subprocess.run(
        f"{sys.executable} -m directives run {engineer} --full | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_watch_runs_again_when_a_file_changes(engineer):
    import time

    command = [sys.executable, "-u", "-m", "directives", "test", str(engineer), "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert "1 of 1 scenarios passed" in process.stdout.readline()
        process.stdout.readline()
        time.sleep(0.1)
        engineer.write_text(ENGINEER.replace("permitted", "forbidden"))
        assert "expected propose_extension forbidden" in process.stdout.readline()
        process.terminate()
