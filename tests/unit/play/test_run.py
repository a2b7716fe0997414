import importlib
import logging

import pytest

from directives import EngineMissingError, FaultsError, evaluator_for, load_scenario, run

from .plays import small

ROAD = importlib.import_module("directives.play.run")

STUDENT = {"scenario": "A student", "case": {"topic": "learner", "access": "denied"}}


def test_a_scenario_may_be_data_a_file_or_a_model(tmp_path):
    file = tmp_path / "student.yaml"
    file.write_text("scenario: A student\ncase: {topic: learner, access: denied}\n", encoding="utf-8")
    told = [run(one, engine="arrays").model_dump() for one in (STUDENT, file, str(file), load_scenario(STUDENT))]
    assert told == [told[0]] * 4
    assert told[0]["steps"][0]["verdict"]["study_diligently"]["status"] == "exempt"


def test_a_policy_may_be_given():
    policy = small({"N.1": {"permit": "ask"}})
    timeline = run({"scenario": "It", "policy": "small", "case": {"topic": "matter"}}, policy, engine="arrays")
    assert timeline.steps[0].verdict["ask"].norms == ("N.1",)


def test_a_scenario_about_another_policy_than_the_one_given_is_a_fault():
    with pytest.raises(FaultsError, match="is about policy `remarks-1960`, not `small`"):
        run(STUDENT, small({"N.1": {"permit": "ask"}}))


def test_literal_leaves_implied_norms_out():
    routine = {"scenario": "It", "case": {"topic": "routine_item"}}
    statuses = [
        run(routine, engine="arrays", literal=literal).steps[0].verdict["raise_routine_item"].status
        for literal in (False, True)
    ]
    assert statuses == ["permitted", "silent"]


def test_readings_may_be_chosen():
    timeline = run(
        {"scenario": "It", "case": {"topic": "routine_item"}}, readings={"routine_too_often": 0}, engine="arrays"
    )
    assert timeline.steps[0].verdict["raise_routine_item"].status == "forbidden"


def test_an_engine_that_there_is_not_is_refused(remarks):
    with pytest.raises(ValueError, match="unknown engine `array`: one of durable, arrays"):
        evaluator_for(remarks, "array")


@pytest.fixture
def no_engine(monkeypatch):
    def missing(policy):
        raise EngineMissingError("it does not import here")

    ROAD._say_once.cache_clear()
    monkeypatch.setattr(ROAD.durable, "RulesEngine", missing)
    yield
    ROAD._say_once.cache_clear()


@pytest.mark.usefixtures("no_engine")
def test_without_the_rules_engine_the_arrays_answer_and_it_is_said_once(remarks, caplog):
    with caplog.at_level(logging.WARNING, "directives"):
        assert [evaluator_for(remarks).name for _ in range(2)] == ["arrays", "arrays"]
    assert len(caplog.records) == 1
    assert "it does not import here" in caplog.text


@pytest.mark.usefixtures("no_engine")
def test_the_rules_engine_asked_for_by_name_must_be_there(remarks):
    with pytest.raises(EngineMissingError):
        evaluator_for(remarks, "durable")
