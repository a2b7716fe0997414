"""Which mutants there are: each kind, each once, none that could not be loaded."""

from directives import FaultsError, Modality
from directives.files import plain, policy_from
from directives.suite import KINDS, mutants

from ..unit.play.plays import small

COUNTED = {"counters": {"asked": {"counts": ["ask"], "per": "case"}}}
LIMIT = {"limit": {"range": [0, 5], "default": 2, "clause": "A.1", "note": "How much."}}


def says(policy, kind):
    return [one.says for one in mutants(policy) if one.kind == kind]


def test_a_norm_is_left_out_and_overridden_no_more():
    policy = small({"N.1": {"oblige": "ask"}, "N.2": {"forbid": "ask", "overrides": ["N.1"]}})
    assert says(policy, "norm") == ["N.1 left out", "N.2 left out"]
    gone = next(one for one in mutants(policy) if one.says == "N.1 left out").of(policy)
    assert list(gone.norms) == ["N.2"]
    assert gone.norms["N.2"].overrides == ()


def test_an_override_and_an_unless_are_left_out():
    policy = small(
        {"N.1": {"oblige": "ask"}, "N.2": {"forbid": "ask", "unless": {"door": "shut"}, "overrides": ["N.1"]}}
    )
    assert says(policy, "override") == ["N.2 no longer overrides N.1"]
    assert says(policy, "exception") == ["N.2 without its `unless`"]


def test_entries_are_left_out_at_any_depth_and_what_is_the_same_is_told_once():
    when = {"door": "open", "any": [{"colour": "red"}, {"colour": "green", "door": "open"}]}
    policy = small({"N.1": {"oblige": "ask", "when": when, "unless": {"colour": "blue"}}})
    assert says(policy, "exception") == ["N.1 without its `unless`"]
    assert says(policy, "entry") == [
        "N.1 without `door: open`",
        "N.1 without `any: [colour: red, {colour: green, door: open}]`",
        "N.1 without `colour: red`",
        "N.1 without `{colour: green, door: open}`",
        "N.1 without `colour: green`",
        "N.1 without `door: open`",
    ]


def test_every_other_modality_is_tried_unless_an_override_then_has_no_effect():
    assert len(says(small({"N.1": {"oblige": "ask"}}), "modality")) == 4
    policy = small({"N.1": {"oblige": "ask"}, "N.2": {"forbid": "ask", "overrides": ["N.1"]}})
    assert says(policy, "modality") == [
        "N.1 says permit instead of oblige",
        "N.1 says reserve instead of oblige",
        "N.2 says exempt instead of forbid",
        "N.2 says reserve instead of forbid",
    ]


def test_a_threshold_goes_up_and_down_by_one_and_not_below_nought():
    policy = small({"N.1": {"forbid": "ask", "when": {"asked": {"at_least": 0, "below": 2}}}}, **COUNTED)
    assert says(policy, "threshold") == [
        "N.1 with asked: {at_least: 1, below: 2} instead of asked: {at_least: 0, below: 2}",
        "N.1 with asked: {at_least: 0, below: 1} instead of asked: {at_least: 0, below: 2}",
        "N.1 with asked: {at_least: 0, below: 3} instead of asked: {at_least: 0, below: 2}",
    ]


def test_a_reading_as_threshold_becomes_its_default_and_the_numbers_next_to_it():
    policy = small({"N.1": {"forbid": "ask", "when": {"asked": {"at_least": "limit"}}}}, readings=LIMIT, **COUNTED)
    found = [one.after.when.entries["asked"].at_least for one in mutants(policy) if one.kind == "threshold"]
    assert found == [1, 2, 3]


def test_a_value_is_swapped_for_every_other_and_left_out_of_several():
    policy = small({"N.1": {"oblige": "ask", "when": {"colour": ["red", "green"], "door": {"not": "open"}}}})
    found = [
        (one.after.when.entries["colour"], one.after.when.entries["door"])
        for one in mutants(policy)
        if one.kind == "value"
    ]
    shut = policy.norms["N.1"].when.entries["door"]
    assert [colour for colour, door in found if door == shut] == [
        ("blue", "green"),
        ("green",),
        ("red", "blue"),
        ("red",),
    ]
    assert [door.excluded for colour, door in found if door != shut] == ["shut"]


def test_a_number_that_a_reading_is_asked_for_is_swapped_for_those_next_to_it():
    policy = small({"N.1": {"oblige": "ask", "when": {"limit": 0}}}, readings=LIMIT)
    assert says(policy, "value") == ["N.1 with limit: 1 instead of limit: 0"]


def test_every_mutant_of_the_remarks_loads_and_differs_in_one_norm(remarks):
    found = mutants(remarks)
    assert {one.kind for one in found} == set(KINDS)
    assert len({one.id for one in found}) == len(found) > 300
    assert all(one.id.startswith(f"{one.norm}#") for one in found)
    cited = {norm.clause for norm in remarks.norms.values()}
    for one in found:
        changed = one.of(remarks)
        policy_from({**plain(changed), "claims": {}, "norms": {**plain(changed)["norms"], **cites(cited)}})
        others = [name for name in changed.norms if one.after is None or name != one.norm]
        assert all(changed.norms[name].when == remarks.norms[name].when for name in others)


def test_another_modality_is_left_out_just_where_it_could_not_be_loaded(remarks):
    found = {one.says for one in mutants(remarks) if one.kind == "modality"}
    for name, norm in remarks.norms.items():
        for other in (one for one in Modality if one is not norm.modality):
            data = plain(remarks)
            del data["norms"][name][norm.modality.value]
            data["norms"][name][other.value] = norm.action
            assert loads(data) == (f"{name} says {other.value} instead of {norm.modality.value}" in found)


def loads(data):
    try:
        policy_from(data)
    except FaultsError:
        return False
    return True


def cites(clauses):
    """A norm for each clause, so that none is without."""
    common = {"topic": "technology", "permit": "study_intensively", "says": "It is said."}
    return {f"C.{number}": {"clause": one, **common} for number, one in enumerate(sorted({*clauses, "ST.4"}))}
