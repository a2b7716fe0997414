"""The stage shows what the rules engine says, at every step of every shipped scenario."""

import html

import pytest

from directives import evaluator_for, load_policy, load_scenario
from directives.lab.address import Address
from directives.lab.choosing import options
from directives.lab.library import Library
from directives.lab.rulings import rows
from directives.lab.stage import question
from directives.lab.story import entries
from directives.lab.visit import Visit
from directives.play import play
from tests.lab.conftest import SCENARIOS

REMARKS = load_policy()
LIBRARY = Library(REMARKS)
FILES = sorted(SCENARIOS.rglob("*.yaml"))


def visit(scenario, **fields) -> Visit:
    return Visit(Address(scenario, **fields), LIBRARY)


@pytest.fixture(scope="module")
def engine():
    return evaluator_for(REMARKS)


@pytest.mark.parametrize("part", range(4))
def test_the_stage_says_at_every_step_what_the_engine_says(part, engine):
    for file in FILES[part::4]:
        scenario = load_scenario(file)
        moments = play(scenario, REMARKS, engine).steps[len(scenario.matters) :]
        for number, moment in enumerate(moments, 1):
            here = visit(scenario, at=number)
            found = rows(here)
            assert {row.action: row.status for row in found} == {
                name: ruling.status for name, ruling in moment.verdict.items()
            }, (file, number)
            assert {row.action: [name for name, *_ in row.norms] for row in found} == {
                name: [*ruling.norms, *ruling.open] for name, ruling in moment.verdict.items()
            }
        told = [entry.judgement for entry in entries(visit(scenario))[1:]]
        assert told == [moment.judgement.value if moment.judgement else "" for moment in moments]


def test_another_case_can_be_looked_at_at_the_same_moment():
    two = load_scenario(
        {
            "scenario": "Two", "cases": {"a": {"topic": "learner"}, "b": {"topic": "learner", "access": "denied"}},
            "timeline": [{"case": "a", "event": "access_denied"}],
        }
    )  # fmt: skip
    assert visit(two, at=1).who == "a"
    assert rows(visit(two, at=1, who="b"))[0].word == "need not"
    assert rows(visit(two, at=0, who="a"))[0].word == "must"


def test_only_what_can_happen_is_offered_and_the_rest_says_why_not():
    for file in FILES[::6]:
        scenario = load_scenario(file)
        here = visit(scenario, at=len(scenario.timeline) // 2)
        possible, impossible = options(here)
        assert all("it needs" in one.why_not for one in impossible)
        for one in (*possible, *impossible):
            step = {one.kind: one.name, "at": here.days[here.at], "case": here.who}
            if len(scenario.matters) == 1:
                del step["case"]
            told = scenario.plain()
            told.setdefault("timeline", []).insert(here.at, {key: value for key, value in step.items() if value})
            longer = visit(load_scenario(told, REMARKS), at=here.at + 1, who=here.who)
            assert (longer.break_ is None) == (one in possible), (file, one)


def test_a_story_that_breaks_off_says_where_and_the_others_go_on(client):
    answer = client.get(
        "/stage?v=1&title=Broken&case=a,learner&case=b,learner,access:denied"
        "&step=a,event:access_restored&step=a,event:access_denied&step=b,event:access_restored&at=2"
    )
    assert answer.status_code == 200
    assert "breaks off at step 1" in answer.text
    assert "it needs <code>access</code> to be denied" in answer.text
    on = client.get(str(answer.url).replace("at=2", "at=3"))
    assert "breaks off" not in on.text.partition('class="story"')[0]
    assert "study" in on.text


def test_a_prediction_hides_the_verdict_until_there_is_a_guess(client):
    student = load_scenario({"scenario": "Shut out", "case": {"topic": "learner", "access": "denied"}})
    hidden = client.get(f"/stage?{Address(student, predict=True).query}")
    assert "Predict first" in hidden.text
    assert 'class="rulings"' not in hidden.text
    assert "ST.2b" not in hidden.text
    shown = client.post(
        "/edit",
        data={"state": Address(student, predict=True).query, "do": "guess", "action": "study_diligently",
              "status": "forbidden"},
    )  # fmt: skip
    assert "You said: must not. We need not have the learner study diligently." in html.unescape(shown.text)
    assert 'class="rulings"' in shown.text


def test_a_right_guess_is_told_as_right():
    student = load_scenario({"scenario": "Shut out", "case": {"topic": "learner", "access": "denied"}})
    here = visit(student, predict=True, guess=("study_diligently", "exempt"))
    assert question(here, rows(here)).right
    odd = visit(student, predict=True, guess=("study_diligently", "perhaps"))
    assert question(odd, rows(odd)).hidden


def test_a_verdict_that_hangs_on_unknown_facts_says_on_which(client):
    answer = client.get("/stage?v=1&title=Unknown&case=learner,access:unknown")
    assert "depends" in answer.text
    assert "If the learner is shut out from studying" in answer.text


def test_every_shipped_scenario_and_every_topic_opens(client, library):
    for key in library.files:
        assert client.get("/open", params={"scenario": key}).status_code == 200, key
    for topic in REMARKS.topics:
        opened = client.get("/open", params={"topic": topic})
        assert opened.status_code == 200
        assert topic.replace("_", " ") in opened.text
