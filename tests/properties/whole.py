"""What holds of the remarks as a whole: where they conflict, what they leave undone, what touches what."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from directives import Policy, Scenario

from .drawing import either, histories, of_topic, scenarios, situations
from .encoding import Encoding, Situation
from .stating import amended, holds, norm, without
from .wrong import InOrderOfTheFile, changed_into

UNRANKED = {"necessity": "absolute", "request": "unmade", "necessity_beats_quota": "unsaid"}
READ_IN = {
    "new_item": ("too_many_new_items", "necessity_beats_quota"),
    "routine_item": ("routine_too_often",),
    "new_specialist": ("new_specialists", "specialists_too_often"),
    "material": ("purchasable",),
}
"""The readings that bear on each topic; on other topics none does."""


@holds(
    either(situations(), situations("new_specialist", "specialist"), situations("new_item", **UNRANKED)),
    "TC.2",
    "ST.1",
    broken_by={
        "need for specialists sets nothing aside": norm("SP.3b", overrides=[]),
        "the excuse leaves the duty": norm("ST.2d", overrides=[]),
        "every limit yields": norm("TC.2a", unless={"necessity": "absolute"}),
    },
)
def the_remarks_conflict_only_on_what_is_needed_or_the_first_beyond_the_limit(
    encoding: Encoding, situation: Situation
) -> None:
    torn = [action for action, status in encoding.statuses(situation).items() if status == "conflict"]
    assert torn == (["request_item"] if situation.topic == "new_item" and due_beyond_the_limit(situation) else [])


def due_beyond_the_limit(situation: Situation) -> bool:
    """Whether a new item is to be asked for that is one too many, and nothing says which goes first."""
    needed, asked = situation["necessity"] == "absolute", situation["new_items_requested"]
    goes_first = needed and situation["necessity_beats_quota"] == "granted"
    due = situation["request"] == "unmade" and (needed or asked == 0)
    return due and asked >= situation["too_many_new_items"] and not goes_first


@holds(
    either(situations(), situations("material", importance="essential"), situations("new_item", "learner")),
    "ST.3",
    broken_by={
        "what is sold anywhere is bought in the West": norm(
            "ST.3a", when={"importance": "essential", "obtained": "not_yet", "market": {"not": "none"}}
        ),
        "one asks for what was asked for": norm("TC.2b", when={"new_items_requested": {"below": 1}}),
        "those shut out study on": without("ST.2b"),
    },
)
def no_duty_is_impossible_but_to_buy_in_the_west_what_only_others_sell(
    encoding: Encoding, situation: Situation
) -> None:
    only_others = {"importance": "essential", "obtained": "not_yet", "market": "elsewhere", "purchasable": "anywhere"}
    stuck = situation.topic == "material" and all(situation[name] == value for name, value in only_others.items())
    assert encoding.verdict(situation).impossible == (("buy_from_west",) if stuck else ())


@holds(
    situations("specialist"),
    "SP.1",
    "SP.2",
    "ST.2",
    broken_by={
        "help goes on past the contract": norm("SP.2b", when={"presence": "present"}),
        "learning ends with the contract": norm("ST.2c", when={"presence": "present", "contract": "running"}),
        "to propose is a duty": norm("SP.1c", permit=None, oblige="propose_extension", overrides=["SP.1a"]),
    },
)
def duties_clash_only_where_one_who_teaches_is_to_be_seen_off(encoding: Encoding, situation: Situation) -> None:
    seen_off = encoding.status(situation, "send_off_warmly") == "obligatory"
    clash = seen_off and situation["teaching"] == "offered"
    assert encoding.verdict(situation).clashes == ((("send_off_warmly", "assign_learners"),) if clash else ())


@holds(
    either(situations("specialist", presence="gone"), situations("material", obtained="obtained")),
    "SP.2",
    "ST.2",
    "ST.3",
    broken_by={
        "the absent are helped": norm("SP.2b", when={"contract": "running"}),
        "what we have is got again": norm("ST.3b", when={"importance": "essential", "market": "none"}),
    },
)
def once_a_case_is_settled_nothing_is_due_but_regret(encoding: Encoding, situation: Situation) -> None:
    due = {action for action, status in encoding.statuses(situation).items() if status == "obligatory"}
    assert due <= {"express_regret"}


@holds(
    either(situations(), situations("new_item", "material")),
    "TC.2",
    "TC.3",
    "SP.3",
    "ST.3",
    broken_by={
        "one may always ask": norm("TC.2c", when={}),
        "the other means are no purchase": norm("ST.3c", forbid="acquire_by_other_means"),
    },
)
def what_is_only_implied_does_no_more_than_fill_silences(encoding: Encoding, situation: Situation) -> None:
    outright = replace(encoding, policy=encoding.policy.literal()).statuses(situation)
    for action, status in encoding.statuses(situation).items():
        assert outright[action] in (status, "silent")
        assert status != "obligatory" or outright[action] == "obligatory"


@holds(
    either(situations(), situations("specialist", contract="expired", character="good")),
    "PR.1",
    broken_by={
        "an extension costs nothing": amended(
            principles={"PR.1": {"strained_by": ["request_item", "request_specialist"]}}
        ),
        "all buying leans on others": amended(
            principles={"PR.1": {"strained_by": ["request_item", "request_specialist", "buy_from_west"]}}
        ),
    },
)
def self_reliance_is_strained_wherever_leave_is_given_to_ask_the_partner(
    encoding: Encoding, situation: Situation
) -> None:
    asking = ("request_item", "request_specialist", "propose_extension")
    for action, ruling in encoding.verdict(situation).rulings.items():
        strained = action in asking and ruling.status in ("permitted", "obligatory")
        assert ruling.strains == (("PR.1",) if strained else ())


FINAL = {
    "delivery": ["honoured"],
    "request": ["granted", "refused"],
    "presence": ["gone"],
    "obtained": ["obtained"],
    "regret": ["expressed"],
    "own_study": ["intensive"],
}
"""The values that a fact keeps, whatever happens."""


@holds(
    either(
        scenarios(),
        histories("new_item", opening=["request_item", "partner_grants"], request="unmade"),
        histories("agreed_item", opening=["partner_delivers"], delivery="due"),
    ),
    broken_by={
        "what was granted may be refused": amended(events={"partner_refuses": {"needs": {}}}),
        "what was delivered may be held back": amended(events={"partner_withholds": {"needs": {}}}),
    },
)
def what_is_over_is_over(encoding: Encoding, scenario: Scenario) -> None:
    over: dict[tuple[str, str], str] = {}
    for moment in encoding.play(scenario).steps:
        for fact, value in moment.facts.items():
            assert value == over.get((moment.case, fact), value)
            if value in FINAL.get(fact, ()):
                over[moment.case, fact] = value


def read_otherwise(policy: Policy) -> SearchStrategy[tuple[Situation, Situation]]:
    """A situation, and the same with all readings changed that do not bear on its topic."""

    def both(topic: str) -> SearchStrategy[tuple[Situation, Situation]]:
        elsewhere = policy.readings.keys() - READ_IN.get(topic, ())
        pairs = st.tuples(of_topic(policy, topic, {}), of_topic(policy, topic, {}))
        return pairs.map(lambda pair: (pair[0], pair[0].but(**{name: pair[1][name] for name in elsewhere})))

    return st.sampled_from([*policy.topics, *READ_IN, *READ_IN]).flatmap(both)


@holds(
    read_otherwise,
    "TC.2",
    "TC.3",
    "SP.3",
    "ST.3",
    broken_by={
        "one limit for things and people": norm(
            "SP.3a", when={"specialists_requested": {"at_least": "too_many_new_items"}}
        ),
        "seldom holds for routine too": norm(
            "TC.3b", when={"new_specialists": "seldom", "routine_items_raised": {"below": "routine_too_often"}}
        ),
    },
)
def a_reading_touches_no_topic_but_its_own(encoding: Encoding, pair: tuple[Situation, Situation]) -> None:
    one, other = pair
    assert encoding.verdict(one) == encoding.verdict(other)


def in_another_order(policy: Policy) -> SearchStrategy[tuple[Situation, list[str]]]:
    return st.tuples(situations()(policy), st.permutations(list(policy.norms)))


@holds(
    in_another_order,
    broken_by={"a norm gives way only to what stands before it": changed_into(InOrderOfTheFile)},
)
def the_order_of_norms_in_the_file_changes_nothing(encoding: Encoding, drawn: tuple[Situation, list[str]]) -> None:
    situation, order = drawn
    norms = {name: encoding.policy.norms[name] for name in order}
    reordered = Policy.model_construct(**{**dict(encoding.policy), "norms": norms})
    assert replace(encoding, policy=reordered).verdict(situation) == encoding.verdict(situation)
