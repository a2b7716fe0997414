"""Through which norms a status became another: each way in which a norm comes into force or goes out of it."""

import pytest

from directives import Scenario, load_scenario
from directives.files import load_amendment
from directives.whatif import Amend, Choose, Set, Story, what_if

from .changing import REMARKS

EXPIRED = {"topic": "specialist", "contract": "expired", "necessity": "absolute", "character": "good"}
RUNNING = {"topic": "specialist", "contract": "running", "withdrawal": "requested"}
ITEM = {"topic": "new_item", "necessity": "absolute"}


def amending(**sections):
    return Amend(load_amendment({"amends": "remarks-1960", "title": "A test", **sections}))


def through(action, case, *changes):
    scenario: Scenario = load_scenario({"scenario": "A test", "case": case})
    answer = what_if(Story(scenario, REMARKS, changes, "arrays"))
    [told] = [each.through for each in answer.steps[0].differences if (each.of, each.about) == ("status", action)]
    return list(told)


@pytest.mark.parametrize(
    ("action", "case", "changes", "told"),
    [
        (
            "propose_extension",
            EXPIRED,
            [Set("case", "necessity", "ordinary")],
            [
                "SP.1c does not apply: the need is ordinary (instead of absolute).",
                "So SP.1c does not set SP.1a aside.",
            ],
        ),
        (
            "propose_extension",
            EXPIRED,
            [Set("case", "extension", "declined")],
            [
                "SP.1d applies: the extension has been declined (instead of none).",
                "So SP.1d sets SP.1c aside.",
                "So SP.1c does not set SP.1a aside.",
            ],
        ),
        (
            "propose_extension",
            {**EXPIRED, "extension": "declined"},
            [Set("case", "extension", "none")],
            [
                "SP.1d does not apply: no extension has been proposed (instead of declined).",
                "So SP.1d does not set SP.1c aside.",
                "So SP.1c sets SP.1a aside.",
            ],
        ),
        ("urge_to_stay", RUNNING, [amending(norms={"SP.2c": None})], ["SP.2c is repealed."]),
        (
            "urge_to_stay",
            RUNNING,
            [amending(norms={"SP.2c": {"when": {"contract": "expired"}}})],
            ["SP.2c, as amended, does not apply."],
        ),
        (
            "urge_to_stay",
            RUNNING,
            [amending(norms={"SP.2c": {"permit": "urge_to_stay"}})],
            ["SP.2c, as amended, permits it."],
        ),
        (
            "urge_to_stay",
            RUNNING,
            [amending(norms={"SP.2c": {"oblige": "express_regret"}})],
            ["SP.2c, as amended, is about another action: express regret."],
        ),
        (
            "express_regret",
            RUNNING,
            [amending(norms={"SP.2c": {"oblige": "express_regret"}})],
            ["SP.2c, as amended, is about this action."],
        ),
        (
            "send_off_warmly",
            RUNNING,
            [
                amending(
                    norms={
                        "SP.9": {"clause": "SP.2", "topic": "specialist", "oblige": "send_off_warmly", "says": "Do."}
                    }
                )
            ],
            ["SP.9 is enacted, and applies."],
        ),
        (
            "send_off_warmly",
            EXPIRED,
            [amending(norms={"SP.1c": {"overrides": ["SP.1a"]}})],
            ["SP.1c, as amended, does not set SP.1b aside."],
        ),
        (
            "send_off_warmly",
            EXPIRED,
            [amending(norms={"SP.1c": None, "SP.1d": {"overrides": []}})],
            ["SP.1c is repealed.", "So SP.1c does not set SP.1b aside."],
        ),
        (
            "request_item",
            ITEM,
            [Choose("too_many_new_items", 0)],
            [
                "TC.2a applies: the reading too many new items is 0 instead of 3.",
                "TC.2c does not apply: the reading too many new items is 0 instead of 3.",
            ],
        ),
        (
            "request_item",
            ITEM,
            [amending(norms={"ST.1a": {"overrides": ["TC.2a"]}}), Choose("too_many_new_items", 0)],
            ["TC.2c does not apply: the reading too many new items is 0 instead of 3."],
        ),
        (
            "send_off_warmly",
            {**EXPIRED, "character": "unknown"},
            [Set("case", "character", "doubtful")],
            [
                "SP.1c does not apply: the person is doubtful (instead of unknown).",
                "So SP.1b is in force for certain.",
            ],
        ),
        (
            "propose_extension",
            EXPIRED,
            [Set("case", "character", "unknown")],
            [
                "SP.1c perhaps applies: the character is unknown instead of good.",
                "So SP.1c perhaps sets SP.1a aside.",
            ],
        ),
        (
            "propose_extension",
            {**EXPIRED, "necessity": "ordinary"},
            [Set("case", "necessity", "unknown")],
            [
                "SP.1c may apply: the necessity is unknown instead of ordinary.",
                "So SP.1a is perhaps in force.",
            ],
        ),
    ],
)
def test_each_way_is_told(action, case, changes, told):
    assert through(action, case, *changes) == told


def test_a_norm_that_would_apply_to_the_facts_as_they_are_was_not_changed_by_the_facts():
    """The facts differ too, but it is the amendment that brings the norm to apply."""
    wider = amending(norms={"SP.2e": {"when": {"contract": "running"}}})
    told = through("express_regret", RUNNING, wider, Set("case", "character", "good"))
    assert told == ["SP.2e, as amended, applies."]


def test_the_facts_decide_where_the_norm_as_it_was_would_have_applied_too():
    narrower = amending(norms={"SP.2e": {"when": {"withdrawal": "unilateral"}}})
    told = through("express_regret", RUNNING, narrower, Set("case", "withdrawal", "unilateral"))
    assert told == ["SP.2e applies: the partner has taken the specialist without asking (instead of requested)."]
