"""Which verdicts a step visits, and how those not visited are told."""

from directives.suite import space_coverage
from directives.suite.coverage_told import to_lines
from directives.suite.verdicts import Verdicts

from ..unit.play.plays import scenario_of, small

DOOR = {"N.1": {"oblige": "ask", "when": {"door": "open"}}, "N.2": {"permit": "give", "when": {"colour": "red"}}}


def topic(policy, *texts, **readings):
    (found,) = space_coverage(policy, [scenario_of(text, policy) for text in texts], readings).topics
    return found


def told(coverage, policy, width=80):
    return ["".join(text for _, text in line).rstrip() for line in to_lines(coverage, policy, width)]


def test_the_start_of_a_case_visits_a_verdict():
    found = topic(small(DOOR), "case: {topic: matter, door: open, colour: red}")
    assert (found.visited, found.total) == (1, 4)


def test_an_unknown_fact_that_decides_keeps_a_step_from_visiting():
    assert topic(small(DOOR), "case: {topic: matter, door: open}").visited == 0


def test_an_unknown_fact_that_decides_nothing_does_not():
    policy = small({"N.1": DOOR["N.1"]})
    assert topic(policy, "case: {topic: matter, door: open}").visited == 1


def test_a_step_at_another_reading_visits_nothing_there():
    mood = {"mood": {"values": ["mild", "strict"], "default": "mild", "clause": "A.1", "note": "How."}}
    policy = small({"N.1": {"oblige": "ask", "when": {"mood": "strict"}}}, readings=mood)
    strict = "readings: {mood: strict}\ncase: {topic: matter}"
    found = topic(policy, strict)
    assert (found.visited, found.total) == (0, 1)
    assert (found.elsewhere.visited, found.elsewhere.total) == (1, 1)
    assert topic(policy, strict, mood="strict").visited == 1
    assert topic(policy, "case: {topic: matter}").elsewhere.unvisited[0].readings == {"mood": "strict"}


def test_a_reading_that_the_topic_does_not_know_is_no_obstacle():
    days = {"days": {"range": [1, 9], "default": 3, "clause": "A.1", "note": "How long."}}
    counters = {"asked": {"counts": ["ask"], "per": "case", "within": "days"}}
    policy = small({"N.1": {"forbid": "ask", "when": {"asked": {"at_least": 1}}}}, readings=days, counters=counters)
    found = topic(policy, "readings: {days: 5}\ncase: {topic: matter}\ntimeline: [{action: ask}]")
    assert (found.visited, found.total) == (2, 2)


def test_a_count_beyond_the_last_that_matters_is_the_last():
    counters = {"asked": {"counts": ["ask"], "per": "case"}}
    policy = small({"N.1": {"forbid": "ask", "when": {"asked": {"at_least": 1}}}}, counters=counters)
    twice = scenario_of("case: {topic: matter}\ntimeline: [{action: ask}, {action: ask}, {action: ask}]", policy)
    found = Verdicts(policy)
    found.visit(twice.model_copy(update={"timeline": ()}))
    assert len(found.visited) == 1
    found.visited.clear()
    found.visit(twice)
    assert len(found.visited) == 2


def test_a_state_that_no_case_can_come_to_visits_nothing():
    facts = {"door": {"values": ["open", "shut"], "initial": "open"}, "colour": {"values": ["red", "green", "blue"]}}
    found = topic(small(DOOR, facts=facts), "case: {topic: matter, door: shut, colour: red}")
    assert (found.visited, found.total) == (0, 2)


def test_an_unvisited_verdict_is_told_with_its_states():
    policy = small(DOOR)
    found = space_coverage(policy, [scenario_of("case: {topic: matter, door: open, colour: red}", policy)])
    lines = told(found, policy)
    assert "  matter     1 of 4" in lines
    at = lines.index("    never: must ask")
    assert lines[at + 1] == "        where door is open, colour is not red"
    assert "    never: the text is silent on all" in lines
    assert lines[-1] == "  1 of 4 verdicts: 25.0 %"


def test_no_line_is_wider_than_it_may_be(remarks):
    for width in (60, 80, 120):
        assert max(map(len, told(space_coverage(remarks, []), remarks, width))) <= width


def test_what_takes_more_than_the_budget_is_named(remarks, monkeypatch):
    monkeypatch.setattr("directives.suite.verdicts.MOST_VERDICTS", 4)
    found = space_coverage(remarks, [])
    assert {one.topic for one in found.topics if one.undecided} == {"new_item", "specialist"}
    assert sum(line.endswith("not decided: more than 4 verdicts") for line in told(found, remarks)) == 2
