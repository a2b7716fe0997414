"""A YAML text that is edited in place: an entry set, put in or taken out, everything else left to the letter.

Where things stand is read off the parser's events, so comments, quotes and layout outside the edited entry stay as they
are. It knows nothing of what the text means: whoever edits reads the text again and compares it with what it should
say.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.events import Event, MappingStartEvent, ScalarEvent, SequenceStartEvent

from ..errors import Path
from .yaml_events import events
from .yaml_text import parse

_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w .;()'/-]*[\w.;()'/])?")
_NO_WORD = re.compile(r"true|false|null|[-+]?[0-9.]+(e[-+]?[0-9]+)?", re.IGNORECASE)
_WIDTH = 116
"""Longer texts are folded over several lines where they stand in a block."""


def written(value: Any) -> str:
    """A value on one line.

    >>> written({"when": {"market": ["west", "none"]}, "says": "Yes: we do.", "n": 3, "at": "1960-07-11"})
    '{when: {market: [west, none]}, says: "Yes: we do.", n: 3, at: 1960-07-11}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written(key)}: {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and not _NO_WORD.fullmatch(text):
        return text
    return '"' + "".join(_ESCAPED.get(char, char) for char in text) + '"'


_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def block(key: str, value: Any, indent: int, depth: int = 1) -> str:
    """An entry of a block mapping, as lines: mappings down to a depth have a line for each entry, long texts fold.

    >>> print(block("SP.9", {"clause": "SP.1", "when": {"contract": "expired"}}, 2), end="")
      SP.9:
        clause: SP.1
        when: {contract: expired}
    """
    room = " " * indent
    if depth and isinstance(value, Mapping) and value:
        inner = "".join(block(name, one, indent + 2, depth - 1) for name, one in value.items())
        return f"{room}{written(key)}:\n{inner}"
    if isinstance(value, str) and len(room) + len(key) + len(value) > _WIDTH and " ".join(value.split()) == value:
        lines = textwrap.wrap(value, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        return f"{room}{written(key)}: >-\n" + "".join(f"{room}  {line}\n" for line in lines)
    plain = isinstance(value, str) and _PLAIN.fullmatch(value.replace(", ", " ")) and not _NO_WORD.fullmatch(value)
    return f"{room}{written(key)}: {value if plain else written(value)}\n"


@dataclass(frozen=True)
class _Node:
    """Where an entry stands, in characters: from `start` (its key, its dash, or its value in a flow list) to `end`.

    `colon` is just after the colon of a key, `value` where the value begins; `flow` tells how its children are laid
    out.
    """

    start: int
    colon: int | None
    value: int
    end: int
    flow: bool
    children: tuple[str | int, ...]


class Draft:
    r"""A text of one YAML document whose top is a block mapping.

    >>> draft = Draft("a: 1  # one\nlist:\n  - {b: 2}\n")
    >>> draft.set(("a",), 3)
    >>> draft.insert(("list", 1), {"c": 4})
    >>> print(draft.text, end="")
    a: 3  # one
    list:
      - {b: 2}
      - {c: 4}
    """

    def __init__(self, text: str) -> None:
        """The text as it is."""
        self.text = text if text.endswith("\n") else text + "\n"
        self._found: dict[Path, _Node] | None = None

    @property
    def _nodes(self) -> dict[Path, _Node]:
        """Every entry of the text as it is now, by its path; looked for only where it is asked for."""
        if self._found is None:
            self._found = _nodes(self.text)
        return self._found

    def __contains__(self, path: Path) -> bool:
        """Whether there is an entry at the path."""
        return path in self._nodes

    def content(self) -> Any:
        """What the text says, as plain data."""
        return parse(self.text, "<draft>").content

    def children(self, path: Path) -> tuple[str | int, ...]:
        """The keys or indices of the entries below a path; none where it holds no mapping and no list."""
        return self._nodes[path].children if path in self._nodes else ()

    def place(self, path: Path) -> int:
        """Where the entry at a path begins, in characters from the top."""
        return self._nodes[path].start

    def set(self, path: Path, value: Any, after: str | None = None) -> None:
        """Give the entry at a path a value; one that is not there is put in, last or after another key."""
        if path not in self._nodes:
            self._add(path, value, after)
            return
        node, parent = self._nodes[path], self._nodes[path[:-1]]
        if node.colon is None:
            self._splice(node.value, node.end, written(value))
        elif parent.flow:
            self._splice(node.colon, node.end, f" {written(value)}")
        else:
            text = block(str(path[-1]), value, self._column(node.start), 0).lstrip(" ")
            self._splice(node.start, node.end, text.removesuffix("\n"))

    def own(self, path: Path) -> str | None:
        """The lines of an entry of a block mapping that is not its only one, as a text by itself; else None."""
        node, parent = self._nodes[path], self._nodes[path[:-1]]
        if parent.flow or node.colon is None or len(parent.children) < 2:
            return None
        return textwrap.dedent(self.text[self._line_of(node.start) : self._line_after(node.end)])

    def rewrite(self, entries: Mapping[Path, str]) -> None:
        """Write the lines of some entries anew, all at once; an empty text takes the entry out.

        Each must be an entry of which `own` knows the lines, and some of each mapping must be left. It is quicker than
        one edit after another.
        """
        for path in sorted(entries, key=self.place, reverse=True):
            node = self._nodes[path]
            start, end = self._line_of(node.start), self._line_after(node.end)
            text = textwrap.indent(entries[path], " " * self._column(node.start))
            self.text = self.text[:start] + text + self.text[end:]
        self._found = None

    def insert(self, path: Path, value: Any) -> None:
        """Put an item into a list, before the one that has its index or after the last."""
        listed = self._nodes[path[:-1]]
        index = int(path[-1])
        if not listed.children:
            self.set(path[:-1], [value])
            return
        after = index >= len(listed.children)
        other = self._nodes[(*path[:-1], listed.children[-1] if after else index)]
        if listed.flow:
            at, text = (other.end, f", {written(value)}") if after else (other.start, f"{written(value)}, ")
        else:
            at = self._line_after(other.end) if after else self._line_of(other.start)
            text = f"{' ' * self._column(other.start)}- {written(value)}\n"
        self._splice(at, at, text)

    def drop(self, path: Path) -> None:
        """Take the entry at a path out; comments that stand outside it stay."""
        node, parent = self._nodes[path], self._nodes[path[:-1]]
        if len(parent.children) == 1:
            self.set(path[:-1], [] if isinstance(path[-1], int) else {})
        elif not parent.flow:
            self._splice(self._line_of(node.start), self._line_after(node.end), "")
        elif path[-1] != parent.children[-1]:
            following = parent.children[parent.children.index(path[-1]) + 1]
            self._splice(node.start, self._nodes[(*path[:-1], following)].start, "")
        else:
            self._splice(self._nodes[(*path[:-1], parent.children[-2])].end, node.end, "")

    def _add(self, path: Path, value: Any, after: str | None) -> None:
        """Put an entry into the mapping above a path."""
        parent, key = self._nodes[path[:-1]], str(path[-1])
        if not parent.children:
            self.set(path[:-1], {key: value})
            return
        other = self._nodes[(*path[:-1], after or parent.children[-1])]
        if parent.flow:
            self._splice(other.end, other.end, f", {written(key)}: {written(value)}")
        else:
            at = self._line_after(other.end)
            self._splice(at, at, block(key, value, self._column(other.start)))

    def _splice(self, start: int, end: int, text: str) -> None:
        self.text = self.text[:start] + text + self.text[end:]
        self._found = None

    def _column(self, at: int) -> int:
        return at - self._line_of(at)

    def _line_of(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_after(self, at: int) -> int:
        return self.text.index("\n", at) + 1


def _nodes(text: str) -> dict[Path, _Node]:
    """Every entry of the text, by its path."""
    reader = _Reader(text)
    found = events(text)
    for event in found:
        if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            reader.node(event, found, (), 0, None)
    return reader.found


@dataclass
class _Reader:
    text: str
    found: dict[Path, _Node]

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = {}

    def node(self, event: Event, events: Iterator[Event], path: Path, start: int, colon: int | None) -> int:
        """Note the node that an event begins, and all inside it; where it ends."""
        value = int(event.start_mark.index)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            flow = bool(event.flow_style)
            listed = isinstance(event, SequenceStartEvent)
            children, last, close = self.items(events, path, flow) if listed else self.entries(events, path)
            end = close if flow else last
        else:
            flow, children = False, ()
            length = len(self.text[value : event.end_mark.index].rstrip())
            value, end = (value, value + length) if length or colon is None else (colon, colon)
        self.found[path] = _Node(start, colon, value, end, flow, tuple(children))
        return end

    def items(self, events: Iterator[Event], path: Path, flow: bool) -> tuple[Sequence[str | int], int, int]:
        children: list[int] = []
        last = 0
        for event in events:
            if not isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
                return children, last, int(event.end_mark.index)
            value = int(event.start_mark.index)
            start = value if flow else self.text.rindex("-", 0, max(value, 1))
            last = self.node(event, events, (*path, len(children)), start, None)
            children.append(len(children))
        return children, last, last

    def entries(self, events: Iterator[Event], path: Path) -> tuple[Sequence[str | int], int, int]:
        children: list[str] = []
        last = 0
        for key in events:
            if not isinstance(key, ScalarEvent):
                return children, last, int(key.end_mark.index)
            colon = self.text.index(":", int(key.end_mark.index)) + 1
            name = str(key.value)
            last = self.node(next(events), events, (*path, name), int(key.start_mark.index), colon)
            children.append(name)
        return children, last, last
