"""The coverage of the space in lines: how many verdicts of each topic are visited, and which are not."""

from collections.abc import Iterator

from ..check.telling import statuses_said
from ..play.telling import words
from ..play.to_text import Line, hanging, wrapped
from ..policy import Policy
from ..terms import Status
from .mutation_told import percent
from .suggest import Suggestions
from .verdicts import SpaceCoverage, TopicCoverage, Unvisited

SHOWN = 12
"""As many unvisited verdicts of a topic are told, those of most states first; of the rest the number."""
ELSEWHERE = "  at other readings"
"""The label of the verdicts that only other readings give."""
_MARGIN = "  "


def to_lines(coverage: SpaceCoverage, policy: Policy, width: int = 80) -> Iterator[Line]:
    """The coverage as lines of spans, none wider than `width` columns."""
    yield from wrapped(f"Verdicts of {coverage.policy} that are visited", width, "", "title")
    yield from wrapped(_readings(coverage, policy), width, "", "about")
    labels = [ELSEWHERE for one in coverage.topics if one.elsewhere] + [one.topic for one in coverage.topics]
    for one in coverage.topics:
        yield from _topic(words(one.topic), one, coverage, max(map(len, labels)) + 2, width)
    visited, total = (sum(getattr(one, name) for one in coverage.topics) for name in ("visited", "total"))
    yield from wrapped(f"{visited} of {total} verdicts: {percent(coverage.percent)} %", width, _MARGIN, "heading")


def suggested_said(suggestions: Suggestions) -> str:
    """How many scenarios were suggested, and whether fewer would do, in a sentence.

    >>> suggested_said(Suggestions(scenarios=(), at_least=0, missed=0))
    'nothing to suggest: every verdict is visited'
    """
    number = len(suggestions.scenarios)
    if not number and not suggestions.missed:
        return "nothing to suggest: every verdict is visited"
    told = f"{number} scenario{'' if number == 1 else 's'} written"
    if suggestions.fewest:
        told += "; no fewer stories of one case visit as much"
    elif not suggestions.missed:
        told += f"; at least {suggestions.at_least} are needed"
    left = f"; {suggestions.missed} verdicts are visited by no scenario that was found" if suggestions.missed else ""
    return told + left


def _readings(coverage: SpaceCoverage, policy: Policy) -> str:
    off = [
        f"{words(name)} {words(str(value))}"
        for name, value in coverage.readings.items()
        if value != policy.defaults[name]
    ]
    at = f"With {', '.join(off)}, other readings at their defaults" if off else "With the readings at their defaults"
    return f"{at}, the states that can be reached, parted by the status of every action."


def _topic(label: str, one: TopicCoverage, coverage: SpaceCoverage, room: int, width: int) -> Iterator[Line]:
    role = "violation" if one.unvisited else ""
    counted = one.undecided or f"{one.visited:>4} of {one.total:<4}"
    note = "" if one.exact or one.undecided else "  (some may be out of reach)"
    yield [("", f"{_MARGIN}{label:<{room}}"), (role, counted.rstrip()), ("cite", note)]
    for unvisited in sorted(one.unvisited, key=lambda each: -each.states)[:SHOWN]:
        yield from _unvisited(unvisited, coverage, width)
    if len(one.unvisited) > SHOWN:
        left = f"and {len(one.unvisited) - SHOWN} more; --format json tells all"
        yield from wrapped(left, width, _MARGIN * 2, "cite")
    if one.elsewhere is not None:
        yield from _topic(ELSEWHERE, one.elsewhere, coverage, room, width)


def _unvisited(one: Unvisited, coverage: SpaceCoverage, width: int) -> Iterator[Line]:
    spoken = {action: status for action, status in one.statuses.items() if status is not Status.SILENT}
    said = "; ".join(statuses_said(spoken)) or "the text is silent on all"
    yield from hanging([("", _MARGIN * 2), ("violation", "never: ")], said, width, "")
    off = {name: value for name, value in one.readings.items() if value != coverage.readings[name]}
    at = "".join(f"with {words(name)} {words(str(value))}, " for name, value in off.items())
    where = at + "; or ".join(one.where) + (f"; and {one.more} more" if one.more else "")
    yield from hanging([("", _MARGIN * 4), ("cite", "where ")], where, width, "cite")
