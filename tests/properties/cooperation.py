"""What the remarks say of asking: what was agreed, what is new, what is routine, whom to send for (TC, SP.3, ST.1)."""

from directives import Scenario

from .drawing import either, scenarios, situations
from .encoding import Encoding, Situation
from .stating import amended, holds, norm, without


@holds(
    situations("agreed_item"),
    "TC.1",
    broken_by={
        "a partner who withholds frees us": norm("TC.1a", unless={"delivery": "withheld"}),
        "what is withheld may be pressed for": norm("TC.1b", when={"delivery": {"not": "withheld"}}),
    },
)
def what_was_agreed_is_upheld_and_nothing_more_is_pressed_for(encoding: Encoding, situation: Situation) -> None:
    assert encoding.statuses(situation) == {"uphold_agreement": "obligatory", "press_further": "forbidden"}


@holds(
    situations("new_item", necessity="ordinary", request="unmade"),
    "TC.2",
    broken_by={
        "two are the least": norm("TC.2b", when={"request": "unmade", "new_items_requested": {"below": 2}}),
        "one is the least, and too many": norm("TC.2a", when={"new_items_requested": {"at_least": 1}}),
        "what may be asked for is unsaid": without("TC.2c"),
    },
)
def asking_for_an_ordinary_new_item_is_due_at_first_then_free_then_forbidden(
    encoding: Encoding, situation: Situation
) -> None:
    asked, limit = situation["new_items_requested"], situation["too_many_new_items"]
    expected = "forbidden" if asked >= limit else "permitted"
    if asked == 0:
        expected = "obligatory" if limit else "conflict"
    assert encoding.status(situation, "request_item") == expected


@holds(
    situations("new_item"),
    "TC.2",
    "ST.1",
    broken_by={
        "need goes first, said or unsaid": norm("TC.2a", unless={"necessity": "absolute"}),
        "there is no limit": without("TC.2a"),
    },
)
def beyond_the_limit_no_new_item_is_asked_for_in_good_order_unless_need_goes_first(
    encoding: Encoding, situation: Situation
) -> None:
    granted = situation["necessity"] == "absolute" and situation["necessity_beats_quota"] == "granted"
    if situation["new_items_requested"] >= situation["too_many_new_items"] and not granted:
        assert encoding.status(situation, "request_item") in ("forbidden", "conflict")


@holds(
    situations("new_item", necessity="absolute", request="unmade"),
    "ST.1",
    broken_by={
        "what is needed may be asked for": norm("ST.1a", oblige=None, permit="request_item"),
        "the limit goes first": norm("TC.2a", overrides=["ST.1a"]),
    },
)
def what_is_absolutely_needed_is_to_be_asked_for_but_for_a_conflict_at_the_limit(
    encoding: Encoding, situation: Situation
) -> None:
    within = situation["new_items_requested"] < situation["too_many_new_items"]
    expected = "obligatory" if within or situation["necessity_beats_quota"] == "granted" else "conflict"
    assert encoding.status(situation, "request_item") == expected


@holds(
    situations("routine_item"),
    "TC.3",
    broken_by={
        "the limit of new items is taken": norm(
            "TC.3a", when={"routine_items_raised": {"at_least": "too_many_new_items"}}
        ),
        "often is still allowed": without("TC.3a"),
    },
)
def a_routine_item_may_be_raised_until_it_has_been_too_often(encoding: Encoding, situation: Situation) -> None:
    often = situation["routine_items_raised"] >= situation["routine_too_often"]
    assert encoding.status(situation, "raise_routine_item") == ("forbidden" if often else "permitted")


@holds(
    situations("new_specialist"),
    "SP.3",
    broken_by={
        "need sets nothing aside": norm("SP.3b", overrides=[]),
        "never is no more than seldom": norm(
            "SP.3a", when={"specialists_requested": {"at_least": "specialists_too_often"}}
        ),
        "only the needed may be asked for": without("SP.3d"),
    },
)
def a_new_specialist_is_asked_for_in_need_or_seldom(encoding: Encoding, situation: Situation) -> None:
    seldom = situation["new_specialists"] == "seldom"
    few = situation["specialists_requested"] < situation["specialists_too_often"]
    allowed = situation["necessity"] == "absolute" or (seldom and few)
    assert encoding.status(situation, "request_specialist") == ("permitted" if allowed else "forbidden")


@holds(
    either(situations("new_item", "new_specialist"), situations("new_item", "new_specialist", request="refused")),
    "ST.1",
    "SP.3",
    broken_by={
        "no word on pressing for things": without("ST.1b"),
        "need presses on": norm("SP.3c", unless={"necessity": "absolute"}),
        "one never presses": norm("ST.1b", when={}),
    },
)
def after_a_refusal_and_not_before_pressing_is_forbidden_whatever_else(
    encoding: Encoding, situation: Situation
) -> None:
    refused = situation["request"] == "refused"
    assert encoding.status(situation, "press_further") == ("forbidden" if refused else "silent")


@holds(
    scenarios("new_item", "new_specialist"),
    "ST.1",
    "SP.3",
    broken_by={
        "no word on pressing for people": without("SP.3c"),
        "one may ask and ask": amended(actions={"request_item": {"needs": {}}}),
        "a refusal is not heard": amended(events={"partner_refuses": {"sets": {}}}),
    },
)
def what_was_refused_is_never_asked_for_again_nor_pressed_for_in_good_order(
    encoding: Encoding, scenario: Scenario
) -> None:
    refused = set()
    for moment in encoding.play(scenario).steps:
        if moment.case in refused:
            assert moment.name not in ("request_item", "request_specialist")
            assert moment.name != "press_further" or moment.judgement == "violation"
        if moment.name == "partner_refuses" or moment.facts["request"] == "refused":
            refused.add(moment.case)
