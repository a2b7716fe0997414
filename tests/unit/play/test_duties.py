import pytest

from .plays import duties, played, small

ENGINEER = "case: {topic: specialist, contract: running, necessity: ordinary, character: good, teaching: refused}"


def test_doing_the_action_discharges_its_duty_on_that_day():
    timeline = played(f"""{ENGINEER}
timeline:
  - {{at: 1960-08-01, event: withdrawn_unilaterally}}
  - {{at: 1960-08-03, action: express_regret}}
""")
    assert ("case", "express_regret", "discharged", "1960-08-01", "1960-08-03") in duties(timeline)
    assert [one.norms for one in timeline.duties if one.action == "express_regret"] == [("SP.2e",)]


def test_a_duty_that_stops_undone_has_lapsed():
    timeline = played(f"""{ENGINEER}
timeline:
  - {{at: 1960-08-01}}
  - {{at: 1960-08-05, event: contract_expires}}
  - {{at: 1960-08-06, action: send_off_warmly}}
""")
    assert duties(timeline) == [
        ("case", "assist_work", "lapsed", "1960-08-01", "1960-08-05"),
        ("case", "send_off_warmly", "discharged", "1960-08-05", "1960-08-06"),
    ]


def test_at_the_end_a_duty_is_open_or_stands_if_its_action_is_continuous():
    timeline = played("""
cases:
  engineer: {topic: specialist, contract: expired, necessity: ordinary, character: good, teaching: refused}
  student: {topic: learner, standing: trainee}
timeline: [{at: 1960-08-01, case: engineer}]
""")
    assert duties(timeline) == [
        ("engineer", "send_off_warmly", "open", "1960-08-01", None),
        ("student", "study_diligently", "standing", "1960-08-01", None),
    ]


def test_a_duty_once_discharged_does_not_lapse():
    timeline = played(f"""{ENGINEER}
timeline:
  - {{at: 1960-08-01, action: assist_work}}
  - {{at: 1960-08-02, action: assist_work}}
  - {{at: 1960-08-05, event: contract_expires}}
""")
    assert duties(timeline)[0] == ("case", "assist_work", "discharged", "1960-08-01", "1960-08-01")


def test_doing_what_stays_obligatory_makes_no_second_duty():
    timeline = played("case: {topic: technology}\ntimeline: [{action: study_intensively}, {action: study_intensively}]")
    assert duties(timeline) == [("case", "study_intensively", "discharged", None, None)]


def test_what_becomes_obligatory_again_is_a_new_duty():
    timeline = played("""
case: {topic: learner, standing: trainee}
timeline:
  - {at: 1960-08-01}
  - {at: 1960-08-02, event: access_denied}
  - {at: 1960-08-04, event: access_restored}
""")
    assert duties(timeline) == [
        ("case", "study_diligently", "lapsed", "1960-08-01", "1960-08-02"),
        ("case", "study_diligently", "standing", "1960-08-04", None),
    ]


def test_a_duty_arises_again_after_it_was_discharged_and_stopped():
    timeline = played("""
case: {topic: learner, standing: trainee}
timeline:
  - {at: 1960-08-01, action: study_diligently}
  - {at: 1960-08-02, event: access_denied}
  - {at: 1960-08-04, event: access_restored}
""")
    assert duties(timeline) == [
        ("case", "study_diligently", "discharged", "1960-08-01", "1960-08-01"),
        ("case", "study_diligently", "standing", "1960-08-04", None),
    ]


def test_what_is_not_obligatory_is_no_duty():
    timeline = played("""
case: {topic: specialist, contract: expired, necessity: absolute, character: good, teaching: refused}
timeline: [{action: propose_extension, judged: compliant}]
""")
    assert timeline.duties == ()


def test_what_is_obliged_and_forbidden_is_no_duty():
    timeline = played("readings: {too_many_new_items: 0}\ncase: {topic: new_item, necessity: absolute}")
    assert timeline.steps[0].verdict["request_item"].status == "conflict"
    assert timeline.duties == ()


def test_an_obligation_that_hangs_on_an_unknown_fact_is_no_duty_until_it_is_certain():
    timeline = played("""
case: {topic: learner, access: unknown}
timeline:
  - {at: 1960-08-01}
  - {at: 1960-08-02, event: access_denied}
  - {at: 1960-08-04, event: access_restored}
""")
    assert duties(timeline) == [("case", "study_diligently", "standing", "1960-08-04", None)]


def test_a_certain_obligation_by_different_norms_names_all_that_may_oblige():
    policy = small({
        "N.1": {"oblige": "ask", "when": {"door": "open"}},
        "N.2": {"oblige": "ask", "when": {"door": "shut"}},
        "N.3": {"permit": "ask"},
    })  # fmt: skip
    (duty,) = played("case: {topic: matter}", policy).duties
    assert duty.norms == ("N.1", "N.2")


TWO_ITEMS = """
readings: {period_days: 10}
cases:
  first: {topic: new_item, necessity: ordinary}
  second: {topic: new_item, necessity: ordinary}
timeline:
  - {at: 1960-08-01, case: first, action: request_item}
"""


def test_a_duty_arises_between_two_steps_on_the_day_on_which_a_window_closes():
    timeline = played(TWO_ITEMS + "  - {at: 1960-09-30, case: second}")
    assert duties(timeline) == [
        ("first", "request_item", "discharged", "1960-08-01", "1960-08-01"),
        ("second", "request_item", "lapsed", "1960-08-01", "1960-08-01"),
        ("second", "request_item", "open", "1960-08-11", None),
    ]


@pytest.mark.parametrize(("day", "arisen"), [("1960-08-10", 2), ("1960-08-11", 3)])
def test_a_window_closes_no_day_sooner_and_no_day_later(day, arisen):
    assert len(played(TWO_ITEMS + f"  - {{at: {day}, case: first}}").duties) == arisen


def test_a_duty_can_be_done_on_the_very_day_on_which_it_arises():
    timeline = played(TWO_ITEMS + "  - {at: 1960-08-11, case: second, action: request_item, judged: compliant}")
    assert duties(timeline)[-1] == ("second", "request_item", "discharged", "1960-08-11", "1960-08-11")
    assert timeline.summary.met == 1


def test_a_duty_arises_and_lapses_between_two_steps():
    policy = small(
        {"N.1": {"oblige": "give", "when": {"short": {"below": 1}, "long": {"at_least": 1}}}},
        counters={
            "short": {"counts": ["ask"], "per": "case", "within": 3},
            "long": {"counts": ["ask"], "per": "case", "within": 5},
        },
    )
    timeline = played(
        "case: {topic: matter}\ntimeline: [{at: 1960-08-01, action: ask}, {at: 1960-08-20}]",
        policy,
    )
    assert duties(timeline) == [("case", "give", "lapsed", "1960-08-04", "1960-08-06")]


def test_an_action_for_one_case_makes_the_duty_of_another_lapse():
    timeline = played("""
cases:
  first: {topic: new_item, necessity: ordinary}
  second: {topic: new_item, necessity: ordinary}
  third: {topic: new_item, necessity: absolute}
timeline: [{case: first, action: request_item}]
""")
    assert [(case, state) for case, _, state, _, _ in duties(timeline)] == [
        ("first", "discharged"),
        ("second", "lapsed"),
        ("third", "open"),
    ]


def test_without_dates_a_duty_has_no_days():
    timeline = played(f"{ENGINEER}\ntimeline: [{{event: contract_expires}}]")
    assert duties(timeline) == [
        ("case", "assist_work", "lapsed", None, None),
        ("case", "send_off_warmly", "open", None, None),
    ]
