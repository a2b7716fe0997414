"""What amendments change in a policy, entry by entry."""

from hypothesis import given

from directives import strategies
from directives.files import load_amendment, plain
from directives.whatif.policy_change import page, policy_change

from .changing import REMARKS, few


def change(**sections):
    return policy_change(REMARKS, [load_amendment({"amends": "remarks-1960", "title": "A test", **sections})])


def test_each_deed_is_told_with_what_was_and_what_is():
    enacted = {"clause": "SP.2", "topic": "specialist", "exempt": "urge_to_stay", "says": "We need not."}
    told = change(norms={"SP.2d": None, "SP.2c": {"general": True}, "SP.9": enacted}).changes
    assert [(one.name, one.deed) for one in told] == [("SP.2c", "changes"), ("SP.2d", "repeals"), ("SP.9", "enacts")]
    assert told[0].after == {**told[0].before, "general": True}
    assert (told[1].after, told[2].before, told[2].after) == (None, None, enacted)


def test_pairs_are_called_by_their_actions():
    pair = {"pair": ["assign_learners", "send_off_warmly"], "why": None}
    [one] = change(incompatible=[pair]).changes
    assert (one.section, one.name, one.deed) == ("incompatible", "send_off_warmly and assign_learners", "repeals")


def test_an_amendment_that_says_what_is_so_changes_nothing():
    assert change(norms={"SP.2d": {"says": REMARKS.norms["SP.2d"].says}}).changes == ()


def test_what_a_second_amendment_takes_back_is_not_told():
    head = {"amends": "remarks-1960", "title": "?"}
    there = load_amendment({**head, "norms": {"SP.2d": {"general": True}}})
    back = load_amendment({**head, "norms": {"SP.2d": {"general": None}}})
    assert policy_change(REMARKS, [there, back]).changes == ()


@few
@given(strategies.policies())
def test_every_entry_can_be_told(policy):
    """Each norm, fact, action and the rest is changed or repealed once, where that is sound."""
    data = plain(policy)
    changed = {
        section: {name: {"says": "otherwise"} for name in data[section]} for section in ("norms", "actions", "topics")
    }
    facts = {name: {"says": "whatever"} for name in data.get("facts", {})}
    amendment = load_amendment({"amends": policy.policy, "title": "?", **changed, "facts": facts}, policy)
    told = page(policy, [amendment])
    assert len(told.parts) == sum(len(one) for one in changed.values()) + len(facts)
    assert all(part.entries[0].text in ("otherwise", "whatever") for part in told.parts)
