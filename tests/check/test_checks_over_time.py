"""Each check about time on a small policy: it fires, keeps quiet on a sound twin, holds at the boundary.

A `gate` is open at first and may be shut; a `guest` is known or strange for good; we `ask` and `give`.
"""

from typing import Any

import pytest

from directives import run
from directives.check import CHECKS, Finding, Subject, check
from directives.check import trap as traps
from directives.policy import Policy
from directives.space import memory

from .test_static_checks import KNOWN, OPEN, SHUT, STRANGE, policy, words

SHUTTING = {"topic": "visit", "needs": {"gate": "open"}, "sets": {"gate": "shut"}, "says": "the gate is shut"}
OPENING = {"topic": "visit", "needs": {"gate": "shut"}, "sets": {"gate": "open"}, "says": "the gate is opened"}
FACTS = {"gate": {"values": ["open", "shut"], "initial": "open"}, "guest": {"values": ["known", "strange"]}}
FOR_GOOD = {"shutting": SHUTTING}
ASK = {"topic": "visit", "says": "ask"}
GIVE = {"topic": "visit", "says": "give", "needs": {"gate": "open"}}
MUST_GIVE = {"N.1": {"oblige": "give"}}


def found(code: str, norms: dict[str, dict[str, Any]], fixed: Any = None, **more: Any) -> list[Finding]:
    return check(made(norms, **more), fixed=fixed, codes=[code])


def made(norms: dict[str, dict[str, Any]], **more: Any) -> Policy:
    """A policy in which the gate, once shut, stays so."""
    return policy(norms, **{"events": FOR_GOOD, **more})


def steps(finding: Finding) -> list[str]:
    """What happens in a finding's witness."""
    return [step.name for step in finding.witness.timeline if step.name]


def open_at_the_end(finding: Finding, small: Policy) -> set[str]:
    """The actions of which a duty is open or standing when the witness ends."""
    played = run(finding.witness, small, engine="arrays")
    return {duty.action for duty in played.duties if duty.state in ("open", "standing")}


# duties that can never be discharged


def test_a_duty_that_arises_where_it_can_never_be_done_is_undischargeable():
    norms = {"N.1": {"oblige": "give", "when": SHUT}}
    (one,) = found("undischargeable-duty", norms)
    assert (words([one]), one.norms, one.severity) == (["gate is shut"], ("N.1",), "error")
    assert steps(one) == ["shutting"]
    assert open_at_the_end(one, made(norms)) == {"give"}


def test_a_duty_that_can_be_done_later_is_dischargeable():
    shut_at_first = {**FACTS, "gate": {"values": ["shut", "open"], "initial": "shut"}}
    assert found("undischargeable-duty", MUST_GIVE, facts=shut_at_first, events={})
    assert not found("undischargeable-duty", MUST_GIVE, facts=shut_at_first, events={"opening": OPENING})


def test_to_lapse_before_it_can_be_done_is_no_discharge():
    norms = {"N.1": {"oblige": "give", "when": SHUT}}
    assert found("undischargeable-duty", norms, events={"shutting": SHUTTING, "opening": OPENING})


@pytest.mark.parametrize(("asked", "number"), [(1, 0), (2, 1)])
def test_a_duty_is_dischargeable_only_by_ways_on_which_it_stays_one(asked, number):
    """Asking opens the gate. If giving is then obligatory only for who asks once more, the duty lapsed meanwhile."""
    shut_at_first = {**FACTS, "gate": {"values": ["shut", "open"], "initial": "shut"}}
    opening = {"ask": {**ASK, "sets": {"gate": "open"}}, "give": GIVE}
    norms = {"N.1": {"oblige": "give", "when": {"any": [SHUT, {**OPEN, "asked": {"at_least": asked}}]}}}
    assert len(found("undischargeable-duty", norms, facts=shut_at_first, actions=opening, events={})) == number


def test_time_that_passes_may_make_a_duty_end_and_never_makes_it_possible():
    norms = {"N.1": {"oblige": "give", "when": {**SHUT, "asked": {"at_least": 1}}}}
    asked = {"asked": {"counts": ["ask"], "per": "case", "within": 30}}
    assert sorted(steps(found("undischargeable-duty", norms, counters=asked)[0])) == ["ask", "shutting"]
    forbidden = {**norms, "N.2": {"forbid": "give", "overrides": ["N.1"]}}
    assert not found("undischargeable-duty", forbidden, counters=asked)


# duties that are left open too long


def test_a_duty_that_could_be_done_and_no_longer_can_is_stranded():
    (one,) = found("stranded-duty", MUST_GIVE)
    assert (words([one]), one.norms, one.severity) == (["gate is shut"], ("N.1",), "warning")
    assert steps(one) == ["shutting"]
    assert open_at_the_end(one, made(MUST_GIVE)) == {"give"}
    assert not found("undischargeable-duty", MUST_GIVE)


def test_what_can_be_opened_again_strands_nothing():
    assert not found("stranded-duty", MUST_GIVE, events={"shutting": SHUTTING, "opening": OPENING})


def test_a_duty_that_lapses_is_not_stranded():
    assert not found("stranded-duty", {"N.1": {"oblige": "give", "when": OPEN}})


def test_what_was_done_is_not_stranded():
    """Giving shuts the gate, and nothing else does: only who has given finds it shut."""
    once = {"ask": ASK, "give": {**GIVE, "sets": {"gate": "shut"}}}
    assert not found("stranded-duty", MUST_GIVE, actions=once, events={})
    assert found("stranded-duty", MUST_GIVE, actions=once)


def test_what_is_kept_up_is_never_over_by_being_done():
    kept = {"ask": ASK, "give": {**GIVE, "continuous": True}}
    assert not found("stranded-duty", MUST_GIVE, actions=kept, events={})
    assert steps(found("stranded-duty", MUST_GIVE, actions=kept)[0]) == ["shutting"]
    closing = {"ask": ASK, "give": {**GIVE, "continuous": True, "sets": {"gate": "shut"}}}
    assert steps(found("stranded-duty", MUST_GIVE, actions=closing, events={})[0]) == ["give"]


def test_a_duty_that_arose_too_late_is_undischargeable_and_not_stranded():
    norms = {"N.1": {"oblige": "give", "when": {"asked": {"at_least": 1}}}}
    late, strand = found("undischargeable-duty", norms), found("stranded-duty", norms)
    assert (words(late), words(strand)) == (["gate is shut, asked is at least 1"],) * 2
    assert steps(late[0]) == ["shutting", "ask"]
    assert steps(strand[0]) == ["ask", "shutting"]


def test_a_stranded_duty_hangs_on_readings():
    norms = {"N.1": {"oblige": "give", "when": {"mood": "strict"}}}
    (one,) = found("stranded-duty", norms)
    assert one.readings_words == "iff mood is strict"
    assert not found("stranded-duty", norms, fixed={"mood": "mild"})


# traps


def test_what_is_owed_and_forbidden_for_good_is_a_trap():
    norms = {"N.1": {"oblige": "ask", "when": SHUT}, "N.2": {"forbid": "ask", "when": SHUT}}
    (one,) = found("trap", norms)
    assert (words([one]), one.norms, one.severity, one.compliant) == (["gate is shut"], ("N.1", "N.2"), "error", True)
    assert steps(one) == ["shutting"]
    assert not found("trap", {**norms, "N.2": {**norms["N.2"], "overrides": ["N.1"]}})


def test_what_may_pass_is_no_trap():
    norms = {"N.1": {"oblige": "ask", "when": SHUT}, "N.2": {"forbid": "ask", "when": SHUT}}
    assert not found("trap", norms, events={"shutting": SHUTTING, "opening": OPENING})


@pytest.mark.parametrize(("within", "number"), [(None, 1), (30, 0)])
def test_a_forbidding_count_is_a_trap_only_if_it_never_falls(within, number):
    asked = {"asked": {"counts": ["give"], "per": "case", "within": within}}
    norms = {"N.1": {"oblige": "ask", "when": SHUT}, "N.2": {"forbid": "ask", "when": {"asked": {"at_least": 1}}}}
    assert len(found("trap", norms, counters=asked)) == number


def test_only_compliant_conduct_leads_into_a_trap():
    norms = {
        "N.1": {"oblige": "ask", "when": {"asked": {"at_least": 1}}},
        "N.2": {"forbid": "ask"},
        "N.3": {"forbid": "give"},
    }
    asked = {"asked": {"counts": ["give"], "per": "case"}}
    assert not found("trap", norms, counters=asked)
    assert found("trap", {name: one for name, one in norms.items() if name != "N.3"}, counters=asked)


def test_only_compliant_conduct_leads_out_of_a_trap():
    norms = {"N.1": {"oblige": "give", "when": SHUT}}
    opening = {"ask": {**ASK, "sets": {"gate": "open"}}, "give": GIVE}
    assert not found("trap", norms, actions=opening)
    assert found("trap", {**norms, "N.2": {"forbid": "ask"}}, actions=opening)
    assert found("trap", {**norms, "N.2": {"reserve": "ask"}}, actions=opening)


def test_one_duty_that_shuts_out_the_other_traps_whoever_begins_with_it():
    norms = {"N.1": {"oblige": "ask"}, "N.2": {"oblige": "give"}}
    closing = {"ask": {**ASK, "sets": {"gate": "shut"}}, "give": GIVE}
    (one,) = found("trap", norms, actions=closing, events={})
    assert (one.actions, steps(one)) == (("give",), ["ask"])
    assert open_at_the_end(one, made(norms, actions=closing, events={})) == {"give"}


def test_two_duties_each_of_which_shuts_out_the_other_trap_at_once():
    norms = {"N.1": {"oblige": "ask"}, "N.2": {"oblige": "give"}}
    closing = {
        "ask": {**ASK, "sets": {"gate": "shut"}, "needs": {"guest": "known"}},
        "give": {**GIVE, "sets": {"guest": "strange"}},
    }
    facts = {**FACTS, "guest": {"values": ["known", "strange"], "initial": "known"}}
    told = {one.actions: one for one in found("trap", norms, actions=closing, events={}, facts=facts)}
    assert {some: steps(one) for some, one in told.items()} == {
        ("ask", "give"): [],
        ("ask",): ["give"],
        ("give",): ["ask"],
    }
    assert told["ask", "give"].norms == ("N.1", "N.2")
    assert words([told["ask", "give"]]) == ["gate is open, guest is known"]  # from elsewhere one alone cannot be met
    assert told["ask", "give"].says == "we must ask and must give, and no compliant way on meets both"


def test_incompatible_things_to_be_kept_up_are_a_trap_and_finished_ones_are_none():
    norms = {"N.1": {"oblige": "ask", "when": SHUT}, "N.2": {"oblige": "give", "when": SHUT}}
    pair = [{"pair": ["ask", "give"], "why": "one hand is full"}]
    kept = {"ask": {**ASK, "continuous": True}, "give": {"topic": "visit", "says": "give", "continuous": True}}
    (one,) = found("trap", norms, actions=kept, incompatible=pair)
    assert (one.actions, words([one])) == (("ask", "give"), ["gate is shut"])
    assert not found("trap", norms, actions=kept)
    finished = {**kept, "give": {"topic": "visit", "says": "give"}}
    assert not found("trap", norms, actions=finished, incompatible=pair)


def test_what_was_done_once_is_owed_again_only_if_it_arises_anew():
    """Asked for once, asking is forbidden as well: the duty was met. Not so what was asked before it was owed."""
    norms = {"N.1": {"oblige": "ask"}, "N.2": {"forbid": "ask", "when": {"asked": {"at_least": 1}}}}
    shut_at_first = {**FACTS, "gate": {"values": ["shut", "open"], "initial": "shut"}}
    once = {"facts": shut_at_first, "events": {"opening": OPENING}}
    assert not found("trap", norms, **once)
    later = {**norms, "N.3": {"exempt": "ask", "when": SHUT, "overrides": ["N.1", "N.2"]}}
    (one,) = found("trap", later, **once)
    assert steps(one) == ["ask", "opening"]
    assert not found("trap", later, facts=shut_at_first, events={"shutting": SHUTTING, "opening": OPENING})


def test_a_duty_done_once_arises_anew_when_a_conflict_over_it_is_over():
    """Giving shuts the gate. Asked for once it is forbidden to give, asked for twice it is obligatory as before."""
    norms = {"N.1": {"oblige": "give"}, "N.2": {"forbid": "give", "when": {"asked": {"at_least": 1, "below": 2}}}}
    closing = {"ask": ASK, "give": {**GIVE, "sets": {"gate": "shut"}}}
    (one,) = found("trap", norms, actions=closing, events={})
    assert steps(one) == ["give", "ask", "ask"]
    assert open_at_the_end(one, made(norms, actions=closing, events={})) == {"give"}
    for_good = {**norms, "N.2": {"forbid": "give", "when": {"asked": {"at_least": 2}}}}
    assert steps(found("trap", for_good, actions=closing, events={})[0]) == ["ask", "ask"]


def test_duties_that_never_end_together_trap_though_each_can_be_met():
    """Whoever asks must give, and whoever gives must ask: one of the two is always owed."""
    turns = {
        "ask": {**ASK, "sets": {"gate": "shut"}},
        "give": {"topic": "visit", "says": "give", "sets": {"gate": "open"}},
    }
    norms = {"N.1": {"oblige": "ask", "when": OPEN}, "N.2": {"oblige": "give", "when": SHUT}}
    (one,) = found("trap", norms, actions=turns, events={})
    assert (one.actions, words([one])) == (("ask", "give"), ["always"])
    assert not found("trap", {"N.1": norms["N.1"]}, actions=turns, events={})


def test_a_trap_with_too_many_duties_to_follow_is_undecided_but_told_for_each(monkeypatch):
    monkeypatch.setattr(memory, "MOST_FOLLOWED", 1)
    norms = {"N.1": {"oblige": "ask"}, "N.2": {"oblige": "give"}}
    closing = {"ask": {**ASK, "sets": {"gate": "shut"}}, "give": {**GIVE, "sets": {"gate": "shut"}}}
    told, undecided = found("trap", norms, actions=closing, events={})
    assert told.actions == ("give",)
    assert undecided.undecided


def test_sets_of_duties_beyond_the_budget_are_undecided(monkeypatch):
    monkeypatch.setattr(traps, "MOST_SETS", 0)
    norms = {"N.1": {"oblige": "ask"}, "N.2": {"oblige": "give"}}
    turns = {"ask": {**ASK, "sets": {"gate": "shut"}}, "give": {**GIVE, "sets": {"guest": "known"}}}
    assert any(one.undecided for one in found("trap", norms, actions=turns, events={}))


# permissions


def test_a_leave_that_holds_only_where_it_cannot_be_used_is_told():
    norms = {"N.1": {"permit": "give", "when": SHUT}}
    (one,) = found("unusable-permission", norms)
    assert (words([one]), one.norms, one.severity) == (["gate is shut"], ("N.1",), "warning")
    assert "only where it cannot be done" in one.says
    assert not found("unusable-permission", {"N.1": {"permit": "give"}})
    assert not found("unusable-permission", norms, events={})  # the gate is never shut: that is a dead norm


def test_a_leave_that_is_always_contested_is_told_with_what_stands_against_it():
    norms = {"N.1": {"permit": "ask", "when": SHUT}, "N.2": {"forbid": "ask", "when": SHUT}}
    (one,) = found("unusable-permission", norms)
    assert one.norms == ("N.1", "N.2")
    assert "only where norms conflict over it" in one.says
    assert not found("unusable-permission", {**norms, "N.2": {"forbid": "ask", "when": {**SHUT, **STRANGE}}})
    assert not found("unusable-permission", {**norms, "N.1": {**norms["N.1"], "overrides": ["N.2"]}})


def test_a_leave_that_fails_here_and_is_contested_there_is_told_with_both():
    norms = {"N.1": {"permit": "give"}, "N.2": {"forbid": "give", "when": OPEN}}
    (one,) = found("unusable-permission", norms)
    assert "only where it cannot be done or norms conflict over it" in one.says


def test_a_leave_is_asked_about_for_each_choice_of_readings():
    norms = {"N.1": {"permit": "give", "when": {"any": [{"mood": "mild"}, SHUT]}}}
    (one,) = found("unusable-permission", norms)
    assert one.readings_words == "iff mood is strict"
    assert not found("unusable-permission", norms, fixed={"mood": "mild"})


def test_a_leave_to_do_what_is_obligatory_anyway_is_used():
    norms = {"N.1": {"permit": "give", "when": OPEN}, "N.2": {"oblige": "give"}}
    assert not found("unusable-permission", norms)


def test_the_checks_about_time_say_nothing_where_nothing_is_owed():
    quiet = made({"N.1": {"permit": "ask", "when": KNOWN}})
    for code in ("undischargeable-duty", "stranded-duty", "trap", "unusable-permission"):
        assert not list(CHECKS[code].find(Subject(quiet)))
