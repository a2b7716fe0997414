"""Tests of the engine in threads, after a fork, and at the end of a process."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from directives.engine import RulesEngine

from .naive import naive
from .policies import chain_of

OPEN, SHUT = {"door": "open"}, {"door": "shut"}

START = """
import os, sys, threading
from directives import load_policy
from directives.engine import RulesEngine
policy = load_policy()
engine = RulesEngine(policy)
state = {"standing": "trainee", "access": "denied", **policy.defaults}
def right():
    return engine.evaluate("learner", state).set_aside == {"ST.2a": ("ST.2b",)}
"""


def python(lines):
    """What a new interpreter, for which every warning is an error, makes of the lines."""
    command = [sys.executable, "-W", "error", "-c", START + lines]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def ended_well(done):
    return (done.returncode, done.stderr) == (0, "")


def test_threads_agree(remarks):
    engine = RulesEngine(remarks)
    topics = list(remarks.topics) * 30
    drawn = [(topic, {**remarks.defaults, **first_state(remarks, topic, n)}) for n, topic in enumerate(topics)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda one: engine.evaluate(*one), drawn * 4))
    assert found == [naive(remarks, *one) for one in drawn] * 4


def first_state(policy, topic, number):
    one = policy.topics[topic]
    facts = {name: policy.facts[name].values[number % len(policy.facts[name].values)] for name in one.facts}
    return facts | dict.fromkeys(one.counters, number % 5)


def test_each_thread_has_a_ruleset_of_its_own_and_frees_it_with_its_end(spied):
    engine = RulesEngine(chain_of(3))
    engine.evaluate("matter", OPEN)
    held, gate = [], threading.Barrier(5)

    def work():
        assert engine.evaluate("matter", OPEN).in_force == {"N.1", "N.3"}
        gate.wait(60)
        held.append(spied.held)
        gate.wait(60)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    gate.wait(60)
    gate.wait(60)
    for thread in threads:
        thread.join(60)
    assert held == [5] * 4
    assert spied.held == 1


def test_an_engine_dropped_while_threads_live_frees_what_they_held(spied):
    engine = [RulesEngine(chain_of(3))]
    evaluated, dropped = threading.Event(), threading.Event()

    def work():
        engine[0].evaluate("matter", OPEN)
        evaluated.set()
        dropped.wait(60)

    thread = threading.Thread(target=work)
    thread.start()
    evaluated.wait(60)
    assert spied.held == 1
    engine.clear()
    assert spied.held == 0
    dropped.set()
    thread.join(60)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is nothing to fork")
def test_a_forked_process_makes_rulesets_of_its_own():
    done = python("""
assert right()
before = engine._held.memories
child = os.fork()
if child == 0:
    fresh = right() and engine._held.memories is not before and all(right() for _ in range(100))
    os._exit(0 if fresh else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert right()
assert engine._held.memories is before
""")
    assert ended_well(done), done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is nothing to fork")
def test_a_forked_process_ends_well():
    done = python("""
assert right()
child = os.fork()
assert right()
if child:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
""")
    assert ended_well(done), done.stderr


@pytest.mark.parametrize(
    "lines",
    [
        "assert right()",
        "for _ in range(3): threading.Thread(target=right).start()",
        "threading.Thread(target=lambda: [right() for _ in range(10**9)], daemon=True).start()\nassert right()",
        "assert right()\nother = RulesEngine(policy)\nassert other.evaluate('learner', state)\ndel engine",
    ],
    ids=["alone", "with threads", "with a thread at work", "with an engine dropped"],
)
def test_a_process_ends_well(lines):
    assert ended_well(python(lines)), lines


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_an_interrupt_of_the_process_stops_it():
    done = python("""
import signal
threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
try:
    while right():
        pass
except KeyboardInterrupt:
    assert right()
    sys.exit(7)
""")
    assert done.returncode == 7, done.stderr
