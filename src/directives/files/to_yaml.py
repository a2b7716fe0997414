"""From models to YAML text: scenarios and acceptances, as one would write them by hand.

What is written is read back as it was: a word that YAML would take for something else is quoted, and a character that
it cannot hold is escaped.
"""

import os
import re
import textwrap
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path as FilePath
from typing import Any

from ..acceptance import Acceptance
from ..scenario import Scenario

WIDEST = 120
LONGEST_KEY = 1000
"""YAML reads a key of more than 1,024 characters only where a question mark announces it."""
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*([.-][A-Za-z0-9_]+)*")
_SENTENCE = re.compile(r"[A-Za-z][A-Za-z0-9_ ,.;()'/-]*")
_NOT_WORDS = frozenset(("true", "false", "null"))
"""Words that YAML takes for something else, in small letters."""


def scenario_to_yaml(scenario: Scenario, folder: FilePath | None = None, comment: str = "") -> str:
    """The text of a scenario file; with the folder that it will stand in, it names its schema for editors.

    >>> print(scenario_to_yaml(Scenario.model_validate({"scenario": "Shut out", "case": {"topic": "learner"}})), end="")
    scenario: Shut out
    case: {topic: learner}
    """
    data = scenario.plain()
    lines = [*_head("scenario", folder, comment), f"scenario: {_text(data['scenario'])}"]
    if "about" in data:
        lines += _paragraph("about", data["about"])
    if "tags" in data:
        lines.append(f"tags: [{', '.join(map(_flow, data['tags']))}]")
    if "policy" in data:
        lines.append(f"policy: {_flow(data['policy'])}")
    if "readings" in data:
        lines.append(f"readings: {_flow(data['readings'])}")
    if "case" in data:
        lines.append(f"case: {_flow(data['case'])}")
    if "cases" in data:
        lines += ["cases:", *(f"  {name}: {_flow(one)}" for name, one in data["cases"].items())]
    if "timeline" in data:
        lines += ["timeline:", *(line for step in data["timeline"] for line in _step(step))]
    return "\n".join(lines) + "\n"


def acceptance_to_yaml(acceptance: Acceptance, folder: FilePath | None = None, comment: str = "") -> str:
    """The text of an acceptance file; with the folder that it will stand in, it names its schema for editors."""
    lines = [*_head("acceptance", folder, comment), f"accepts: {_flow(acceptance.accepts)}"]
    if acceptance.findings:
        lines.append("findings:")
    else:
        lines.append("findings: {}")
    for name, reason in acceptance.findings.items():
        key, value = _text(name), _text(reason)
        lines += [f"  {key}: {value}"] if len(key) < LONGEST_KEY else [f"  ? {key}", f"  : {value}"]
    return "\n".join(lines) + "\n"


def _head(kind: str, folder: FilePath | None, comment: str) -> Iterator[str]:
    if folder is not None:
        yield f"# yaml-language-server: $schema={_schema_from(kind, folder)}"
    for line in comment.splitlines():
        shown = "".join(one if one.isprintable() else "?" for one in line)
        yield from textwrap.wrap(shown, WIDEST - 2, initial_indent="# ", subsequent_indent="# ")


def _schema_from(kind: str, folder: FilePath) -> str:
    """The way from a folder to the schema of a kind of file."""
    there = FilePath(str(resources.files("directives").joinpath("schemas", f"{kind}.json")))
    try:
        return FilePath(os.path.relpath(there, folder)).as_posix()
    except ValueError:  # another drive
        return there.as_uri()


def _step(step: Mapping[str, Any]) -> Iterator[str]:
    """A step on a line of its own; where that is too long, what it expects goes on the next."""
    line = f"  - {_flow(step)}"
    if len(line) <= WIDEST or "expect" not in step:
        yield line
        return
    rest = {name: one for name, one in step.items() if name != "expect"}
    yield f"  - {_flow(rest)[:-1]}," if rest else "  - {"
    parts = [f"{name}: {status}" for name, status in step["expect"].items()]
    yield from textwrap.wrap(
        "expect: {" + ", ".join(parts) + "}}", WIDEST, initial_indent="     ", subsequent_indent="     ",
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def _paragraph(name: str, text: str) -> Iterator[str]:
    """A text on one line or, where it is long and only words and spaces, folded over several."""
    lines = textwrap.wrap(text, WIDEST - 2, break_on_hyphens=False, break_long_words=False)
    if len(name) + len(text) + 2 > WIDEST and text.isprintable() and " ".join(lines) == text and text[0] != " ":
        yield f"{name}: >-"
        yield from (f"  {line}" for line in lines)
    else:
        yield f"{name}: {_text(text)}"


def _flow(value: Any) -> str:
    """A value within brackets, on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(name)}: {_flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, str) and not _is_date(value):
        return value if _WORD.fullmatch(value) and value.lower() not in _NOT_WORDS else _quoted(value)
    return str(value)


def _text(text: str) -> str:
    """A text on one line by itself."""
    plain = _SENTENCE.fullmatch(text) and not text.endswith(" ") and text.lower() not in _NOT_WORDS
    return text if plain else _quoted(text)


def _is_date(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None


def _quoted(text: str) -> str:
    return '"' + "".join(map(_character, text)) + '"'


def _character(one: str) -> str:
    """A character within double quotes."""
    if one in '"\\':
        return "\\" + one
    if one == "\n":
        return "\\n"
    return one if one == " " or one.isprintable() else f"\\U{ord(one):08x}"
