"""The shipped amendments: each does what it says, cures what it says and breaks what it says, on every evaluator."""

from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import Status, load_policy, load_scenario, strategies
from directives.files import amended, load_amendment, parse, schema
from directives.play import play
from directives.verdict import verdict
from tests.agreement.evaluators import EVALUATORS

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "amendments").glob("*.yaml"))
REMARKS = load_policy()
POLICIES = {file.stem: amended(REMARKS, load_amendment(file)) for file in FILES}
MADE = {(name, kind): make(policy) for name, policy in POLICIES.items() for kind, make in EVALUATORS.items()}
BEFORE = {kind: make(REMARKS) for kind, make in EVALUATORS.items()}
kinds = pytest.mark.parametrize("kind", sorted(EVALUATORS))
few = settings(max_examples=50)


def ruled(name, kind, topic, state):
    """What the amended policy says, and what the remarks say."""
    after = verdict(POLICIES[name], topic, [state], MADE[name, kind])
    return after, verdict(REMARKS, topic, [state], BEFORE[kind])


def states(topic, **fixed):
    return strategies.states(REMARKS, topic).map(lambda state: {**state, **fixed})


def test_there_are_five():
    assert len(FILES) == 5


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_fits_the_schema_and_says_what_it_cures_and_breaks(file):
    text = file.read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(schema("amendment")).validate(parse(text, file.name).content)
    assert "\n# Cures: " in text
    assert "\n# Breaks: " in text
    assert text.startswith("# yaml-language-server: $schema=../src/directives/schemas/amendment.json\n")
    about = load_amendment(file).about
    assert "cures" in about
    assert "breaks" in about


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_readme_names_each_with_the_norms_it_touches(file):
    page = (ROOT / "amendments/README.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| [{file.stem}]({file.name})"))
    assert [norm for norm in load_amendment(file).norms if norm not in row] == []


@kinds
@few
@given(states("specialist", contract="running", presence="present", withdrawal="requested"), st.integers(0, 4))
def test_retaining_twice_owes_two_tries_and_rules_out_the_third(kind, state, tries):
    after, before = ruled("retain-twice", kind, "specialist", {**state, "retention_attempts": tries})
    assert after.rulings["urge_to_stay"].status == ("obligatory" if tries < 2 else "forbidden")
    assert before.rulings["urge_to_stay"].status == ("obligatory" if tries < 1 else "forbidden")


@kinds
@few
@given(states("new_item", necessity="absolute", necessity_beats_quota="unsaid"))
def test_necessity_never_meets_a_conflict_once_it_beats_the_quota(kind, state):
    after, before = ruled("necessity-beats-the-quota", kind, "new_item", state)
    spent = state["new_items_requested"] >= state["too_many_new_items"]
    if state["request"] == "unmade":
        assert after.rulings["request_item"].status is Status.OBLIGATORY
        assert (before.rulings["request_item"].status is Status.CONFLICT) == spent
    aside = [one.norm for one in after.rulings["request_item"].set_aside]
    assert ("TC.2a" in aside) == (spent and state["request"] == "unmade")


@kinds
@few
@given(states("new_item", necessity="ordinary"))
def test_the_quota_stays_for_ordinary_wishes(kind, state):
    after, before = ruled("necessity-beats-the-quota", kind, "new_item", state)
    assert after.rulings == before.rulings


@kinds
@few
@given(states("specialist", contract="running", presence="present", teaching="offered"))
def test_a_farewell_for_those_asked_back_comes_after_one_try_and_clashes(kind, state):
    after, before = ruled("warm-send-off-for-everyone", kind, "specialist", state)
    due = state["withdrawal"] == "requested" and state["retention_attempts"] >= 1
    assert before.rulings["send_off_warmly"].status is Status.SILENT
    assert after.rulings["send_off_warmly"].status == ("obligatory" if due else "silent")
    clashes = (("send_off_warmly", "assist_work"), ("send_off_warmly", "assign_learners"))
    assert after.clashes == (clashes if due else ())


@kinds
@few
@given(states("specialist", presence="gone"))
def test_whoever_was_taken_is_not_waved_at(kind, state):
    after, before = ruled("warm-send-off-for-everyone", kind, "specialist", state)
    assert after == before


@kinds
@few
@given(states("specialist", presence="present"))
def test_with_learners_only_under_contract_farewell_and_lessons_never_clash(kind, state):
    after, before = ruled("learners-only-with-running-contracts", kind, "specialist", state)
    assert ("send_off_warmly", "assign_learners") not in after.clashes
    if state["contract"] == "running":
        assert after.rulings["assign_learners"].status is before.rulings["assign_learners"].status
    else:
        assert after.rulings["assign_learners"].status is Status.SILENT


@kinds
@few
@given(states("new_specialist"))
def test_never_asking_needs_no_counting_and_knows_no_need(kind, state):
    after, _ = ruled("never-ask-for-new-specialists", kind, "new_specialist", state)
    assert after.rulings["request_specialist"].norms == ("SP.3a",)
    assert after.rulings["request_specialist"].status is Status.FORBIDDEN


STORIES = [
    ("retain-twice", "urged-twice", 3, "judged", "violation", "compliant"),
    ("retain-twice", "asked-then-taken", 2, "urge_to_stay", "forbidden", "obligatory"),
    ("never-ask-for-new-specialists", "never-means-never-unless-we-must", 4, "judged", "compliant", "violation"),
    ("warm-send-off-for-everyone", "asked-back-and-let-go", 2, "send_off_warmly", "silent", "obligatory"),
]


@kinds
@pytest.mark.parametrize("told", STORIES, ids=lambda told: f"{told[0]}:{told[1]}")
def test_a_story_is_told_otherwise(kind, told):
    name, scenario, step, of, *expected = told
    story, then, now = played(kind, name, scenario)
    at = len(story.matters) - 1 + step
    said = [one.judgement if of == "judged" else one.verdict[of].status for one in (then.steps[at], now.steps[at])]
    assert said == expected


@kinds
def test_the_clash_of_farewell_and_lessons_is_cured(kind):
    _, then, now = played(kind, "learners-only-with-running-contracts", "the-last-lesson-and-the-farewell")
    assert any(moment.clashes for moment in then.steps)
    assert not any(moment.clashes for moment in now.steps)


def played(kind, name, scenario):
    story = load_scenario(ROOT / "scenarios/specialists" / f"{scenario}.yaml")
    return story, play(story, REMARKS, BEFORE[kind]), play(story, POLICIES[name], MADE[name, kind])
