"""Random damage to sound files: always a model or placed faults, never another error."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives.errors import FaultsError
from directives.files import load_policy, policy_from, scenario_from
from directives.files.yaml_text import parse

SCENARIO = {
    "scenario": "An engineer",
    "readings": {"too_many_new_items": 4},
    "cases": {
        "engineer": {"topic": "specialist", "contract": "running", "necessity": "absolute", "character": "good"},
        "student": {"topic": "learner", "standing": "trainee"},
    },
    "timeline": [
        {
            "at": "1960-08-01",
            "case": "engineer",
            "event": "contract_expires",
            "expect": {"propose_extension": "permitted"},
        },
        {"case": "engineer", "action": "propose_extension", "judged": "compliant"},
        {"case": "student", "expect": {"study_diligently": "obligatory"}},
    ],
}
ODD = st.sampled_from(
    [None, True, 0, -1, 1.5, "", "unknown", "no such", "x" * 99, [], {}, [None], {"a": {"b": 1}}, ["x"], "specialist"]
)


@pytest.fixture(scope="module")
def remarks() -> dict:
    from importlib import resources

    text = resources.files("directives").joinpath("policies", "remarks-1960.yaml").read_text(encoding="utf-8")
    return parse(text, "remarks-1960.yaml").content


def damaged(data, draw):
    """The data with one entry, somewhere, replaced, removed or added."""
    data = copy.deepcopy(data)
    inner = data
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = draw(st.sampled_from(keys))
        below = inner[key]
        if isinstance(below, dict | list) and below and draw(st.booleans()):
            inner = below
            continue
        how = draw(st.sampled_from(["replace", "remove", "add"]))
        if how == "replace":
            inner[key] = draw(ODD)
        elif how == "remove":
            del inner[key]
        elif isinstance(inner, dict):
            inner[draw(st.sampled_from(["extra", "any", "topic", "not"]))] = draw(ODD)
        else:
            inner.append(draw(ODD))
        return data


@given(st.data())
def test_a_damaged_scenario_is_sound_or_has_faults(data):
    broken = SCENARIO
    for _ in range(data.draw(st.integers(1, 3))):
        broken = damaged(broken, data.draw)
    try:
        scenario_from(broken)
    except FaultsError as error:
        assert all(fault.message and fault.code for fault in error.faults)


@given(st.data())
def test_a_damaged_policy_is_sound_or_has_faults(remarks, data):
    try:
        policy_from(damaged(remarks, data.draw))
    except FaultsError as error:
        assert all(fault.message and fault.code for fault in error.faults)


def test_the_undamaged_files_are_sound(remarks):
    assert policy_from(remarks) == load_policy()
    assert scenario_from(SCENARIO).scenario == "An engineer"
