"""An argument as sentences that a teacher can read out: why a norm applies, what answers it, why it stands."""

from collections.abc import Iterable, Iterator, Sequence

from ..play.telling import WORDS
from ..terms import Modality, Status
from .argument import Alternative, Argument, Leaf, Standing
from .outline import Item, Page
from .why import Why
from .wording import VERBS, listed

SAID = {
    Status.SILENT: "is left unsaid",
    Status.CONFLICT: "is contested",
    Status.UNDETERMINED: "still hangs on other things",
}
"""Statuses that are said otherwise after `it`."""


def why_page(answer: Why) -> Page:
    """The answer to `why` as an outline."""
    return Page(answer.scenario, (answer.moment,), tuple(why_items(answer)))


def why_items(answer: Why) -> Iterator[Item]:
    """The sentence that gives the status, then the norms with their reasons."""
    by = {standing: [one for one in answer.arguments if one.standing is standing] for standing in Standing}
    yield Item(answer.sentence, WORDS[answer.status], items=tuple(_summary(answer, by[Standing.IN_FORCE])))
    told = {one.norm for one in (*by[Standing.IN_FORCE], *by[Standing.OPEN])}
    if by[Standing.IN_FORCE]:
        yield Item("In force", "title", items=tuple(argued(one, told) for one in by[Standing.IN_FORCE]))
    if by[Standing.OPEN]:
        yield Item("Perhaps in force", "title", items=tuple(argued(one, told) for one in by[Standing.OPEN]))
    if by[Standing.SET_ASIDE]:
        yield Item("Set aside", "title", items=tuple(argued(one, told) for one in by[Standing.SET_ASIDE]))
    if by[Standing.IDLE] and answer.status is Status.SILENT:
        idle = tuple(argued(one, told) for one in by[Standing.IDLE])
        yield Item("What the policy says of it does not apply", "title", items=idle)


def _summary(answer: Why, in_force: Sequence[Argument]) -> Iterator[Item]:
    """The sentences right below the status."""
    if answer.judged is not None:
        yield Item(f"Doing it at this step was judged by how things stood before it: {answer.judged.value}.")
    if answer.status is Status.CONFLICT:
        yield Item(f"{weighed(in_force)}, and the policy does not say which of them gives way.")
    elif len({one.modality for one in in_force}) > 1:
        yield Item(f"{weighed(in_force)}; what is {answer.status.value} is so whatever is merely permitted or excused.")
    if not answer.arguments:
        yield Item("No norm of the policy speaks of it.")
    for outcome in answer.outcomes:
        yield Item(f"If {outcome.says}, it {SAID.get(outcome.status, f'is {outcome.status.value}')}.", "depends")
    yield from (Item(remark) for remark in answer.remarks)


def weighed(arguments: Iterable[Argument]) -> str:
    """What several norms do with their action, in a sentence without its end."""
    by: dict[Modality, list[str]] = {}
    for one in arguments:
        by.setdefault(one.modality, []).append(one.norm)
    return listed([f"{listed(names)} {VERBS[modality][len(names) > 1]}" for modality, names in by.items()], "but")


def argued(one: Argument, told: set[str]) -> Item:
    """A norm with what made it apply or kept it from it, and what answers it; `told` norms are not told again."""
    lines = [*_conditions(one), *_answers(one, told)]
    return Item(one.says, "", one.norm, source(one), tuple(lines))


def source(one: Argument) -> str:
    """The clause of a norm, and how the text says it."""
    return ", ".join([f"clause {one.clause}", *one.hedges])


def _conditions(one: Argument) -> Iterator[Item]:
    if one.standing is Standing.IDLE:
        yield from but(one.ways)
        return
    for number, way in enumerate(one.ways):
        lead = "or because" if number else "because"
        for leaf in way.held:
            yield Item(leaf_words(leaf), "", lead)
            lead = "and"
        if not way.leaves:
            yield Item("it holds of every case of this kind", "", lead)
        lead = "and if" if way.held else "or if" if number else "if"
        for leaf in way.unknown:
            yield Item(f"{leaf.asks}, which is not known", "depends", lead)
            lead = "and if"


def but(ways: Sequence[Alternative], most: int = 3) -> Iterator[Item]:
    """What kept a norm from applying: the conditions that failed whichever way, or else those of each way."""
    shared = [leaf for leaf in ways[0].failed if all(leaf in way.failed for way in ways)] if ways else []
    for number, failed in enumerate([shared] if shared else [way.failed for way in ways[:most]]):
        lead = "and by another way" if number else "but"
        for leaf in failed:
            yield Item(leaf_words(leaf), "", lead)
            lead = "and"
    if not ways:
        yield Item("its conditions exclude one another: it can never apply", "", "but")
    if len(ways) > most and not shared:
        yield Item(f"so with the {len(ways) - most} other ways in which it could apply")


def leaf_words(leaf: Leaf) -> str:
    """A condition as it is found, with what made it so."""
    return f"{leaf.says} ({leaf.why})" if leaf.why else leaf.says


def _answers(one: Argument, told: set[str]) -> Iterator[Item]:
    """The norms that override this one, and what came of that."""
    if one.standing is Standing.IDLE:
        return
    for other in one.superiors:
        if other.standing is Standing.IN_FORCE:
            yield _overriding(other, told)
        elif other.standing is Standing.SET_ASIDE:
            yield _overridden(one, other, told)
        elif other.standing is Standing.IDLE:
            why = listed([leaf_words(leaf) for leaf in other.ways[0].failed]) if other.ways else "it can never apply"
            yield Item(f"{other.norm} would set it aside, but does not apply: {why}.")
        else:
            yield Item(f"{other.norm} sets it aside, if it applies.", items=_below(other, told))
    if one.standing is Standing.IN_FORCE and not one.superiors:
        yield Item("Nothing in the policy overrides it.")


def _overriding(other: Argument, told: set[str]) -> Item:
    """A norm in force that sets another aside; told in full where it is not told elsewhere."""
    return Item(f"{other.norm} sets it aside, and stands.", items=_below(other, told))


def _overridden(one: Argument, other: Argument, told: set[str]) -> Item:
    again = f"so {one.norm} stands again" if one.reinstated else "so that does not count"
    by = listed(other.set_aside_by, "or")
    if not by:
        return Item(f"{other.norm} would set it aside, if it applied.")
    return Item(f"{other.norm} would set it aside, but is itself set aside by {by}: {again}.",
                items=tuple(item for norm in other.superiors if norm.norm in other.set_aside_by
                            for item in _below(norm, told)))  # fmt: skip


def _below(other: Argument, told: set[str]) -> tuple[Item, ...]:
    return () if other.norm in told else (argued(other, told | {other.norm}),)
