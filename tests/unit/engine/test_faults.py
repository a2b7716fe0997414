"""Tests of an engine that fails: whatever it does, there is no wrong verdict, and the next state is evaluated right."""

import contextlib
import functools
import gc
import json

import pytest

from directives import EngineFaultError
from directives.engine import RulesEngine
from directives.engine.memory import Memory
from directives.engine.outcome import evaluation_of
from directives.engine.to_ruleset import to_ruleset

from .policies import chain_of, policy_of

OPEN = {"door": "open"}


def once(spied, name, spoiled):
    """Let a call of the engine be spoiled one time."""

    def call(*arguments):
        del spied.spoiled[name]
        return spoiled(*arguments)

    spied.spoiled[name] = call


def raising(error, *said):
    """What raises a new error each time, so that none keeps alive what it passed through."""

    def call(*_):
        raise error(*said)

    return call


FAILURES = {
    "it raises when a message comes": ("assert_fact", raising(RuntimeError, "out of order")),
    "it raises between rules": ("complete_and_start_action", raising(RuntimeError, "out of order")),
    "it raises when it is emptied": ("delete_state", raising(RuntimeError, "error code: 309")),
    "it runs out of memory": ("start_action_for_state", raising(MemoryError)),
    "it does not take a message in": ("assert_fact", lambda *_: (2, 1)),
    "it never starts": ("start_action_for_state", lambda *_: None),
    "it stops half-way": ("complete_and_start_action", lambda *_: None),
    "it fires a rule twice": ("complete_and_start_action", lambda *_: '{"N.1/1": {}}'),
    "it fires what is no rule": ("complete_and_start_action", lambda *_: '{"N.9/1": {}}'),
    "it says what is not JSON": ("start_action_for_state", lambda *_: ("{}", "{")),
    "it says nothing of a rule": ("start_action_for_state", lambda *_: ("{}", "{}")),
}


@pytest.mark.parametrize("what", FAILURES)
def test_an_engine_that_fails_gives_no_verdict_and_is_made_anew(what, spied):
    engine = RulesEngine(chain_of(3))
    before = engine.evaluate("matter", OPEN)
    once(spied, *FAILURES[what])
    with pytest.raises(EngineFaultError, match=r"^the rules engine .*; no verdict was given$"):
        engine.evaluate("matter", OPEN)
    assert engine.evaluate("matter", OPEN) == before
    gc.collect()  # the error held the memory that failed
    assert (spied.calls["create_ruleset"], spied.held) == (2, 1)


def test_an_engine_that_fails_at_first_is_made_anew(spied):
    engine = RulesEngine(chain_of(3))
    once(spied, "create_ruleset", raising(MemoryError))
    with pytest.raises(EngineFaultError):
        engine.evaluate("matter", OPEN)
    assert engine.evaluate("matter", OPEN).in_force == {"N.1", "N.3"}


@pytest.mark.parametrize("call", ["assert_fact", "start_action_for_state", "complete_and_start_action", "delete_state"])
@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_goes_through_and_leaves_nothing_behind(call, interrupt, spied):
    engine = RulesEngine(chain_of(3))
    once(spied, call, raising(interrupt))
    with pytest.raises(interrupt):
        engine.evaluate("matter", OPEN)
    assert engine.evaluate("matter", OPEN).in_force == {"N.1", "N.3"}
    gc.collect()
    assert (spied.calls["create_ruleset"], spied.held) == (2, 1)


def test_what_is_raised_on_account_of_a_rule_is_the_cause_of_the_fault(spied):
    engine = RulesEngine(chain_of(2))
    once(spied, "complete_and_start_action", raising(ValueError, "the first"))
    with pytest.raises(EngineFaultError) as caught:
        engine.evaluate("matter", OPEN)
    assert repr(caught.value.__cause__) == "ValueError('the first')"


CLAIMS = {"C.1": {"when": {"door": "open"}, "concludes": {"peace": "lost"}}}
POLICY = policy_of(
    {"N.1": {"when": {"door": "open"}}, "N.2": {"overrides": ["N.1"]}, "N.3": {"overrides": ["N.1"]}},
    {"door": ["open", "shut"]},
    claims=CLAIMS,
)
SOUND = ["N.1/1", "N.2/1", "N.3/1", "C.1/1", "N.2 in force", "N.3 in force", "N.2 sets aside N.1", "N.3 sets aside N.1",
         "C.1 concludes", "complete"]  # fmt: skip


def evaluated(names):
    rules = to_ruleset(POLICY, "matter").rules
    return evaluation_of(POLICY, "matter", OPEN, [rules[name] for name in names])


def test_what_the_engine_states_is_an_evaluation():
    found = evaluated(SOUND)
    assert (found.in_force, found.set_aside) == ({"N.2", "N.3"}, {"N.1": ("N.2", "N.3")})
    assert found.conclusions == {"peace": "lost"}


@pytest.mark.parametrize("missing", SOUND[:-1])
def test_a_rule_that_did_not_fire_is_noticed_where_others_rest_on_it(missing):
    with pytest.raises(EngineFaultError, match=r"contradicts itself on `"):
        evaluated([name for name in SOUND if name != missing])


def test_a_norm_cannot_be_in_force_and_set_aside():
    with pytest.raises(EngineFaultError, match=r"contradicts itself on `N.1`"):
        evaluated([*SOUND, "N.1 in force"])


def test_a_norm_that_applies_cannot_be_neither():
    with pytest.raises(EngineFaultError, match=r"contradicts itself on `N.1`"):
        evaluated([name for name in SOUND if "sets aside" not in name])


def test_every_firing_that_is_lost_is_noticed_or_does_not_matter(spied):
    """The engine leaves rules out, one after another: the verdict is the same or there is none."""
    policy = chain_of(4)
    rules = list(to_ruleset(policy, "matter").rules)
    right = RulesEngine(policy).evaluate("matter", OPEN)
    for lost in rules:
        if lost.endswith("/1"):
            continue  # whether a condition holds is known to the engine alone
        spied.spoiled["create_ruleset"] = functools.partial(create_without, lost, spied.durable)
        with contextlib.suppress(EngineFaultError):
            assert RulesEngine(policy).evaluate("matter", OPEN) == right


def create_without(lost, durable, name, definitions):
    return durable.create_ruleset(name, json.dumps({k: v for k, v in json.loads(definitions).items() if k != lost}))


def test_a_memory_is_freed_when_it_is_gone(spied):
    memory = Memory(spied, to_ruleset(chain_of(2), "matter"))
    assert spied.held == 1
    del memory
    assert spied.held == 0
