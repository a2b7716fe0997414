"""A report as Markdown, for notes, pages and pull requests."""

from collections.abc import Iterator

from ..play.telling import words
from ..play.to_markdown import escaped
from .report import Report
from .telling import Group, Telling, Told, Where, tell


def to_markdown(report: Report, full: bool = False) -> str:
    """The report as a Markdown document; `full` unfolds notes and tells every region."""
    return "\n".join(_lines(tell(report, full))).rstrip() + "\n"


def _lines(telling: Telling) -> Iterator[str]:
    yield from (f"# {escaped(telling.title)}", "")
    for text in (*telling.about, telling.summary + "."):
        yield from (escaped(text), "")
    for group in telling.groups:
        yield from _group(group)
    if telling.quiet:
        yield escaped(telling.quiet)


def _group(group: Group) -> Iterator[str]:
    number = len(group.told)
    grave = group.kind.severity if number == 1 else f"{number} {group.kind.severity}s"
    yield from (f"## {group.kind.code} ({grave})", "", escaped(group.kind.definition), "")
    if group.folded:
        yield from _table(group)
    for one in () if group.folded else group.told:
        yield from _accepted(one) if one.finding.accepted else _told(one)


def _table(group: Group) -> Iterator[str]:
    yield from ("| topic | action or norm | share | where |", "| --- | --- | ---: | --- |")
    for one in group.told:
        about = ", ".join(map(words, one.finding.actions)) or ", ".join(one.finding.norms)
        why = f"accepted: {one.finding.accepted}" if one.finding.accepted else _regions(one.where)
        yield f"| {' | '.join(escaped(cell) for cell in (words(one.finding.topic), about, one.share, why))} |"
    yield ""


def _regions(where: Where | None) -> str:
    """The regions in one sentence."""
    if where is None:
        return ""
    told = "; or ".join([*(region for region, _ in where.regions), *([where.rest] if where.rest else [])])
    return f"{where.at}: {told}" if where.at else told


def _accepted(one: Told) -> Iterator[str]:
    norms = f" ({', '.join(one.finding.norms)})" if one.finding.norms else ""
    yield from (f"- {escaped(one.says.rstrip('.') + norms)}: accepted, {escaped(one.finding.accepted)}", "")


def _told(one: Told) -> Iterator[str]:
    between = "" if one.finding.severity == "note" or not one.norms else f": {', '.join(one.finding.norms)}"
    yield from (f"### {escaped(one.says.rstrip('.') + between)}", "")
    for norm in one.norms:
        yield f"- **{escaped(norm.name)}** {norm.directs}: {escaped(f'{norm.says} ({norm.clause})')}"
    yield from [""] if one.norms else []
    yield from _where(one.where) if one.where else ()
    entries = [("States", one.counted), ("Readings", one.readings), ("Witness", " ".join(one.witness))]
    entries += [("Undecided", one.undecided), ("To do", one.todo)]
    yield from (f"- *{label}:* {escaped(text)}" for label, text in entries if text)
    yield ""


def _where(where: Where) -> Iterator[str]:
    regions = [escaped(region + (f" ({size})" if size else "")) for region, size in where.regions]
    if where.at or len(regions) > 1:
        yield f"- *Where:* {escaped(where.at)}:" if where.at else "- *Where:*"
        yield from (f"  - {one}" for one in (*regions, *([escaped(where.rest)] if where.rest else [])))
    else:
        yield f"- *Where:* {regions[0]}"
