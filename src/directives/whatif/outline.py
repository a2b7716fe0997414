"""An answer as an outline: a title and items below items, laid out as text for a terminal or as Markdown.

The answers choose the words; this only places them. Each span of a line has a role, so that a terminal may colour it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..play.columns import columns, padded
from ..play.to_markdown import escaped, inline
from ..play.to_text import Line, hanging

MOST_ALIGNED = 10
"""The widest label that others below and above it are drawn level with."""


@dataclass(frozen=True)
class Item:
    """A sentence with what stands below it: its role, a label before it and a source after it."""

    text: str
    role: str = ""
    label: str = ""
    cite: str = ""
    items: tuple["Item", ...] = ()


@dataclass(frozen=True)
class Page:
    """A whole answer: its title, the lines under the title, its items."""

    title: str
    under: tuple[str, ...]
    items: tuple[Item, ...]


def to_lines(page: Page, width: int = 80) -> Iterator[Line]:
    """The page as lines of spans, none wider than `width` columns."""
    yield from hanging([], page.title, width, "title", hyphens=False)
    for text in page.under:
        yield from hanging([], text, width, "about", hyphens=False)
    for item in page.items:
        yield []
        yield from _item(item, 0, width)


def to_text(page: Page, width: int = 80) -> str:
    """The page in plain text.

    >>> print(to_text(Page("Why", ("At the start.",), (Item("We may go.", items=(Item("it is late", label="-"),)),))))
    Why
    At the start.
    <BLANKLINE>
    We may go.
      - it is late
    """
    return "\n".join("".join(text for _, text in line).rstrip() for line in to_lines(page, width))


def to_markdown(page: Page) -> str:
    """The page as Markdown.

    >>> print(to_markdown(Page("Why", (), (Item("We may go.", items=(Item("it is late", cite="A.1"),)),))))
    # Why
    <BLANKLINE>
    **We may go.**
    <BLANKLINE>
    - it is late (A.1)
    <BLANKLINE>
    """
    blocks = [f"# {inline(page.title)}", *(escaped(text) for text in page.under)]
    for item in page.items:
        plain = item.role in ("cite", "about")
        blocks.append(escaped(item.text) if plain else f"**{inline(item.text)}**{_cited(item)}")
        blocks.append("\n".join(line for one in item.items for line in _bullets(one, 0)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _item(item: Item, depth: int, width: int, room: int = 0) -> Iterator[Line]:
    """The item and what is below it; labels that stand below one another are as wide as the widest, up to a limit."""
    lead: Line = [("", "  " * depth)] if depth else []
    if item.label:
        lead.append(("cite" if item.label.islower() else "case", f"{padded(item.label, room)} "))
    cite = f" ({item.cite})" if item.cite else ""
    yield from hanging(lead, item.text + cite, width, item.role, hyphens=False)
    below = max((wide for one in item.items if (wide := columns(one.label)) <= MOST_ALIGNED), default=0)
    for one in item.items:
        yield from _item(one, depth + 1, width, below)


def _bullets(item: Item, depth: int) -> Iterator[str]:
    label = f"{inline(item.label)} " if item.label.islower() else f"**{inline(item.label)}** " if item.label else ""
    yield f"{'  ' * depth}- {label}{inline(item.text)}{_cited(item)}"
    for one in item.items:
        yield from _bullets(one, depth + 1)


def _cited(item: Item) -> str:
    return f" ({inline(item.cite)})" if item.cite else ""
