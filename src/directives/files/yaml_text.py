"""From YAML text to plain data and the place of everything in it, safely.

Files are untrusted: no tags, no anchors or aliases, one document, bounded size and nesting. This is the
only file that knows YAML; it knows nothing of what the data means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, DocumentStartEvent, Event, MappingStartEvent, ScalarEvent, SequenceStartEvent

from ..errors import Fault, FaultsError, Path, Place, Places
from .yaml_events import events

MOST_BYTES = 2**20
"""A larger file is refused unread."""
MOST_NESTED = 32
"""Mappings and lists inside one another."""

_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False} | dict.fromkeys(
    ("", "~", "null", "Null", "NULL")
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")


def read_text(path: str | FilePath) -> str:
    """The text of a file; raises FaultsError if it cannot be read, is too large or is not UTF-8."""
    place = Place(str(path))
    try:
        with FilePath(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise FaultsError([Fault(place, "unreadable", "no such file", "check the path")]) from None
    except OSError as error:
        raise FaultsError([Fault(place, "unreadable", f"cannot be read: {error.strerror}", "give a file")]) from None
    return decoded(content, str(path))


def decoded(content: bytes, name: str) -> str:
    """The bytes of a file as text; raises FaultsError if there are too many or they are not UTF-8."""
    if len(content) > MOST_BYTES:
        cure = f"at most {MOST_BYTES:,} bytes: split the file"
        raise FaultsError([Fault(Place(name), "too-large", "the file is too large", cure)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        fault = Fault(Place(name, line, column), "not-utf-8", "this byte is not UTF-8", "save the file as UTF-8")
        raise FaultsError([fault]) from None


@dataclass(frozen=True)
class Parsed:
    """The data of a file, where everything in it stands, and the faults that still leave data to look at."""

    content: Any
    places: Places
    faults: tuple[Fault, ...] = ()


HARMLESS = frozenset(("duplicate-key", "bad-key", "tag", "control-character"))
"""Faults that do not keep the rest of the file from being checked."""


def parse(text: str, name: str) -> Parsed:
    """The data of a YAML text; raises FaultsError where a fault leaves nothing to look at."""
    tree = _Tree(name)
    try:
        content = tree.document(events(text))
    except (YAMLError, ValueError) as error:
        tree.faults.append(_syntax_fault(error, name))
    if any(fault.code not in HARMLESS for fault in tree.faults):
        raise FaultsError(tree.faults)
    return Parsed(content, Places(name, tree.keys, tree.values), tuple(tree.faults))


def _syntax_fault(error: Exception, name: str) -> Fault:
    mark = error.problem_mark or error.context_mark if isinstance(error, MarkedYAMLError) else None
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
    return Fault(place, "not-yaml", f"not YAML: {problem}", "check indentation, brackets and quotes near here")


@dataclass
class _Tree:
    """Builds data from a stream of YAML events, noting where each key and value starts."""

    file: str
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def document(self, events: Iterator[Event]) -> Any:
        data = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.fault(event, "many-documents", "a second document starts here", "one document a file")
                    break
            elif isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent):
                data = self.node(event, events, ())
        if not documents:
            self.faults.append(Fault(Place(self.file, 1, 1), "empty", "the file is empty", "see `directives new`"))
        return data

    def node(self, event: Event, events: Iterator[Event], path: Path) -> Any:
        self.values.setdefault(path, _position(event))
        if isinstance(event, AliasEvent):
            self.fault(event, "alias", f"alias `*{event.anchor}`", "aliases are not read: write the value out")
            return None
        if anchor := getattr(event, "anchor", None):
            self.fault(event, "alias", f"anchor `&{anchor}`", "anchors are not read: leave it out")
        if tag := getattr(event, "tag", None):
            short = str(tag).replace("tag:yaml.org,2002:", "!!")
            self.fault(event, "tag", f"tag `{short}`", "tags are not read: leave it out")
        if isinstance(event, ScalarEvent):
            if _CONTROL.search(str(event.value)):
                self.fault(event, "control-character", "a control character", "leave it out: it could steer a terminal")
            return _scalar(event)
        if len(path) >= MOST_NESTED:
            place = Place(self.file, *_position(event))
            raise FaultsError(
                [*self.faults, Fault(place, "too-deep", "nested too deep", f"at most {MOST_NESTED} deep")]
            )
        return self.mapping(events, path) if isinstance(event, MappingStartEvent) else self.sequence(events, path)

    def sequence(self, events: Iterator[Event], path: Path) -> list[Any]:
        found: list[Any] = []
        for event in events:
            if not _is_node(event):
                break
            found.append(self.node(event, events, (*path, len(found))))
        return found

    def mapping(self, events: Iterator[Event], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in events:
            if not _is_node(event):
                break
            self.entry(event, events, path, found)
        return found

    def entry(self, event: Event, events: Iterator[Event], path: Path, found: dict[str, Any]) -> None:
        if not isinstance(event, ScalarEvent):
            self.fault(event, "bad-key", "a key that is not a word", "keys are plain words")
            self.node(event, events, (*path, "?"))
            self.node(next(events), events, (*path, "?"))
            return
        key = str(event.value)
        where = (*path, key)
        if key in found:
            line = self.keys[where][0]
            self.fault(event, "duplicate-key", f"duplicate key `{key}`", f"first given on line {line}: keep one")
            self.node(next(events), events, (*path, "?"))
            return
        self.keys[where] = _position(event)
        value = next(events)
        if isinstance(value, ScalarEvent) and value.start_mark.index == value.end_mark.index:
            self.values[where] = self.keys[where]  # a value that is not there stands where its key does
        found[key] = self.node(value, events, where)

    def fault(self, event: Event, code: str, message: str, cure: str) -> None:
        self.faults.append(Fault(Place(self.file, *_position(event)), code, message, cure))


def _is_node(event: Event) -> bool:
    return isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent)


def _position(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _scalar(event: ScalarEvent) -> Any:
    """A scalar by YAML 1.2's core schema: a quoted one is text; a plain one may be a number, truth or null."""
    text = str(event.value)
    if event.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) and len(text) < 40 else text
