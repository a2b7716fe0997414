"""What a comparison says of policies whose vocabularies differ, and of amendments of the remarks."""

from pathlib import Path

import pytest

from directives import evaluator_for, load_policy, policy_from
from directives.diff import difference
from directives.diff.edits import Edits
from directives.files import amended, load_amendment, plain

FOLDER = Path(__file__).parents[2] / "amendments"
AMENDMENTS = sorted(FOLDER.glob("*.yaml"))
NORM = {"clause": "A.1", "says": "it is said"}


def tiny(**changed):
    """Somebody at a door: a fact, an event, two actions, three norms."""
    return policy_from(
        {
            "policy": "tiny",
            "title": "Doors",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "readings": {"limit": {"range": [0, 3], "default": 1, "clause": "A.1", "note": "how often"}},
            "facts": {"door": {"values": ["open", "shut"], "initial": "open"}},
            "counters": {"knocks": {"counts": ["knock"], "per": "case"}},
            "topics": {"visit": {"says": "a visit", "facts": ["door"], "counters": ["knocks"]}},
            "events": {
                "shuts": {"topic": "visit", "needs": {"door": "open"}, "sets": {"door": "shut"}, "says": "shut"}
            },
            "actions": {
                "enter": {"topic": "visit", "needs": {"door": "open"}, "says": "entered"},
                "knock": {"topic": "visit", "says": "knocked"},
            },
            "norms": {
                "N.1": {**NORM, "topic": "visit", "permit": "enter", "when": {"door": "open"}},
                "N.2": {**NORM, "topic": "visit", "oblige": "knock", "when": {"knocks": {"below": "limit"}}},
                "N.3": {**NORM, "topic": "visit", "forbid": "enter", "when": {"door": "shut"}},
            },
            **changed,
        }
    )


def data(**changed):
    whole = plain(tiny())
    return {section: {**whole.get(section, {}), **entries} for section, entries in changed.items()}


def compared(before, after):
    return difference(before, after, lambda policy: evaluator_for(policy, "arrays"))


def test_a_new_value_of_a_fact_changes_the_frame_and_no_verdict():
    after = tiny(**data(facts={"door": {"values": ["open", "shut", "ajar"], "initial": "open"}}))
    found = compared(tiny(), after)
    assert found.same_verdicts
    assert not found.equivalent
    assert [str(edit) for edit in found.frame] == ["fact door (values)"]


def test_a_norm_on_a_new_fact_changes_the_verdict_where_the_fact_can_come_to_be_so():
    after = tiny(
        **data(
            facts={"dog": {"values": ["absent", "there", "asleep"], "initial": "absent"}},
            topics={"visit": {"says": "a visit", "facts": ["door", "dog"], "counters": ["knocks"]}},
            events={"barks": {"topic": "visit", "sets": {"dog": "there"}, "says": "it barks"}},
            norms={"N.4": {**NORM, "topic": "visit", "forbid": "enter", "when": {"dog": ["there", "asleep"]}}},
        )
    )
    (shift,) = compared(tiny(), after).shifts
    assert (shift.before, shift.after) == ("permitted", "conflict")
    assert [patch.values for patch in shift.parts[0].patches] == [{"door": ("open",), "dog": ("there", "asleep")}]
    assert shift.states == 4 * 4  # numbers of knocks, up to the highest limit, and limits; the dog only ever wakes
    assert not shift.witness.one_story
    assert [step.name for step in shift.witness.after.timeline] == ["barks", None]


def test_a_higher_cap_of_a_counter_is_felt_in_states_that_the_earlier_policy_did_not_tell_apart():
    after = tiny(
        **data(norms={"N.5": {**NORM, "topic": "visit", "forbid": "knock", "when": {"knocks": {"at_least": 6}}}})
    )
    (shift,) = compared(tiny(), after).shifts
    assert shift.parts[0].patches[0].values == {"knocks": (6,)}
    assert sum(step.name == "knock" for step in shift.witness.after.timeline) == 6
    assert shift.witness.one_story


def test_topics_actions_and_events_of_one_policy_only_are_told_and_not_compared():
    after = tiny(
        **data(
            topics={"call": {"says": "a call"}},
            actions={"ring": {"topic": ["visit", "call"], "says": "rang"}},
            norms={"N.6": {**NORM, "topic": "visit", "oblige": "ring"}},
        )
    )
    found = compared(tiny(), after)
    assert found.same_verdicts
    assert [str(edit) for edit in found.frame] == ["topic call (added)", "action ring (added)"]
    assert [str(edit) for edit in found.edits] == ["N.6 (added)"]


def test_a_name_that_is_another_thing_in_each_keeps_its_topic_apart():
    after = policy_from(
        {
            **plain(tiny()),
            **data(
                facts={"limit": {"values": ["low", "high"]}},
                topics={"visit": {"says": "a visit", "facts": ["door", "limit"], "counters": ["knocks"]}},
                norms={"N.2": {**NORM, "topic": "visit", "oblige": "knock", "when": {"knocks": {"below": 1}}}},
            ),
            "readings": {},
        }
    )
    found = compared(tiny(), after)
    assert found.apart == {"visit": ("limit",)}
    assert not found.equivalent


def test_another_default_of_a_reading_is_told_and_the_witness_names_the_reading_for_each_side():
    after = tiny(
        **data(
            readings={"limit": {"range": [0, 3], "default": 3, "clause": "A.1", "note": "how often"}},
            norms={"N.2": {**NORM, "topic": "visit", "oblige": "knock", "when": {"limit": 1}}},
        )
    )
    found = compared(tiny(), after)
    assert [str(edit) for edit in found.frame] == ["reading limit (default)"]
    for shift in found.shifts:
        before, later = shift.witness.before, shift.witness.after
        limits = {before.readings.get("limit", 1), later.readings.get("limit", 3)}
        assert len(limits) == 1, shift


def test_what_an_action_needs_makes_a_duty_impossible():
    after = tiny(**data(actions={"knock": {"topic": "visit", "needs": {"door": "shut"}, "says": "knocked"}}))
    (shift,) = compared(tiny(), after).shifts
    assert (shift.kind, shift.before, shift.after) == ("impossible", "no", "yes")
    assert shift.parts[0].undone_by == (("action knock",),)


def test_an_override_that_is_turned_round_is_undone_by_no_single_norm():
    one = tiny(**data(norms={
        "N.1": {**NORM, "topic": "visit", "permit": "enter", "overrides": ["N.3"]},
        "N.3": {**NORM, "topic": "visit", "forbid": "enter"},
    }))  # fmt: skip
    other = tiny(**data(norms={
        "N.1": {**NORM, "topic": "visit", "permit": "enter"},
        "N.3": {**NORM, "topic": "visit", "forbid": "enter", "overrides": ["N.1"]},
    }))  # fmt: skip
    (shift,) = compared(one, other).shifts
    assert (shift.before, shift.after) == ("permitted", "forbidden")
    assert [str(edit) for edit in Edits(one, other).ruling] == ["N.1 (overrides)", "N.3 (overrides)"]
    assert shift.parts[0].undone_by == (("N.1", "N.3"),)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"permit": "enter"}, {"forbid": "enter"}, "stricter"),
        ({"permit": "enter"}, {"oblige": "enter"}, "stricter"),
        ({"reserve": "enter"}, {"exempt": "enter"}, "laxer"),
        ({"permit": "enter"}, {"exempt": "enter"}, "restated"),
        ({"oblige": "enter"}, {"forbid": "enter"}, "other"),
        ({"forbid": "enter"}, {"reserve": "enter"}, "restated"),
    ],
)
def test_the_direction_of_a_change_is_what_it_leaves_open(before, after, expected):
    one, other = (tiny(norms={"N.1": {**NORM, "topic": "visit", **modality}}) for modality in (before, after))
    found = compared(one, other)
    assert [shift.direction for shift in found.shifts if shift.kind == "status"] == [expected]
    assert found.relation == expected


def test_fixed_readings_leave_only_their_states(remarks):
    quota = load_amendment({"amends": "remarks-1960", "title": "?", "norms": {"TC.2a": None}})
    whole = difference(remarks, amended(remarks, quota), evaluator_for)
    part = difference(remarks, amended(remarks, quota), evaluator_for, {"too_many_new_items": 2})
    assert {topic.states for topic in whole.topics} == {2704}
    assert {topic.states for topic in part.topics} == {2704 // 13}
    assert sum(one.states for one in part.shifts) < sum(one.states for one in whole.shifts)


def test_every_shipped_amendment_has_a_witness_on_both_sides_for_all_that_changes(remarks):
    for file in AMENDMENTS:
        found = difference(remarks, amended(remarks, load_amendment(file)), evaluator_for)
        assert found.shifts
        assert all(one.witness is not None and one.witness.one_story for one in found.shifts)


def test_retaining_twice_is_attributed_to_both_norms_together(remarks):
    found = difference(load_policy(), amended(remarks, load_amendment(FOLDER / "retain-twice.yaml")), evaluator_for)
    by_change = {(one.before, one.after): one for one in found.shifts}
    assert by_change["forbidden", "obligatory"].parts[0].undone_by == (("SP.2c", "SP.2d"),)
    assert by_change["forbidden", "silent"].parts[0].undone_by == (("SP.2d",),)
    assert found.relation == "mixed"
