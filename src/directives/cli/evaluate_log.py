"""`directives evaluate-log`: an event log in, what each action was and the duties out."""

import json
import sys
from pathlib import Path as FilePath
from typing import Annotated

import typer

from .console import bad_argument, complain, readings_of, write, write_lines
from .evaluate import MISSING, Errors
from .options import Format, Literal, PolicyOption, Readings


def evaluate_log(
    log: Annotated[str, typer.Argument(metavar="LOG", help="A .csv, .parquet or .arrow file; `-` is stdin.")],
    cases: Annotated[
        str | None, typer.Option("--cases", help="The cases and their facts at first, a row each.", show_default=False)
    ] = None,
    output: Annotated[
        FilePath | None,
        typer.Option("--output", "-o", help="Write the rows with their judgements here.", show_default=False),
    ] = None,
    duties: Annotated[
        FilePath | None, typer.Option("--duties", help="Write the table of duties here.", show_default=False)
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help="The topic of all cases; else a column of theirs.", show_default=False)
    ] = None,
    readings: Readings = [],
    verdicts: Annotated[bool, typer.Option("--verdicts", help="The status of each action after each row too.")] = False,
    errors: Annotated[
        Errors, typer.Option("--errors", help="Refuse a log with faults, or tell them in a column.")
    ] = Errors.RAISE,
    summary: Annotated[bool, typer.Option("--summary", help="Print counts of judgements and duties.")] = False,
    format: Annotated[Format, typer.Option("--format", help="How to write the summary.")] = Format.TEXT,
    literal: Literal = False,
    force: Annotated[bool, typer.Option("--force", help="Write over existing files.")] = False,
    policy: PolicyOption = None,
) -> None:
    """Evaluate an event log: what each action was when it was done, and the duties of each case over time."""
    from ..files import load_policy

    try:
        from ..population import Logs, evaluate_log_file
        from ..population.log_text import to_lines
    except ImportError as error:
        raise bad_argument(f"evaluate-log needs narwhals and pyarrow ({error})", MISSING) from None
    if output is None and duties is None and not summary:
        raise bad_argument("nothing to write", "give -o FILE, --duties FILE or --summary")
    whole = load_policy(policy) if policy else load_policy()
    about = whole.literal() if literal else whole
    logs = Logs(about, topic, readings_of(readings), verdicts, errors is Errors.REPORT)
    stdin = sys.stdin.buffer if "-" in (log, cases) else None
    filed = evaluate_log_file(log, logs, cases=cases, output=output, duties=duties, force=force, stdin=stdin)
    if summary and format is Format.JSON:
        write(json.dumps(filed.data(), indent=2, ensure_ascii=False))
    elif summary:
        write_lines(to_lines(filed))
    if filed.faulty:
        complain(f"{filed.faulty:,} of {filed.rows:,} rows have faults: see column `faults`")
