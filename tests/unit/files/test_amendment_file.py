"""Amendments: what an entry replaces, repeals and enacts, and where the faults of what they make are placed."""

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives import FaultsError, strategies
from directives.amendment import NAMED
from directives.files import amended, amendment_from_text, load_amendment, load_policy, plain, policy_from, schema

REMARKS = load_policy()
SCHEMA = jsonschema.Draft202012Validator(schema("amendment"))


def amending(**sections):
    return load_amendment({"amends": "remarks-1960", "title": "A test", **sections})


def faults(text, policy=None):
    with pytest.raises(FaultsError) as caught:
        amendment_from_text(text, "a.yaml", policy)
    return [(fault.place.line, fault.place.column, fault.code) for fault in caught.value.faults]


def test_an_amendment_without_entries_changes_nothing():
    assert amended(REMARKS, amending()) == REMARKS


def test_an_entry_replaces_only_the_fields_that_it_names():
    after = amended(REMARKS, amending(norms={"SP.2c": {"says": "We urge."}})).norms["SP.2c"]
    assert after == REMARKS.norms["SP.2c"].model_copy(update={"says": "We urge."})


def test_a_condition_is_one_field():
    after = amended(REMARKS, amending(norms={"SP.2c": {"when": {"withdrawal": "requested"}}}))
    assert after.norms["SP.2c"].when.entries == {"withdrawal": "requested"}


def test_modality_and_action_are_one_field():
    after = amended(REMARKS, amending(norms={"SP.1e": {"permit": "send_back"}})).norms["SP.1e"]
    assert (after.modality, after.action, after.forbid) == ("permit", "send_back", None)


def test_range_and_values_are_one_field():
    reading = {"values": ["some", "many"], "default": "some"}
    after = amended(REMARKS, amending(readings={"necessity_beats_quota": {"values": ["unsaid", "granted", "other"]}}))
    assert after.readings["necessity_beats_quota"].domain == ("unsaid", "granted", "other")
    with pytest.raises(FaultsError, match="does not fit here"):
        amending(readings={"too_many_new_items": reading})


def test_null_takes_a_field_out():
    after = amended(REMARKS, amending(norms={"SP.1c": {"overrides": None, "note": None}, "TC.2a": {"unless": None}}))
    assert after.norms["SP.1c"].overrides == ()
    assert after.norms["SP.1c"].note is None
    assert after.norms["TC.2a"].unless is None


def test_null_repeals_and_a_new_name_enacts():
    enacted = {"clause": "SP.2", "topic": "specialist", "exempt": "urge_to_stay", "says": "We need not."}
    after = amended(REMARKS, amending(norms={"SP.2d": None, "SP.2f": enacted}))
    assert set(after.norms) ^ set(REMARKS.norms) == {"SP.2d", "SP.2f"}
    assert list(after.norms)[-1] == "SP.2f"


def test_an_amended_entry_stays_where_it_stood():
    assert list(amended(REMARKS, amending(norms={"TC.1a": {"general": True}})).norms) == list(REMARKS.norms)


def test_a_pair_is_known_by_its_actions_in_either_order():
    pair = ["assign_learners", "send_off_warmly"]
    changed = amended(REMARKS, amending(incompatible=[{"pair": pair, "why": "nobody is left"}]))
    assert [both.why for both in changed.incompatible][2] == "nobody is left"
    assert [both.pair for both in changed.incompatible] == [both.pair for both in REMARKS.incompatible]
    assert len(amended(REMARKS, amending(incompatible=[{"pair": pair, "why": None}])).incompatible) == 2
    new = {"pair": ["send_back", "assist_work"], "why": "who is gone cannot be helped"}
    assert len(amended(REMARKS, amending(incompatible=[new])).incompatible) == 4


def test_sections_are_replaced_by_their_words():
    assert amended(REMARKS, amending(sections={"SP": "Experts"})).sections["SP"] == "Experts"


def test_amendments_are_made_one_after_another():
    first = amending(norms={"SP.2d": None})
    again = {"amends": "remarks-1960", "title": "?", "norms": {"SP.2d": plain(REMARKS)["norms"]["SP.2d"]}}
    second = load_amendment(again, amended(REMARKS, first))
    assert amended(REMARKS, first, second) == REMARKS
    with pytest.raises(FaultsError, match=r"no norm `SP.2d` to repeal"):
        amended(REMARKS, first, first)


def test_what_only_the_first_of_two_makes_sound_needs_the_first():
    second = {"amends": "remarks-1960", "title": "?", "norms": {"SP.2f": {"general": True}}}
    with pytest.raises(FaultsError, match="a new name enacts"):
        load_amendment(second)


def test_the_policy_amended_is_left_alone():
    before = plain(REMARKS)
    amended(REMARKS, amending(norms={"SP.2d": None}))
    assert plain(REMARKS) == before


def test_a_misspelt_section_and_a_missing_title_are_told_together():
    assert faults("amends: remarks-1960\nnorm: {}\nnorms: {X.1: null}\n") == [
        (1, 1, "missing-key"),
        (2, 1, "unknown-key"),
        (3, 9, "nothing-to-repeal"),
    ]


def test_another_policy_is_told_where_it_is_named():
    assert faults("title: T\namends: remarks-1961\n") == [(2, 9, "unknown-policy")]
    tiny = REMARKS.model_copy(update={"policy": "tiny"})
    assert faults("title: T\namends: remarks-1960\n", tiny) == [(2, 9, "other-policy")]


def test_a_repealed_norm_that_others_override_is_told_at_its_repeal():
    text = "amends: remarks-1960\ntitle: T\nnorms:\n  SP.2d: null\n  SP.1a: null\n"
    assert faults(text) == [(5, 3, "unsound-when-amended")]


def test_mending_the_override_too_makes_it_sound():
    text = "amends: remarks-1960\ntitle: T\nnorms:\n  SP.1a: null\n  SP.1c: {overrides: [SP.1b]}\n"
    assert "SP.1a" not in amended(REMARKS, amendment_from_text(text)).norms


def test_a_fault_of_an_amended_entry_is_told_where_it_is_written():
    text = "amends: remarks-1960\ntitle: T\nnorms:\n  SP.1c:\n    when: {contract: runing}\n    overrides: [SP.9]\n"
    assert faults(text) == [(5, 22, "unknown-value"), (6, 17, "unknown-norm")]


def test_the_last_norm_of_a_clause_takes_the_clause_with_it():
    text = "amends: remarks-1960\ntitle: T\nnorms:\n  DF.1: null\n"
    assert faults(text) == [(4, 3, "unsound-when-amended")]
    assert "DF.1" not in amended(REMARKS, amendment_from_text(text + "clauses:\n  DF.1: null\n")).clauses


def test_faults_in_pairs_stand_at_the_pair_of_the_amendment():
    text = "amends: remarks-1960\ntitle: T\nincompatible:\n  - {pair: [a, send_back], why: w}\n  - {why: w}\n"
    assert faults(text) == [(4, 13, "unknown-action"), (5, 5, "wrong-value")]
    twice = "amends: remarks-1960\ntitle: T\nincompatible:\n" + "  - {pair: [send_back, assist_work], why: w}\n" * 2
    assert faults(twice) == [(5, 5, "duplicate-key")]


@pytest.mark.parametrize("section", NAMED)
def test_a_section_that_is_no_mapping_is_told(section):
    assert faults(f"amends: remarks-1960\ntitle: T\n{section}: [a]\n") == [(3, len(section) + 3, "wrong-type")]


@given(strategies.policies(), st.data())
def test_repealing_and_enacting_again_changes_nothing(policy, data):
    """For norms that no other norm overrides: of the others the repeal alone would be unsound."""
    overridden = {name for norm in policy.norms.values() for name in norm.overrides}
    shared = {name for name in policy.norms if _sole(policy, name)}
    free = sorted(set(policy.norms) - overridden - shared)
    chosen = data.draw(st.lists(st.sampled_from(free), unique=True)) if free else []
    head = {"amends": policy.policy, "title": "?"}
    for name in chosen:
        repeal = load_amendment({**head, "norms": {name: None}}, policy)
        repealed = amended(policy, repeal)
        enact = load_amendment({**head, "norms": {name: plain(policy)["norms"][name]}}, repealed)
        assert amended(policy, repeal, enact) == policy


def _sole(policy, name):
    clause = policy.norms[name].clause
    citing = [one for found in (policy.norms, policy.claims, policy.principles) for one in found.values()]
    return sum(one.clause == clause for one in citing) == 1


@given(strategies.policies())
def test_every_policy_survives_being_plain_data(policy):
    assert policy_from(plain(policy)) == policy


@given(strategies.policies())
def test_amending_each_entry_by_itself_changes_nothing(policy):
    data = plain(policy)
    sections = {section: data[section] for section in (*NAMED, "incompatible") if section in data}
    given = {"amends": policy.policy, "title": "?", **sections}
    SCHEMA.validate(given)
    assert amended(policy, load_amendment(given, policy)) == policy


def test_the_schema_takes_what_null_can_do_and_refuses_what_no_amendment_has():
    head = {"amends": "remarks-1960", "title": "T"}
    fine = {"norms": {"SP.2d": None, "SP.1c": {"overrides": None, "unless": None}},
            "incompatible": [{"pair": ["a", "b"], "why": None}]}  # fmt: skip
    assert list(SCHEMA.iter_errors({**head, **fine})) == []
    for wrong in ({"policy": "x"}, {"norms": {"SP.2d": {"modality": "x"}}}, {"incompatible": [{"why": None}]},
                  {"norms": {"SP.2d": {"says": None}}}):  # fmt: skip
        assert list(SCHEMA.iter_errors({**head, **wrong})) != []
