"""The comments at the top of a file that is written: what it is, below the line by which editors find its schema."""

import os
from collections.abc import Sequence
from pathlib import Path as FilePath

_SCHEMA = "# yaml-language-server: $schema="


def headed(text: str, comments: Sequence[str], source: str = "", target: str = "") -> str:
    r"""The text with comments at its top; the schema that it names is named as a path from where it is written.

    >>> print(headed("# yaml-language-server: $schema=a.json\nb: 1\n", ["What if"]), end="")
    # yaml-language-server: $schema=a.json
    # What if
    b: 1
    """
    comment = "".join(f"# {line}\n" for line in comments)
    first, newline, rest = text.partition("\n")
    if not first.startswith(_SCHEMA):
        return comment + text
    return _moved(first, source, target) + newline + comment + rest


def _moved(line: str, source: str, target: str) -> str:
    schema = FilePath(source).parent / line.removeprefix(_SCHEMA)
    if not (source and target and schema.exists()):
        return line
    return _SCHEMA + os.path.relpath(schema.resolve(), FilePath(target).resolve().parent)
