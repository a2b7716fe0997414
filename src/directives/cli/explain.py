"""`directives explain`: what a code means, and what to do."""

import textwrap
from typing import Annotated

import typer

from ..codes import CODES
from ..errors import did_you_mean
from .console import bad_argument, width, write, write_lines


def explain(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="Codes of faults.", show_default=False)] = [],
) -> None:
    """Explain a fault by its code; without one, list the codes."""
    if not codes:
        room = max(map(len, CODES)) + 2
        write_lines(
            [("title", code.ljust(room)), ("", textwrap.shorten(one.meaning, width() - room))]
            for code, one in CODES.items()
        )
        return
    for code in codes:
        if code not in CODES:
            raise bad_argument(f"unknown code `{code}`", did_you_mean(code, CODES))
    for code in codes:
        write_lines([[("title", code)]])
        for text in (CODES[code].meaning, f"Cure: {CODES[code].cure}"):
            write(textwrap.fill(text, width(), initial_indent="  ", subsequent_indent="  "))
