"""What it would take for a condition to be otherwise: what brings it about, and whether that can happen here."""

import datetime
from collections.abc import Iterator, Mapping

from ..condition import Among, Count, Model, Test
from ..play.telling import words
from ..policy import Occurrence
from . import wording
from .argument import Court, Leaf
from .situation import Situation


class Bringing(Model):
    """An event or action that sets a fact as wanted, and whether it can happen as things stand."""

    event: str | None = None
    action: str | None = None
    possible: bool
    says: str


class Take(Model):
    """A condition that does not hold, or of which nobody knows whether it does, and what brings it about.

    `brings` are events and actions, for a fact; `note` says it of a counter or a reading.
    """

    leaf: Leaf
    brings: tuple[Bringing, ...] = ()
    note: str = ""


def take(court: Court, test: Test) -> Take:
    """What it would take for the test to be passed."""
    here, leaf = court.situation, court.leaf(test)
    if isinstance(test, Count):
        return Take(leaf=leaf, note="" if leaf.holds is None else _counting(here, test))
    if test.name in here.policy.readings:
        choice = wording.spans(here.policy, test.name, test.values)
        return Take(leaf=leaf, note=f"choosing {choice} for the reading {words(test.name)}")
    return Take(leaf=leaf, brings=tuple(_brings(here, test)))


def opposite(here: Situation, test: Test) -> Test:
    """The test that is passed where this one is not."""
    if isinstance(test, Count):
        return Count(test.name, test.threshold, not test.at_least)
    return Among(test.name, here.policy.domains[test.name] - test.values)


def _brings(here: Situation, test: Among) -> Iterator[Bringing]:
    policy, topic = here.policy, here.topic
    kinds: tuple[tuple[str, Mapping[str, Occurrence]], ...] = (
        ("event", policy.events_of(topic)),
        ("action", policy.actions_of(topic)),
    )
    for kind, known in kinds:
        for name, one in known.items():
            if one.sets.get(test.name) in test.values:
                says = wording.told(policy, **{"event": None, "action": None, kind: name})
                yield Bringing.model_validate({kind: name, "possible": here.can(one), "says": says})


def _counting(here: Situation, test: Count) -> str:
    """How a count could come to be as wanted, by doing, by waiting or by another reading."""
    number, bound = here.counters[test.name], wording.bound(here, test)
    actions = (here.policy.actions[one] for one in here.policy.counters[test.name].counts)
    counts = wording.listed([wording.does(one) for one in actions], "or")
    ways = []
    if test.at_least:
        ways.append(f"doing this {_times(bound - number)} more: {counts}")
    elif bound > 0:
        ways.append(f"doing this {_fewer(number - bound + 1)}: {counts}")
        if day := _falls(here, test, bound):
            ways.append(f"waiting until {day}, when enough of it no longer counts")
    if isinstance(test.threshold, str):
        domain = here.policy.readings[test.threshold].domain
        values = [value for value in domain if (number >= int(value)) is test.at_least]
        if values:
            choice = wording.spans(here.policy, test.threshold, values)
            ways.append(f"choosing {choice} for the reading {words(test.threshold)}")
    return "; or ".join(ways) or "no count comes to that"


def _falls(here: Situation, test: Count, bound: int) -> datetime.date | None:
    """The day on which the count is below the bound if nothing more is done; None if it never is."""
    within = here.policy.counters[test.name].within
    days = int(here.readings[within]) if isinstance(within, str) else within
    steps = here.counted.get(test.name, ())
    if days is None or bound < 1 or len(steps) < bound:
        return None
    last = steps[len(steps) - bound].at
    if last is None or days > (datetime.date.max - last).days:
        return None
    return last + datetime.timedelta(days=days)


def _fewer(number: int) -> str:
    return {1: "one time", 2: "two times"}.get(number, f"{number} times") + " fewer"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
