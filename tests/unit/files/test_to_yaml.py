"""Scenarios and acceptances as YAML: what is written is read back as it was."""

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from directives import load_policy, strategies
from directives.acceptance import Acceptance
from directives.files import (
    acceptance_from_text,
    acceptance_to_yaml,
    load_scenario,
    scenario_from,
    scenario_from_text,
    scenario_to_yaml,
)

REMARKS = load_policy()
SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").rglob("*.yaml"))[::4]

LINES = st.lists(
    st.sampled_from(["the", "man's", "  ", "wind:", "#", "-", "é", "'", "true", "\u00a0", "x" * 130]), min_size=9
)
TEXTS = (
    st.text(st.characters(exclude_categories=["C"]))
    | LINES.map(" ".join)
    | st.sampled_from(["null", "True", "1960-07-11", "12", "---", "a: b", " a", "a "])
)
TITLES = TEXTS.filter(bool)


@given(strategies.scenarios(REMARKS), TITLES, TEXTS, st.lists(TEXTS, max_size=3))
def test_a_scenario_is_read_back_as_it_was_written(scenario, title, about, tags):
    changed = scenario.model_copy(update={"scenario": title, "about": about, "tags": tuple(tags)})
    assert scenario_from_text(scenario_to_yaml(changed), "written.yaml", REMARKS) == changed


@given(st.data())
@settings(max_examples=30)
def test_so_is_a_scenario_of_another_policy(data):
    policy = data.draw(strategies.policies())
    scenario = data.draw(strategies.scenarios(policy))
    assert scenario_from_text(scenario_to_yaml(scenario), "written.yaml", policy) == scenario


def test_shipped_scenarios_are_read_back_as_they_were():
    for file in SHIPPED:
        scenario = load_scenario(file)
        assert scenario_from_text(scenario_to_yaml(scenario, file.parent), str(file)) == scenario


def test_what_is_written_looks_as_if_written_by_hand():
    scenario = scenario_from(
        {
            "scenario": "An engineer: urged",
            "about": "Long. " * 25 + "It ends.",
            "tags": ["urging", "null"],
            "readings": {"too_many_new_items": 4},
            "case": {"topic": "specialist", "contract": "running"},
            "timeline": [
                {"at": "1960-08-01", "event": "withdrawal_requested"},
                {"action": "urge_to_stay", "judged": "compliant", "expect": {"urge_to_stay": "forbidden"}},
            ],
        }
    )
    assert scenario_to_yaml(scenario).splitlines() == [
        'scenario: "An engineer: urged"',
        "about: >-",
        "  " + " ".join(["Long."] * 19),
        "  " + " ".join(["Long."] * 6) + " It ends.",
        'tags: [urging, "null"]',
        "readings: {too_many_new_items: 4}",
        "case: {topic: specialist, contract: running}",
        "timeline:",
        "  - {at: 1960-08-01, event: withdrawal_requested}",
        "  - {action: urge_to_stay, expect: {urge_to_stay: forbidden}, judged: compliant}",
    ]


def test_no_line_of_a_witness_of_many_expectations_is_over_120_columns():
    actions = dict.fromkeys(REMARKS.actions_of("specialist"), "silent")
    scenario = scenario_from(
        {
            "scenario": "?",
            "case": {"topic": "specialist"},
            "timeline": [{"expect": actions}, {"at": "1960-08-01", "expect": actions}],
        }
    )
    text = scenario_to_yaml(scenario)
    assert max(map(len, text.splitlines())) <= 120
    assert scenario_from_text(text, "written.yaml", REMARKS) == scenario


def test_a_file_names_its_schema_as_seen_from_its_folder(tmp_path):
    scenario = scenario_from({"scenario": "?", "case": {"topic": "learner"}})
    first = scenario_to_yaml(scenario, tmp_path, "found by\nsome\x00one").splitlines()[:3]
    schema = tmp_path / first[0].removeprefix("# yaml-language-server: $schema=")
    assert schema.resolve().name == "scenario.json"
    assert schema.exists()
    assert first[1:] == ["# found by", "# some?one"]


@given(st.dictionaries(TITLES, TITLES, max_size=4))
@example({"silence " + "SP.1 " * 300: "a long id"})
@settings(max_examples=50)
def test_an_acceptance_is_read_back_as_it_was_written(findings):
    acceptance = Acceptance(accepts="remarks-1960", findings=findings)
    assert acceptance_from_text(acceptance_to_yaml(acceptance), "known.yaml") == acceptance
