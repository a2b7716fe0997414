"""`directives what-if`: one story with something changed, against the story as it is."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated

import typer

from .console import bad_argument, complain, readings_of, save, width, write, write_lines
from .options import EngineOption, Literal, PageFormat, PolicyOption, policy_of

if TYPE_CHECKING:
    from ..condition import Model
    from ..play.page import Page


def what_if(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file; `-` is standard input.")],
    sets: Annotated[
        list[str], typer.Option("--set", metavar="CASE.FACT=VALUE", help="Give a fact another value at the start.")
    ] = [],
    readings: Annotated[
        list[str], typer.Option("--readings", "-r", metavar="NAME=VALUE", help="Choose a reading otherwise.")
    ] = [],
    insert: Annotated[
        list[str],
        typer.Option("--insert", metavar="'DATE CASE event|action NAME'", help="Put a step in at the end of its day."),
    ] = [],
    drop: Annotated[list[int], typer.Option("--drop", metavar="N", help="Leave the Nth step out.")] = [],
    amend: Annotated[list[str], typer.Option("--amend", metavar="FILE", help="Amend the policy.")] = [],
    vary: Annotated[
        list[str],
        typer.Option(
            "--vary", metavar="NAME", help="Try every value of CASE.FACT or of a reading; of two, every pair."
        ),
    ] = [],
    output: Annotated[
        FilePath | None, typer.Option("--save", metavar="FILE", help="Write the changed scenario.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    format: Annotated[PageFormat, typer.Option("--format", help="How to write it.")] = PageFormat.TEXT,
    engine: EngineOption = None,
    literal: Literal = False,
    policy: PolicyOption = None,
) -> None:
    """Change something in a story and see only what differs, why, and through which norm; options may be repeated.

    Without any change it tells what could be changed.
    """
    from ..files import load_policy, scenario_from_text
    from ..whatif import Story, Words, changes_from, saved, varied
    from ..whatif import what_if as asked
    from ..whatif.menu import menu
    from ..whatif.vary_told import page as varied_page
    from ..whatif.what_if_told import page

    text, name = _text(scenario)
    about = policy_of(policy)
    told = scenario_from_text(text, name, about)
    whole = about or load_policy(told.policy)
    words = Words(sets, readings_of(readings), insert, drop, amend)
    story = Story(told, whole, changes_from(told, whole, words), engine, literal)
    if output is not None:
        if vary:
            raise bad_argument("--save writes one story, and --vary makes many", "give one of the two")
        save(output, saved(story, text, name, str(output)), force)
        if amend:
            complain(
                f"{output} does not hold the amendment: give --amend again, or a policy made by directives amend -o"
            )
    if vary:
        tables = varied(story, vary)
        _write(tables, varied_page(tables), format)
    else:
        answer = asked(story)
        _write([answer], page(answer) if story.changes else menu(story), format)


def _text(scenario: str) -> tuple[str, str]:
    """The text of the scenario, and what it is called."""
    from ..files import MOST_BYTES, decoded, read_text

    if scenario == "-":
        return decoded(sys.stdin.buffer.read(MOST_BYTES + 1), "<stdin>"), "<stdin>"
    return read_text(scenario), scenario


def _write(answers: "Sequence[Model]", page: "Page", format: PageFormat) -> None:
    if format is PageFormat.JSON:
        data = [answer.model_dump(mode="json") for answer in answers]
        write(json.dumps(data[0] if len(data) == 1 else data, indent=2, ensure_ascii=False))
    elif format is PageFormat.MARKDOWN:
        write(page.to_markdown())
    else:
        write_lines(page.to_lines(width()))
