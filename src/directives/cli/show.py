"""`directives show`: the policy, or one of its names with what refers to it."""

import dataclasses
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from .console import bad_argument, width, write, write_lines
from .options import Format, PolicyOption

if TYPE_CHECKING:
    from ..card import Card
    from ..policy import Policy


def show(
    name: Annotated[
        str | None,
        typer.Argument(help="A clause, norm, topic, action, event, fact, counter, reading, ...", show_default=False),
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TEXT,
    policy: PolicyOption = None,
) -> None:
    """Show the policy, or one of its names and everything that refers to it."""
    from ..card import cards, names
    from ..files import load_policy

    about = load_policy(policy) if policy else load_policy()
    if name is None:
        if format is Format.JSON:
            write(
                json.dumps({"policy": about.policy, "title": about.title, **names(about)}, indent=2, ensure_ascii=False)
            )
        else:
            write_lines(_overview(about))
        return
    try:
        found = cards(about, name)
    except KeyError as error:
        raise bad_argument(f"policy `{about.policy}` has no `{name}`", error.args[0]) from None
    if format is Format.JSON:
        write(json.dumps([dataclasses.asdict(card) for card in found], indent=2, ensure_ascii=False))
        return
    for card in found:
        write_lines(_card(card))


def _overview(policy: "Policy") -> Iterator[list[tuple[str, str]]]:
    from ..card import direction

    yield [("title", policy.title)]
    if policy.source:
        yield from _entry("", f"{policy.source.author}, {policy.source.date}. {policy.source.published}", 0)
    for section, title in policy.sections.items():
        yield []
        yield [("heading", f"{section}  {title}")]
        for name, clause in policy.clauses.items():
            if clause.section == section:
                yield from _entry(name, clause.says, 2)
                for norm_name, norm in policy.norms.items():
                    if norm.clause == name:
                        yield from _entry(norm_name, f"{norm.topic}: {direction(norm)}", 4)
    yield []
    yield [("heading", "Readings")]
    for name, reading in policy.readings.items():
        choices = f"{reading.range[0]} to {reading.range[1]}" if reading.range else ", ".join(reading.values or ())
        yield from _entry(name, f"{choices}; by default {reading.default} ({reading.clause})", 2, 24)
    yield []
    for section in ("topics", "actions", "events", "facts", "counters"):
        yield [("heading", section.capitalize())]
        yield from _entry("", ", ".join(getattr(policy, section)), 2)


def _card(card: "Card") -> Iterator[list[tuple[str, str]]]:
    yield [("title", f"{card.kind} {card.name}")]
    if card.says:
        yield from _entry("", card.says, 2)
    for label, text in card.particulars:
        yield from _entry(label, text, 2, 13)
    if card.referred:
        yield [("heading", "  referred to by")]
    for name, text in card.referred:
        yield from _entry(name, text, 4, 12)


def _entry(label: str, text: str, indent: int, room: int = 7) -> Iterator[list[tuple[str, str]]]:
    """A label and its text, the further lines of which stand under the first."""
    from ..play.columns import folded

    room = max(room, len(label) + 2) if label else 0
    lines = folded(text, max(20, width() - indent - room)) or [""]
    for number, line in enumerate(lines):
        yield [("", " " * indent), ("cite", (label if number == 0 else "").ljust(room)), ("", line)]
