import pytest

from directives import Case, FaultsError, LimitError
from directives.play.knowledge import MOST_COMPLETIONS, Knowledge

from .plays import played, small, statuses


def known(remarks, **facts):
    return Knowledge.of(Case.model_validate({"topic": "specialist", **facts}), remarks)


def test_a_fact_is_what_is_given_else_its_initial_value_else_unknown(remarks):
    facts = known(remarks, contract="running", teaching="refused").facts
    assert (facts["contract"], facts["teaching"], facts["presence"], facts["necessity"]) == (
        "running", "refused", "present", "unknown",
    )  # fmt: skip


def test_a_fact_given_as_unknown_loses_its_initial_value(remarks):
    assert known(remarks, presence="unknown").facts["presence"] == "unknown"


def test_what_an_event_needs_is_known_to_have_held():
    timeline = played("case: {topic: specialist}\ntimeline: [{event: withdrawal_requested}]")
    assert timeline.steps[0].facts["contract"] == "unknown"
    assert timeline.steps[1].facts["contract"] == "running"
    assert statuses(timeline.steps[0])["assist_work"] == "undetermined"
    assert statuses(timeline.steps[1])["assist_work"] == "obligatory"


def test_what_an_action_sets_is_known():
    timeline = played("case: {topic: technology}\ntimeline: [{action: study_intensively}]")
    assert [moment.facts["own_study"] for moment in timeline.steps] == ["unknown", "intensive"]


def test_what_was_needed_makes_later_steps_impossible():
    with pytest.raises(FaultsError, match="needs `contract` to be expired, found `running`"):
        played("case: {topic: specialist}\ntimeline: [{event: withdrawal_requested}, {action: propose_extension}]")


FADING = {
    "events": {
        "fade": {"topic": "matter", "needs": {"colour": {"not": "red"}}, "says": "It faded."},
        "burn": {"topic": "matter", "needs": {"colour": "red"}, "says": "It burned."},
    }
}


def test_needs_may_leave_a_fact_unknown_with_fewer_values():
    policy = small({"N.1": {"oblige": "ask", "when": {"colour": ["green", "blue"]}}}, **FADING)
    start, faded = played("case: {topic: matter}\ntimeline: [{event: fade}]", policy).steps
    assert start.facts["colour"] == faded.facts["colour"] == "unknown"
    assert (statuses(start)["ask"], statuses(faded)["ask"]) == ("undetermined", "obligatory")


def test_a_value_that_was_ruled_out_does_not_come_back():
    policy = small({"N.1": {"permit": "ask"}}, **FADING)
    with pytest.raises(FaultsError, match="event `burn` cannot happen here: it needs `colour` to be red"):
        played("case: {topic: matter}\ntimeline: [{event: fade}, {event: burn}]", policy)


def test_a_fact_that_no_norm_asks_for_is_left_unknown_and_changes_nothing():
    start = played("case: {topic: learner}").steps[0]
    assert start.facts == {"standing": "unknown", "access": "open"}
    assert statuses(start) == {"study_diligently": "obligatory"}


def test_completions_are_every_combination_of_the_facts_that_tell():
    knowledge = Knowledge((("a", ("x", "y")), ("b", ("x", "y")), ("c", ("x", "y"))))
    assert knowledge.completions({"a", "c"}) == [
        {"a": "x", "b": "x", "c": "x"},
        {"a": "x", "b": "x", "c": "y"},
        {"a": "y", "b": "x", "c": "x"},
        {"a": "y", "b": "x", "c": "y"},
    ]


def test_more_completions_than_can_be_looked_at_are_refused():
    def unknown(count):
        many = tuple(f"v{number}" for number in range(count))
        return Knowledge((("a", many), ("b", ("x", "y")))).completions({"a", "b"})

    assert len(unknown(MOST_COMPLETIONS // 2)) == MOST_COMPLETIONS
    with pytest.raises(LimitError, match="give more facts"):
        unknown(MOST_COMPLETIONS // 2 + 1)
