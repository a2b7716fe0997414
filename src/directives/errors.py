"""Errors, and the places they point at.

    DirectivesError
    ├── FaultsError          what a user gave is wrong: every fault, each with its place and cure
    ├── StateError           a state lacks a value, or has one that the policy does not declare
    ├── LimitError           a sound policy is more than an engine can carry
    ├── EngineMissingError   the rules engine does not import here
    └── EngineFaultError     the rules engine failed or contradicted itself: never a verdict

This module knows nothing of YAML, policies or the command line.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The way to an entry of a file: mapping keys and list indices, from the top."""


@dataclass(frozen=True, order=True)
class Place:
    """Where in a file something stands; line and column count from 1.

    >>> str(Place("a.yaml", 9, 34))
    'a.yaml:9:34'
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """The place as `file:line:column`, or the file alone where no line is known."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Places:
    """The line and column of each key and each value of one file.

    All of them compare equal: where a thing is written is no part of what it is.

    >>> places = Places("a.yaml", {("policy",): (1, 1)}, {("policy",): (1, 9)})
    >>> str(places.value(("policy", "nothing below is known")))
    'a.yaml:1:9'
    """

    file: str = field(compare=False)
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict, compare=False)
    values: Mapping[Path, tuple[int, int]] = field(default_factory=dict, compare=False)

    def value(self, path: Path) -> Place:
        """The place of the value at a path, or of its nearest ancestor that has one."""
        return self._nearest(self.values, path)

    def key(self, path: Path) -> Place:
        """The place of the key that ends a path; of the value where there is no such key."""
        return Place(self.file, *self.keys[path]) if path in self.keys else self.value(path)

    def _nearest(self, known: Mapping[Path, tuple[int, int]], path: Path) -> Place:
        if not known:
            return Place(f"{self.file}: {dotted(path)}" if path else self.file)
        while path and path not in known:
            path = path[:-1]
        return Place(self.file, *known.get(path, (1, 1)))


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in what a user gave: place, stable code, message, cure.

    >>> print(Fault(Place("a.yaml", 9, 34), "unknown-value", "unknown value `expird`", "did you mean `expired`?"))
    a.yaml:9:34: unknown value `expird`
      help: did you mean `expired`?
    """

    place: Place
    code: str
    message: str
    help: str = ""

    def __str__(self) -> str:
        """The fault as the command line prints it."""
        return f"{self.place}: {self.message}" + (f"\n  help: {self.help}" if self.help else "")


class DirectivesError(Exception):
    """What every error of this package descends from."""


class FaultsError(DirectivesError):
    """What a user gave is wrong; `faults` holds every fault of it in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults, in the order of their places."""
        self.faults = tuple(sorted(faults, key=lambda fault: fault.place))
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type["FaultsError"], tuple[tuple[Fault, ...]]]:
        """Let the error travel between processes whole."""
        return type(self), (self.faults,)


class StateError(DirectivesError):
    """A state lacks a value for a fact, counter or reading, or has one that the policy does not declare."""


class LimitError(DirectivesError):
    """A sound policy is more than this engine can carry; the message says what and how much."""


class EngineMissingError(DirectivesError):
    """The rules engine was asked for and does not import here; the message says how to get it."""


class EngineFaultError(DirectivesError):
    """The rules engine failed, or said what its rules cannot say; no verdict was given."""


def did_you_mean(found: object, known: Iterable[str], shown: int = 12) -> str:
    """The cure for a misspelt word: the nearest known one, if any, then the known ones.

    >>> did_you_mean("expird", ["running", "expired"])
    'did you mean `expired`? (running, expired)'
    >>> did_you_mean("xyz", ["running", "expired"])
    'one of: running, expired'
    """
    words = list(known)
    listed = ", ".join(words[:shown]) + (", ..." if len(words) > shown else "")
    near = difflib.get_close_matches(str(found), words, n=1)
    if near:
        return f"did you mean `{near[0]}`? ({listed})"
    return f"one of: {listed}" if words else "none is declared"


def dotted(path: Path) -> str:
    """A path as one word.

    >>> dotted(("timeline", 2, "event"))
    'timeline[2].event'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
