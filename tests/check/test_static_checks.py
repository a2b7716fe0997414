"""Each static check on a small policy: it fires, keeps quiet on a sound twin, holds at the boundary.

A `gate` is open at first, may be shut and opened again; a `guest` is known or strange for good; we `ask` and `give`.
"""

from typing import Any

import pytest

from directives.check import CHECKS, Finding, check
from directives.policy import Policy

TEXT = {"clause": "A.1", "says": "it is said"}


def policy(norms: dict[str, dict[str, Any]], **sections: Any) -> Policy:
    """A policy of one topic with these norms; sections replace those that every one of them has."""
    return Policy.model_validate(
        {
            "policy": "small",
            "title": "A small policy",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "readings": {
                "many": {"range": [0, 3], "default": 2, "clause": "A.1", "note": "how many are too many"},
                "mood": {"values": ["mild", "strict"], "default": "mild", "clause": "A.1", "note": "how it is read"},
            },
            "facts": {
                "gate": {"values": ["open", "shut"], "initial": "open"},
                "guest": {"values": ["known", "strange"]},
            },
            "counters": {"asked": {"counts": ["ask"], "per": "case"}},
            "topics": {"visit": {"says": "a visit", "facts": ["gate", "guest"], "counters": ["asked"]}},
            "events": {
                "shutting": {"topic": "visit", "needs": {"gate": "open"}, "sets": {"gate": "shut"}, "says": "shut"},
                "opening": {"topic": "visit", "needs": {"gate": "shut"}, "sets": {"gate": "open"}, "says": "opened"},
            },
            "actions": {
                "ask": {"topic": "visit", "says": "ask"},
                "give": {"topic": "visit", "says": "give", "needs": {"gate": "open"}},
            },
            "norms": {name: {**TEXT, "topic": "visit", **one} for name, one in norms.items()},
            **sections,
        }
    )


def found(
    code: str, norms: dict[str, dict[str, Any]], fixed: dict[str, Any] | None = None, **more: Any
) -> list[Finding]:
    return check(policy(norms, **more), fixed=fixed, codes=[code])


def words(findings: list[Finding]) -> list[str]:
    """Where each finding holds."""
    return [" / ".join(patch.words for patch in one.patches) for one in findings]


STRANGE, KNOWN = {"guest": "strange"}, {"guest": "known"}
SHUT, OPEN = {"gate": "shut"}, {"gate": "open"}


# conflicts


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("duty-conflict", "oblige", "forbid"),
        ("duty-conflict", "oblige", "exempt"),
        ("permission-conflict", "permit", "forbid"),
        ("reserve-conflict", "reserve", "oblige"),
        ("reserve-conflict", "exempt", "reserve"),
    ],
)
def test_opposed_norms_conflict_where_both_are_in_force(code, one, other):
    norms = {"N.1": {one: "ask", "when": STRANGE}, "N.2": {other: "ask", "when": SHUT}}
    assert words(found(code, norms)) == ["gate is shut, guest is strange"]
    assert not found(code, {**norms, "N.2": {other: "ask", "when": SHUT, "overrides": ["N.1"]}})
    assert not found(code, {**norms, "N.2": {other: "give", "when": SHUT}})
    assert not found(code, {**norms, "N.2": {other: "ask", "when": {**SHUT, **KNOWN}}})


@pytest.mark.parametrize(("one", "other"), [("oblige", "permit"), ("permit", "exempt"), ("forbid", "exempt")])
def test_modalities_that_go_together_do_not_conflict(one, other):
    norms = {"N.1": {one: "ask"}, "N.2": {other: "ask"}}
    assert not any(found(code, norms) for code in ("duty-conflict", "permission-conflict", "reserve-conflict"))


def test_a_conflict_begins_at_the_threshold():
    norms = {"N.1": {"oblige": "ask"}, "N.2": {"forbid": "ask", "when": {"asked": {"at_least": "many"}}}}
    (one,) = found("duty-conflict", norms, fixed={"many": 2})
    assert words([one]) == ["asked is at least 2"]
    assert [step.action for step in one.witness.timeline] == ["ask", "ask", None]
    never = {**norms, "N.1": {"oblige": "ask", "when": {"asked": {"below": "many"}}}}
    assert not found("duty-conflict", never)


def test_a_conflict_that_no_case_comes_to_is_none():
    norms = {"N.1": {"oblige": "ask", "when": SHUT}, "N.2": {"forbid": "ask", "when": SHUT}}
    assert found("duty-conflict", norms)
    assert not found("duty-conflict", norms, events={})


# clashes, impossible duties, gaps, silences


def test_two_incompatible_duties_clash():
    pair = [{"pair": ["ask", "give"], "why": "one hand is full"}]
    norms = {"N.1": {"oblige": "ask", "when": STRANGE}, "N.2": {"oblige": "give"}}
    assert words(found("clash", norms, incompatible=pair)) == ["guest is strange"]
    assert not found("clash", norms)
    assert not found("clash", {**norms, "N.2": {"permit": "give"}}, incompatible=pair)
    first = {**norms, "N.1": {"oblige": "ask", "when": STRANGE, "overrides": ["N.2"]}}
    assert not found("clash", first, incompatible=pair)


def test_a_clash_names_only_the_norms_in_force_where_it_can_come_to_be():
    pair = [{"pair": ["ask", "give"], "why": "one hand is full"}]
    norms = {
        "N.1": {"oblige": "ask"},
        "N.2": {"oblige": "give", "when": OPEN},
        "N.3": {"oblige": "give", "when": SHUT},
    }
    (one,) = found("clash", norms, incompatible=pair, events={})
    assert one.norms == ("N.1", "N.2")


def test_ought_without_can_is_an_impossible_duty():
    assert words(found("impossible-duty", {"N.1": {"oblige": "give"}})) == ["gate is shut"]
    assert not found("impossible-duty", {"N.1": {"oblige": "give", "when": OPEN}})
    assert not found("impossible-duty", {"N.1": {"oblige": "ask"}})
    excused = {"N.1": {"oblige": "give"}, "N.2": {"exempt": "give", "when": SHUT, "overrides": ["N.1"]}}
    assert not found("impossible-duty", excused)


def test_where_no_norm_is_in_force_there_is_a_gap():
    norms = {"N.1": {"oblige": "ask", "when": STRANGE}}
    assert words(found("gap", norms)) == ["guest is known"]
    assert not found("gap", {**norms, "N.2": {"reserve": "ask", "when": KNOWN}})
    topics = {"visit": {"says": "a visit", "facts": ["gate", "guest"], "counters": ["asked"], "settled": KNOWN}}
    assert not found("gap", norms, topics=topics)
    assert not found("gap", {**norms, "N.2": {"permit": "give", "when": {"guest": {"not": "strange"}}}})


def test_what_can_be_done_and_nothing_speaks_of_is_a_silence():
    norms = {"N.1": {"permit": "give", "when": STRANGE}, "N.2": {"oblige": "ask"}}
    (one,) = found("silence", norms)
    assert (one.actions, words([one])) == (("give",), ["gate is open, guest is known"])
    assert not found("silence", {**norms, "N.3": {"exempt": "give", "when": {**KNOWN, **OPEN}}})


# norms


def test_a_norm_that_others_repeat_is_redundant_one_at_a_time():
    norms = {
        "N.1": {"oblige": "ask"},
        "N.2": {"oblige": "ask", "when": STRANGE},
        "N.3": {"oblige": "ask", "when": KNOWN},
    }
    findings = {one.norms: one for one in found("redundant-norm", norms)}
    assert findings.keys() == {("N.1",), ("N.2",), ("N.3",)}
    assert "take out either it or N.2 or N.3, not both" in findings["N.1",].says
    assert "either it or N.1, not both" in findings["N.2",].says
    assert words([findings["N.2",]]) == ["guest is strange"]


def test_a_norm_of_its_own_is_not_redundant():
    norms = {"N.1": {"oblige": "ask", "when": OPEN}, "N.2": {"oblige": "ask", "when": STRANGE}}
    assert not found("redundant-norm", norms)
    assert [one.norms for one in found("redundant-norm", norms, events={})] == [("N.2",)]


def test_a_weaker_norm_beside_a_stronger_is_redundant():
    assert [one.norms for one in found("redundant-norm", {"N.1": {"oblige": "ask"}, "N.2": {"permit": "ask"}})] == [
        ("N.2",)
    ]


def test_a_norm_that_says_nothing_new_but_sets_others_aside_is_not_redundant():
    norms = {
        "N.1": {"forbid": "ask"},
        "N.2": {"forbid": "ask", "when": STRANGE, "overrides": ["N.3"]},
        "N.3": {"permit": "ask", "overrides": ["N.1"]},
    }
    assert [one.norms for one in found("redundant-norm", norms)] == [("N.1",)]  # N.2 forbids where it is in force
    norms["N.2"]["overrides"] = []
    assert not found("redundant-norm", norms)


def test_a_norm_is_dead_for_one_of_four_causes():
    def why(norms, **more):
        return [(one.norms, one.says.partition(": ")[2], words([one])) for one in found("dead-norm", norms, **more)]

    two = {"asked": {"at_least": 2, "below": 2}}
    assert why({"N.1": {"oblige": "ask", "when": two}}) == [(("N.1",), "its condition contradicts itself", [""])]
    two["asked"]["below"] = 3
    assert why({"N.1": {"oblige": "ask", "when": two}}) == []
    shut = {"N.1": {"oblige": "ask", "when": {**SHUT, **STRANGE}}}
    assert why(shut, events={}) == [(("N.1",), "no case comes to where gate is shut", [""])]
    assert why(shut) == []
    aside = {"N.1": {"forbid": "ask", "when": SHUT}, "N.2": {"permit": "ask", "when": SHUT, "overrides": ["N.1"]}}
    assert why(aside) == [(("N.1",), "wherever it applies it is set aside by N.2", ["gate is shut"])]
    aside["N.2"]["when"] = {**SHUT, **STRANGE}
    assert why(aside) == []
    mild = {"N.1": {"oblige": "ask", "when": {"mood": "mild"}}}
    assert why(mild) == []
    assert why(mild, fixed={"mood": "strict"}) == [(("N.1",), "only where mood is mild", [""])]


def test_a_dead_norm_that_is_set_aside_by_one_or_the_other_names_both():
    norms = {
        "N.1": {"forbid": "ask"},
        "N.2": {"permit": "ask", "when": KNOWN, "overrides": ["N.1"]},
        "N.3": {"permit": "ask", "when": STRANGE, "overrides": ["N.1"]},
    }
    (one,) = found("dead-norm", norms)
    assert one.says.endswith("it is set aside by N.2 or N.3")
    assert one.witness.timeline[-1].expect["ask"].value == "permitted"


# conditions and overrides


def parts(norm, **more):
    return [one.id.split()[-1] for one in found("vacuous-condition", {"N.1": norm}, **more)]


def test_an_entry_that_rules_nothing_out_is_vacuous():
    assert parts({"oblige": "ask", "when": {"gate": ["open", "shut"], **STRANGE}}) == ["when.gate"]
    assert parts({"oblige": "ask", "when": {"gate": "open", **STRANGE}}) == []
    assert parts({"oblige": "ask", "when": {"gate": "open", **STRANGE}}, events={}) == ["when.gate"]
    assert parts({"oblige": "ask", "when": {"asked": {"at_least": 0, "below": 2}}}) == ["when.asked.at_least"]
    assert parts({"oblige": "ask", "when": {"asked": {"at_least": 1, "below": 2}}}) == []


def test_an_alternative_that_adds_nothing_is_vacuous():
    either = [STRANGE, {**STRANGE, **OPEN}]
    assert parts({"oblige": "ask", "when": {"any": either}}) == ["when.any[1]"]
    assert parts({"oblige": "ask", "when": {"any": [{**KNOWN, **SHUT}, {**STRANGE, **OPEN}]}}) == []
    assert parts({"oblige": "ask", "when": {"any": [KNOWN, STRANGE]}}) == ["when.any"]


def test_an_exception_that_never_matters_is_vacuous():
    assert parts({"oblige": "ask", "when": STRANGE, "unless": {**KNOWN, **SHUT}}) == ["unless"]
    assert parts({"oblige": "ask", "when": STRANGE, "unless": KNOWN}) == ["when.guest", "unless"]  # one or the other
    assert parts({"oblige": "ask", "when": STRANGE, "unless": SHUT}) == []
    assert parts({"oblige": "ask", "when": STRANGE, "unless": {**STRANGE, **SHUT}}) == ["unless.guest"]


def test_a_part_that_wakes_what_was_dead_is_not_vacuous():
    # without `guest: known` the first alternative holds where `many` is 3, of which nothing else speaks
    norm = {"oblige": "ask", "when": {"guest": "known", "any": [{"guest": "strange", "many": 3}, SHUT]}}
    assert parts(norm) == ["when.any[0]"]


def test_entries_on_readings_that_are_fixed_are_left_alone():
    norms = {"oblige": "ask", "when": {"mood": "mild", **STRANGE}}
    assert parts(norms, fixed={"mood": "mild"}) == []
    assert parts(norms) == []


def test_conditions_of_claims_are_looked_at_too():
    claim = {**TEXT, "topic": "visit", "when": {"gate": ["open", "shut"], **STRANGE}, "concludes": {"peace": "lost"}}
    (one,) = found("vacuous-condition", {"N.1": {"oblige": "ask"}}, claims={"C.1": claim})
    assert (one.norms, one.id) == ((), "vacuous-condition visit C.1 when.gate")


def test_an_override_is_idle_if_the_two_never_meet():
    norms = {
        "N.1": {"forbid": "ask", "when": SHUT},
        "N.2": {"permit": "ask", "when": {**STRANGE, **OPEN}, "overrides": ["N.1"]},
    }
    (one,) = found("idle-override", norms)
    assert (one.norms, one.states, one.says.partition(": ")[2]) == (("N.2", "N.1"), None, "they never both apply")
    norms["N.2"]["when"] = STRANGE
    assert not found("idle-override", norms)


def test_an_override_is_idle_if_another_sets_the_norm_aside_anyway():
    norms = {
        "N.1": {"forbid": "ask"},
        "N.2": {"permit": "ask", "when": SHUT, "overrides": ["N.1"]},
        "N.3": {"permit": "ask", "when": {"gate": "shut", **STRANGE}, "overrides": ["N.1"]},
    }
    (one,) = found("idle-override", norms)
    assert (one.norms, words([one])) == (("N.3", "N.1"), ["gate is shut, guest is strange"])
    assert one.says.endswith("there N.1 is set aside by N.2 anyway")
    norms["N.2"]["when"] = {"gate": "shut", **KNOWN}
    assert not found("idle-override", norms)


def test_an_override_is_idle_if_the_overriding_norm_is_set_aside_there():
    norms = {
        "N.1": {"forbid": "ask", "when": SHUT},
        "N.2": {"permit": "ask", "overrides": ["N.1"]},
        "N.3": {"forbid": "ask", "when": SHUT, "overrides": ["N.2"]},
    }
    (one,) = found("idle-override", norms)
    assert one.says.endswith("wherever both apply, N.2 is itself set aside by N.3")


def test_an_override_among_norms_that_conflict_anyhow_is_idle():
    norms = {
        "N.1": {"forbid": "ask"},
        "N.2": {"oblige": "ask", "overrides": ["N.1"]},
        "N.3": {"exempt": "ask"},
    }
    (one,) = found("idle-override", norms)
    assert one.says.endswith("the verdict would be the same with both in force")
    assert one.witness.timeline[-1].expect["ask"].value == "conflict"


# events, actions, values


IDLE = {"N.1": {"oblige": "ask"}}


def test_an_event_is_idle_if_nothing_tests_what_it_sets():
    actions = {"ask": {"topic": "visit", "says": "ask"}}
    assert [one.id for one in found("idle-event", IDLE, actions=actions)] == [
        "idle-event visit shutting",
        "idle-event visit opening",
    ]
    assert not found("idle-event", {"N.1": {"oblige": "ask", "when": OPEN}}, actions=actions)
    assert not found("idle-event", IDLE)  # giving needs an open gate
    settled = {"visit": {"says": "a visit", "facts": ["gate", "guest"], "settled": SHUT}}
    assert not found("idle-event", IDLE, actions=actions, topics=settled)


def test_an_event_that_lets_another_happen_that_matters_is_not_idle():
    raising = {"topic": "visit", "needs": SHUT, "sets": {"guest": "known"}, "says": "introduced"}
    shutting = {"topic": "visit", "needs": OPEN, "sets": SHUT, "says": "shut"}
    norms = {"N.1": {"oblige": "ask", "when": STRANGE}}
    more: dict[str, Any] = {"actions": {"ask": {"topic": "visit", "says": "ask"}}}
    assert not found("idle-event", norms, events={"shutting": shutting, "introducing": raising}, **more)
    assert len(found("idle-event", IDLE, events={"shutting": shutting, "introducing": raising}, **more)) == 2


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"needs": SHUT, "sets": OPEN}, "no case comes to where it can happen"),
        ({"sets": {}}, "it sets no fact"),
        ({"needs": OPEN, "sets": OPEN}, "wherever it happens, gate is open already"),
        ({"sets": OPEN}, "wherever it happens, gate is open already"),
        ({"sets": KNOWN}, "no norm or claim hangs on whether guest is known, nor does what can be done"),
    ],
)
def test_an_idle_event_says_why(event, why):
    norms = {"N.1": {"oblige": "ask", "when": OPEN}}
    (one,) = found("idle-event", norms, events={"it": {"topic": "visit", "says": "it happens", **event}})
    assert one.says == f"`it` changes nothing: {why}"


def test_an_action_is_idle_if_it_sets_facts_to_no_effect_or_can_never_be_done():
    def ids(action, **more):
        actions = {"ask": {"topic": "visit", "says": "ask", **action}}
        return [one.id for one in found("idle-action", IDLE, actions=actions, **more)]

    assert ids({"sets": KNOWN}) == ["idle-action visit ask"]
    assert ids({"needs": SHUT}, events={}) == ["idle-action visit ask"]
    assert ids({}) == []
    assert ids({"needs": OPEN, "sets": SHUT}) == []  # it cannot be done again


def test_values_that_nothing_tells_apart_are_idle():
    def keys(norms, **more):
        return [one.id for one in found("idle-value", norms, **more)]

    assert keys(IDLE) == ["idle-value visit guest known strange"]
    assert keys({"N.1": {"oblige": "ask", "when": STRANGE}}) == []
    three = {"facts": {"gate": {"values": ["open", "shut"]}, "guest": {"values": ["known", "new", "strange", "foe"]}}}
    assert keys({"N.1": {"oblige": "ask", "when": {"guest": ["known", "foe"]}}}, **three) == [
        "idle-value visit guest known foe",
        "idle-value visit guest new strange",
    ]
    both = {"N.1": {"oblige": "ask", "when": {"any": [KNOWN, STRANGE]}}}  # told apart in writing, not in effect
    assert keys(both) == ["idle-value visit guest known strange"]
    topics = {"visit": {"says": "a visit", "facts": ["gate"]}, "feast": {"says": "a feast", "facts": ["guest"]}}
    assert keys(IDLE, topics=topics, counters={}) == ["idle-value feast guest known strange"]


def test_a_fact_without_a_topic_has_idle_values():
    facts = {name: {"values": ["open", "shut"]} for name in ("gate", "door", "guest")}
    (one,) = found("idle-value", {"N.1": {"oblige": "ask", "when": {"guest": "shut"}}}, facts=facts)
    assert (one.topic, one.id) == ("", "idle-value  door open shut")


# reinstatement and strain


CHAIN = {
    "N.1": {"forbid": "ask"},
    "N.2": {"permit": "ask", "when": STRANGE, "overrides": ["N.1"]},
    "N.3": {"exempt": "give", "when": SHUT, "overrides": ["N.2"]},
}
PAIR = [{"pair": ["ask", "give"], "why": "one hand is full"}]


def test_a_verdict_that_hangs_on_reinstatement_is_told_with_its_chain():
    (one,) = found("reinstatement", CHAIN, incompatible=PAIR)
    assert (one.norms, words([one])) == (("N.1", "N.2", "N.3"), ["gate is shut, guest is strange"])
    assert not found("reinstatement", {**CHAIN, "N.3": {**CHAIN["N.3"], "overrides": []}}, incompatible=PAIR)


def test_a_reinstated_norm_that_another_repeats_is_not_told():
    repeated = {**CHAIN, "N.4": {"forbid": "ask", "when": SHUT}}
    assert not found("reinstatement", repeated, incompatible=PAIR)
    repeated["N.4"]["when"] = OPEN
    assert found("reinstatement", repeated, incompatible=PAIR)


def test_two_reinstated_norms_that_say_the_same_are_both_told():
    twice = {**CHAIN, "N.0": {"forbid": "ask"}, "N.2": {**CHAIN["N.2"], "overrides": ["N.0", "N.1"]}}
    assert {one.norms[0] for one in found("reinstatement", twice, incompatible=PAIR)} == {"N.0", "N.1"}


def test_a_longer_chain_says_that_its_last_norm_is_reinstated_too():
    longer = {
        **CHAIN,
        "N.4": {"oblige": "give", "when": KNOWN, "overrides": ["N.3"]},
        "N.5": {"forbid": "give", "overrides": ["N.4"]},
    }
    longer["N.4"]["when"] = STRANGE
    (one,) = [one for one in found("reinstatement", longer, incompatible=PAIR) if one.norms[0] == "N.1"]
    assert one.says.endswith("which is itself in force only because N.4 is set aside")


def test_a_verdict_that_permits_or_obliges_what_strains_a_principle_is_told():
    principles = {"P.1": {**TEXT, "strained_by": ["give"]}}
    norms = {"N.1": {"permit": "give", "when": STRANGE}, "N.2": {"oblige": "give", "when": KNOWN}}
    one, other = found("strain", norms, principles=principles)
    assert (one.norms, words([one])) == (("N.1",), ["gate is open, guest is strange"])
    assert (other.norms, words([other])) == (("N.2",), ["gate is open, guest is known"])
    assert not found("strain", norms)
    assert not found("strain", {"N.1": {"forbid": "give"}, "N.2": {"oblige": "ask"}}, principles=principles)
    topics = {"visit": {"says": "a visit", "facts": ["gate", "guest"], "settled": OPEN}}
    assert not found("strain", norms, principles=principles, topics=topics)


@pytest.mark.parametrize("code", CHECKS)
def test_every_check_says_what_it_is_when_it_is_quiet_and_what_to_do(code):
    one = CHECKS[code]
    assert all(part.endswith(".") for part in (one.definition, one.quiet, one.cure))
    assert one.severity in ("error", "warning", "note")
