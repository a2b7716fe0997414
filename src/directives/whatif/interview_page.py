"""What an interview came to as an outline, and its questions as lines of text."""

from collections.abc import Iterator, Sequence

from ..play.columns import folded
from ..play.telling import WORDS, words
from ..terms import Status
from .interview import MOST_COUNTED, Question
from .interview_finding import Finding
from .outline import Item, Page
from .why_page import why_items
from .wording import listed

MOST_NAMED = 4
"""The norms that a question names; it counts the others."""


def finding_page(found: Finding) -> Page:
    """The finding as an outline: the status of each action, then why, as far as any norm speaks of it."""
    return Page(found.says, tuple(_under(found)), tuple(_items(found)))


def _under(found: Finding) -> Iterator[str]:
    for name, value in found.chosen.items():
        yield f"Reading: {words(name)} is {words(str(value))}."
    if found.told:
        yield f"You said: {'; '.join(found.told)}."
    if found.spared:
        yield f"Nothing hangs on: {'; '.join(found.spared)}."


def _items(found: Finding) -> Iterator[Item]:
    lines = [Item(words(one), "action", WORDS[status]) for one, status in found.statuses.items()]
    yield Item("The verdict", "title", items=tuple(lines))
    for why in found.whys:
        if why.status is not Status.SILENT or len(found.whys) == 1:
            yield from why_items(why)


def asked_lines(question: Question, number: int, width: int = 80) -> list[str]:
    """A question as it is put: what is asked, why, and the possible answers."""
    room = max(width - 3, 24)
    lines = [
        f"{number}. We need to know {question.asks}.",
        *(f"   {line}" for line in folded(_why(question), room)),
    ]
    lines += [f"   {at}  {one.value}: {one.means}" for at, one in enumerate(question.choices, 1)]
    if question.kind == "counter":
        lines.append(f"   a number from 0 to {MOST_COUNTED}")
    usual = f"; just Enter for {question.default}" if question.default else ""
    return [*lines, f"   (? if nobody knows, b back, q quit{usual})"]


def _why(question: Question) -> str:
    """Why it is asked: which norms hang on it, and on which actions they bear."""
    actions = _some([words(one) for one in question.actions], "others")
    return f"It decides about {_some(question.norms, 'other norms')}, and with them about: {actions}."


def _some(names: Sequence[str], others: str) -> str:
    """The first of some names, and how many others there are."""
    more = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], f"{more} {others}"] if more > 1 else names)
