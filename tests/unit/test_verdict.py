import itertools
from dataclasses import dataclass

import pytest

from directives import Modality, policy_from
from directives.terms import Judgement, Status
from directives.verdict import OPPOSED, Evaluation, judgement, status_of, verdict

OBLIGE, FORBID, PERMIT, EXEMPT, RESERVE = Modality
SOUND = {
    (): "silent",
    (RESERVE,): "reserved",
    (OBLIGE,): "obligatory",
    (OBLIGE, PERMIT): "obligatory",
    (FORBID,): "forbidden",
    (FORBID, EXEMPT): "forbidden",
    (PERMIT,): "permitted",
    (PERMIT, EXEMPT): "permitted",
    (EXEMPT,): "exempt",
}
"""Every set of modalities that is no conflict (DESIGN 2, status)."""
SUBSETS = [subset for size in range(6) for subset in itertools.combinations(Modality, size)]


@pytest.mark.parametrize("present", SUBSETS, ids=lambda subset: " ".join(subset) or "nothing")
def test_the_status_of_modalities(present):
    assert status_of(present) == SOUND.get(present, "conflict")


def test_the_status_does_not_hang_on_order_or_on_how_many_norms_say_the_same():
    assert status_of([PERMIT, OBLIGE, OBLIGE, PERMIT]) == status_of([OBLIGE, PERMIT]) == "obligatory"


@pytest.mark.parametrize("pair", list(itertools.combinations(Modality, 2)))
def test_two_modalities_are_opposed_where_they_conflict(pair):
    assert (frozenset(pair) in OPPOSED) is (status_of(pair) == "conflict")


def test_the_opposed_pairs_are_those_of_the_design():
    assert {
        frozenset(pair)
        for pair in (
            (OBLIGE, FORBID),
            (OBLIGE, EXEMPT),
            (FORBID, PERMIT),
            (RESERVE, OBLIGE),
            (RESERVE, FORBID),
            (RESERVE, PERMIT),
            (RESERVE, EXEMPT),
        )
    } == OPPOSED


SAID = {"clause": "A.1", "says": "It is said."}
ACTIONS = {
    "ask": {"topic": "matter", "needs": {"door": "open"}, "says": "ask"},
    "give": {"topic": "matter", "says": "give"},
    "wait": {"topic": "affair", "says": "wait"},
}


def policy_of(**norms):
    directed = {f"N.{name}": {**SAID, "topic": "matter", **norm} for name, norm in norms.items()}
    return policy_from(
        {
            "policy": "small",
            "title": "A small policy",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "Everything."}},
            "principles": {"P.1": {**SAID, "strained_by": ["give"]}},
            "facts": {name: {"values": ["open", "shut"]} for name in ("door", "gate")},
            "topics": {"matter": {"says": "a matter", "facts": ["door", "gate"]}, "affair": {"says": "an affair"}},
            "actions": ACTIONS,
            "incompatible": [
                {"pair": ["give", "ask"], "why": "it cannot be"},
                {"pair": ["ask", "wait"], "why": "it cannot be"},
            ],
            "norms": directed,
        }
    )


@dataclass
class Told:
    """An evaluator that says what it is told, state by state."""

    said: list[Evaluation]
    name: str = "told"

    def evaluate(self, topic, state):
        return self.said[STATES.index(state)]


STATES = [{"door": door, "gate": gate} for door in ("open", "shut") for gate in ("open", "shut")]
"""All completions of two unknown facts."""


def evaluation(*in_force, aside=None, matched=None, conclusions=None):
    aside = aside or {}
    reasons = {name: {} for name in (*in_force, *aside)} | (matched or {})
    return Evaluation(frozenset(in_force), aside, reasons, conclusions or {})


def told(policy, *said):
    """The verdict over the first states, for each of which the evaluator says this."""
    return verdict(policy, "matter", STATES[: len(said)], Told(list(said)))


NORMS = {
    "obliges": {"oblige": "give"},
    "permits": {"permit": "give"},
    "forbids": {"forbid": "give"},
    "asks": {"oblige": "ask"},
    "exempts": {"exempt": "give", "overrides": ["N.obliges"]},
}
POLICY = policy_of(**NORMS)


def test_a_ruling_is_made_for_every_action_of_the_topic_and_no_other():
    assert list(told(POLICY, evaluation()).rulings) == ["ask", "give"]


def test_norms_in_force_are_told_sorted_at_their_action():
    rulings = told(POLICY, evaluation("N.permits", "N.asks", "N.obliges")).rulings
    assert rulings["give"].norms == ("N.obliges", "N.permits")
    assert rulings["ask"].norms == ("N.asks",)


def test_a_status_that_all_completions_share_is_certain_though_norms_are_open():
    ruling = told(POLICY, evaluation("N.obliges", "N.permits"), evaluation("N.obliges")).rulings["give"]
    assert (ruling.status, ruling.norms, ruling.open) == ("obligatory", ("N.obliges",), ("N.permits",))
    assert ruling.depends_on == ()


def test_a_status_that_completions_do_not_share_is_undetermined():
    ruling = told(POLICY, evaluation("N.obliges"), evaluation()).rulings["give"]
    assert (ruling.status, ruling.norms, ruling.open) == ("undetermined", (), ("N.obliges",))
    assert ruling.depends_on == ("gate",)


def test_a_status_depends_on_the_facts_that_can_change_it():
    on, off = evaluation("N.obliges"), evaluation()
    assert told(POLICY, on, on, off, off).rulings["give"].depends_on == ("door",)
    assert told(POLICY, on, off, on, off).rulings["give"].depends_on == ("gate",)
    assert told(POLICY, on, off, off, off).rulings["give"].depends_on == ("door", "gate")
    assert told(POLICY, on, off, off, on).rulings["give"].depends_on == ("door", "gate")


def test_conflict_on_some_completions_is_undetermined():
    ruling = told(POLICY, evaluation("N.obliges", "N.forbids"), evaluation("N.obliges")).rulings["give"]
    assert ruling.status is Status.UNDETERMINED
    assert ruling.norms == ("N.obliges",)


def test_a_norm_set_aside_is_told_with_what_sets_it_aside():
    aside = {"N.obliges": ("N.exempts",)}
    ruling = told(POLICY, evaluation("N.exempts", aside=aside)).rulings["give"]
    assert [(one.norm, one.by) for one in ruling.set_aside] == [("N.obliges", ("N.exempts",))]
    assert ruling.status == "exempt"


def test_a_norm_is_told_as_set_aside_only_when_it_is_on_all_completions():
    aside = {"N.obliges": ("N.exempts",)}
    ruling = told(POLICY, evaluation("N.exempts", aside=aside), evaluation("N.exempts")).rulings["give"]
    assert ruling.set_aside == ()


def test_what_matched_is_told_where_completions_agree_on_it():
    said = [evaluation("N.obliges", matched={"N.obliges": {"door": "open", "gate": gate}}) for gate in ("open", "shut")]
    assert told(POLICY, *said).rulings["give"].because == {"N.obliges": {"door": "open"}}


@pytest.mark.parametrize(("norm", "strains"), [("N.obliges", ("P.1",)), ("N.permits", ("P.1",)), ("N.forbids", ())])
def test_a_principle_is_strained_by_what_is_permitted_or_obligatory(norm, strains):
    assert told(POLICY, evaluation(norm)).rulings["give"].strains == strains


def test_incompatible_actions_that_are_both_obligatory_clash():
    both, one = evaluation("N.obliges", "N.asks"), evaluation("N.permits", "N.asks")
    assert told(POLICY, both).clashes == (("give", "ask"),)
    assert told(POLICY, one).clashes == ()
    assert told(POLICY, both, one).clashes == ()


def test_an_obligatory_action_that_cannot_happen_is_impossible():
    asked = evaluation("N.asks")
    shut = verdict(POLICY, "matter", STATES[2:], Told([asked] * 4))
    assert shut.impossible == ("ask",)
    assert told(POLICY, asked).impossible == ()
    assert told(POLICY, asked, asked, asked).impossible == ()


def test_what_is_permitted_and_cannot_happen_is_not_impossible():
    policy = policy_of(asks={"permit": "ask"})
    assert verdict(policy, "matter", STATES[2:], Told([evaluation("N.asks")] * 4)).impossible == ()


def test_conclusions_are_those_that_all_completions_share():
    one = evaluation(conclusions={"harvest": "poor", "peace": "lost"})
    other = evaluation(conclusions={"harvest": "poor"})
    assert told(POLICY, one, other).conclusions == {"harvest": "poor"}


JUDGED = {
    ("N.forbids",): Judgement.VIOLATION,
    ("N.obliges",): Judgement.COMPLIANT,
    ("N.permits",): Judgement.COMPLIANT,
    ("N.exempts",): Judgement.UNREGULATED,
    (): Judgement.UNREGULATED,
    ("N.obliges", "N.forbids"): Judgement.CONTESTED,
    ("N.reserves",): Judgement.PREMATURE,
}
RESERVING = policy_of(**NORMS, reserves={"reserve": "give"})


def judged(*said):
    return judgement(RESERVING, "matter", "give", STATES[: len(said)], Told([evaluation(*names) for names in said]))


@pytest.mark.parametrize("in_force", JUDGED, ids=lambda names: " ".join(names) or "nothing")
def test_the_judgement_of_doing_an_action(in_force):
    assert judged(in_force) is JUDGED[in_force]


def test_a_judgement_that_completions_do_not_share_is_undetermined():
    assert judged(("N.forbids",), ("N.obliges",)) is Judgement.UNDETERMINED


def test_a_judgement_that_different_statuses_share_is_certain():
    assert judged(("N.permits",), ("N.obliges",)) is Judgement.COMPLIANT
    assert judged(("N.exempts",), ()) is Judgement.UNREGULATED
