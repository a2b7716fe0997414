"""A report as lines of text, readable at 80 columns; each span has a role, so that a terminal may colour it."""

from collections.abc import Iterator

from ..play.columns import folded, shortened
from ..play.telling import WORDS, words
from ..play.to_text import Line, hanging, wrapped
from .report import Report
from .telling import Group, Spoken, Telling, Told, Where, tell

_MARGIN = "  "
_LABEL = 10


def to_text(report: Report, width: int = 80, full: bool = False) -> str:
    """The report in plain text, no line wider than `width` columns."""
    lines = to_lines(tell(report, full), width, full)
    return "\n".join("".join(text for _, text in line).rstrip() for line in lines)


def to_lines(telling: Telling, width: int = 80, full: bool = False) -> Iterator[Line]:
    """The telling as lines of spans, none wider than `width` columns; `full` gives the ids."""
    yield from wrapped(telling.title, width, "", "title")
    for text in telling.about:
        yield from wrapped(text, width, "", "about")
    for group in telling.groups:
        yield []
        yield from _group(group, width, full)
    yield []
    if any(group.folded for group in telling.groups):
        yield from wrapped("Notes are folded to a line each; --full tells them whole.", width, "", "cite")
    yield from ([("cite", line)] for line in folded(telling.quiet, width, hyphens=False))
    yield from wrapped(telling.summary + ".", width, "", "heading")


def _group(group: Group, width: int, full: bool) -> Iterator[Line]:
    kind, number = group.kind, len(group.told)
    grave = kind.severity if number == 1 else f"{number} {kind.severity}s"
    gap = max(2, width - len(kind.code) - len(grave))
    yield [("heading", kind.code), ("", " " * gap), (kind.severity, grave)]
    yield from wrapped(kind.definition, width, _MARGIN, "about")
    if group.folded:
        yield from _folded(group, width)
    for one in () if group.folded else group.told:
        yield []
        yield from _accepted(one, width) if one.finding.accepted else _told(one, width, full)


def _folded(group: Group, width: int) -> Iterator[Line]:
    """A line for each finding: the topic; what it is about, its share and its largest region, or else its sentence."""
    rows = [(words(one.finding.topic), one.about, one.share) for one in group.told]
    rooms = [min(max(map(len, column)), width // 3) for column in zip(*rows, strict=True)]
    for one, (topic, about, share) in zip(group.told, rows, strict=True):
        cells = [_cut(topic, rooms[0]), *([_cut(about, rooms[1]), f"{share:>{rooms[2]}}"] if one.about else [])]
        start = _MARGIN + "".join(f"{cell}  " for cell in cells)
        told = f"accepted: {one.finding.accepted}" if one.finding.accepted else one.brief
        room = width - len(start)
        yield [("", start), ("cite", shortened(told, room) if room > 10 else "")]


def _cut(text: str, room: int) -> str:
    return text.ljust(room) if len(text) <= room else text[: room - 1] + "…"


def _accepted(one: Told, width: int) -> Iterator[Line]:
    norms = f" ({', '.join(one.finding.norms)})" if one.finding.norms else ""
    yield from wrapped(one.says.rstrip(".") + norms, width, _MARGIN, "cite")
    yield from _labelled("accepted", one.finding.accepted, width)


def _told(one: Told, width: int, full: bool) -> Iterator[Line]:
    yield from wrapped(one.says, width, _MARGIN, "heading")
    for norm in one.norms:
        yield from _norm(norm, width)
    if one.where:
        yield from _where(one.where, width)
    yield from _labelled("states", one.counted, width)
    yield from _labelled("readings", one.readings, width)
    for label, line in zip(("witness", *[""] * len(one.witness)), one.witness, strict=False):
        yield from _labelled(label, line, width)
    yield from _labelled("undecided", one.undecided, width)
    yield from _labelled("to do", one.todo, width)
    yield from _labelled("id", one.finding.id if full else "", width)


def _norm(norm: Spoken, width: int) -> Iterator[Line]:
    lead: Line = [("", _MARGIN), ("case", f"{norm.name} ".ljust(_LABEL)), (WORDS[norm.gives], f"{norm.directs}: ")]
    indent = len(_MARGIN) + max(_LABEL, len(norm.name) + 1)
    text = f"{norm.says} ({norm.clause})"
    first, *rest = folded(f"{norm.directs}: {text}", max(width - indent, 20))
    yield [*lead, ("", first.removeprefix(f"{norm.directs}: "))]
    yield from ([("", " " * indent), ("", line)] for line in rest)


def _where(where: Where, width: int) -> Iterator[Line]:
    label = "" if where.at else "where"
    if where.at:
        yield from _labelled("where", where.at + ":", width)
    mark = "- " if where.at or len(where.regions) > 1 else ""
    for region, size in where.regions:
        lead: Line = [("", _MARGIN), ("cite", label.ljust(_LABEL)), ("", mark)]
        yield from hanging(lead, region + (f" ({size})" if size else ""), width, "")
        label = ""
    yield from _labelled("", f"{where.rest}" if where.rest else "", width)


def _labelled(label: str, text: str, width: int) -> Iterator[Line]:
    if text:
        yield from hanging([("", _MARGIN), ("cite", label.ljust(_LABEL))], text, width, "")
