"""`what-if`, `amend` and `test --amend` at the command line: what goes where, what is written, how it ends."""

import json
from pathlib import Path

import pytest

from directives.files import amended, load_amendment, load_policy
from directives.whatif import Table, WhatIf
from tests.command import directives

ROOT = Path(__file__).parents[2]
URGED = str(ROOT / "scenarios/specialists/urged-twice.yaml")
TWICE = str(ROOT / "amendments/retain-twice.yaml")
NEVER = str(ROOT / "amendments/never-ask-for-new-specialists.yaml")


@pytest.mark.parametrize("engine", ["arrays", "durable"])
def test_every_engine_gives_the_same_answer(engine):
    pytest.importorskip("durable.engine" if engine == "durable" else "directives")
    told = directives("what-if", URGED, "--drop", "3", "--amend", TWICE, "--engine", engine)
    assert (told.code, told.err) == (0, "")
    assert told.out == directives("what-if", URGED, "--drop", "3", "--amend", TWICE, "--engine", "arrays").out


def test_the_json_is_read_back_by_the_models():
    told = directives("what-if", URGED, "--drop", "3", "--format", "json")
    answer = WhatIf.model_validate_json(told.out)
    assert [one.kind for one in answer.changes] == ["drop"]
    assert json.loads(told.out) == answer.model_dump(mode="json")
    table = Table.model_validate_json(directives("what-if", URGED, "--vary", "contract", "--format", "json").out)
    assert table.varied[0].name == "case.contract"


def test_several_tables_are_an_array():
    told = json.loads(directives("what-if", URGED, "--vary", "case", "--format", "json").out)
    assert len(told) == 8


def test_an_answer_read_from_json_has_no_story_to_tell():
    answer = WhatIf.model_validate_json(directives("what-if", URGED, "--drop", "3", "--format", "json").out)
    assert "step 3 is left out" in str(answer)


def test_standard_input_is_a_scenario_too():
    told = directives("what-if", "-", "--drop", "3", stdin=Path(URGED).read_bytes())
    assert told.out == directives("what-if", URGED, "--drop", "3").out


def test_implied_norms_are_left_out_of_amended_policies_too(tmp_path):
    story = tmp_path / "story.yaml"
    story.write_text("scenario: S\ncase: {topic: new_specialist, necessity: ordinary}\n", encoding="utf-8")
    told = directives("what-if", str(story), "--literal", "--readings", "new_specialists=never")
    assert "must not  request specialist, instead of silent" in told.out


def test_saving_writes_the_changed_story_and_tells_what_it_cannot_hold(tmp_path):
    file = tmp_path / "changed.yaml"
    told = directives("what-if", URGED, "--drop", "3", "--amend", TWICE, "--save", str(file))
    assert told.code == 0
    assert "does not hold the amendment" in told.err
    assert "# What if: step 3 is left out" in file.read_text(encoding="utf-8")
    assert directives("validate", str(file)).code == 0


def test_nothing_is_written_over_without_force(tmp_path):
    file = tmp_path / "there.yaml"
    file.write_text("mine\n", encoding="utf-8")
    for command in (("what-if", URGED, "--save"), ("amend", TWICE, "-o")):
        told = directives(*command, str(file))
        assert (told.code, file.read_text(encoding="utf-8")) == (2, "mine\n")
        assert "the file exists already" in told.err
    assert directives("what-if", URGED, "--save", str(file), "--force").code == 0
    assert file.read_text(encoding="utf-8") != "mine\n"


def test_many_stories_cannot_be_saved_as_one(tmp_path):
    told = directives("what-if", URGED, "--vary", "contract", "--save", str(tmp_path / "x.yaml"))
    assert told.code == 2
    assert not (tmp_path / "x.yaml").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--set", "nonsense"),
        ("--drop", "99"),
        ("--insert", "soon"),
        ("--amend", "missing.yaml"),
        ("--vary", "nonsense"),
        ("--vary", "contract", "--vary", "necessity", "--vary", "character"),
        ("-r", "nonsense=1"),
    ],
)
def test_what_cannot_be_asked_is_bad_input(arguments):
    told = directives("what-if", URGED, *arguments)
    assert (told.code, told.out) == (2, "")
    assert "help:" in told.err


def test_a_story_that_breaks_off_is_an_answer():
    told = directives("what-if", URGED, "--drop", "1")
    assert told.code == 0
    assert "breaks off at step 4" in told.out


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("file", sorted((ROOT / "scenarios").rglob("*.yaml"))[::4], ids=lambda file: file.stem)
def test_no_line_is_wider_than_the_terminal(file, columns):
    for arguments in ((), ("--vary", "readings"), ("--amend", TWICE, "--drop", "1"), ("--drop", "1")):
        told = directives("what-if", str(file), *arguments, columns=columns)
        assert told.code == 0, told.err
        assert max(map(len, told.out.splitlines())) <= columns


def test_an_amended_policy_is_a_policy_file(tmp_path):
    file = tmp_path / "amended.yaml"
    assert directives("amend", TWICE, NEVER, "-o", str(file)).code == 0
    assert load_policy(file) == amended(load_policy(), load_amendment(TWICE), load_amendment(NEVER))
    told = directives("run", URGED, "--policy", str(file))
    assert "urge twice" in told.out


def test_amend_finds_the_faults_of_an_amendment(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text("amends: remarks-1960\ntitle: W\nnorms: {SP.1a: null}\n", encoding="utf-8")
    told = directives("amend", str(file))
    assert told.code == 2
    assert "unsound-when-amended" in told.err


def test_an_amendment_to_an_amended_policy_needs_that_policy(tmp_path):
    second = tmp_path / "second.yaml"
    second.write_text("amends: remarks-1960\ntitle: S\nnorms: {SP.2f: null}\n", encoding="utf-8")
    farewell = str(ROOT / "amendments/warm-send-off-for-everyone.yaml")
    assert directives("amend", str(second)).code == 2
    assert directives("amend", farewell, str(second)).code == 0


def test_a_suite_that_meets_all_its_expectations_when_amended_is_sound():
    assert directives("test", URGED, "--amend", NEVER).code == 0
    assert directives("test", URGED, "--amend", TWICE).code == 1


@pytest.mark.parametrize("option", [("--coverage",), ("--fail-under", "10"), ("--junit", "x.xml")])
def test_an_amended_suite_is_not_covered_or_reported(option):
    told = directives("test", URGED, "--amend", TWICE, *option)
    assert told.code == 2
    assert "--amend" in told.err


def test_a_suite_without_scenarios_is_bad_input(tmp_path):
    assert directives("test", str(tmp_path), "--amend", TWICE).code == 2
    assert directives("test", str(tmp_path / "none"), "--amend", TWICE).code == 2


def test_faults_of_a_suite_come_with_what_changes(tmp_path):
    (tmp_path / "a.yaml").write_text("scenario: A\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(Path(URGED).read_text(encoding="utf-8"), encoding="utf-8")
    told = directives("test", str(tmp_path), "--amend", TWICE)
    assert told.code == 2
    assert "some" in told.err or "case" in told.err
    assert "broken" in told.out


@pytest.mark.parametrize(
    ("words", "message", "cure"),
    [
        (("--drop", "3", "--drop", "3"), "step 3 is left out already", "give another step"),
        (("--set", "contract=expired", "--set", "contract=running"), "`contract` is given a value twice", "--vary"),
        (("--set", "her.contract=expired"), "unknown case `her`", "there is one case only: leave its name out"),
        (("--insert", "her event teaching_refused"), "unknown case `her`", "there is one case only"),
    ],
)
def test_changes_that_do_not_go_together_are_told(words, message, cure):
    told = directives("what-if", URGED, *words)
    assert told.code == 2
    assert message in told.err
    assert cure in told.err


def test_what_is_no_amendment_is_told_what_it_lacks_and_nothing_else_of_its_policy():
    told = directives("amend", URGED)
    assert told.code == 2
    assert "`amends` is missing" in told.err
    assert "the amendment is to policy" not in told.err


def test_an_amended_suite_is_told_as_markdown_too():
    told = directives("test", URGED, "--amend", TWICE, "--format", "markdown")
    assert told.code == 1
    assert told.out.startswith("# Amended: Retain twice\n\n## ")
    assert "- **broken** line 17: urge to stay is obligatory instead of forbidden (SP.2c, SP.2d)" in told.out
    assert directives("test", URGED, "--format", "markdown").code == 2


def test_a_suite_of_faulty_files_alone_changes_nothing(tmp_path):
    file = tmp_path / "empty.yaml"
    file.write_text("", encoding="utf-8")
    told = directives("test", str(file), "--amend", TWICE)
    assert (told.code, told.out) == (2, "")
    assert "the file is empty" in told.err
