"""Suggested scenarios: which verdicts they visit, when they are the fewest, what cannot be told."""

from directives.play import play
from directives.space import Arrays
from directives.suite import space_coverage, suggestions
from directives.suite.verdicts import Verdicts

from ..unit.play.plays import SAID, small

SHUT = {"shut": {"topic": "matter", "needs": {"door": "open"}, "sets": {"door": "shut"}, "says": "It fell shut."}}
FACTS = {"door": {"values": ["open", "shut"], "initial": "open"}, "colour": {"values": ["red", "green", "blue"]}}


def suggested(policy, *scenarios):
    found = Verdicts(policy)
    for one in scenarios:
        found.visit(one)
    return suggestions(found, Arrays(policy))


def of_colour(door, *colours):
    return {"door": door, "colour": list(colours)}


def test_one_story_goes_through_all_that_one_case_can_visit():
    policy = small({"N.1": {"oblige": "ask", "when": {"door": "open"}}}, facts=FACTS, events=SHUT)
    made = suggested(policy)
    assert (len(made.scenarios), made.at_least, made.fewest) == (1, 1, True)
    (story,) = made.scenarios
    assert [step.name for step in story.timeline] == [None, "shut"]
    assert [step.expect["ask"].value for step in story.timeline] == ["obligatory", "silent"]


def test_what_no_case_can_visit_together_takes_as_many_stories():
    policy = small({"N.1": {"oblige": "ask", "when": {"colour": "red"}}}, facts=FACTS, events=SHUT)
    made = suggested(policy)
    assert (len(made.scenarios), made.at_least, made.fewest) == (2, 2, True)


def test_that_they_are_the_fewest_is_not_said_where_it_is_not_known():
    """Of three verdicts any two can be visited in one story, and no story visits all three."""
    norms = {
        "N.1": {"oblige": "ask", "when": of_colour("open", "red", "blue")},
        "N.2": {"forbid": "ask", "when": {"any": [of_colour("shut", "red"), of_colour("open", "green")]}},
        "N.3": {"permit": "ask", "when": of_colour("shut", "green", "blue")},
    }
    made = suggested(small(norms, facts=FACTS, events=SHUT))
    assert (len(made.scenarios), made.at_least, made.fewest, made.missed) == (2, 1, False, 0)


def test_what_lies_behind_a_verdict_is_visited_before_it_is_out_of_reach():
    """The story that begins shut never sees the door open; the one that begins open sees both."""
    facts = {**FACTS, "door": {"values": ["shut", "open"]}}
    policy = small({"N.1": {"oblige": "ask", "when": {"door": "open"}}}, facts=facts, events=SHUT)
    assert len(suggested(policy).scenarios) == 1


def test_a_story_looks_at_its_case_after_others_have_acted():
    counters = {"asked": {"counts": ["ask"], "per": "all"}}
    needs = {"ask": {"topic": "matter", "needs": {"door": "open"}, "sets": {"door": "shut"}, "says": "ask"}}
    actions = {**needs, "give": {"topic": "matter", "says": "give"}}
    norms = {"N.1": {"forbid": "ask", "when": {"asked": {"at_least": 2}, "door": "open"}}}
    policy = small(norms, facts=FACTS, counters=counters, actions=actions)
    made = suggested(policy)
    assert made.missed == 0
    (story,) = made.scenarios
    assert len(story.matters) == 3
    assert [step.expect["ask"].value for step in story.timeline if step.expect] == ["silent", "forbidden"]


def test_nothing_is_suggested_twice(remarks):
    first = suggested(remarks)
    assert first.fewest
    assert space_coverage(remarks, first.scenarios).percent == 100
    assert suggested(remarks, *first.scenarios).scenarios == ()


def test_each_holds_and_is_about_a_verdict(remarks):
    for story in suggested(remarks).scenarios:
        summary = play(story, remarks, Arrays(remarks)).summary
        assert summary.met == summary.expected > 0
        assert story.tags == ("suggested",)


def test_a_policy_without_norms_on_a_topic_has_one_verdict_there():
    policy = small({"N.1": {"oblige": "ask"}}, facts=FACTS)
    assert SAID["clause"] == policy.norms["N.1"].clause
    assert [one.total for one in space_coverage(policy, []).topics] == [1]
