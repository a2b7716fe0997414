"""Tests of the rules engine as an evaluator, against a naive one."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives import StateError, load_policy
from directives.engine import RulesEngine
from directives.strategies import policies, states

from .naive import naive
from .policies import chain_of, policy_of

OPEN, SHUT = {"door": "open"}, {"door": "shut"}
DOOR = {"door": ["open", "shut"]}


def of_a_topic(policy):
    return st.sampled_from(list(policy.topics)).flatmap(lambda topic: st.tuples(st.just(topic), states(policy, topic)))


REMARKS = load_policy()
ENGINE = RulesEngine(REMARKS)


@given(of_a_topic(REMARKS))
def test_it_agrees_on_states_of_the_remarks(drawn):
    assert ENGINE.evaluate(*drawn) == naive(REMARKS, *drawn)


@given(
    policies().flatmap(lambda policy: st.tuples(st.just(policy), st.lists(of_a_topic(policy), min_size=1, max_size=4)))
)
def test_it_agrees_on_states_of_small_policies(drawn):
    policy, several = drawn
    engine = RulesEngine(policy)
    for topic, state in several:
        assert engine.evaluate(topic, state) == naive(policy, topic, state)


FACTS = {"door": ["open", "shut"], "colour": ["red", "green", "blue"]}
WHENS = [{}, {"door": "open"}, {"colour": {"not": "red"}}, {"any": [{"door": "shut"}, {"colour": "red"}]}]


@st.composite
def tangled(draw):
    """Up to nine norms, each of which overrides any of those before it: chains of exceptions to exceptions."""
    count = draw(st.integers(3, 9))
    return policy_of(
        {
            f"N.{n}": {
                "when": draw(st.sampled_from(WHENS)),
                "overrides": [f"N.{other}" for other in range(n) if draw(st.integers(0, 2)) == 0],
            }
            for n in range(count)
        },
        FACTS,
    )


@given(tangled())
def test_it_agrees_where_exceptions_override_exceptions(policy):
    engine = RulesEngine(policy)
    for door in FACTS["door"]:
        for colour in FACTS["colour"]:
            state = {"door": door, "colour": colour}
            assert engine.evaluate("matter", state) == naive(policy, "matter", state)


@pytest.mark.parametrize("length", range(1, 9))
def test_a_set_aside_norm_sets_nothing_aside(length):
    found = RulesEngine(chain_of(length)).evaluate("matter", OPEN)
    assert found.in_force == {f"N.{n}" for n in range(length, 0, -2)}
    assert found.set_aside == {f"N.{n}": (f"N.{n + 1}",) for n in range(length - 1, 0, -2)}


def test_several_norms_in_force_set_one_aside_and_are_sorted():
    norms = {"N.1": {}, "Z.1": {"overrides": ["N.1"]}, "A.1": {"overrides": ["N.1"]}}
    assert RulesEngine(policy_of(norms)).evaluate("matter", {}).set_aside == {"N.1": ("A.1", "Z.1")}


def test_a_norm_without_alternatives_never_applies():
    policy = policy_of({"N.1": {"when": {"door": "open"}, "unless": {"door": "open"}}}, DOOR)
    assert policy.branches["N.1"] == ()
    assert RulesEngine(policy).evaluate("matter", OPEN).matched == {}


def test_a_norm_without_condition_always_applies():
    found = RulesEngine(policy_of({"N.1": {}})).evaluate("matter", {})
    assert (found.in_force, found.matched) == ({"N.1"}, {"N.1": {}})


def test_a_topic_without_norms_is_silent():
    assert RulesEngine(policy_of({})).evaluate("matter", {}).in_force == frozenset()


def test_what_matched_is_what_the_alternatives_that_hold_speak_of():
    when = {"any": [{"door": "open"}, {"urged": {"at_least": "limit"}}, {"mood": "strict"}]}
    mood = {"values": ["mild", "strict"], "default": "mild"}
    readings = {"limit": {"range": [0, 3], "default": 1}, "mood": mood}
    policy = policy_of({"N.1": {"when": when}}, DOOR, counters=("urged",), readings=readings)
    state = {"door": "open", "urged": 2, "limit": 2, "mood": "mild"}
    assert RulesEngine(policy).evaluate("matter", state).matched == {"N.1": {"door": "open", "urged": 2, "limit": 2}}


def test_a_claim_that_holds_concludes():
    claims = {"C.1": {"when": {"door": "open"}, "concludes": {"peace": "lost", "harvest": "poor"}}}
    engine = RulesEngine(policy_of({}, DOOR, claims=claims))
    assert engine.evaluate("matter", OPEN).conclusions == {"peace": "lost", "harvest": "poor"}
    assert engine.evaluate("matter", SHUT).conclusions == {}


@pytest.mark.parametrize("count", [0, 1, 2, 3, 2**31, 2**53 - 1])
@pytest.mark.parametrize("limit", [-(2**31), -1, 0, 1, 2, 3, 2**31, 2**53 - 1])
def test_counts_compare_with_readings_as_numbers(count, limit):
    policy = policy_of({"N.1": {"when": {"urged": {"at_least": "limit"}}}}, counters=("urged",),
                       readings={"limit": {"range": [limit, limit + 1], "default": limit}})  # fmt: skip
    state = {"urged": count, "limit": limit}
    assert bool(RulesEngine(policy).evaluate("matter", state).in_force) == (count >= limit)


@pytest.mark.parametrize("state", [{}, {"door": "ajar"}, {"door": 1}, {"door": True}, {"door": None}])
def test_no_state_reaches_the_engine_unchecked(state, spied):
    engine = RulesEngine(policy_of({"N.1": {"when": {"door": "open"}}}, DOOR))
    with pytest.raises(StateError):
        engine.evaluate("matter", state)
    assert not spied.calls


@pytest.mark.parametrize("count", [True, "1", 1.0, -1, 2**53, None])
def test_no_count_reaches_the_engine_unchecked(count, spied):
    engine = RulesEngine(policy_of({"N.1": {"when": {"urged": {"at_least": 1}}}}, counters=("urged",)))
    with pytest.raises(StateError):
        engine.evaluate("matter", {"urged": count})
    assert not spied.calls


def test_an_unknown_topic_is_refused():
    with pytest.raises(StateError, match="unknown topic `mater`"):
        RulesEngine(policy_of({})).evaluate("mater", {})


def test_one_state_leaves_nothing_for_the_next(spied):
    engine = RulesEngine(chain_of(3))
    found = [engine.evaluate("matter", state).in_force for state in (OPEN, SHUT, OPEN, SHUT)]
    assert found == [{"N.1", "N.3"}, set(), {"N.1", "N.3"}, set()]
    assert spied.calls["create_ruleset"] == 1
    assert spied.calls["delete_state"] == 4


def test_a_topic_is_handed_to_the_engine_when_it_is_first_asked_about(spied):
    engine = RulesEngine(REMARKS)
    assert spied.held == 0
    engine.evaluate("technology", {"came_by": "studied", "own_study": "intensive", **REMARKS.defaults})
    assert spied.held == 1


def test_the_rulesets_of_many_engines_made_and_dropped_are_freed(spied):
    for _ in range(300):
        assert RulesEngine(chain_of(2)).evaluate("matter", OPEN).in_force == {"N.2"}
    assert spied.calls["create_ruleset"] == 300
    assert spied.held == 0


def test_an_engine_that_was_pickled_says_the_same():
    engine = RulesEngine(chain_of(4))
    engine.evaluate("matter", OPEN)
    assert pickle.loads(pickle.dumps(engine)).evaluate("matter", OPEN) == engine.evaluate("matter", OPEN)


def test_a_call_from_within_a_run_has_a_memory_of_its_own(spied):
    engine = RulesEngine(chain_of(3))
    inner = []

    def interrupted(*arguments):
        del spied.spoiled["complete_and_start_action"]
        inner.append(engine.evaluate("matter", SHUT))
        return spied.durable.complete_and_start_action(*arguments)

    spied.spoiled["complete_and_start_action"] = interrupted
    assert engine.evaluate("matter", OPEN).in_force == {"N.1", "N.3"}
    assert inner[0].in_force == frozenset()
    assert engine.evaluate("matter", OPEN).in_force == {"N.1", "N.3"}
