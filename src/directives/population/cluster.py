"""Batches of a file evaluated here or by the workers of a Dask cluster: the same parts, in the same order.

A worker is sent the columns that are read, and gives back the columns of verdicts and counts. A batch whose worker is
lost is evaluated by another; what comes back is taken once, in the order of the file.
"""

import functools
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast
from uuid import uuid4

from ..errors import Fault, FaultsError, Place
from .cases import Cases
from .columns import Bad
from .summary import Summary

AHEAD = 3
"""Batches for each thread of the workers that are under way at once."""
WAIT = 30
"""Seconds in which a scheduler must answer and have a worker."""
LARGE = "1GiB"
"""Dask warns of a batch larger than this."""


@dataclass(frozen=True)
class Part:
    """What a batch comes to: its columns of verdicts, where they are wanted, what is wrong in it, and its counts."""

    columns: Any
    bad: tuple[Bad, ...]
    summary: Summary


@dataclass(frozen=True)
class Work:
    """What is to be done with each batch: evaluate it, count by a column, and give the columns back or not."""

    cases: Cases
    by: str | None = None
    columns: bool = True

    def part(self, table: Any) -> Part:
        """What an Arrow table comes to."""
        found = self.cases.evaluated(table)
        summary = Summary(self.cases.legend, self.cases.prefix, self.by)
        summary.add(table, found.columns, found.faulty)
        return Part(found.columns if self.columns else None, found.bad, summary)

    def read(self, table: Any) -> Any:
        """The columns of a batch that the work looks at, at least one, so that rows are counted."""
        names = self.cases.read(table.column_names)
        wanted = [name for name in table.column_names if name in names or name == self.by]
        return table.select(wanted or table.column_names[:1])

    def packed(self) -> bytes:
        """The work as bytes, without what is made for this process alone."""
        return pickle.dumps(replace(self, cases=self.cases.bare()))


def here(work: Work, batches: Iterable[Any]) -> Iterator[tuple[Any, Part]]:
    """Each batch with its part, worked out in this process."""
    return ((table, work.part(table)) for table in batches)


def on_cluster(work: Work, batches: Iterable[Any], client: Any) -> Iterator[tuple[Any, Part]]:
    """The same by the workers of a Dask client; raises FaultsError where it has none."""
    import dask

    _wait(client)
    packed, run = work.packed(), uuid4().hex
    under_way: deque[tuple[Any, Any]] = deque()
    most = AHEAD * max(1, sum(client.nthreads().values()))
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": LARGE}):
        for number, table in enumerate(batches):
            under_way.append((table, client.submit(_part, packed, work.read(table), key=f"directives-{run}-{number}")))
            if len(under_way) >= most:
                yield _done(under_way)
        while under_way:
            yield _done(under_way)


def _done(under_way: deque[tuple[Any, Any]]) -> tuple[Any, Part]:
    """The first batch under way, once it is done."""
    table, future = under_way.popleft()
    return table, future.result()


def _part(packed: bytes, table: Any) -> Part:
    """What a worker does."""
    return _unpacked(packed).part(table)


@functools.lru_cache(maxsize=4)
def _unpacked(packed: bytes) -> Work:
    """The work, kept with the tables and programs that it makes."""
    found = pickle.loads(packed)
    return cast(Work, found)


def _wait(client: Any) -> None:
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError:
        raise _unusable(client.scheduler.address, f"has no worker after {WAIT} seconds") from None


def _unusable(address: str, why: str) -> FaultsError:
    cure = "start a scheduler and workers, or leave --scheduler out"
    return FaultsError([Fault(Place(address), "bad-argument", f"the scheduler {why}", cure)])


@contextmanager
def connected(address: str | None) -> Iterator[Any]:
    """A Dask client of the scheduler at an address; None without one. Raises FaultsError if it cannot be reached."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        cure = 'pip install "directives[cluster]"'
        message = "a scheduler needs dask and distributed"
        raise FaultsError([Fault(Place("directives"), "bad-argument", message, cure)]) from None
    try:
        client: Any = Client(address, timeout=WAIT)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise _unusable(address, f"cannot be reached: {str(error).partition(chr(10))[0]}") from None
    with client:
        yield client
