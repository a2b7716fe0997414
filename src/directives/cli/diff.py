"""`directives diff`: two policies compared over all states."""

import json
from typing import Annotated

import typer

from .console import FAILED, SOUND, readings_of, save_all, stop, width, write, write_lines
from .options import Amendments, EngineOption, Force, Literal, PageFormat, Readings, WitnessFolder


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A policy by name or file, or an amendment file.")],
    after: Annotated[
        str | None, typer.Argument(metavar="[B]", help="Another, or an amendment of A.", show_default=False)
    ] = None,
    amend: Amendments = [],
    readings: Readings = [],
    literal: Literal = False,
    engine: EngineOption = None,
    format: Annotated[PageFormat, typer.Option("--format", help="How to write it.")] = PageFormat.TEXT,
    witnesses: WitnessFolder = None,
    force: Force = False,
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="Exit 1 unless the two are equivalent.")
    ] = False,
) -> None:
    """Compare two policies, or a policy and its amendment: where which verdict changes, and by which norms."""
    from ..diff import compared, sides
    from ..diff.page import difference_page
    from ..diff.witness_files import witness_files

    one, other = sides(before, after, amend, literal)
    found = compared(one, other, readings_of(readings), engine)
    if witnesses is not None:
        save_all(witnesses, witness_files(found), force)
    if format is PageFormat.JSON:
        write(json.dumps(found.model_dump(mode="json"), indent=2, ensure_ascii=False))
    else:
        page = difference_page(found, one.policy, other.policy)
        if format is PageFormat.MARKDOWN:
            write(page.to_markdown())
        else:
            write_lines(page.to_lines(width()))
    raise stop(FAILED if fail_on_change and not found.equivalent else SOUND)
