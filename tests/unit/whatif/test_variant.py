"""Variants of a story on one joint timeline: that the checkpoints that stand in change nothing."""

from hypothesis import given
from hypothesis import strategies as st

from directives import load_scenario
from directives.whatif import Drop, Story

from .changing import REMARKS, few, played_naively, stories

STATUSES = ("verdict", "clashes", "impossible", "conclusions", "judgement", "facts", "counters", "case", "name")


def told(moment):
    return moment and {key: getattr(moment, key) for key in STATUSES}


def duties(attempt, first):
    """Those of whole stories; one there on the first day has no `since`, as a slot before it moves the start."""
    broken = {one.case for one in attempt.breaks}
    return [
        duty.model_copy(update={"since": duty.since if first and duty.since > first else None})
        for duty in attempt.timeline.duties
        if duty.case not in broken
    ]


@few
@given(stories(), st.data())
def test_a_variant_says_what_the_changed_scenario_says_by_itself(story, data):
    made = data.draw(st.sets(st.sampled_from(story.all))) if story.changes else set()
    on_one_timeline, alone = story.played(made), played_naively(story, made)
    starts = len(story.scenario.matters)
    there = [
        moment
        for moment, slot in zip(on_one_timeline.moments[starts:], story.slots, strict=True)
        if slot.happens(made) and not slot.ends
    ]
    assert list(map(told, there)) == list(map(told, alone.moments[starts:]))
    first = alone.timeline.steps[0].at
    assert duties(on_one_timeline, first) == duties(alone, first)
    assert [(one.case, one.lacking) for one in on_one_timeline.breaks] == [
        (one.case, one.lacking) for one in alone.breaks
    ]


def test_a_step_that_several_changes_leave_out_is_left_out_by_each_of_them():
    told = {"scenario": "A", "case": {"topic": "learner"}, "timeline": [{"event": "access_denied"}]}
    story = Story(load_scenario(told), REMARKS, (Drop(1), Drop(1)), "arrays")
    for made in ((1,), (2,), (1, 2)):
        assert [moment.name for moment in story.played(made).moments] == [None, None]


@few
@given(stories())
def test_all_variants_have_the_same_slots(story):
    lengths = {len(story.played(made).moments) for made in ((), story.all, *((number,) for number in story.all))}
    assert lengths == {len(story.slots) + len(story.scenario.matters)}


@few
@given(stories(kinds=("drop", "insert")))
def test_days_never_run_backwards(story):
    at = [slot.step.at for slot in story.slots if slot.step.at is not None]
    assert at == sorted(at)
