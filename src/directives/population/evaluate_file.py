"""A file of cases, evaluated batch by batch: what is held in memory does not grow with the file."""

import contextlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]

from ..condition import Value
from ..errors import Fault, FaultsError, Place, did_you_mean
from ..policy import Policy
from .cases import MOST_TOLD, Cases, beside, with_the_rest
from .cluster import Part, Work, here, on_cluster
from .pieces import pieces_of
from .sink import written
from .source import Source, opened
from .summary import Summary

Told = Callable[[int, float | None], None]
"""What is told of progress: the rows done, and the share of the file where it is known."""


@dataclass(frozen=True)
class Filed:
    """What came of a file: its summary, which columns were read, and how what is not there was taken."""

    summary: Summary
    read: tuple[str, ...]
    passed: tuple[str, ...]
    assumed: Mapping[str, Value | None]

    def data(self) -> dict[str, Any]:
        """All of it as plain data: what `--format json` says; `assumed` null means unknown."""
        columns = {"read": list(self.read), "passed": list(self.passed), "assumed": dict(self.assumed)}
        return {"format": 1, "columns": columns, **self.summary.data()}


def evaluate_file(  # noqa: PLR0913  # choices, each with a name and a default
    path: str,
    cases: Cases,
    output: FilePath | None = None,
    *,
    by: str | None = None,
    force: bool = False,
    stdin: BinaryIO | None = None,
    told: Told = lambda _rows, _share: None,
    client: Any = None,
    resume: bool = False,
) -> Filed:
    """Evaluate the file at a path (`-`: standard input), write the table with its verdicts, and count.

    With a Dask client its workers evaluate the batches; what comes of it is the same, bit for bit.

    Raises FaultsError with what is wrong, and then writes nothing; faults of rows are in the column of faults instead
    where `cases` reports them. With `resume` what is done is kept in pieces beside the output until it is whole, and a
    run that was broken off goes on where the same call left it.
    """
    with opened(path, stdin) as source:
        about = replace(cases, name=source.name, header=source.header, line=source.line)
        names = source.schema.names
        about.check(names)
        _check_by(about, names, by)
        filed = _filed(about, names, by)
        work = Work(about, by, columns=output is not None)
        kept = pieces_of(path, about, output, by) if resume and output is not None else None
        with _writing(output, source, about, force) as write:
            if kept is not None:
                kept.read(filed.summary)
            batches = itertools.islice(source.batches, kept.done if kept else 0, None)
            parts = here(work, batches) if client is None else on_cluster(work, batches, client)

            def done() -> None:
                if kept is not None:
                    kept.note(filed.summary)
                told(filed.summary.cases, source.done())

            with kept if kept is not None else contextlib.nullcontext():
                _run(parts, about, filed.summary, kept.keep if kept is not None else write, done)
            for table in kept or ():
                write(table)
        if kept is not None:
            kept.remove()
    return filed


def _check_by(cases: Cases, names: Sequence[str], by: str | None) -> None:
    if by is not None and by not in names:
        message, cure = f"there is no column `{by}` to count by", did_you_mean(by, names)
        raise FaultsError([Fault(Place(cases.name), "missing-column", message, cure)])


def _filed(cases: Cases, names: Sequence[str], by: str | None) -> Filed:
    read = tuple(cases.read(names))
    return Filed(
        Summary(cases.legend, cases.prefix, by), read, tuple(name for name in names if name not in read),
        _assumed(cases.policy, cases.topic, names),
    )  # fmt: skip


def _assumed(policy: Policy, topic: str | None, names: Sequence[str]) -> dict[str, Value | None]:
    """How facts and counters that have no column are taken: at a value, or None for unknown."""
    topics = [policy.topics[topic]] if topic is not None else list(policy.topics.values())
    facts = dict.fromkeys(name for one in topics for name in one.facts if name not in names)
    counters = dict.fromkeys(name for one in topics for name in one.counters if name not in names)
    return {**{name: policy.facts[name].initial for name in facts}, **dict.fromkeys(counters, 0)}


def _writing(output: FilePath | None, source: Source, cases: Cases, force: bool) -> Any:
    """What the tables of the result are given to."""
    if output is None:
        return contextlib.nullcontext(lambda _table: None)
    return written(output, pa.schema([*source.schema, *cases.schema]), force)


def _run(
    parts: Iterator[tuple[Any, Part]],
    cases: Cases,
    summary: Summary,
    write: Callable[[Any], None],
    told: Callable[[], None],
) -> None:
    """Take the batches; once a fault is found nothing more is written, but the rest is still looked at for faults."""
    faults: list[Fault] = []
    wrong = 0
    try:
        for table, part in parts:
            if part.bad and not cases.report:
                wrong += sum(len(one.rows) for one in part.bad)
                faults += cases.faults(part.bad, table.column_names, summary.cases)[: MOST_TOLD - len(faults)]
            if not wrong and part.columns is not None:
                write(beside(table, part.columns))
            summary.join(part.summary)
            told()
    except FaultsError as error:
        raise FaultsError([*with_the_rest(faults, wrong), *error.faults]) from None
    if faults:
        raise FaultsError(with_the_rest(faults, wrong))
