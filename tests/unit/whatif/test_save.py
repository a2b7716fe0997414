"""Changed stories as files: read again they are the changed story, and their comments are there."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives import DirectivesError, Step, load_scenario
from directives.files import load_amendment, scenario_from_text
from directives.files.draft import block
from directives.play import attempt, evaluator_for
from directives.whatif import Amend, Choose, Drop, Insert, Set, Story, saved
from directives.whatif.variant import days

from .changing import REMARKS, few, naively, stories

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "scenarios").rglob("*.yaml"))
EVALUATOR = evaluator_for(REMARKS, "arrays")


def comments(text):
    return [line for line in text.splitlines() if line.lstrip().startswith("# ") and "What if" not in line]


@few
@given(st.sampled_from(FILES), st.data())
def test_a_changed_shipped_story_is_saved_as_it_is_told(file, data):
    text = file.read_text(encoding="utf-8")
    scenario = load_scenario(file)
    case = data.draw(st.sampled_from(sorted(scenario.matters)))
    topic = scenario.matters[case].topic
    action = data.draw(st.sampled_from(sorted(REMARKS.actions_of(topic))))
    dated = [day for day in days(scenario) if day is not None]
    possible = [Insert(Step(at=data.draw(st.sampled_from(dated)) if dated else None, case=case, action=action))]
    possible += [Drop(number) for number in range(1, len(scenario.timeline) + 1)]
    possible += [Choose("period_days", 30), Choose("new_specialists", "never")]
    possible += [Set(case, fact, value) for fact in REMARKS.topics[topic].facts for value in REMARKS.facts[fact].values]
    changes = data.draw(st.lists(st.sampled_from(possible), max_size=3, unique_by=str))
    story = Story(scenario, REMARKS, tuple(changes), "arrays")
    new = saved(story, text)
    again, wanted = scenario_from_text(new), naively(story, story.all)
    assert (again.matters, again.readings, days(again)) == (wanted.matters, wanted.readings, days(wanted))
    assert attempt(again, REMARKS, EVALUATOR).timeline.summary == attempt(wanted, REMARKS, EVALUATOR).timeline.summary
    assert comments(new) == comments(text)
    assert new.count("# What if: ") == len(changes)


@few
@given(stories(most=2))
def test_any_changed_story_laid_out_in_any_way_is_saved(story):
    data = story.scenario.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    text = "".join(block(key, value, 0, 2) for key, value in data.items())
    again = scenario_from_text(saved(story, text), policy=story.policy)
    wanted = naively(story, story.all)
    assert (again.matters, again.readings, days(again)) == (wanted.matters, wanted.readings, days(wanted))


def test_a_story_without_a_change_is_kept_to_the_letter():
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        assert saved(Story(load_scenario(file), REMARKS), text) == text


def test_readings_come_below_the_header():
    file = ROOT / "scenarios/specialists/urged-twice.yaml"
    text = saved(Story(load_scenario(file), REMARKS, (Choose("period_days", 30),)), file.read_text(encoding="utf-8"))
    assert "tags: [specialists, withdrawal, once, violation]\nreadings:\n  period_days: 30\ncase:" in text


def test_a_step_that_hung_on_the_day_of_one_left_out_is_given_its_day():
    text = "scenario: T\ncase: {topic: reserved_matter}\ntimeline:\n  - {at: 1960-07-11}\n  - {action: decide_now}\n"
    story = Story(scenario_from_text(text), REMARKS, (Drop(1),))
    assert "- {action: decide_now, at: 1960-07-11}" in saved(story, text)


def test_the_schema_is_named_from_where_the_file_is_written(tmp_path):
    file = ROOT / "scenarios/specialists/urged-twice.yaml"
    story = Story(load_scenario(file), REMARKS, (Drop(3),))
    first = saved(story, file.read_text(encoding="utf-8"), str(file), str(tmp_path / "x.yaml")).partition("\n")[0]
    assert (tmp_path / first.removeprefix("# yaml-language-server: $schema=")).resolve().exists()


def test_an_amendment_is_not_part_of_a_scenario():
    file = ROOT / "scenarios/specialists/urged-twice.yaml"
    text = file.read_text(encoding="utf-8")
    amendment = load_amendment({"amends": "remarks-1960", "title": "Again", "norms": {"SP.2d": None}})
    assert saved(Story(load_scenario(file), REMARKS, (Amend(amendment),)), text) == text


def test_a_story_whose_text_is_another_is_refused():
    file = ROOT / "scenarios/specialists/urged-twice.yaml"
    other = (ROOT / "scenarios/specialists/asked-then-taken.yaml").read_text(encoding="utf-8")
    with pytest.raises(DirectivesError, match="cannot be changed"):
        saved(Story(load_scenario(file), REMARKS, (Choose("period_days", 30),)), other)
