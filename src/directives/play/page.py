"""An answer as a page: headings, labelled entries with notes under them, and tables; as text and as Markdown.

What to say is decided by those who make pages; this file only lays it out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .columns import columns, folded, padded
from .to_markdown import escaped, inline
from .to_text import Line, hanging, wrapped

BULLET = "-"
"""The label of an entry that has none."""


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
    """Rows of cells under a header; the first column names the rows.

    `narrow` says the same as pairs of a label and a text, for where the columns do not fit; without it the cells are
    told one by one.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    narrow: tuple[tuple[str, str], ...] = ()


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
        yield from wrapped(self.title, width, "", "title")
        for note in self.notes:
            yield from wrapped(note.text, width, "", note.role)
        for part in self.parts:
            yield []
            yield from _part(part, width)
        if self.end:
            yield []
        for note in self.end:
            yield from wrapped(note.text, width, "", note.role)

    def to_markdown(self) -> str:
        """The page as a Markdown document."""
        lines = [f"# {inline(self.title)}", ""]
        for note in self.notes:
            lines += [escaped(note.text), ""]
        for part in self.parts:
            lines += [*_part_markdown(part), ""]
        for note in self.end:
            lines += [escaped(note.text), ""]
        return "\n".join(lines).rstrip() + "\n"


_MARGIN = "  "
_SHORT = 2
"""Labels no longer than this are numbers or dashes: the texts stand right after them."""
_LABEL = 30
"""The names of a table's rows are not made narrower than this."""


def _part(part: Part, width: int) -> Iterator[Line]:
    lead: Line = [("date", f"{part.lead}  ")] if part.lead else []
    yield from hanging(lead, part.heading, width, "heading")
    for note in part.notes:
        yield from wrapped(note.text, width, _MARGIN, note.role)
    widest = max((columns(one.label) for one in part.entries), default=0)
    room = (max(8, widest) if widest > _SHORT else widest) + 2
    for entry in part.entries:
        yield from _entry(entry, room, width)
    if part.table:
        yield from _table(part.table, width)


def _entry(entry: Entry, room: int, width: int) -> Iterator[Line]:
    label: Line = [("", _MARGIN), (entry.role or entry.label, padded(entry.label, room))]
    indent = len(_MARGIN) + room
    taken = columns(entry.cite) + 2 if entry.cite else 0
    lines = folded(entry.text, max(width - indent - taken, 20)) or [""]
    gap = width - indent - columns(lines[0]) - columns(entry.cite)
    cite: Line = [("", " " * max(gap, 2)), ("cite", entry.cite)] if entry.cite else []
    yield [*label, ("action", lines[0]), *cite]
    for line in lines[1:]:
        yield [("", " " * indent), ("action", line)]
    for note in entry.notes:
        yield from wrapped(note.text, max(width, indent + 20), " " * indent, note.role)


def _table(table: Table, width: int) -> Iterator[Line]:
    """The table in columns; where that is too wide, each row as a label and a text under it."""
    widths = [max(map(columns, column)) + 2 for column in zip(table.header, *table.rows, strict=True)]
    room = width - len(_MARGIN) - sum(widths[1:])
    widths[0] = min(widths[0], max(room, _LABEL))
    if widths[0] > room:
        yield from _listing(table, width)
        return
    for role, row in (("cite", table.header), *(("", row) for row in table.rows)):
        first, *rest = folded(row[0], widths[0] - 2) or [""]
        cells: Line = [(role or cell, padded(cell, room)) for cell, room in zip(row[1:], widths[1:], strict=True)]
        yield [("", _MARGIN), (role, padded(first, widths[0])), *cells]
        for line in rest:
            yield [("", f"{_MARGIN}  "), (role, line)]


def _listing(table: Table, width: int) -> Iterator[Line]:
    cells = (
        (row[0], "; ".join(f"{name}: {cell}" for name, cell in zip(table.header[1:], row[1:], strict=True)))
        for row in table.rows
    )
    for label, text in table.narrow or cells:
        yield from wrapped(label, width, _MARGIN, "action")
        yield from wrapped(text, width, _MARGIN * 3, "")


def _part_markdown(part: Part) -> Iterator[str]:
    yield f"## {inline(' · '.join(one for one in (part.lead, part.heading) if one))}"
    yield ""
    for note in part.notes:
        yield from (escaped(note.text), "")
    for entry in part.entries:
        cite = f" ({inline(entry.cite)})" if entry.cite else ""
        label = f"**{inline(entry.label)}** " if entry.label != BULLET else ""
        yield f"- {label}{inline(entry.text)}{cite}"
        yield from (f"  - {inline(note.text)}" for note in entry.notes)
    if part.table:
        if part.entries:
            yield ""
        yield "| " + " | ".join(map(inline, part.table.header)) + " |"
        yield "| " + " | ".join("---" for _ in part.table.header) + " |"
        for row in part.table.rows:
            yield "| " + " | ".join(map(inline, row)) + " |"
