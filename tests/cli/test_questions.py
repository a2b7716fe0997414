"""`why`, `why-not`, `flip` and `ask` as a user meets them: formats, widths, bad input, conversations."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import directives

SCENARIOS = Path(__file__).parents[2] / "scenarios"
ENGINEER = str(SCENARIOS / "specialists/the-indispensable-engineer-declines.yaml")
LIMIT = str(SCENARIOS / "technical-cooperation/a-need-meets-the-limit.yaml")

ASKED = [
    ("why", ENGINEER, "propose_extension"),
    ("why-not", ENGINEER, "propose_extension", "permitted"),
    ("flip", ENGINEER, "assist_work", "obligatory"),
]


@pytest.mark.parametrize("question", ASKED, ids=lambda one: one[0])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(question, columns):
    result = directives(*question, columns=columns)
    assert result.code == 0, result.err
    assert max(map(len, result.out.splitlines())) <= columns


@pytest.mark.parametrize("question", ASKED, ids=lambda one: one[0])
def test_the_json_holds_the_question_and_its_answer(question):
    data = json.loads(directives(*question, "--format", "json").out)
    assert data["format"] == 1
    assert data["action"] == question[2]
    assert data["scenario"] == "The indispensable engineer declines"
    assert (data["step"], data["at"]) == (5, "1960-08-25")


@pytest.mark.parametrize("question", ASKED, ids=lambda one: one[0])
def test_markdown_begins_with_the_scenario(question):
    assert directives(*question, "--format", "markdown").out.startswith("# The indispensable engineer declines\n")


@pytest.mark.parametrize("question", ASKED, ids=lambda one: one[0])
def test_both_evaluators_answer_alike(question):
    answers = [
        json.loads(directives(*question, "--format", "json", "--engine", one).out) for one in ("durable", "arrays")
    ]
    for one in answers:
        one.pop("engine", None)
    assert answers[0] == answers[1]


@pytest.mark.parametrize("question", ASKED, ids=lambda one: one[0])
def test_a_scenario_may_come_from_standard_input(question):
    command, file, *rest = question
    told = directives(command, "-", *rest, stdin=Path(file).read_bytes())
    assert told.out == directives(*question).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("why", ENGINEER, "propose_extention"), "did you mean `propose_extension`?"),
        (("why", ENGINEER, "decide_now"), "is none of topic `specialist`"),
        (("why", ENGINEER, "send_back", "--step", "6"), "from 0 (the start) to 5, found `6`"),
        (("why", ENGINEER, "send_back", "--case", "nobody"), "unknown case `nobody`"),
        (("why", LIMIT, "request_item", "--step", "0"), "which case is `request_item` asked about?"),
        (("why-not", ENGINEER, "send_back", "allowed"), "unknown status `allowed`"),
        (("why-not", ENGINEER, "send_back", "undetermined"), "not knowing does"),
        (("flip", ENGINEER, "send_back", "silent", "--only", "fact"), "did you mean `facts`?"),
        (("flip", ENGINEER, "send_back", "silent", "--cost", "facts"), "expected name=number"),
        (("flip", ENGINEER, "send_back", "silent", "--cost", "facts=0"), "expected a cost from 1"),
        (("flip", ENGINEER, "send_back", "silent", "--cost", "wishes=2"), "nothing here is called `wishes`"),
        (("ask", "specialists"), "did you mean `specialist`?"),
        (("ask", "learner", "--action", "send_back"), "has no action `send_back`"),
        (("ask", "learner", "-r", "wishes=2"), "unknown reading `wishes`"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_question_is_told_with_its_cure(arguments, told):
    result = directives(*arguments)
    assert result.code == 2
    assert told in result.err
    assert result.out == ""


def test_a_step_that_cannot_happen_is_told_at_its_own_place(tmp_path):
    file = tmp_path / "gone.yaml"
    file.write_text(
        "scenario: Gone\ncase: {topic: specialist, contract: running, presence: gone}\n"
        "timeline:\n  - {at: 1960-08-01}\n  - {at: 1960-08-02, action: send_back}\n"
    )
    result = directives("why", str(file), "send_back", "--step", "1")
    assert result.code == 2
    assert "gone.yaml:5:" in result.err


def test_flip_tells_the_first_ways_and_all_on_demand():
    first = str(SCENARIOS / "technical-cooperation/the-need-goes-first.yaml")
    question = ("flip", first, "request_item", "permitted", "--case", "compressor")
    ways = len(json.loads(directives(*question, "--format", "json").out)["ways"])
    assert ways > 12
    assert f"{ways - 12} more ways" in directives(*question).out
    assert "more ways" not in directives(*question, "--all").out


def test_flip_keeps_what_it_is_told_to_keep():
    question = ("flip", ENGINEER, "propose_extension", "permitted", "--format", "json", "--most", "2")
    every = json.loads(directives(*question).out)["ways"]
    kept = json.loads(directives(*question, "--keep", "4,propose_extension").out)["ways"]
    assert {one["kind"] for way in every for one in way["changes"]} == {"drop", "insert"}
    assert not any(one["kind"] == "drop" and one["step"] == 4 for way in kept for one in way["changes"])
    assert not any(one["name"] == "propose_extension" for way in kept for one in way["changes"])


def test_a_cost_may_make_two_changes_cheaper_than_one():
    question = ("flip", LIMIT, "request_item", "obligatory", "--case", "isotope", "--step", "5", "--format", "json")
    ways = json.loads(directives(*question, "--cost", "readings=3,necessity_beats_quota=1").out)["ways"]
    assert [one["name"] for one in ways[0]["changes"]] == ["necessity_beats_quota"]
    assert [way["cost"] for way in ways] == sorted(way["cost"] for way in ways)


def test_an_interview_by_standard_input_ends_with_the_verdict_and_its_argument():
    result = directives("ask", "specialist", "--action", "propose_extension", stdin=b"expired\nabsolute\n1\n\n")
    assert result.code == 0, result.err
    assert "We need to know whether the specialist's contract still runs." in result.err
    assert "We may propose to extend the contract." in result.out
    assert "SP.1c" in result.out


def test_an_interview_that_is_quit_gives_no_verdict_and_one_that_runs_dry_is_bad_input():
    quitted = directives("ask", "learner", stdin=b"q\n")
    assert (quitted.code, quitted.out) == (0, "")
    assert "broken off" in quitted.err
    dry = directives("ask", "specialist", stdin=b"expired\n")
    assert (dry.code, dry.out) == (2, "")
    assert "the answers end before the interview does" in dry.err


def test_an_interview_is_saved_as_a_scenario_that_expects_its_verdict(tmp_path):
    answers, saved = tmp_path / "answers.yaml", tmp_path / "saved.yaml"
    answers.write_text("request: unmade\nnecessity: absolute\nnew_items_requested: 3\n")
    command = ("ask", "new_item", "--answers", str(answers), "--save", str(saved))
    assert directives(*command).code == 0
    tested = directives("test", str(saved))
    assert (tested.code, "2 of 2 expectations met" in tested.out) == (0, True)
    assert "earlier_3" in saved.read_text()
    before = saved.read_text()
    again = directives(*command)
    assert again.code == 2
    assert "the file exists already" in again.err
    assert saved.read_text() == before
    assert directives(*command, "--force").code == 0


def test_an_interview_in_json_gives_answers_and_statuses(tmp_path):
    answers = tmp_path / "answers.yaml"
    answers.write_text("access: unknown\n")
    data = json.loads(directives("ask", "learner", "--answers", str(answers), "--format", "json").out)
    assert data["answers"] == {"access": None}
    assert data["statuses"] == {"study_diligently": "undetermined"}


@pytest.mark.parametrize("text", ["- access", "access: [denied]", "access: denied\naccess: open", "access: ["])
def test_answers_of_the_wrong_shape_are_told(tmp_path, text):
    answers = tmp_path / "answers.yaml"
    answers.write_text(text)
    result = directives("ask", "learner", "--answers", str(answers))
    assert result.code == 2
    assert "answers.yaml" in result.err


@pytest.mark.parametrize(
    "question",
    [*ASKED, ("flip", LIMIT, "request_item", "exempt", "--case", "isotope")],
    ids=lambda one: f"{one[0]}-{one[-1]}",
)
def test_an_answer_takes_less_than_two_seconds_of_a_whole_process(question):
    """Well above what it takes, so that a busy machine passes; a search that explodes does not."""
    before = os.times()
    done = subprocess.run([sys.executable, "-m", "directives", *question], capture_output=True, check=True)
    after = os.times()
    assert done.stdout
    assert after.children_user + after.children_system - before.children_user - before.children_system < 2


def test_too_many_combinations_are_refused_rather_than_weighed_in_part(monkeypatch):
    monkeypatch.setattr("directives.whatif.flip_labels.MOST_LABELS", 10)
    result = directives("flip", ENGINEER, "assist_work", "obligatory")
    assert (result.code, result.out) == (2, "")
    assert "too many combinations" in result.err
    assert "--only facts" in result.err


def test_answers_that_do_not_fit_are_placed_all_at_once(tmp_path):
    answers = tmp_path / "answers.yaml"
    answers.write_text("contrat: expired\nnecessity: absolut\nretention_attempts: many\n", encoding="utf-8")
    told = directives("ask", "specialist", "--answers", str(answers))
    assert told.code == 2
    assert f"{answers}:1:1: topic `specialist` has no fact or counter `contrat`" in told.err
    assert f"{answers}:2:12: unknown value `absolut`" in told.err
    assert f"{answers}:3:21: expected a number" in told.err


def test_an_interview_is_not_begun_that_could_not_be_saved(tmp_path):
    file = tmp_path / "there.yaml"
    file.write_text("mine\n", encoding="utf-8")
    told = directives("ask", "specialist", "--save", str(file))
    assert (told.code, told.out) == (2, "")
    assert "We need to know" not in told.err
    assert file.read_text(encoding="utf-8") == "mine\n"
