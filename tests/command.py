"""The command line, run in this process: what it printed and how it ended."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from unittest import mock

from directives.cli.app import entry


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


def directives(*arguments: str, columns: int = 80, stdin: bytes = b"") -> Result:
    """Run `directives` with these arguments on a terminal so wide, as a pipe."""
    out, err = io.StringIO(), io.StringIO()
    terminal = mock.patch.dict(os.environ, {"COLUMNS": str(columns), "NO_COLOR": "1"})
    told = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
    with _argv(arguments), terminal, _stdin(stdin), told[0], told[1]:
        try:
            entry()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    return Result(code, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def _argv(arguments: tuple[str, ...]) -> Iterator[None]:
    with mock.patch.object(sys, "argv", ["directives", *arguments]):
        yield


@contextlib.contextmanager
def _stdin(content: bytes) -> Iterator[None]:
    with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(content))):
        yield
