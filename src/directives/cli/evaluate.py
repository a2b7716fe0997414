"""`directives evaluate`: a table of cases in, the same table with the verdict on each out."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated

import typer

from .console import bad_argument, complain, readings_of, width, write, write_lines
from .options import Format, Literal, PolicyOption, Readings

if TYPE_CHECKING:
    from ..population.evaluate_file import Told


MISSING = 'pip install "directives[population]"'
"""The cure where the libraries that tables take are not installed."""


class Errors(StrEnum):
    """What `--errors` can name."""

    RAISE = "raise"
    REPORT = "report"


def evaluate(
    cases: Annotated[str, typer.Argument(metavar="CASES", help="A .csv, .parquet or .arrow file; `-` is stdin.")],
    output: Annotated[
        FilePath | None,
        typer.Option("--output", "-o", help="Write to this .csv, .parquet or .arrow file.", show_default=False),
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help="The topic of all rows; else a column `topic`.", show_default=False)
    ] = None,
    readings: Readings = [],
    errors: Annotated[
        Errors, typer.Option("--errors", help="Refuse a table with faults, or tell them in a column.")
    ] = Errors.RAISE,
    lists: Annotated[bool, typer.Option("--lists", help="Name norms and clashes rather than write masks.")] = False,
    prefix: Annotated[str, typer.Option("--prefix", help="Put before the names of the columns that are added.")] = "",
    summary: Annotated[bool, typer.Option("--summary", help="Print counts by status, norm and clash.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", help="Count statuses by the values of this column too.", show_default=False)
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="How to write the summary.")] = Format.TEXT,
    literal: Literal = False,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="A Dask scheduler to do the work.", show_default=False),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Keep what is done, so that a run broken off can go on.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    policy: PolicyOption = None,
) -> None:
    """Evaluate a table of cases, a row a case: what must, may and must not be done in each."""
    from ..files import load_policy

    try:
        from ..population import Cases, evaluate_file
        from ..population.cluster import connected
        from ..population.to_text import to_lines
    except ImportError as error:
        raise bad_argument(f"evaluate needs narwhals and pyarrow ({error})", MISSING) from None
    summed = summary or by is not None
    _possible(cases, output, summed, resume)
    whole = load_policy(policy) if policy else load_policy()
    ready = Cases(
        whole.literal() if literal else whole, topic, readings_of(readings), lists, errors is Errors.REPORT, prefix
    )
    with _progress() as told, connected(scheduler) as client:
        stdin = sys.stdin.buffer if cases == "-" else None
        filed = evaluate_file(
            cases, ready, output, by=by, force=force, stdin=stdin, told=told, client=client, resume=resume
        )
    if summed and format is Format.JSON:
        write(json.dumps(filed.data(), indent=2, ensure_ascii=False))
    elif summed:
        write_lines(to_lines(filed, width()))
    if filed.summary.faulty:
        complain(f"{filed.summary.faulty:,} of {filed.summary.cases:,} rows have faults: see column `{prefix}faults`")


def _possible(cases: str, output: FilePath | None, summed: bool, resume: bool) -> None:
    """Refuse what asks for nothing, and what cannot be resumed."""
    if output is None and not summed:
        raise bad_argument("nothing to write", "give -o FILE, --summary or both")
    if resume and (output is None or cases == "-"):
        raise bad_argument(
            "only a run from a file to a file can be resumed", "give both by name, or leave --resume out"
        )


@contextmanager
def _progress() -> "Iterator[Told]":
    """What shows progress, on a terminal's standard error only."""
    if not sys.stderr.isatty():
        yield lambda _rows, _share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    parts = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("0 rows", total=None)

        def told(rows: int, share: float | None) -> None:
            bar.update(task, description=f"{rows:,} rows", completed=share or 0, total=1 if share is not None else None)

        yield told
