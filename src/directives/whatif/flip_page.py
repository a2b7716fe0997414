"""The smallest changes as sentences: each way, what holds then, and how far the search went."""

from collections.abc import Iterator

from ..play.telling import WORDS, words
from ..terms import Judgement
from .flip import Flip, Way
from .flip_changes import Kind
from .outline import Item, Page
from .wording import listed, lowered

MOST_TOLD = 12
"""The ways that a page tells; the JSON has them all."""

KINDS = {
    Kind.FACTS: "the facts that cases start with",
    Kind.READINGS: "readings",
    Kind.EVENTS: "steps that do not happen or happen besides",
}

JUDGED = {
    Judgement.VIOLATION: "a violation",
    Judgement.CONTESTED: "contested",
    Judgement.PREMATURE: "premature",
    Judgement.UNDETERMINED: "a violation or not, which cannot be told",
}


def flip_page(answer: Flip, most: int = MOST_TOLD) -> Page:
    """The answer to `flip` as an outline; of its ways the first `most`."""
    return Page(answer.scenario, (answer.moment, answer.question), tuple(_items(answer, most)))


def _items(answer: Flip, most: int) -> Iterator[Item]:
    yield Item(answer.sentence, WORDS[answer.status], items=tuple(_now(answer)))
    if answer.already:
        return
    number = 0
    for cost in sorted({way.cost for way in answer.ways[:most]}):
        alike = [way for way in answer.ways[:most] if way.cost == cost]
        yield Item(_heading(answer, alike, cost), "title",
                   items=tuple(_way(way, number + at, answer) for at, way in enumerate(alike, 1)))  # fmt: skip
        number += len(alike)
    if len(answer.ways) > most:
        yield Item(f"{len(answer.ways) - most} more ways cost as much or more (--all tells them).", "cite")
    yield Item(_bound(answer), "cite")


def _now(answer: Flip) -> Iterator[Item]:
    if answer.already:
        yield Item("Nothing needs to change.")
    elif answer.never:
        yield Item("No change gives it.", "impossible")
        yield Item(answer.never)
    elif not answer.ways:
        yield Item("No change of the kinds allowed gives it.", "impossible")
        if answer.instance_says:
            yield Item(f"It would be so where {listed(answer.instance_says)}, but nothing that may change leads there.")


def _heading(answer: Flip, alike: list[Way], cost: int) -> str:
    ways = "One way" if len(alike) == 1 else f"{len(alike)} ways"
    if answer.costs:
        return f"{ways} at a cost of {cost}"
    return f"{ways} with one change" if cost == 1 else f"{ways} with {cost} changes together"


def _way(way: Way, number: int, answer: Flip) -> Item:
    first, *more = way.says
    by = f" ({listed(way.norms)})" if way.norms else ""
    then = Item(f"Then {lowered(answer.then).rstrip('.')}{by}.", WORDS[answer.wanted])
    return Item(first, "", f"{number}.", items=(*(Item(lowered(one), "", "and") for one in more), *_judged(way), then))


def _judged(way: Way) -> Iterator[Item]:
    """Our own actions among the changes that are not plainly in order."""
    for one in way.done:
        if one.judgement in JUDGED:
            yield Item(f"Our step ({words(one.action)}) would be {JUDGED[one.judgement]}.", "violation")


def _bound(answer: Flip) -> str:
    """How far the search went, and how the ways were confirmed."""
    what = listed([KINDS[kind] for kind in answer.only])
    kept = f", with {listed(answer.keep)} kept as it is" if answer.keep else ""
    if not answer.ways:
        return f"Every combination of changes, however many, was weighed: {what}{kept}."
    many = f"changes that cost up to {answer.most}" if answer.costs else _counted(answer.most)
    found = "none smaller does." if answer.none_below else "all ways that hold no smaller one are told."
    played = "the rules engine" if answer.engine == "durable" else "the array reading"
    weighed = f"Every combination of {many} was weighed ({what}{kept}): {found}"
    return f"{weighed} Each way told was played through {played}."


def _counted(most: int) -> str:
    return f"up to {most} changes" if most > 1 else "one change"
