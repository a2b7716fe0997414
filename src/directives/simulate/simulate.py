"""Simulate an ensemble: its variants, in blocks of runs, here, in several processes or on a cluster.

Every block is worked out from the ensemble, the policy and the numbers of its runs alone, so nothing that comes out
hangs on how they are divided, nor on how often a block was begun.
"""

import contextlib
import functools
import multiprocessing
import pickle
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from ..condition import Value
from ..ensemble import Ensemble
from ..errors import LimitError
from ..files import load_policy
from ..policy import Policy
from .course import Course
from .outcome import Part, Simulated, came
from .plan import Plan
from .variants import Variant, swept_of, variants

AT_ONCE = 45_000
"""About so many cases are taken through a step at a time, so that their states stay near the processor."""
MOST_KEPT = 10_000_000
"""Runs times steps of one variant, beyond which its numbers would not be held in memory."""
MOST_IN_A_BLOCK = 4096
WORTH_A_BLOCK = 4_000_000
"""Runs of a block, and about as many case-steps, for it to be told of now and then and to be little to lose."""
LITTLE = 3_000_000
"""Case-steps that are not worth another process."""

Told = Callable[[int, int], None]
"""What is told of progress: the blocks done, and how many there are."""


def simulate(  # choices, each with a name and a default
    ensemble: Ensemble,
    policy: Policy | None = None,
    *,
    readings: Mapping[str, Value] | None = None,
    jobs: int = 1,
    client: Any = None,
    told: Told = lambda _done, _of: None,
) -> Simulated:
    """What an ensemble comes to, under all its readings and amendments; `readings` go before its own.

    `policy` is by default the packaged one that it names. `jobs` is in how many processes, `client` a Dask client to
    run on instead: the same seed gives the same numbers to the last bit. Raises FaultsError for unsound readings
    or amendments, LimitError for more runs and steps than memory holds.

    >>> from directives.files import load_ensemble
    >>> learners = {"topic": "learner", "count": 10, "facts": {"standing": "trainee"}}
    >>> shut = {"event": "access_denied", "at": "1960-07-16"}
    >>> given = {"ensemble": "Shut out", "starts": "1960-07-11", "horizon": 2, "populations": {"learners": learners}}
    >>> made = simulate(load_ensemble({**given, "runs": 3, "shocks": [shut]}))
    >>> made.came[0].total("event", "access_denied").tolist()
    [10, 10, 10]
    """
    about = policy or load_policy(ensemble.policy)
    if ensemble.runs * (ensemble.horizon + 1) > MOST_KEPT:
        raise LimitError(f"over {MOST_KEPT:,} runs times steps: take fewer runs, or fewer and longer steps")
    compared = variants(ensemble, about, readings)
    abouts = [about_of(ensemble, one) for one in compared]
    tasks = [Task(one, some) for one in abouts for some in _blocks(ensemble)]
    cases = sum(one.count for one in ensemble.populations.values())
    jobs = 1 if cases * ensemble.horizon * ensemble.runs * len(compared) < LITTLE else jobs
    found = list(_done(tasks, jobs, client, told))
    each = len(tasks) // len(compared)
    return Simulated(
        ensemble=ensemble.ensemble, policy=about.policy, seed=ensemble.seed, runs=ensemble.runs, cases=cases,
        days=tuple(ensemble.days), swept=tuple(name for name in swept_of(ensemble) if name not in (readings or {})),
        came=tuple(came(one, found[index * each : (index + 1) * each]) for index, one in enumerate(compared)),
    )  # fmt: skip


@dataclass(frozen=True)
class Task:
    """A block of runs of one variant, as it travels: what it is about, pickled and packed, and the runs from 0."""

    about: bytes
    runs: range


def about_of(ensemble: Ensemble, variant: Variant) -> bytes:
    """An ensemble and one of its variants, ready to travel."""
    return zlib.compress(pickle.dumps((ensemble, variant.policy, variant.readings)))


def block(task: Task) -> list[Part]:
    """The measures of a block of runs, population by population."""
    plan = _plan(task.about)
    cases = sum(one.count for one in plan.members)
    at_once = max(1, AT_ONCE // cases)
    parts: list[list[Part]] = []
    for start in range(task.runs.start, task.runs.stop, at_once):
        course = Course(plan, range(start, min(start + at_once, task.runs.stop))).run()
        parts.append([Part(one.members.name, *one.series()) for one in course.crowds])
    return [Part.joined(some) for some in zip(*parts, strict=True)]


@functools.lru_cache(maxsize=2)
def _plan(about: bytes) -> Plan:
    """The plan, with all that was worked out of its states: kept from one block of a process to the next."""
    return Plan(*pickle.loads(zlib.decompress(about)))


def _blocks(ensemble: Ensemble) -> list[range]:
    """The runs in blocks that take about as long; how they are cut hangs on the ensemble alone."""
    cases = sum(one.count for one in ensemble.populations.values())
    most = min(MOST_IN_A_BLOCK, max(1, WORTH_A_BLOCK // (cases * ensemble.horizon)))
    return [range(start, min(start + most, ensemble.runs)) for start in range(0, ensemble.runs, most)]


def _done(tasks: Sequence[Task], jobs: int, client: Any, told: Told) -> Iterator[list[Part]]:
    """The blocks in the order of the tasks."""
    with _mapping(jobs, client) as mapped:
        for number, one in enumerate(mapped(tasks), 1):
            told(number, len(tasks))
            yield one


@contextlib.contextmanager
def _mapping(jobs: int, client: Any) -> Iterator[Callable[[Sequence[Task]], Iterator[list[Part]]]]:
    if client is not None:
        yield lambda tasks: (future.result() for future in client.map(block, tasks, pure=False))
    elif jobs > 1:
        # spawned, not forked: the same on every system, and safe beside threads
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
            yield lambda tasks: pool.map(block, tasks)
    else:
        yield lambda tasks: map(block, tasks)
