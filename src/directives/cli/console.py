"""Where the command line's words go: lines in colour, faults, exit codes. It decides nothing about policies."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path as FilePath

import typer
from rich.console import Console
from rich.text import Text

from ..errors import Fault, FaultsError, Place

SOUND, FAILED, BAD_INPUT, OUR_FAULT = 0, 1, 2, 3
"""Exit codes: sound; an expectation failed; bad input or usage; a fault of ours."""

WIDEST = 120
STYLES = {
    "title": "bold",
    "heading": "bold",
    "date": "bold cyan",
    "case": "cyan",
    "about": "italic",
    "facts": "dim",
    "cite": "dim",
    "because": "dim",
    "by": "dim",
    "aside": "strike dim",
    "must": "bold green",
    "must not": "bold red",
    "may": "bold blue",
    "need not": "blue",
    "reserved": "bold magenta",
    "conflict": "bold white on red",
    "depends": "bold yellow",
    "strain": "yellow",
    "support": "dim",
    "cannot": "yellow",
    "clash": "bold red",
    "impossible": "bold red",
    "claim": "magenta",
    "compliant": "green",
    "violation": "bold red",
    "contested": "bold yellow",
    "premature": "magenta",
    "undetermined": "yellow",
    "open": "yellow",
    "discharged": "green",
    "lapsed": "dim",
    "standing": "blue",
}
"""How each role of a line looks; a role that is not here is plain."""


def out() -> Console:
    """Standard output; plain when piped or under NO_COLOR."""
    return Console(soft_wrap=True, highlight=False, markup=False, emoji=False)


def width() -> int:
    """The columns to write in: the terminal's, at most WIDEST; 80 when piped."""
    return max(40, min(out().width, WIDEST))


def write_lines(lines: Iterable[Sequence[tuple[str, str]]]) -> None:
    """Print lines of (role, text)."""
    console = out()
    for line in lines:
        text = Text()
        for role, part in line:
            text.append(part, STYLES.get(role, ""))
        text.rstrip()
        console.print(text)


def write(text: str) -> None:
    """Print data as it is."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def complain(text: str) -> None:
    """Print a diagnostic on standard error."""
    sys.stderr.write(text + "\n")


def faults_told(faults: Iterable[Fault]) -> None:
    """Print faults on standard error, and how to learn more of them."""
    told = list(faults)
    for fault in told:
        complain(str(fault))
    codes = dict.fromkeys(fault.code for fault in told)
    if codes:
        complain(f"{len(told)} fault{'s' if len(told) > 1 else ''}; more: directives explain {' '.join(codes)}")


def bad_argument(message: str, cure: str) -> FaultsError:
    """The error for an argument that is not of the form its command takes."""
    return FaultsError([Fault(Place("directives"), "bad-argument", message, cure)])


def readings_of(choices: Sequence[str]) -> dict[str, str | int]:
    """The choices of `--readings name=value`; several may stand in one, with commas between."""
    found: dict[str, str | int] = {}
    for choice in (one.strip() for some in choices for one in some.split(",")):
        name, equals, value = (part.strip() for part in choice.partition("="))
        if not (name and equals and value):
            raise bad_argument(
                f"expected name=value after --readings, found `{choice}`", "--readings too_many_new_items=4"
            )
        found[name] = int(value) if value.removeprefix("-").isascii() and value.removeprefix("-").isdigit() else value
    return found


def save(path: FilePath, text: str, force: bool) -> None:
    """Write a file whole or not at all; never over an existing one unless forced."""
    if path.exists() and not force:
        cure = "give another name, or --force"
        raise FaultsError([Fault(Place(str(path)), "would-overwrite", "the file exists already", cure)])
    draft = path.with_name(path.name + ".part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        fault = Fault(Place(str(path)), "unreadable", f"cannot be written: {error.strerror}", "check the folder")
        raise FaultsError([fault]) from None


def save_all(folder: FilePath, files: Mapping[str, str], force: bool) -> None:
    """Write files by name into a folder, made if need be; none of them if one exists already, unless forced."""
    taken = [folder / name for name in files if (folder / name).exists() and not force]
    if taken:
        cure = "give another folder, or --force"
        raise FaultsError([Fault(Place(str(one)), "would-overwrite", "the file exists already", cure) for one in taken])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fault = Fault(Place(str(folder)), "unreadable", f"cannot be made: {error.strerror}", "check the folder")
        raise FaultsError([fault]) from None
    for name, text in files.items():
        save(folder / name, text, force)


def stop(code: int) -> typer.Exit:
    """The exception that ends the command with an exit code."""
    return typer.Exit(code)
