"""A scenario written as text is read back as the same scenario."""

from hypothesis import given, settings
from hypothesis import strategies as st

from directives import load_policy, strategies
from directives.files import scenario_from_text, scenario_text
from directives.scenario import Scenario

REMARKS = load_policy()
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@settings(max_examples=100)
@given(strategies.scenarios(REMARKS), TEXT, TEXT, st.lists(TEXT, max_size=3))
def test_what_is_written_is_read_back(scenario, title, about, tags):
    told = scenario.model_copy(update={"scenario": title, "about": about, "tags": tuple(tags)})
    assert scenario_from_text(scenario_text(told), "told", REMARKS).model_dump() == told.model_dump()


def test_words_that_yaml_would_take_for_something_else_are_quoted():
    told = Scenario.model_validate({"scenario": "true", "case": {"topic": "null", "fact": "true"}})
    assert 'case: {topic: "null", fact: "true"}' in scenario_text(told)
