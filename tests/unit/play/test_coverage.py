from directives.play.coverage import coverage

from .plays import SAID, played, small

DOOR = {"door": "open"}


def policy(**claims):
    """2 norms, 1 override, 1 topic, 1 event, 2 actions, and so many claims."""
    return small(
        {
            "N.1": {"oblige": "ask", "when": DOOR},
            "N.2": {"exempt": "ask", "when": {"colour": "red"}, "overrides": ["N.1"]},
        },
        events={"shut": {"topic": "matter", "sets": {"door": "shut"}, "says": "The door fell shut."}},
        claims={name.replace("_", "."): {**SAID, "topic": "matter", **claim} for name, claim in claims.items()},
    )


def reached(about, *texts):
    found = coverage(about, [played(text, about) for text in texts])
    return {one.kind: one for one in found.kinds}, found.percent


def test_nothing_played_reaches_nothing():
    kinds, percent = reached(policy())
    assert percent == 0
    assert kinds["norms in force"].never == ["N.1", "N.2"]


def test_the_share_is_of_norms_overrides_claims_topics_events_and_actions():
    kinds, percent = reached(policy(), "case: {topic: matter, door: open, colour: green}\ntimeline: [{action: ask}]")
    assert {kind: one.times for kind, one in kinds.items() if one.counted} == {
        "norms in force": {"N.1": 2, "N.2": 0},
        "overrides": {"N.2 > N.1": 0},
        "claims": {},
        "topics": {"matter": 2},
        "events": {"shut": 0},
        "actions": {"ask": 1, "give": 0},
    }
    assert percent == 100 * 3 / 7


def test_statuses_and_judgements_are_told_and_not_counted():
    kinds, _ = reached(policy(), "case: {topic: matter, door: open, colour: green}\ntimeline: [{action: ask}]")
    assert [kind for kind, one in kinds.items() if not one.counted] == ["statuses", "judgements"]
    assert kinds["statuses"].times["obligatory"] == 2
    assert kinds["judgements"].times["compliant"] == 1
    assert "violation" in kinds["judgements"].never


def test_a_norm_that_is_set_aside_reaches_the_override_and_not_the_norm():
    kinds, _ = reached(policy(), "case: {topic: matter, door: open, colour: red}")
    assert kinds["norms in force"].times == {"N.1": 0, "N.2": 1}
    assert kinds["overrides"].times == {"N.2 > N.1": 1}


def test_a_norm_that_is_in_force_on_some_completions_only_is_not_reached():
    kinds, _ = reached(policy(), "case: {topic: matter, colour: green}")
    assert kinds["norms in force"].never == ["N.1", "N.2"]


def test_several_timelines_add_up():
    texts = (
        "case: {topic: matter, door: open, colour: red}\ntimeline: [{event: shut}, {action: give}]",
        "case: {topic: matter, door: open, colour: green}\ntimeline: [{action: ask}]",
    )
    kinds, percent = reached(policy(), *texts)
    assert percent == 100
    assert kinds["topics"].times == {"matter": 5}


def test_a_claim_is_reached_when_it_holds():
    about = policy(C_1={"when": DOOR, "concludes": {"draught": "felt"}})
    assert reached(about, "case: {topic: matter, door: open}")[0]["claims"].times == {"C.1": 1}
    assert reached(about, "case: {topic: matter, door: shut}")[0]["claims"].times == {"C.1": 0}


def test_a_claim_whose_condition_does_not_hold_is_not_reached_by_another_that_concludes_the_same():
    about = policy(
        C_1={"when": DOOR, "concludes": {"draught": "felt"}},
        C_2={"when": {"colour": "blue"}, "concludes": {"draught": "felt"}},
    )
    kinds, _ = reached(about, "case: {topic: matter, door: open, colour: red}")
    assert kinds["claims"].times == {"C.1": 1, "C.2": 0}


def test_the_shipped_remarks_have_everything_to_reach(remarks):
    kinds = {one.kind: one.times for one in coverage(remarks, []).kinds}
    assert list(kinds["norms in force"]) == list(remarks.norms)
    assert "SP.1c > SP.1a" in kinds["overrides"]
    assert "SP.1d > SP.1c" in kinds["overrides"]
    assert set(kinds["events"]) == set(remarks.events)
