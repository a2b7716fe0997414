"""What stood in the way of a status as sentences: the norms that would give it, what failed, and what it would take."""

from collections.abc import Iterator

from ..play.telling import WORDS
from ..terms import Status
from .argument import Leaf, Standing
from .outline import Item, Page
from .takes import Take
from .why_not import Candidate, Way, WhyNot
from .why_page import argued, leaf_words, source
from .wording import NOT_SO, VERBS, listed

HEADINGS = {
    Status.SILENT: "What stands in the way",
    Status.CONFLICT: "The norms that could contradict one another here",
}
MOST_TOLD = 6
"""The alternatives of what it would take that a page tells; the JSON has them all."""


def why_not_page(answer: WhyNot) -> Page:
    """The answer to `why-not` as an outline."""
    return Page(answer.scenario, (answer.moment, answer.question), tuple(_items(answer)))


def _items(answer: WhyNot) -> Iterator[Item]:
    if answer.status == answer.wanted:
        yield Item(f"It is {answer.status.value}. {answer.sentence}", WORDS[answer.status])
        return
    yield Item(answer.sentence, WORDS[answer.status], items=tuple(_summary(answer)))
    if answer.candidates:
        told = tuple(_candidate(one, answer.wanted) for one in answer.candidates)
        yield Item(_heading(answer), "title", items=told)


def _summary(answer: WhyNot) -> Iterator[Item]:
    if answer.never:
        yield Item(answer.never, "impossible")
    if answer.unknown:
        yield Item(f"It hangs on {listed(answer.unknown)}.", "depends")


def _heading(answer: WhyNot) -> str:
    one = len(answer.candidates) == 1
    if answer.wanted in HEADINGS:
        return HEADINGS[answer.wanted]
    verb = VERBS[answer.candidates[0].argument.modality][1]
    return f"{'One norm' if one else f'{len(answer.candidates)} norms'} would {verb}"


def _candidate(one: Candidate, wanted: Status) -> Item:
    argument = one.argument
    if wanted is Status.SILENT:
        lines = [*argued(argument, set()).items, *_takes("To end it, it would take", one.ways)]
    elif argument.standing is Standing.SET_ASIDE:
        applies = Item("It applies, but does not stand:")
        lines = [applies, *argued(argument, set()).items, *_takes("For it to stand it would take", one.ways)]
    elif argument.standing is Standing.IN_FORCE:
        lines = [
            Item("It is in force already."),
            *(_takes("For it to prevail it would take", one.ways) if one.ways else ()),
        ]
    else:
        lines = list(_missing(one))
    return Item(argument.says, "", argument.norm, source(argument), (*lines, *_against(one)))


def _missing(one: Candidate) -> Iterator[Item]:
    """What a norm lacks to apply: for each way what it asks, what there is, and what would bring it about."""
    for number, way in enumerate(one.ways[:MOST_TOLD]):
        lead = "or needs:" if number else "needs:"
        for take in way.takes:
            yield Item(_lack(take.leaf), "", lead, items=tuple(_brought(take)))
            lead = "and:"
    if not one.ways:
        yield Item("Its conditions exclude one another: it can never apply.")
    yield from _others(one.ways)


def _others(ways: tuple[Way, ...]) -> Iterator[Item]:
    if len(ways) > MOST_TOLD:
        yield Item(f"or one of {len(ways) - MOST_TOLD} other ways")


def _lack(leaf: Leaf) -> str:
    """What a condition asks, and what there is instead."""
    if leaf.holds is None:
        return f"{leaf.asks}, which is not known"
    if leaf.kind == "counter":
        return f"{leaf.asks}; but it is {leaf.found[0]}" + (f" ({leaf.why})" if leaf.why else "")
    return f"{leaf.asks}; but {leaf_words(leaf)}"


def _takes(heading: str, ways: tuple[Way, ...]) -> Iterator[Item]:
    """What would end what is in the way, in alternatives."""
    if not ways:
        yield Item("Nothing could change that.")
        return
    lines = []
    for number, way in enumerate(ways[:MOST_TOLD]):
        lead = "or" if number else ""
        for take in way.takes:
            told, that = _asked(take.leaf)
            lines.append(Item(told, "", f"{lead} {that}".strip(), items=tuple(_brought(take))))
            lead = "and"
    yield Item(heading, items=(*lines, *_others(ways)))


def _asked(leaf: Leaf) -> tuple[str, str]:
    """What a condition asks, and what leads it in: a count is no clause, and `that it is not so that` is no English."""
    if leaf.kind == "counter":
        return leaf.asks, "this:"
    if leaf.asks.startswith(NOT_SO):
        return leaf.asks.removeprefix(NOT_SO), "that it is not so:"
    return leaf.asks, "that"


def _brought(take: Take) -> Iterator[Item]:
    """What brings a condition about."""
    for one in take.brings:
        cannot = "" if one.possible else " It cannot happen as things stand."
        yield Item(f"{one.event or one.action}: {one.says}{cannot}", "cite", "by")
    if take.note:
        yield Item(take.note, "cite", "by")
    elif not take.brings and take.leaf.kind == "fact":
        yield Item("No event and no action makes it so.", "cite")


def _against(one: Candidate) -> Iterator[Item]:
    if one.against:
        verb = "stands" if len(one.against) == 1 else "stand"
        yield Item(f"Even then {listed(one.against)} {verb} against it.")
