"""The three questions of docs/what-if.md have the answers that the page gives."""

import datetime
from pathlib import Path

from directives import Step, load_scenario
from directives.files import load_amendment
from directives.play import evaluator_for, play
from directives.whatif import Amend, Drop, Insert, Story, expanded, vary, what_if

from .changing import REMARKS

ROOT = Path(__file__).parents[3]


def story(name, *changes):
    return Story(load_scenario(ROOT / "scenarios" / f"{name}.yaml"), REMARKS, changes, "arrays")


ENGINEER = "specialists/the-indispensable-engineer-declines"
QUOTA = "technical-cooperation/a-need-meets-the-limit"


def test_no_fact_of_the_engineer_would_have_kept_her():
    one = story(ENGINEER)
    for name in expanded(one.scenario, REMARKS, "case"):
        rows = [row for row in vary(one, [name]).rows if (row.step, row.about) == (4, "send_off_warmly")]
        assert all(set(row.by_outcome.values()) == {"obligatory"} for row in rows), name


def test_had_she_accepted_she_would_have_stayed():
    accepted = Insert(Step(at=datetime.date(1960, 8, 20), event="extension_accepted"))
    answer = what_if(story(ENGINEER, Drop(4), accepted, Drop(5)))
    assert not answer.breaks
    ends = {one.action: one.after and one.after.state for one in answer.duties}
    assert ends == {"assist_work": "standing", "assign_learners": "standing", "send_off_warmly": None}


def test_three_readings_make_the_conflict_vanish_and_no_other():
    one = story(QUOTA)
    found = {}
    for name in REMARKS.readings:
        table = vary(one, [name])
        for row in table.rows:
            if (row.case, row.step, row.of) == ("isotope", 5, "status"):
                free = {values[0] for values, letter in table.cells if row.by_outcome[letter] != "conflict"}
                found[name] = free
    assert found.keys() == {"too_many_new_items", "period_days", "necessity_beats_quota"}
    assert found["too_many_new_items"] == set(range(4, 13))
    assert found["necessity_beats_quota"] == {"granted"}
    scenario = one.scenario
    for days, status in ((61, "obligatory"), (62, "conflict")):
        played = play(scenario, REMARKS, evaluator_for(REMARKS, "arrays"), {"period_days": days})
        assert played.steps[len(scenario.matters) + 4].verdict["request_item"].status == status


def test_the_second_try_is_a_violation_and_changes_nothing_else():
    answer = what_if(story("specialists/urged-twice", Drop(3)))
    assert answer.violations == (1, 0)
    assert [[each.of for each in one.differences] for one in answer.steps] == [["judgement"]]
    assert answer.duties == ()


def test_under_the_amendment_a_second_try_left_out_is_still_owed_in_november():
    twice = Amend(load_amendment(ROOT / "amendments/retain-twice.yaml"))
    answer = what_if(story("specialists/urged-twice", Drop(3), twice))
    [owed] = [one for one in answer.duties if one.before is None]
    assert (owed.action, str(owed.after.since), owed.after.state) == ("urge_to_stay", "1960-11-14", "open")
    assert owed.causes == ((1, 2),)
