"""`directives explain`: what the code of a fault or of a finding means, and what to do."""

import textwrap
from typing import Annotated

import typer

from ..codes import CODES
from ..errors import did_you_mean
from .console import bad_argument, width, write, write_lines


def explain(
    codes: Annotated[
        list[str], typer.Argument(metavar="CODE...", help="Codes of faults and of findings.", show_default=False)
    ] = [],
) -> None:
    """Explain a fault or a finding by its code; without one, list the codes."""
    from ..check.registry import CHECKS

    if not codes:
        _list({code: one.meaning for code, one in CODES.items()})
        write("\nFindings of `directives check`:")
        _list({code: one.definition for code, one in CHECKS.items()})
        return
    for code in codes:
        if code not in CODES and code not in CHECKS:
            raise bad_argument(f"unknown code `{code}`", did_you_mean(code, [*CODES, *CHECKS]))
    for code in codes:
        if code in CODES:
            _explained(code, CODES[code].meaning, f"Cure: {CODES[code].cure}")
        if code in CHECKS:
            one = CHECKS[code]
            _explained(f"{code} ({one.severity})", one.definition, one.quiet, f"To do: {one.cure}")


def _list(meanings: dict[str, str]) -> None:
    room = max(map(len, meanings)) + 2
    write_lines(
        [("title", code.ljust(room)), ("", textwrap.shorten(meaning, width() - room))]
        for code, meaning in meanings.items()
    )


def _explained(title: str, *texts: str) -> None:
    write_lines([[("title", title)]])
    for text in texts:
        write(textwrap.fill(text, width(), initial_indent="  ", subsequent_indent="  "))
