"""The one place that touches durable_rules: its C extension, given types, and whether it imports here.

The package wraps the extension in `durable.engine.Ruleset`. That wrapper is left aside, because it swallows what an
action raises (KeyboardInterrupt too), reads a wall clock around every action and drops the run when the clock was
moved by ten seconds, and warns at each reading from Python 3.12 on. It knows nothing of policies.
"""

import functools
from typing import Protocol, cast

from ..errors import EngineMissingError

CURE = """\
  help: pip install 'directives[engine]' (durable_rules is built from source: it needs a C compiler)
        on Python 3.13 build it with: CPPFLAGS='-DPyEval_CallObject=PyObject_CallObject' \
pip install --force-reinstall --no-cache-dir --no-binary durable_rules durable_rules==2.0.28"""


class Durable(Protocol):
    """What is used of the extension module `durable_rules_engine` 2.0.28.

    A ruleset is known by its handle, a working memory of it by its sid (None for the only one) and by its place. None
    of the calls lets go of the interpreter lock, so neither another thread nor a fork can come in between.
    """

    def create_ruleset(self, name: str, definitions: str, /) -> int:
        """The handle of a ruleset defined in JSON."""

    def delete_ruleset(self, handle: int, /) -> None:
        """Free a ruleset; working memories that were not deleted before are lost to the process."""

    def assert_fact(self, handle: int, message: str, /) -> tuple[int, int]:
        """Whether a JSON message was taken in (0), and the place of the working memory that it is in."""

    def start_action_for_state(self, handle: int, place: int, /) -> tuple[str, str] | None:
        """The first rule that fires in a working memory, after the state it keeps; None if no rule fires."""

    def complete_and_start_action(self, handle: int, place: int, /) -> str | None:
        """The rule that fires next, as JSON: its name, and what it matched; None if no rule fires."""

    def delete_state(self, handle: int, sid: str | None, /) -> None:
        """Empty a working memory; reads freed memory when no rule has ever fired in it."""


def load() -> Durable:
    """The extension module; raises EngineMissingError, which carries the cure, where it does not import.

    >>> load().delete_ruleset(load().create_ruleset("empty", "{}"))
    """
    try:
        from durable import engine  # type: ignore[import-untyped]  # durable_rules has no types and no stubs
    except (ImportError, OSError) as error:
        raise EngineMissingError(f"the rules engine durable_rules does not import here: {error}\n{CURE}") from error
    return cast(Durable, engine.durable_rules_engine)


@functools.cache
def available() -> bool:
    """Whether durable_rules imports here; tried once in a process.

    >>> available()
    True
    """
    try:
        load()
    except EngineMissingError:
        return False
    return True
