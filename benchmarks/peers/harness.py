"""All peers on one policy: first agreement with the reference, then rounds in which they take turns."""

import multiprocessing
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from directives import Policy
from directives.condition import State
from tests import reference

from .plain import Statuses
from .worker import Checked, Disagreement, Memory, Round, serve

PATIENCE = 300.0
"""Seconds of the clock after which a peer that does not answer is given up."""
SPENT = 5.0
"""Seconds of the CPU in rounds after which a peer has no further round."""


class DisagreementError(Exception):
    """A peer says something else than the reference: nothing is timed."""

    def __init__(self, peer: str, wrong: Disagreement) -> None:
        """Which peer, and where."""
        super().__init__(f"{peer} disagrees with the reference: {wrong}")


@dataclass(frozen=True)
class Trial:
    """A policy that the peers decide on, and the states on which they have to agree."""

    title: str
    policy: Policy
    topic: str
    states: Sequence[State]
    timed: bool = True
    drawn: bool = False
    """Whether the states are drawn; else they are all that there are, readings at their defaults if it is timed."""


@dataclass
class Entry:
    """What became of a peer with a policy: its rounds, or why there are none (`why`: cannot, missing, failed)."""

    peer: str
    why: str = ""
    told: str = ""
    checked: Checked | None = None
    loaded: float = 0.0
    rounds: list[Round] = field(default_factory=list)
    memory: Memory | None = None

    @property
    def load(self) -> float:
        """The median of the loads that were repeated, else the first."""
        return statistics.median([one.load for one in self.rounds if one.load is not None] or [self.loaded])

    @property
    def one(self) -> float:
        """The median for one decision."""
        return statistics.median(one.one for one in self.rounds)

    @property
    def many(self) -> float:
        """The median for a case of a batch."""
        return statistics.median(one.many for one in self.rounds)


class GivenUpError(Exception):
    """A peer does not answer, or its process has ended."""


class Process:
    """The process in which a peer works."""

    def __init__(self, peer: str, trial: Trial) -> None:
        """Start it."""
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        arguments = (theirs, peer, trial.policy, trial.topic)
        self._process = context.Process(target=serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, name: str, *arguments: Any) -> tuple[str, Any]:
        """What a method of the worker answers; raises GivenUpError if nothing comes."""
        self._connection.send((name, arguments))
        try:
            if self._connection.poll(PATIENCE):
                return self._connection.recv()  # type: ignore[no-any-return]
        except (EOFError, ConnectionError):
            self._process.join(1)
            raise GivenUpError(f"its process ended with code {self._process.exitcode}") from None
        raise GivenUpError(f"no answer to `{name}` in {PATIENCE:.0f} s")

    def stop(self) -> None:
        """End it."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join()


def expected(trial: Trial) -> list[Statuses]:
    """What the reference says of the states of a trial."""
    actions = tuple(trial.policy.actions_of(trial.topic))
    found = []
    for state in trial.states:
        in_force = reference.evaluate(trial.policy, trial.topic, state).in_force
        found.append(tuple(reference.status(trial.policy, action, in_force) for action in actions))
    return found


def measure(trial: Trial, peers: Sequence[str], rounds: int, say: Callable[[str], None]) -> list[Entry]:
    """What became of each peer; raises DisagreementError before any is timed."""
    wanted = expected(trial)
    entries = [Entry(peer) for peer in peers]
    processes: dict[str, Process] = {}
    try:
        for entry in entries:
            say(f"{trial.title}: {entry.peer} is held to the reference")
            processes[entry.peer] = Process(entry.peer, trial)
            _check(entry, processes[entry.peer], trial, wanted)
        if trial.timed:
            _time([entry for entry in entries if not entry.why], processes, trial, rounds, say)
    finally:
        for one in processes.values():
            one.stop()
    return entries


def _check(entry: Entry, process: Process, trial: Trial, wanted: Sequence[Statuses]) -> None:
    for name, arguments in (("load", ()), ("check", (trial.states, wanted))):
        answer = _asked(entry, process, name, *arguments)
        if entry.why:
            return
        if name == "load":
            entry.loaded = answer
        else:
            entry.checked = answer
            if answer.wrong:
                raise DisagreementError(entry.peer, answer.wrong)


def _asked(entry: Entry, process: Process, name: str, *arguments: Any) -> Any:
    """The answer, or None where the entry now says why there is none."""
    try:
        kind, answer = process.ask(name, *arguments)
    except GivenUpError as error:
        kind, answer = "failed", str(error)
    if kind == "ok":
        return answer
    entry.why, entry.told = kind, answer
    return None


def _time(
    entries: Sequence[Entry],
    processes: dict[str, Process],
    trial: Trial,
    rounds: int,
    say: Callable[[str], None],
) -> None:
    for entry in entries:
        _asked(entry, processes[entry.peer], "calibrate")
        if not entry.why:
            entry.memory = _asked(entry, processes[entry.peer], "memory")
    for number in range(rounds):
        say(f"{trial.title}: round {number + 1} of {rounds}")
        for entry in _turned(entries, number):
            if entry.why or sum(one.spent for one in entry.rounds) > SPENT:
                continue
            one = _asked(entry, processes[entry.peer], "round")
            if one is not None:
                entry.rounds.append(one)


def _turned(entries: Sequence[Entry], number: int) -> Iterator[Entry]:
    """The entries, beginning with another each round."""
    for place in range(len(entries)):
        yield entries[(place + number) % len(entries)]
