"""What the remarks say of asking too often: limits, the acts that count towards them, and for how long (TC, SP.3)."""

import datetime

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from directives import Moment, Policy, Scenario

from .drawing import either, histories, of_topic, scenarios
from .encoding import Encoding, Situation
from .stating import amended, holds, norm

LIMITS = {
    "new_item": ("request_item", "new_items_requested", "too_many_new_items"),
    "routine_item": ("raise_routine_item", "routine_items_raised", "routine_too_often"),
    "new_specialist": ("request_specialist", "specialists_requested", "specialists_too_often"),
}
"""For each kind of asking the act, the counter of it and the reading that says how often is too often."""

ALLOWED, RULED_OUT = ("obligatory", "permitted"), ("forbidden", "conflict")
SELDOM = {"necessity": "ordinary", "request": "unmade", "new_specialists": "seldom", "specialists_too_often": 1}
START = datetime.date(1960, 7, 11)


def under_two_limits(policy: Policy) -> SearchStrategy[tuple[Situation, Situation]]:
    """A situation, and the same under a limit that is higher."""

    def with_more(topic: str) -> SearchStrategy[tuple[Situation, Situation]]:
        limit = LIMITS[topic][2]
        lows = st.tuples(of_topic(policy, topic, {}), st.integers(1, 12))
        return lows.map(lambda low: (low[0], low[0].but(**{limit: min(12, low[0][limit] + low[1])})))

    return st.sampled_from(list(LIMITS)).flatmap(with_more)


@holds(
    under_two_limits,
    "TC.2",
    "TC.3",
    "SP.3",
    broken_by={
        "routine is to be raised often": amended(
            norms={
                "TC.3a": {"when": {"routine_items_raised": {"below": "routine_too_often"}}},
                "TC.3b": {"when": {"routine_items_raised": {"at_least": "routine_too_often"}}},
            }
        ),
        "one may ask once it has been often": norm(
            "SP.3d", when={"specialists_requested": {"at_least": "specialists_too_often"}}, overrides=["SP.3a"]
        ),
    },
)
def a_higher_limit_forbids_nothing_more(encoding: Encoding, pair: tuple[Situation, Situation]) -> None:
    act = LIMITS[pair[0].topic][0]
    low, high = (encoding.status(situation, act) for situation in pair)
    assert low not in ALLOWED or high in ALLOWED
    assert high not in RULED_OUT or low in RULED_OUT


@holds(
    either(
        scenarios(*LIMITS),
        histories("routine_item", "routine_item", opening=["raise_routine_item"] * 2, routine_too_often=2),
        histories("new_specialist", "new_specialist", opening=["request_specialist"], **SELDOM),
    ),
    "TC.2",
    "TC.3",
    "SP.3",
    broken_by={
        "each matter counts by itself": amended(counters={"routine_items_raised": {"per": "case"}}),
        "only today counts": amended(counters={"routine_items_raised": {"within": 1}}),
        "requests are not counted": norm("SP.3d", when={"new_specialists": "seldom"}, overrides=["SP.3a"]),
    },
)
def nothing_asked_beyond_the_limit_is_compliant_but_in_absolute_need(encoding: Encoding, scenario: Scenario) -> None:
    readings = {**encoding.policy.defaults, **scenario.readings}
    asked: list[Moment] = []
    for moment in encoding.play(scenario).steps:
        act, _, limit = LIMITS[moment.topic]
        if moment.name == act:
            counted = [one for one in asked if one.name == act and days(one, moment) < readings["period_days"]]
            if len(counted) >= readings[limit] and not in_need(moment, readings):
                assert moment.judgement != "compliant"
            asked.append(moment)


def days(before: Moment, after: Moment) -> int:
    return (after.at - before.at).days if before.at and after.at else 0


def in_need(moment: Moment, readings: dict[str, str | int]) -> bool:
    """Whether an absolute need is known that the remarks, so read, let go before the limit."""
    goes_first = moment.topic == "new_specialist" or readings["necessity_beats_quota"] == "granted"
    return goes_first and moment.facts.get("necessity") == "absolute"


@st.composite
def asked_on_one_day(draw: DrawFn, policy: Policy) -> Scenario:
    """Some acts of asking on one day; then a look at an idle case, on the last day they count and on the next."""
    topic = draw(st.sampled_from(list(LIMITS)))
    need = {"necessity": draw(st.sampled_from(["ordinary", "absolute"]))} if topic != "routine_item" else {}
    period = draw(st.integers(1, 3660))
    asking = [f"asked_{number}" for number in range(1, 1 + draw(st.integers(1, 4)))]
    acts = [{"at": START, "case": name, "action": LIMITS[topic][0]} for name in asking]
    looks = [{"at": START + datetime.timedelta(days=days), "case": "idle"} for days in (period - 1, period)]
    cases = {name: {"topic": topic, **need} for name in ("idle", *asking)}
    content = {"scenario": "drawn", "policy": policy.policy, "readings": {"period_days": period}, "cases": cases}
    return Scenario.model_validate({**content, "timeline": [*acts, *looks]})


@holds(
    asked_on_one_day,
    "TC.2",
    "TC.3",
    "SP.3",
    broken_by={
        "requests are never forgotten": amended(counters={"specialists_requested": {"within": None}}),
        "a year it is, whatever the period": amended(counters={"routine_items_raised": {"within": 365}}),
    },
)
def what_was_asked_counts_through_the_period_and_is_then_as_if_it_had_not_been(
    encoding: Encoding, scenario: Scenario
) -> None:
    start, *acts, last_day, day_after = (
        moment for moment in encoding.play(scenario).steps if moment.case == "idle" or moment.judgement
    )
    counter = LIMITS[start.topic][1]
    assert last_day.counters[counter] == len(acts)
    assert day_after.counters[counter] == 0
    assert day_after.verdict == start.verdict
