import datetime

import pytest
from pydantic import ValidationError

from directives import Case, Scenario, Step


def scenario(**more):
    return Scenario.model_validate({"scenario": "It", **more})


@pytest.mark.parametrize(
    "word", ["1960-02-30", "1960-8-1", "19600801", "1960-08-01T00:00:00", "1 August 1960", 1960, True]
)
def test_a_day_is_a_date_of_the_calendar_with_year_month_and_day(word):
    with pytest.raises(ValidationError, match="expected a date"):
        Step.model_validate({"at": word})


def test_a_day_may_be_text_or_a_date():
    day = datetime.date(1960, 2, 29)
    assert Step.model_validate({"at": "1960-02-29"}).at == Step.model_validate({"at": day}).at == day


def test_a_time_of_day_is_no_day():
    with pytest.raises(ValidationError, match="expected a date"):
        Step.model_validate({"at": datetime.datetime(1960, 7, 11, 12)})


def test_a_step_is_an_event_or_an_action_and_only_actions_are_judged():
    with pytest.raises(ValidationError, match="not both"):
        Step.model_validate({"event": "rain", "action": "ask"})
    for step in ({"judged": "compliant"}, {"event": "rain", "judged": "compliant"}):
        with pytest.raises(ValidationError, match="only actions are judged"):
            Step.model_validate(step)
    assert Step.model_validate({"action": "ask", "judged": "compliant"}).name == "ask"
    assert Step.model_validate({"event": "rain"}).name == "rain"
    assert Step().name is None


def test_a_scenario_has_a_case_or_cases_and_not_both():
    case = {"topic": "learner"}
    for wrong in ({}, {"case": case, "cases": {"ann": case}}):
        with pytest.raises(ValidationError, match="either `case` or `cases`"):
            scenario(**wrong)
    with pytest.raises(ValidationError):
        scenario(cases={})


def test_a_step_that_names_no_case_is_about_the_only_one():
    assert scenario(case={"topic": "learner"}).case_of(Step()) == "case"
    several = scenario(cases={"ann": {"topic": "learner"}, "ben": {"topic": "learner"}})
    assert several.case_of(Step(case="ben")) == "ben"


def test_what_is_said_of_a_case_besides_its_topic_are_facts():
    assert Case.model_validate({"topic": "learner", "access": "denied"}).facts == {"access": "denied"}
    for wrong in ({}, {"topic": "learner", "access": 1}, {"topic": "learner", "access": None}, {"topic": "Learner"}):
        with pytest.raises(ValidationError):
            Case.model_validate(wrong)


def test_scenarios_cases_and_steps_are_frozen():
    whole = scenario(case={"topic": "learner"}, timeline=[{}])
    for model, name in ((whole, "scenario"), (whole.case, "topic"), (whole.timeline[0], "at")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(model, name, "other")
    with pytest.raises(ValidationError, match="frozen"):
        whole.case.access = "denied"


def test_a_key_that_there_is_not_is_refused():
    with pytest.raises(ValidationError, match="Extra inputs"):
        scenario(case={"topic": "learner"}, colour="red")
    with pytest.raises(ValidationError, match="Extra inputs"):
        Step.model_validate({"expects": {}})
