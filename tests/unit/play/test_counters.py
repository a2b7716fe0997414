import datetime

import pytest

from directives.play.counters import Log

from .plays import played, small, statuses

ROUTINE = """
readings: {{routine_too_often: 1, period_days: {days}}}
case: {{topic: routine_item}}
timeline:
  - {{at: 1960-08-01, action: raise_routine_item}}
  - {{at: {day}}}
"""


@pytest.mark.parametrize(
    ("days", "day", "count", "status"),
    [
        (10, "1960-08-01", 1, "forbidden"),
        (10, "1960-08-10", 1, "forbidden"),
        (10, "1960-08-11", 0, "permitted"),
        (1, "1960-08-01", 1, "forbidden"),
        (1, "1960-08-02", 0, "permitted"),
        (365, "1961-07-31", 1, "forbidden"),
        (365, "1961-08-01", 0, "permitted"),
    ],
)
def test_an_action_counts_for_less_days_than_the_window_has(days, day, count, status):
    last = played(ROUTINE.format(days=days, day=day)).steps[-1]
    assert last.counters == {"routine_items_raised": count}
    assert statuses(last) == {"raise_routine_item": status}


def test_the_window_runs_through_a_leap_day():
    last = played("""
readings: {routine_too_often: 1, period_days: 2}
case: {topic: routine_item}
timeline:
  - {at: 1960-02-28, action: raise_routine_item}
  - {at: 1960-02-29, expect: {raise_routine_item: forbidden}}
  - {at: 1960-03-01, expect: {raise_routine_item: permitted}}
""")
    assert (last.summary.expected, last.summary.met) == (2, 2)


def test_a_counter_without_a_window_never_forgets():
    last = played("""
case: {topic: specialist, contract: running, necessity: ordinary, character: good}
timeline:
  - {at: 1900-01-01, action: urge_to_stay}
  - {at: 2100-01-01}
""").steps[-1]
    assert last.counters == {"retention_attempts": 1}


def test_a_counter_over_all_cases_is_shared_and_one_for_the_case_is_not():
    timeline = played("""
cases:
  first: {topic: new_item, necessity: ordinary}
  second: {topic: new_item, necessity: ordinary}
  engineer: {topic: specialist, contract: running, necessity: ordinary, character: good}
  chemist: {topic: specialist, contract: running, necessity: ordinary, character: good}
timeline:
  - {case: first, action: request_item}
  - {case: second}
  - {case: engineer, action: urge_to_stay}
  - {case: chemist}
""")
    counters = {moment.case: moment.counters for moment in timeline.steps}
    assert counters["first"] == counters["second"] == {"new_items_requested": 1}
    assert counters["engineer"] == {"retention_attempts": 1}
    assert counters["chemist"] == {"retention_attempts": 0}


def test_a_counter_counts_any_of_its_actions_and_no_other():
    policy = small(
        {"N.1": {"permit": "give"}},
        counters={"both": {"counts": ["ask", "give"], "per": "case"}, "asked": {"counts": ["ask"], "per": "case"}},
    )
    last = played("case: {topic: matter}\ntimeline: [{action: ask}, {action: give}, {action: give}]", policy).steps[-1]
    assert last.counters == {"both": 3, "asked": 1}


def test_without_dates_everything_happens_on_one_day():
    last = played("""
readings: {period_days: 1}
case: {topic: routine_item}
timeline: [{action: raise_routine_item}, {action: raise_routine_item}, {}]
""").steps[-1]
    assert last.counters == {"routine_items_raised": 2}


def test_an_action_counts_from_just_after_it():
    timeline = played("""
readings: {routine_too_often: 1}
case: {topic: routine_item}
timeline:
  - {at: 1960-08-01, action: raise_routine_item, judged: compliant, expect: {raise_routine_item: forbidden}}
  - {action: raise_routine_item, judged: violation}
""")
    assert [moment.counters["routine_items_raised"] for moment in timeline.steps] == [0, 1, 2]
    assert timeline.summary.met == 3
    assert timeline.summary.violations == 1


def test_an_event_is_not_counted():
    policy = small(
        {"N.1": {"permit": "give"}},
        events={"rain": {"topic": "matter", "says": "It rained."}},
        counters={"asked": {"counts": ["ask"], "per": "all"}},
    )
    assert played("case: {topic: matter}\ntimeline: [{event: rain}]", policy).steps[-1].counters == {"asked": 0}


def test_the_days_on_which_counters_fall_are_those_after_one_day_and_up_to_another(remarks):
    day = datetime.date(1960, 8, 1)
    log = Log(remarks, {**remarks.defaults, "period_days": 10})
    log.add(day, "case", "request_item")
    falls = day + datetime.timedelta(days=10)
    before, after = falls - datetime.timedelta(days=1), falls + datetime.timedelta(days=1)
    assert log.turning_days(day, before) == []
    assert log.turning_days(before, falls) == [falls]
    assert log.turning_days(day, after) == [falls]
    assert log.turning_days(falls, after) == []


def test_what_nothing_counts_makes_no_day_turn(remarks):
    log = Log(remarks, {**remarks.defaults})
    log.add(datetime.date(1960, 8, 1), "case", "decide_now")
    assert log.turning_days(datetime.date(1960, 8, 1), datetime.date(9999, 12, 31)) == []


def test_a_window_that_would_close_after_the_last_day_there_is_stays_open():
    timeline = played("""
case: {topic: routine_item}
timeline: [{at: 9999-12-30, action: raise_routine_item}, {at: 9999-12-31}]
""")
    assert timeline.steps[-1].counters == {"routine_items_raised": 1}
