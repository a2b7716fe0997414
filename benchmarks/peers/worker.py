"""One peer with one policy in a process of its own, which checks and measures when it is asked to.

So memory is the peer's alone, and one that hangs or crashes takes nothing else with it. Times are of the CPU, all
threads of the process together.
"""

import gc
import importlib
import itertools
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from directives import Policy
from directives.condition import State

from .plain import CannotError, Decider, Statuses
from .policies import random_states

POOL = 2000
"""So many distinct states are decided on; larger batches repeat them."""
SIZES = (1, 10, 100, 1000, 10_000, 100_000)
"""Cases in a batch: as many as a peer decides on in about a LIMIT, or more where their number hardly matters."""
LIMIT = 0.3
SPAN = 0.03
"""Single decisions are repeated for so long, and at least once."""
LONG = 1.5
"""A load that takes longer is not repeated."""
CHECKING = 0.5
"""Decisions one by one are checked for so long, beside all states in a batch."""


@dataclass(frozen=True)
class Disagreement:
    """A state on which a peer says something else than the reference."""

    state: State
    expected: Statuses
    found: Statuses
    by: str

    def __str__(self) -> str:
        """What the two say, action by action where they differ."""
        parts = [
            f"action {number}: expected {one}, found {other}"
            for number, (one, other) in enumerate(zip(self.expected, self.found, strict=True))
            if one != other
        ]
        return f"`{self.by}` in the state {self.state}\n  " + "\n  ".join(parts)


@dataclass(frozen=True)
class Checked:
    """On how many states a peer agrees with the reference, one by one and in a batch; the first where it does not."""

    one: int
    many: int
    wrong: Disagreement | None = None


@dataclass(frozen=True)
class Round:
    """Seconds of the CPU: to load (None if not repeated), for one decision, for a case of a batch of so many."""

    load: float | None
    one: float
    many: float
    cases: int
    spent: float
    """What the whole round took."""


@dataclass(frozen=True)
class Memory:
    """By how many MiB the process has grown after the load, and after single decisions and a batch as well."""

    load: float
    batch: float


class Worker:
    """A peer with a policy."""

    def __init__(self, peer: str, policy: Policy, topic: str) -> None:
        """Import the peer and draw the states; nothing is loaded yet."""
        self._module = importlib.import_module(f"benchmarks.peers.by_{peer}")
        self._policy, self._topic = policy, topic
        self._pool = list(itertools.islice(random_states(policy, topic), POOL))
        self._states = itertools.cycle(self._pool)
        self._before = resident()
        self._decider: Decider
        self._spent = self._grown = 0.0
        self._cases = 1
        self._batch: Any = None

    def load(self) -> float:
        """The seconds that loading takes, from a policy that nothing has been worked out of before."""
        policy = self._policy.model_copy()
        start = time.process_time()
        self._decider = self._module.load(policy, self._topic)
        self._spent = time.process_time() - start
        self._grown = resident() - self._before
        return self._spent

    def check(self, states: Sequence[State], expected: Sequence[Statuses]) -> Checked:
        """Whether the peer agrees, in a batch on all the states, one by one on as many as CHECKING allows."""
        found = self._decider.statuses(self._decider.decide_many(self._decider.batch(states)))
        if len(found) != len(expected):
            raise RuntimeError(f"{len(expected)} cases, {len(found)} decisions")
        wrong = _first(states, expected, found, "decide_many")
        stop, checked = time.process_time() + CHECKING, 0
        for state, wanted in zip(states, expected, strict=True):
            if wrong or time.process_time() > stop:
                break
            wrong = _first([state], [wanted], [self._decider.decide(state)], "decide")
            checked += 1
        return Checked(checked, len(states), wrong)

    def calibrate(self) -> int:
        """The number of cases in a batch, expected from what one case takes and what each further one adds."""
        alone, (size, took) = self._timed(1), (10, self._timed(10))
        while True:
            each = max(0.0, took - alone) / (size - 1)
            most = max(one for one in SIZES if one == 1 or alone + each * (one - 1) <= max(LIMIT, 1.5 * alone))
            if most < size:
                self._prepare(most)
            if most <= size:
                return self._cases
            size, took = most, self._timed(most)

    def _timed(self, size: int) -> float:
        """The seconds that a batch of so many cases takes, the least of two after one that may compile; it is kept."""
        self._prepare(size)
        times = [_seconds(lambda: self._decider.decide_many(self._batch)) for _ in range(3)]
        return min(times[1:])

    def _prepare(self, size: int) -> None:
        self._cases = size
        self._batch = self._decider.batch(list(itertools.islice(itertools.cycle(self._pool), size)))

    def round(self) -> Round:
        """One round of measuring."""
        start = time.process_time()
        load = self.load_again() if self._spent < LONG else None
        one, calls = 0.0, 0
        while one < SPAN:
            state = next(self._states)
            one += _seconds(partial(self._decider.decide, state))
            calls += 1
        many = _seconds(lambda: self._decider.decide_many(self._batch))
        return Round(load, one / calls, many / self._cases, self._cases, time.process_time() - start)

    def load_again(self) -> float:
        """The seconds that another load takes; what it made is dropped."""
        policy = self._policy.model_copy()
        start = time.process_time()
        made = self._module.load(policy, self._topic)
        took = time.process_time() - start
        del made
        return took

    def memory(self) -> Memory:
        """How the process has grown since before the load."""
        return Memory(self._grown, resident() - self._before)


def _seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def _first(
    states: Sequence[State], expected: Sequence[Statuses], found: Sequence[Statuses], by: str
) -> Disagreement | None:
    rows: Iterator[tuple[State, Statuses, Statuses]] = zip(states, expected, found, strict=True)
    return next((Disagreement(*row, by) for row in rows if row[1] != tuple(row[2])), None)


def resident() -> float:
    """The memory of the process that is resident now, in MiB; its peak where the system does not tell."""
    gc.collect()
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def serve(connection: Connection, peer: str, policy: Policy, topic: str) -> None:
    """Answer the calls that come: a method's name and arguments in, what it returns or ("error", why) out."""
    worker: Any = None
    while True:
        name, arguments = connection.recv()
        if name == "stop":
            return
        try:
            if worker is None:
                worker = Worker(peer, policy, topic)
            connection.send(("ok", getattr(worker, name)(*arguments)))
        except CannotError as error:
            connection.send(("cannot", str(error)))
        except ImportError as error:
            connection.send(("missing", str(error)))
        except Exception as error:  # whatever a peer raises is told, with its name
            connection.send(("failed", f"{type(error).__name__}: {error}"))
