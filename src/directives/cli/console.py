"""Where the command line's words go: lines in colour, faults, exit codes. It decides nothing about policies."""

import contextlib
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
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold blue",
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


def not_in_the_way(paths: Iterable[FilePath], force: bool) -> None:
    """Raise FaultsError for every path at which a file exists already, unless forced."""
    cure = "give another name, or --force"
    taken = [path for path in paths if path.exists() and not force]
    if taken:
        faults = [Fault(Place(str(path)), "would-overwrite", "the file exists already", cure) for path in taken]
        raise FaultsError(faults)


def save(path: FilePath, text: str, force: bool) -> None:
    """Write a file whole or not at all; never over an existing one unless forced."""
    not_in_the_way([path], force)
    _written({path: text}, path)


def save_all(folder: FilePath, files: Mapping[str, str] | Mapping[str, bytes], force: bool) -> None:
    """Write files into a folder, made if need be, all of them or none; never over an existing one unless forced."""
    not_in_the_way([folder / name for name in files], force)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None
    _written({folder / name: text for name, text in files.items()}, folder)


def _written(texts: Mapping[FilePath, str | bytes], told: FilePath) -> None:
    drafts = {path: path.with_name(path.name + ".part") for path in texts}
    try:
        for path, draft in drafts.items():
            content = texts[path]
            if isinstance(content, bytes):
                draft.write_bytes(content)
            else:
                draft.write_text(content, encoding="utf-8")
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        for draft in drafts.values():
            with contextlib.suppress(OSError):
                draft.unlink()
        raise _unwritable(told, error) from None


def _unwritable(path: FilePath, error: OSError) -> FaultsError:
    return FaultsError(
        [Fault(Place(str(path)), "unreadable", f"cannot be written: {error.strerror}", "check the folder")]
    )


def stop(code: int) -> typer.Exit:
    """The exception that ends the command with an exit code."""
    return typer.Exit(code)
