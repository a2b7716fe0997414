"""An answer as a page: headings, labelled entries with notes under them, and tables; as text and as Markdown.

What to say is decided by those who make pages; this file only lays it out.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field

Line = list[tuple[str, str]]
"""Spans of a role, by which a terminal may colour them, and a text."""


@dataclass(frozen=True)
class Note:
    """A sentence under an entry, with its role."""

    text: str
    role: str = ""


@dataclass(frozen=True)
class Entry:
    """A labelled line: `must not  propose extension, instead of may  SP.1a`, with notes under it."""

    label: str
    text: str
    cite: str = ""
    notes: tuple[Note, ...] = ()
    role: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of cells under a header; the first column names the rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """A heading (a date, if any, and a sentence), notes on it, its entries, a table."""

    heading: str
    lead: str = ""
    notes: tuple[Note, ...] = ()
    entries: tuple[Entry, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Page:
    """A title, some sentences on the whole, parts, and last words."""

    title: str
    notes: tuple[Note, ...] = ()
    parts: tuple[Part, ...] = ()
    end: tuple[Note, ...] = field(default=())

    def to_text(self, width: int = 80) -> str:
        """The page in plain text, no line wider than `width` columns but for tables that cannot be narrower."""
        return "\n".join("".join(text for _, text in line).rstrip() for line in self.to_lines(width))

    def to_lines(self, width: int = 80) -> Iterator[Line]:
        """The page as lines of spans."""
        yield from _wrapped(self.title, width, "", "title")
        for note in self.notes:
            yield from _wrapped(note.text, width, "", note.role)
        for part in self.parts:
            yield []
            yield from _part(part, width)
        if self.end:
            yield []
        for note in self.end:
            yield from _wrapped(note.text, width, "", note.role)

    def to_markdown(self) -> str:
        """The page as a Markdown document."""
        lines = [f"# {escaped(self.title)}", ""]
        for note in self.notes:
            lines += [escaped(note.text), ""]
        for part in self.parts:
            lines += [*_part_markdown(part), ""]
        for note in self.end:
            lines += [escaped(note.text), ""]
        return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """The text with what Markdown and HTML would take for markup made harmless."""
    for mark in "\\`*[]<>|":
        text = text.replace(mark, "\\" + mark)
    return text


_MARGIN = "  "


def _part(part: Part, width: int) -> Iterator[Line]:
    lead: Line = [("date", f"{part.lead}  ")] if part.lead else []
    yield from _hanging(lead, part.heading, width, "heading")
    for note in part.notes:
        yield from _wrapped(note.text, width, _MARGIN, note.role)
    room = max([8, *(len(one.label) for one in part.entries)]) + 2
    for entry in part.entries:
        yield from _entry(entry, room, width)
    if part.table:
        yield from _table(part.table, width)


def _entry(entry: Entry, room: int, width: int) -> Iterator[Line]:
    label: Line = [("", _MARGIN), (entry.role or entry.label, entry.label.ljust(room))]
    indent = len(_MARGIN) + room
    taken = len(entry.cite) + 2 if entry.cite else 0
    lines = textwrap.wrap(entry.text, max(width - indent - taken, 20)) or [""]
    gap = width - indent - len(lines[0]) - len(entry.cite)
    cite: Line = [("", " " * max(gap, 2)), ("cite", entry.cite)] if entry.cite else []
    yield [*label, ("action", lines[0]), *cite]
    for line in lines[1:]:
        yield [("", " " * indent), ("action", line)]
    for note in entry.notes:
        yield from _wrapped(note.text, width, " " * indent, note.role)


def _table(table: Table, width: int) -> Iterator[Line]:
    """The table in columns; where that is too wide, its rows one under another, each cell on a line of its own."""
    columns = list(zip(table.header, *table.rows, strict=True))
    widths = [max(map(len, column)) + 2 for column in columns]
    if sum(widths) + len(_MARGIN) > width:
        widths[0] = max(20, width - len(_MARGIN) - sum(widths[1:]))
    if sum(widths) + len(_MARGIN) > width:
        yield from _listing(table, width)
        return
    for role, row in (("cite", table.header), *(("", row) for row in table.rows)):
        first, *rest = textwrap.wrap(row[0], widths[0] - 2) or [""]
        cells: Line = [(role or cell, cell.ljust(room)) for cell, room in zip(row[1:], widths[1:], strict=True)]
        yield [("", _MARGIN), (role, first.ljust(widths[0])), *cells]
        for line in rest:
            yield [("", f"{_MARGIN}  "), (role, line)]


def _listing(table: Table, width: int) -> Iterator[Line]:
    for row in table.rows:
        yield from _wrapped(row[0], width, _MARGIN, "heading")
        for name, cell in zip(table.header[1:], row[1:], strict=True):
            yield from _hanging([("", f"{_MARGIN}  "), ("cite", f"{name}: ")], cell, width, cell)


def _part_markdown(part: Part) -> Iterator[str]:
    yield f"## {escaped(' · '.join(one for one in (part.lead, part.heading) if one))}"
    yield ""
    for note in part.notes:
        yield from (escaped(note.text), "")
    for entry in part.entries:
        cite = f" ({escaped(entry.cite)})" if entry.cite else ""
        yield f"- **{escaped(entry.label)}** {escaped(entry.text)}{cite}"
        yield from (f"  - {escaped(note.text)}" for note in entry.notes)
    if part.table:
        if part.entries:
            yield ""
        yield "| " + " | ".join(map(escaped, part.table.header)) + " |"
        yield "| " + " | ".join("---" for _ in part.table.header) + " |"
        for row in part.table.rows:
            yield "| " + " | ".join(map(escaped, row)) + " |"


def _wrapped(text: str, width: int, indent: str, role: str) -> Iterator[Line]:
    for line in textwrap.wrap(text, max(width - len(indent), 20)):
        yield [("", indent), (role, line)] if indent else [(role, line)]


def _hanging(lead: Line, text: str, width: int, role: str) -> Iterator[Line]:
    """The text after a lead, its further lines indented to where it starts."""
    taken = sum(len(part) for _, part in lead)
    for number, line in enumerate(textwrap.wrap(text, max(width - taken, 20)) or [""]):
        yield [*(lead if number == 0 else [("", " " * taken)]), (role, line)]
