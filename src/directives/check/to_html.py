"""A report as one HTML page that needs nothing else: no script, no other file; every text in it is escaped."""

import re
from collections.abc import Iterator
from html import escape
from importlib import resources

from ..play.telling import WORDS, words
from .report import Report, Summary
from .telling import Group, Spoken, Telling, Told, Where, scope, tell


def to_html(report: Report, full: bool = False) -> str:
    """The report as a whole page, for screens light and dark and for paper; `full` unfolds notes."""
    telling = tell(report, full)
    css = resources.files("directives").joinpath("check", "page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(telling.title)}</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(_page(telling, report))
        + "\n</main>\n</body>\n</html>\n"
    )


def to_section(report: Report) -> str:
    """The report as one `<section>`, for notebooks."""
    return f"<section>{''.join(_page(tell(report), report))}</section>"


def _page(telling: Telling, report: Report) -> Iterator[str]:
    yield f"<header><h1>{escape(telling.title)}</h1>"
    yield f"<p class='soft'>How consistent it is: {escape(scope(report))}.</p>"
    yield from (f"<p>{escape(text)}</p>" for text in telling.about)
    yield f"<ul class='tiles'>{''.join(_tiles(report.summary, len(report.topics)))}</ul>"
    if telling.groups:
        links = (f"<li><a href='#{one.kind.code}'>{one.kind.code} {len(one.told)}</a></li>" for one in telling.groups)
        yield f"<nav><ul>{''.join(links)}</ul></nav>"
    yield "</header>"
    for group in telling.groups:
        yield from _group(group)
    yield f"<footer><p>{escape(telling.quiet)}</p><p>{escape(telling.summary)}.</p></footer>"


def _tiles(one: Summary, topics: int) -> Iterator[str]:
    counts = [("error", "errors", one.errors), ("warning", "warnings", one.warnings), ("note", "notes", one.notes)]
    for role, name, number in counts:
        yield f"<li><b class='{role if number else 'fine'}'>{number}</b>{name[:-1] if number == 1 else name}</li>"
    if one.accepted:
        yield f"<li><b>{one.accepted}</b>accepted</li>"
    yield f"<li><b>{one.reachable:,}</b>reachable states in {topics} topic{'' if topics == 1 else 's'}</li>"


def _group(group: Group) -> Iterator[str]:
    kind = group.kind
    yield f"<section id='{kind.code}'><h2>{kind.code}<span class='chip {kind.severity}'>{kind.severity}</span></h2>"
    yield f"<p class='soft'>{_coded(kind.definition)} {_coded(kind.quiet)}</p>"
    for one in group.told:
        yield from _details(one) if group.folded or one.finding.accepted else _article(one)
    yield "</section>"


def _article(one: Told) -> Iterator[str]:
    yield f"<article class='is-{one.finding.severity}'><h3>{escape(one.says)}</h3>"
    yield from _body(one)
    yield "</article>"


def _details(one: Told) -> Iterator[str]:
    """A finding folded: its sentence, for whom, its share; unfolded by a click, and on paper."""
    accepted = bool(one.finding.accepted)
    aside = f"accepted: {one.finding.accepted}" if accepted else words(one.finding.topic)
    yield f"<details class='is-{'accepted' if accepted else one.finding.severity}'><summary>"
    yield f"<span class='share'>{one.share}</span>{escape(one.says)} <span class='soft'>{escape(aside)}</span>"
    yield "</summary>"
    yield from _body(one)
    yield "</details>"


def _body(one: Told) -> Iterator[str]:
    if one.norms:
        yield f"<ul class='norms'>{''.join(map(_norm, one.norms))}</ul>"
    yield "<dl>"
    if one.where:
        yield f"<dt>where</dt><dd>{''.join(_where(one.where))}</dd>"
    witness = "".join(f"<p>{escape(line)}</p>" for line in one.witness)
    entries = [("states", escape(one.counted)), ("readings", escape(one.readings)), ("witness", witness)]
    entries += [("undecided", escape(one.undecided)), ("to do", _coded(one.todo))]
    entries.append(("id", f"<code class='id'>{escape(one.finding.id)}</code>"))
    yield from (f"<dt>{label}</dt><dd>{text}</dd>" for label, text in entries if text)
    yield "</dl>"


def _coded(text: str) -> str:
    """The text with what stands in backticks as code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(text))


def _norm(norm: Spoken) -> str:
    role = WORDS[norm.gives].replace(" ", "-")
    return (
        f"<li><span class='name'>{escape(norm.name)}</span><span class='directs {role}'>{norm.directs}</span> "
        f"{escape(norm.says)} <span class='clause'>{escape(norm.clause)}</span></li>"
    )


def _where(where: Where) -> Iterator[str]:
    if where.at:
        yield f"<p class='soft'>{escape(where.at)}:</p>"
    if where.at or len(where.regions) > 1:
        items = [
            escape(region) + (f" <span class='soft'>({size})</span>" if size else "") for region, size in where.regions
        ]
        items += [f"<span class='soft'>{escape(where.rest)}</span>"] if where.rest else []
        yield f"<ul>{''.join(f'<li>{one}</li>' for one in items)}</ul>"
    else:
        yield f"<p>{escape(where.regions[0][0])}</p>"
