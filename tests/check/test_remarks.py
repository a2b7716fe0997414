"""What the static checks should find in the remarks, worked out by hand from the document before they were run.

The states of a topic are its facts, its counters up to the largest number they are compared with, and the readings that
its norms test: new items and new specialists 2 x 4 x 13 x 13 x 2 = 2,704, of which cases come to all; specialists
512 of 1,536 (32 ways of necessity, character, teaching, regret and urging, for each of 16 of contract, presence,
withdrawal and extension: 7 here, 9 gone); material 24; routine items 169. `n` is how many were asked for in the
period, `t` how many are too many; of the 169 pairs of the two 78 have n < t and 91 have n >= t.
"""

from typing import NamedTuple

import pytest

from directives.check import check

ALL = "for all readings"


class Expected(NamedTuple):
    """A finding: its code, topic, actions, norms (none where it is about no particular ones), states, readings, why."""

    code: str
    topic: str
    actions: tuple[str, ...]
    norms: tuple[str, ...]
    states: int | None
    readings: str
    why: str


EXPECTED = [
    Expected("duty-conflict", "new_item", ("request_item",), ("TC.2a", "TC.2b"), 3, "iff too many new items is 0",
        "A floor of one under a ceiling of none: n = t = 0, unmade; ordinary needs (2), and absolute ones where the "
        "need does not go before the quota (1)."),
    Expected("duty-conflict", "new_item", ("request_item",), ("TC.2a", "ST.1a"), 91,
        "iff necessity beats quota is unsaid",
        "ST.1 wants what is absolutely necessary proposed all the same, TC.2 wants no more than t: n >= t, unmade."),
    Expected("clash", "specialist", ("send_off_warmly", "assign_learners"), ("SP.1b", "ST.2c"), 40, ALL,
        "Expired, present, teaching; no extension or a proposed one (3 of 4 kinds of person each: not the good and "
        "absolutely needed) or a declined one (all 4): 10 ways, 4 of regret and urging."),
    Expected("impossible-duty", "material", ("buy_from_west",), ("ST.3a",), 1, "iff purchasable is anywhere",
        "Essential material that only others sell must be bought in the West, which does not sell it."),
    Expected("gap", "new_item", (), (), 182, "iff necessity beats quota is granted",
        "An absolute need once asked for, the limit reached, nothing refused: the limit gives way to the need, and "
        "neither says what then: 91 pairs, made or granted."),
    Expected("gap", "material", (), (), 6, ALL,
        "The text speaks of essential material only; of what is merely useful it says nothing."),
    Expected("silence", "new_item", ("press_further",), ("ST.1b",), 2028, ALL,
        "Pressing is ruled out after a refusal; before, while waiting and after a grant nothing is said: 3 in 4."),
    Expected("silence", "specialist", ("urge_to_stay",), ("SP.1e", "SP.2c", "SP.2d"), 64, ALL,
        "Urging someone whose contract runs and whom nobody wants back: the text did not think of it."),
    Expected("silence", "specialist", ("send_off_warmly",), ("SP.1b",), 144, ALL,
        "While the contract runs (128); and while an extension may be proposed, since SP.1c sets the duty aside (16)."),
    Expected("silence", "specialist", ("send_back",), ("SP.2a",), 96, ALL,
        "The rule against sending back is about running contracts; of expired ones it is only said how to see off."),
    Expected("silence", "specialist", ("agree_to_withdrawal",), (), 64, ALL,
        "Consent to a withdrawal that was asked for: the text urges once and is silent on what then."),
    Expected("silence", "specialist", ("assist_work",), ("SP.2b",), 96, ALL,
        "Help with the work is asked for while the contract runs; afterwards nothing is said."),
    Expected("silence", "specialist", ("express_regret",), ("SP.2e",), 224, ALL,
        "Regret is for a withdrawal without our consent: of all who are still here nothing is said."),
    Expected("silence", "new_specialist", ("press_further",), ("SP.3c",), 2028, ALL,
        "As with new items: dropped after a refusal, not spoken of before."),
    Expected("silence", "material", ("buy_from_west",), ("ST.3a",), 2, ALL, "Useful material that the West sells."),
    Expected("silence", "material", ("buy_elsewhere",), ("ST.3c",), 2, ALL, "Useful material that others sell."),
    Expected("silence", "material", ("acquire_by_other_means",), ("ST.3b",), 9, ALL,
        "Useful material (6); essential one that the West sells (2), or others where that counts as for sale (1)."),
    Expected("vacuous-condition", "specialist", (), ("SP.1d",), None, "",
        "contract: an extension is declined only after the contract has run out, and then stays so."),
    Expected("vacuous-condition", "specialist", (), ("SP.2c",), None, "",
        "contract: a withdrawal can be requested only while it runs, and a request ends with it."),
    Expected("vacuous-condition", "specialist", (), ("SP.2d",), None, "", "contract: likewise."),
    Expected("vacuous-condition", "specialist", (), ("SP.2e",), None, "",
        "contract: a withdrawal without our consent is one before the end of the contract."),
    Expected("idle-event", "agreed_item", (), (), None, "",
        "partner_delivers: TC.1 holds on to what is agreed, delivered or not."),
    Expected("idle-event", "agreed_item", (), (), None, "", "partner_withholds: likewise."),
    Expected("idle-value", "reserved_matter", (), (), None, "",
        "matter: the exchange of techniques and the protection of secrets are treated alike (DF.2)."),
    Expected("idle-value", "learner", (), (), None, "", "standing: the four kinds of learners are treated alike."),
    Expected("idle-value", "technology", (), (), None, "",
        "came_by: the text says itself that own study goes first however we came by it."),
    Expected("reinstatement", "specialist", ("send_off_warmly",), ("SP.1b", "SP.1c", "SP.1d"), 8, ALL,
        "Someone good and absolutely needed whose extension was declined: the leave to propose it had set the send-off "
        "aside, the refusal sets that leave aside, the send-off is due again. Not so for SP.1a, as SP.1d forbids too."),
    Expected("strain", "new_item", ("request_item",), ("TC.2c",), 132, "iff too many new items is at least 2",
        "Permitted: ordinary, unmade, 1 <= n < t: 66 pairs, 2 readings of the quota."),
    Expected("strain", "new_item", ("request_item",), ("TC.2b", "ST.1a"), 271,
        "iff too many new items is at least 1; or necessity beats quota is granted",
        "Obligatory: absolute, n < t (78) or the need goes first (169); ordinary, n = 0 < t (12 pairs, 2 readings)."),
    Expected("strain", "specialist", ("propose_extension",), ("SP.1c",), 8, ALL,
        "Permitted, and can be done: expired, present, nothing proposed yet, good and absolutely needed."),
    Expected("strain", "new_specialist", ("request_specialist",), ("SP.3b", "SP.3d"), 416, ALL,
        "Permitted, unmade: absolutely needed (338); else seldom and n < t (78)."),
]  # fmt: skip

NOTHING = ("permission-conflict", "reserve-conflict", "redundant-norm", "dead-norm", "idle-override", "idle-action")
"""Kinds of which the remarks have none: exceptions override their rules, each norm and each override tells."""

CODES = [*dict.fromkeys(one.code for one in EXPECTED), *NOTHING]


@pytest.fixture(scope="module")
def findings(remarks):
    return check(remarks, codes=CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_remarks_have_just_the_findings_worked_out_by_hand(code, findings):
    found = [
        (one.topic, one.actions, one.norms, one.states, one.readings_words) for one in findings if one.code == code
    ]
    expected = [one[1:6] for one in EXPECTED if one.code == code]
    assert sorted(map(str, found)) == sorted(map(str, expected))
