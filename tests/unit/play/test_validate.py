import pytest

from directives import FaultsError
from directives.play import validated

from .plays import small


@pytest.fixture
def file(tmp_path):
    """The path of a file that holds a text."""

    def write(text):
        path = tmp_path / "it.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


POLICY = """
policy: tiny
title: Doors
sections: {A: Doors}
clauses: {A.1: {section: A, says: Open doors are shut.}}
topics: {door: {says: a door}}
actions: {shut: {topic: door, says: shut it}}
norms:
  A.1a: {clause: A.1, topic: door, oblige: shut, says: An open door is shut.}
"""


def test_a_sound_policy_is_told_by_its_clauses_and_norms(file):
    assert validated(file(POLICY)) == "sound: a policy of 1 clause and 1 norm"


def test_a_policy_with_a_fault_is_not_sound(file):
    with pytest.raises(FaultsError, match="unknown action `shout`"):
        validated(file(POLICY.replace("oblige: shut", "oblige: shout")))


def test_a_sound_scenario_is_told_by_its_steps_and_expectations(file):
    text = (
        "scenario: It\ncase: {topic: learner}\ntimeline: [{event: access_denied, expect: {study_diligently: silent}}]"
    )
    assert validated(file(text)) == "sound: a scenario of 1 step, 1 expectation"


def test_a_scenario_whose_step_cannot_happen_is_not_sound(file):
    with pytest.raises(FaultsError, match="cannot happen here"):
        validated(file("scenario: It\ncase: {topic: learner}\ntimeline: [{event: access_restored}]"))


def test_a_scenario_is_checked_against_the_policy_given(file):
    text = file("scenario: It\npolicy: small\ncase: {topic: matter}\n")
    assert validated(text, small({"N.1": {"permit": "ask"}})).startswith("sound")
    with pytest.raises(FaultsError, match="unknown policy `small`"):
        validated(text)
