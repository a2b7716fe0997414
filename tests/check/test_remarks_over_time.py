"""What the checks about time should find in the remarks, worked out by hand from the document before they were run.

What is to be kept up (the agreement, help with the work, learning, own study) can be kept up wherever it is
obligatory: help and learners while the specialist is here, study abroad while learners are let in. What can be finished
can be done wherever it is owed: seeing off, urging and regret need no more than what makes them obligatory. That leaves
asking for new items, which the quota may rule out, and buying in the West what the West does not sell.
"""

from typing import Any, NamedTuple

import pytest

from directives import Policy, evaluator_for
from directives.check import check
from directives.files import amended, load_amendment

CODES = ("undischargeable-duty", "stranded-duty", "trap", "unusable-permission")


class Expected(NamedTuple):
    code: str
    topic: str
    actions: tuple[str, ...]
    norms: tuple[str, ...]
    readings: str
    why: str


BUYING = Expected("undischargeable-duty", "material", ("buy_from_west",), ("ST.3a",), "iff purchasable is anywhere",
    "If what anyone sells counts as for sale, essential material that only others sell must be bought in the West. Who "
    "sells it never changes, so it never can be; getting it by other means only lets the duty lapse.")  # fmt: skip
ASKING = Expected("trap", "new_item", ("request_item",), ("TC.2a", "TC.2b", "ST.1a"),
    "iff too many new items is 0 and necessity beats quota is unsaid",
    "A floor of one, and absolute needs, under a ceiling of none: asking is forbidden and obligatory. Waiting never "
    "helps, since nothing was asked for. With a ceiling of one or more the count falls in time and asking is allowed. "
    "If the need goes before the quota, what is absolutely needed is asked for, and all have their floor.")  # fmt: skip


def told(policy: Policy, fixed: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    found = check(policy, evaluator_for(policy, "arrays"), fixed, CODES)
    return sorted((one.code, one.topic, one.actions, one.norms, one.readings_words) for one in found)


def but(remarks: Policy, **sections: dict[str, Any]) -> Policy:
    """The remarks amended."""
    return amended(remarks, load_amendment({"amends": remarks.policy, "title": "What if", **sections}))


def test_the_remarks_have_just_what_was_worked_out_by_hand(remarks):
    assert told(remarks) == [one[:5] for one in (ASKING, BUYING)]


def test_at_their_default_readings_the_remarks_have_none(remarks):
    assert not told(remarks, remarks.defaults)


def test_an_absolute_need_at_a_used_up_quota_is_no_trap_since_the_count_falls(remarks):
    assert not told(
        remarks, {"too_many_new_items": 1, "necessity_beats_quota": "unsaid", "purchasable": "from_the_west"}
    )


def test_if_counts_never_fell_the_used_up_quota_would_be_a_trap_under_every_ceiling(remarks):
    counter = {"counts": "request_item", "per": "all"}
    ever = but(remarks, counters={"new_items_requested": {**counter, "counts": ["request_item"], "within": None}})
    trap = next(one for one in told(ever) if one[0] == "trap")
    assert trap[4] == "iff necessity beats quota is unsaid"


def test_buying_what_only_others_sell_is_no_trap_while_other_means_are_open(remarks):
    norm = {"clause": "ST.3", "topic": "material", "forbid": "acquire_by_other_means", "says": "By purchase alone."}
    shut = but(remarks, norms={"ST.3x": {**norm, "when": {"purchasable": "anywhere"}}})
    assert ("trap", "material", ("buy_from_west",), ("ST.3a",), "iff purchasable is anywhere") in told(shut)
    assert ("trap", "material", ("buy_from_west",)) not in [one[:3] for one in told(remarks)]


def test_without_the_excuse_study_is_stranded_only_if_nobody_is_ever_let_in_again(remarks):
    must = but(remarks, norms={"ST.2b": None})
    assert ("learner", ("study_diligently",)) not in [one[1:3] for one in told(must)]
    for_good = but(must, events={"access_restored": None})
    found = [one for one in told(for_good) if one[1] == "learner"]
    assert [one[:4] for one in found] == [
        ("stranded-duty", "learner", ("study_diligently",), ("ST.2a",)),
        ("trap", "learner", ("study_diligently",), ("ST.2a",)),
    ]
    assert not [one for one in told(but(remarks, events={"access_restored": None})) if one[1] == "learner"]


def test_learners_owed_and_excused_at_once_is_no_trap_since_specialists_leave(remarks):
    torn = but(remarks, norms={"ST.2d": {"overrides": []}}, events={"teaching_resumed": None})
    assert not [one for one in told(torn) if one[1] == "specialist"]


def test_urging_again_and_again_would_be_no_trap_while_somebody_is_there_to_be_urged(remarks):
    """Owed and, from the second time, forbidden (SP.2d): but sooner or later the specialist may go."""
    when = {"contract": "running", "presence": "present", "withdrawal": "requested"}
    again = but(remarks, norms={"SP.2c": {"when": when}})
    assert not [one for one in told(again) if one[1] == "specialist"]


def test_the_duty_to_urge_ends_with_the_stay_or_it_could_never_end(remarks):
    """Worked out wrongly at first: without `presence` in SP.2c, who went unurged would have to be urged for ever."""
    absent = but(remarks, norms={"SP.2c": {"when": {"contract": "running", "withdrawal": "requested"}}})
    assert [one[:4] for one in told(absent) if one[1] == "specialist"] == [
        ("stranded-duty", "specialist", ("urge_to_stay",), ("SP.2c",)),
        ("trap", "specialist", ("urge_to_stay",), ("SP.2c", "SP.2d")),
    ]


def test_a_leave_for_what_cannot_be_done_then_is_never_used(remarks):
    early = but(remarks, norms={"SP.1c": {"when": {"contract": "running", "necessity": "absolute"}}})
    assert [one[2:4] for one in told(early) if one[0] == "unusable-permission"] == [
        (("propose_extension",), ("SP.1c",))
    ]


@pytest.mark.parametrize("code", CODES)
def test_every_witness_of_the_remarks_replays(remarks, code):
    found = check(remarks, codes=[code])
    assert all(one.witness and not one.undecided and one.exact and one.compliant for one in found)
