"""What the remarks say of learning, buying and studying, and of what is left for later (ST, DF)."""

from directives import Scenario

from .drawing import either, scenarios, situations
from .encoding import Encoding, Situation
from .stating import amended, holds, norm, without

WAYS = ("buy_from_west", "buy_elsewhere", "acquire_by_other_means")
BEFORE = {"importance": "essential", "obtained": "not_yet"}
NEGLECT = {"unique_inventions": "out_of_reach", "practical_use": "out_of_reach"}


@holds(
    situations("learner"),
    "ST.2",
    broken_by={
        "the excuse leaves the duty": norm("ST.2b", overrides=[]),
        "there is no excuse": without("ST.2b"),
        "trainees go free": norm("ST.2a", unless={"standing": "trainee"}),
    },
)
def a_learner_has_a_duty_or_an_excuse_and_never_both(encoding: Encoding, situation: Situation) -> None:
    expected = "obligatory" if situation["access"] == "open" else "exempt"
    assert encoding.status(situation, "study_diligently") == expected


@holds(
    situations("specialist"),
    "ST.2",
    broken_by={
        "who does not teach is not learned from": norm("ST.2d", exempt=None, forbid="assign_learners"),
        "learning ends with the contract": norm("ST.2c", when={"presence": "present", "contract": "running"}),
        "who has left is learned from": norm("ST.2c", when={}),
    },
)
def from_whoever_is_here_people_learn_or_are_excused(encoding: Encoding, situation: Situation) -> None:
    expected = "obligatory" if situation["teaching"] == "offered" else "exempt"
    here = situation["presence"] == "present"
    assert encoding.status(situation, "assign_learners") == (expected if here else "silent")


@holds(
    situations("material"),
    "ST.3",
    broken_by={
        "what only others sell is got both ways": norm("ST.3b", when={**BEFORE, "market": ["none", "elsewhere"]}),
        "what we have is still to be bought": norm("ST.3a", when={"importance": "essential", "market": "west"}),
        "there is no other way": without("ST.3b"),
    },
)
def there_is_exactly_one_way_to_get_what_is_essential_until_it_is_got(encoding: Encoding, situation: Situation) -> None:
    lacking = all(situation[fact] == value for fact, value in BEFORE.items())
    statuses = encoding.statuses(situation)
    assert [statuses[way] for way in WAYS].count("obligatory") == (1 if lacking else 0)


@holds(
    situations("material", **BEFORE, purchasable="from_the_west"),
    "ST.3",
    broken_by={
        "what the West sells is got in other ways": amended(
            norms={
                "ST.3a": {"when": {**BEFORE, "market": "none"}},
                "ST.3b": {"when": {**BEFORE, "market": {"not": "none"}}},
            }
        )
    },
)
def what_is_essential_is_bought_where_the_west_sells_it(encoding: Encoding, situation: Situation) -> None:
    sold = situation["market"] == "west"
    assert encoding.status(situation, "buy_from_west") == ("obligatory" if sold else "silent")
    assert encoding.status(situation, "acquire_by_other_means") == ("silent" if sold else "obligatory")


@holds(
    situations("material"),
    "ST.3",
    broken_by={
        "nothing is bought elsewhere": norm("ST.3c", when={}),
        "others are no worse": without("ST.3c"),
        "the useful is bought too": norm("ST.3a", when={"obtained": "not_yet", "market": "west"}),
    },
)
def the_essential_is_not_bought_elsewhere_and_on_the_useful_nothing_is_said(
    encoding: Encoding, situation: Situation
) -> None:
    if situation["importance"] == "essential":
        assert encoding.status(situation, "buy_elsewhere") == "forbidden"
    else:
        assert encoding.statuses(situation) == dict.fromkeys(WAYS, "silent")


@holds(
    situations("technology"),
    "ST.4",
    "PR.1",
    broken_by={
        "what was bought needs no study": norm("ST.4a", unless={"came_by": "purchased"}),
        "study is leave": norm("ST.4a", oblige=None, permit="study_intensively"),
    },
)
def own_study_is_obligatory_whatever_else(encoding: Encoding, situation: Situation) -> None:
    assert encoding.statuses(situation) == {"study_intensively": "obligatory"}


@holds(
    either(situations(), situations("technology")),
    "ST.4",
    broken_by={
        "what was bought is put to use": amended(claims={"ST.4c": {"unless": {"came_by": "purchased"}}}),
        "no invention is ever made": amended(claims={"ST.4b": {"when": {}}}),
    },
)
def what_is_out_of_reach_follows_from_neglect_and_from_nothing_else(encoding: Encoding, situation: Situation) -> None:
    neglected = situation.topic == "technology" and situation["own_study"] == "neglected"
    assert encoding.verdict(situation).conclusions == (NEGLECT if neglected else {})


@holds(
    scenarios("reserved_matter"),
    "DF.1",
    "DF.2",
    broken_by={
        "secrets are not spoken of": norm("DF.2", when={"matter": "technical_exchange"}),
        "study abroad is ruled out": norm("DF.1", reserve=None, forbid="decide_now"),
    },
)
def a_reserved_matter_is_never_anything_else_and_deciding_it_is_always_premature(
    encoding: Encoding, scenario: Scenario
) -> None:
    for moment in encoding.play(scenario).steps:
        assert moment.verdict["decide_now"].status == "reserved"
        assert moment.judgement == ("premature" if moment.name else None)


UNTOLD = {"agreed_item": "delivery", "learner": "standing", "technology": "came_by"}
"""For each of these topics the fact that the text names and lets make no difference."""


@holds(
    situations(*UNTOLD),
    "TC.1",
    "ST.2",
    "ST.4",
    broken_by={
        "students come first": norm("ST.2b", when={"access": "denied", "standing": {"not": "overseas_student"}}),
        "what was delivered is done with": norm("TC.1a", unless={"delivery": "honoured"}),
    },
)
def kinds_that_the_text_treats_alike_are_treated_alike(encoding: Encoding, situation: Situation) -> None:
    fact = UNTOLD[situation.topic]
    others = [situation.but(**{fact: value}) for value in encoding.policy.facts[fact].values]
    assert all(encoding.verdict(other) == encoding.verdict(situation) for other in others)
