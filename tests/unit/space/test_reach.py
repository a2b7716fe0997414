"""What cases can come to: against a naive search, against cases that are played at random, and proved by witnesses."""

import datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.check import witness
from directives.files import scenario_from
from directives.play import play
from directives.policy import Policy
from directives.scenario import Scenario
from directives.space.reach import BLAMELESS, Reach
from directives.space.region import Region
from directives.strategies import policies

from ... import reference
from ...agreement.evaluators import EVALUATORS
from ...check.counting import counting_policies
from ...check.naive import Naive, Topic
from .drawn import states

small_policies = st.one_of(policies(), counting_policies())
FIXED: list[dict[str, Any]] = [{}, {"limit": 1}]
FIRST_DAY = datetime.date(1960, 7, 11)


@settings(max_examples=60)
@given(small_policies, st.sampled_from(FIXED), st.booleans())
def test_the_states_come_to_are_those_of_a_naive_search(policy, fixed, compliant):
    naive = Naive(policy, fixed)
    found = naive.compliant_conduct if compliant else naive.any_conduct
    reach = Reach(policy, fixed, compliant)
    for topic in policy.topics:
        assert states(reach.states(topic)) == set(found[topic])


def agree_on_steps(policy: Policy, fixed: dict[str, Any], compliant: bool, random: Random, most: int) -> None:
    """Some states: the ways there are real and as short as can be; where reach is exact, a played scenario shows it."""
    naive = Naive(policy, fixed)
    found = naive.compliant_conduct if compliant else naive.any_conduct
    reach = Reach(policy, fixed, compliant)
    for name, topic in naive.topics.items():
        for state in random.sample(sorted(found[name]), min(most, len(found[name]))):
            space = reach.space(name)
            target = Region(space.layout, (space.layout.single(dict(zip(topic.values, state, strict=True))),))
            way = reach.way(name, target)
            boxes = [*(step.before for step in way.steps), way.end]
            for step, after in zip(way.steps, boxes[1:], strict=True):
                assert step.move.image(Region(space.layout, (step.before,))).has(after)
            assert sum(step.move.kind != "wait" for step in way.steps) == found[name][state]
            if reach.exact(name):
                end = ends_in(policy, topic, witness(reach, name, target, "There"), compliant)
                assert target.has(space.layout.single(dict(zip(topic.values, end, strict=True))))


def ends_in(policy: Policy, topic: Topic, scenario: Scenario, compliant: bool) -> tuple[Any, ...]:
    timeline = play(scenario, policy, EVALUATORS["reference"](policy))
    assert timeline.summary.met == timeline.summary.expected
    judged = {one.judgement for one in timeline.steps if one.judgement is not None}
    assert not compliant or judged <= {"compliant", "unregulated"}
    last = timeline.steps[-1]
    now = {**timeline.readings, **last.facts, **last.counters}
    counted = {name: min(number, topic.values[name][-1]) for name, number in last.counters.items()}
    return tuple({**now, **counted}[name] for name in topic.values)


def test_a_way_to_a_state_is_shortest_and_a_witness_plays_it():
    @settings(max_examples=50)
    @given(small_policies, st.sampled_from(FIXED), st.booleans(), st.randoms(use_true_random=False))
    def agree(policy: Policy, fixed: dict[str, Any], compliant: bool, random: Random) -> None:
        agree_on_steps(policy, fixed, compliant, random, most=3)

    agree()


@pytest.mark.slow
def test_many_ways_to_states_are_shortest_and_witnesses_play_them():
    @settings(max_examples=1500)
    @given(small_policies, st.sampled_from(FIXED), st.booleans(), st.randoms(use_true_random=False))
    def agree(policy: Policy, fixed: dict[str, Any], compliant: bool, random: Random) -> None:
        agree_on_steps(policy, fixed, compliant, random, most=15)

    agree()


def stray(policy: Policy, random: Random, compliant: bool, steps: int = 14) -> None:
    """Three cases at random, days and all: whatever they come to, reach has it."""
    topics = [random.choice(list(policy.topics)) for _ in range(3)]
    names = [f"case_{number}" for number in range(3)]
    readings = {name: random.choice(list(one.domain)[:4]) for name, one in policy.readings.items()}
    given = {
        name: {"topic": topic, **{f: random.choice(policy.facts[f].values) for f in unfixed(policy, topic)}}
        for name, topic in zip(names, topics, strict=True)
    }
    timeline: list[dict[str, Any]] = []
    day = FIRST_DAY
    naive = Naive(policy, {})
    reach = Reach(policy, {}, compliant)
    known = {topic: states(reach.states(topic)) for topic in set(topics)}
    for _ in range(steps):
        data = {"scenario": "stray", "policy": policy.policy, "readings": readings, "cases": given}
        played = reference.Play(policy, scenario_from({**data, "timeline": timeline}, policy))
        played.today = played.today or day
        played.pass_days(day)
        for name, topic in zip(names, topics, strict=True):
            ((state, _),) = played.told(name)
            values = naive.topics[topic].values
            counted = {one: min(state[one], values[one][-1]) for one in policy.topics[topic].counters}
            assert tuple({**state, **counted}[one] for one in values) in known[topic]
        case = random.choice(names)
        open_ = list(possible(policy, played, case, compliant))
        if open_:
            kind, one = random.choice(open_)
            timeline.append({"at": str(day), "case": case, kind: one})
        day += datetime.timedelta(days=random.choice((0, 0, 0, 1, 1, 3, 6)))


def unfixed(policy: Policy, topic: str) -> list[str]:
    return [fact for fact in policy.topics[topic].facts if policy.facts[fact].initial is None]


def possible(policy: Policy, played: Any, case: str, compliant: bool):
    ((state, told),) = played.told(case)
    topic = played.cases[case].topic
    for kind, some in (("event", policy.events_of(topic)), ("action", policy.actions_of(topic))):
        for name, one in some.items():
            met = all(reference.admits(entry, state[fact], {}) for fact, entry in one.needs.items())
            blamed = kind == "action" and reference.status(policy, name, told.in_force) not in BLAMELESS
            if met and not (compliant and blamed):
                yield kind, name


def test_whatever_cases_come_to_when_they_are_played_is_reached():
    @settings(max_examples=40)
    @given(st.one_of(counting_policies(), policies()), st.randoms(use_true_random=False), st.booleans())
    def reached(policy: Policy, random: Random, compliant: bool) -> None:
        stray(policy, random, compliant)

    reached()


@pytest.mark.slow
def test_whatever_many_cases_come_to_when_they_are_played_is_reached():
    @settings(max_examples=1500)
    @given(st.one_of(counting_policies(), policies()), st.randoms(use_true_random=False), st.booleans())
    def reached(policy: Policy, random: Random, compliant: bool) -> None:
        stray(policy, random, compliant, steps=20)

    reached()


# what is exact and what is not


TEXT = {"clause": "A.1", "says": "it is said"}


def counting(
    counters: dict[str, Any], actions: dict[str, Any], norms: dict[str, Any], facts: Any = ("stage",)
) -> Policy:
    """A policy of two topics that both have the fact and the counters."""
    has = {"says": "a matter", "facts": list(facts), "counters": list(counters)}
    return Policy.model_validate(
        {
            "policy": "counting", "title": "It counts", "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "facts": {"stage": {"values": ["raw", "ripe", "done"], "initial": "raw"}},
            "counters": counters, "topics": {"matter": has, "affair": has},
            "actions": {name: {"says": name, **one} for name, one in actions.items()},
            "norms": {name: {**TEXT, **one} for name, one in norms.items()},
        }
    )  # fmt: skip


ASK = {"ask": {"topic": "matter"}}
TWICE = {"N.1": {"topic": "matter", "forbid": "ask", "when": {"often": {"at_least": 2}}}}


@pytest.mark.parametrize(
    ("within", "compliant", "exact"), [(None, True, True), (1, False, True), (1, True, False), (2, True, True)]
)
def test_reach_is_exact_where_the_window_holds_all_that_is_counted(within, compliant, exact):
    policy = counting({"often": {"counts": ["ask"], "per": "all", "within": within}}, ASK, TWICE)
    assert Reach(policy, compliant=compliant).exact("matter") is exact


def test_reach_is_not_exact_where_two_counters_have_windows():
    one = {"counts": ["ask"], "per": "all", "within": 9}
    assert not Reach(counting({"often": one, "lately": one}, ASK, TWICE)).exact("matter")
    assert Reach(counting({"often": one, "lately": {**one, "within": None}}, ASK, TWICE)).exact("matter")


def test_reach_is_not_exact_where_another_case_must_first_do_what_is_felt():
    counters = {"often": {"counts": ["ask", "give"], "per": "all"}}
    give = {"topic": "affair", "needs": {"stage": "ripe"}}
    ask = {"topic": ["matter", "affair"], "sets": {"stage": "ripe"}}
    assert not Reach(counting(counters, {"ask": ask, "give": give}, TWICE)).exact("matter")
    assert Reach(counting(counters, {"ask": ask, "give": {"topic": "affair"}}, TWICE)).exact("matter")


def test_another_case_may_act_late_and_the_way_is_short_all_the_same():
    # the other case must ripen before it can ask; for ours that is one step
    counters = {"often": {"counts": ["ask"], "per": "all"}}
    ripen = {"topic": "affair", "needs": {"stage": "raw"}, "sets": {"stage": "ripe"}}
    finish = {"topic": "affair", "needs": {"stage": "ripe"}, "sets": {"stage": "done"}}
    ask = {"topic": "affair", "needs": {"stage": "done"}}
    norms = {"N.1": {"topic": "matter", "oblige": "muse", "when": {"often": {"at_least": 1}}}}
    policy = counting(counters, {"ripen": ripen, "finish": finish, "ask": ask, "muse": {"topic": "matter"}}, norms)
    reach = Reach(policy)
    target = reach.space("matter").in_force["N.1"]
    assert [step.move.kind for step in reach.way("matter", target).steps] == ["other"]
    told = witness(reach, "matter", target, "Late")
    assert [step.name for step in told.timeline] == ["ripen", "finish", "ask", None]
    assert {step.case for step in told.timeline[:3]} == {"other_1"}


def test_an_act_is_felt_in_other_topics_though_it_changes_nothing_in_its_own():
    actions = {"ask": {"topic": "affair"}, "muse": {"topic": "matter"}}
    norms = {"N.1": {"topic": "matter", "oblige": "muse", "when": {"often": {"at_least": 1}}}}
    policy = counting({"often": {"counts": ["ask"], "per": "all"}}, actions, norms)
    topics = {**policy.topics, "affair": policy.topics["affair"].model_copy(update={"counters": ()})}
    reach = Reach(policy.model_copy(update={"topics": topics}))
    assert reach.space("matter").in_force["N.1"].meets(reach.states("matter"))


def test_waiting_is_no_step_and_lets_a_counter_fall():
    counters = {"often": {"counts": ["ask"], "per": "case", "within": 30}}
    once = {"ask": {"topic": "matter", "needs": {"stage": "raw"}, "sets": {"stage": "ripe"}}}
    norms = {"N.1": {"topic": "matter", "oblige": "ask", "when": {"stage": "ripe", "often": {"below": 1}}}}
    reach = Reach(counting(counters, once, norms))
    way = reach.way("matter", reach.space("matter").in_force["N.1"])
    assert [step.move.kind for step in way.steps] == ["action", "wait"]
    first, last = witness(reach, "matter", reach.space("matter").in_force["N.1"], "Later").timeline
    assert (last.at - first.at).days == 30


def test_fixed_readings_go_with_the_witness_even_those_that_only_windows_know(remarks):
    reach = Reach(remarks, {"period_days": 7, "too_many_new_items": 2})
    space = reach.space("new_item")
    told = witness(reach, "new_item", space.in_force["TC.2a"], "Two in a week")
    assert told.readings == {"period_days": 7, "too_many_new_items": 2}
    ends_in(remarks, Naive(remarks, reach.fixed).topics["new_item"], told, compliant=False)
