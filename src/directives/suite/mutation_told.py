"""A mutation in lines: what became of the mutants, kind by kind; the survivors, each with what would kill it."""

from collections.abc import Iterator

from ..check.telling import witness_lines
from ..play.telling import STILL, WORDS, words
from ..play.to_text import Line, hanging, wrapped
from ..policy import Policy
from ..terms import Status
from .mutant import KINDS
from .mutation import Mutation, Survivor, Told

SHOWN = 20
"""As many survivors are told whole, and as many equivalent mutants; of the rest the number."""
_MARGIN = "  "
_LABEL = 12


def to_lines(mutation: Mutation, policy: Policy, width: int = 80) -> Iterator[Line]:
    """The mutation as lines of spans, none wider than `width` columns."""
    total = len(mutation.killed) + len(mutation.survivors)
    yield from wrapped(f"Mutants of {mutation.policy}", width, "", "title")
    tried = f"{_many(mutation.expectations, 'different expectation')} of {_many(mutation.files, 'scenario')}"
    yield from wrapped(f"Each differs from the policy in one thing; {tried} should tell it apart.", width, "", "about")
    yield []
    yield from _kinds(mutation, width)
    yield from _listed("Equivalent: the same verdict in every state that can be reached", mutation.equivalent, width)
    yield from _listed("Undecided: no state or scenario was found within the budget", mutation.undecided, width)
    if mutation.survivors:
        yield []
        yield from wrapped("Survivors", width, "", "heading")
    shown = mutation.survivors[:SHOWN]
    for number, one in enumerate(shown):
        before = next((other for other in shown[:number] if other.scenario == one.scenario is not None), None)
        yield from _survivor(one, before, mutation, policy, width)
    if len(mutation.survivors) > SHOWN:
        yield from wrapped(
            f"and {len(mutation.survivors) - SHOWN} more; --format json tells all", width, _MARGIN, "cite"
        )
    yield []
    role = "compliant" if not mutation.survivors else "violation"
    yield from wrapped(
        f"{len(mutation.killed)} of {total} mutants killed: {percent(mutation.score)} %", width, "", role
    )


def percent(score: float) -> str:
    """A share with one digit after the point; what is short of the whole is not rounded up to it.

    >>> percent(100.0), percent(99.99), percent(52.78)
    ('100.0', '99.9', '52.8')
    """
    told = f"{score:.1f}"
    return "99.9" if told == "100.0" and score < 100 else told


def _kinds(mutation: Mutation, width: int) -> Iterator[Line]:
    """A row for each kind: killed, of how many; equivalent and undecided ones where there are any."""
    room = max(map(len, KINDS.values())) + 2
    for kind, what in KINDS.items():
        tally = mutation.kinds[kind]
        rest = [("equivalent", tally.equivalent), ("undecided", tally.undecided)]
        aside = "".join(f"; {number} {name}" for name, number in rest if number)
        role = "violation" if tally.survived else ""
        counted = f"{tally.killed:>4} of {tally.killed + tally.survived:<4} killed"
        label = f"{_MARGIN}{what.replace('`', ''):<{room}}"
        if len(label) + len(counted) + len(aside) > width:
            yield [("", label)]
            label = _MARGIN
        yield [("", label), (role, counted), ("cite", aside)]


def _listed(heading: str, some: tuple[Told, ...], width: int) -> Iterator[Line]:
    if not some:
        return
    yield []
    yield from wrapped(heading, width, "", "heading")
    for one in some[:SHOWN]:
        yield from wrapped(one.says.replace("`", ""), width, _MARGIN, "cite")
    if len(some) > SHOWN:
        yield from wrapped(f"and {len(some) - SHOWN} more; --format json tells all", width, _MARGIN, "cite")


def _survivor(one: Survivor, before: Survivor | None, mutation: Mutation, policy: Policy, width: int) -> Iterator[Line]:
    yield []
    says = one.says.replace("`", "")
    gap = width - len(_MARGIN) - len(says) - len(one.id)
    if gap > 1:
        yield [("", _MARGIN), ("violation", says), ("", " " * gap), ("cite", one.id)]
    else:
        yield from wrapped(says, width, _MARGIN, "violation")
    was, will = (_said(status, one.action) for status in (one.before, one.after))
    yield from _labelled("changes", f"{was}; the mutant: {will}", width)
    at = "".join(f"with {words(name)} {words(str(value))}, " for name, value in one.readings.items())
    more = f"; {one.more} more" if one.more else ""
    yield from _labelled("where", f"{at}{one.where}{more}", width)
    for label, line in zip(("killed by", "", ""), _killed_by(one, before, mutation, policy), strict=False):
        yield from _labelled(label, line, width)


def _killed_by(one: Survivor, before: Survivor | None, mutation: Mutation, policy: Policy) -> Iterator[str]:
    """The scenario that would kill a survivor, in words; of one that is told already, with which it is."""
    if one.scenario is None:
        yield "no scenario was found in which the days and the other cases fit"
    elif before is not None:
        yield f"the scenario that kills {before.id}"
    else:
        yield from witness_lines(mutation.scenarios[one.scenario], policy)


def _said(status: str, action: str) -> str:
    return f"{STILL.get(Status(status), WORDS[Status(status)])} {words(action)}"


def _labelled(label: str, text: str, width: int) -> Iterator[Line]:
    yield from hanging([("", _MARGIN * 2), ("cite", label.ljust(_LABEL))], text, width, "")


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
