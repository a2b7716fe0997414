"""One case of a scenario on bits: its facts, the steps that concern it, and what could happen to it besides.

The facts in view are those on which it can hang what becomes of the telling ones and which steps can happen; for each
of them there is a bit for each value that it may have, all in one integer. All else about the case can be left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..play.knowledge import Knowledge
from ..policy import Occurrence, Policy
from ..scenario import Scenario
from .asked import Asked
from .flip_changes import Allowed
from .reach import Telling
from .situation import days, occurrence_of

Counts = tuple[int, ...]
"""What a case adds to each telling counter."""
Node = tuple[int, Counts]
"""What has become of a case: the values its facts may have as bits, and what it adds to each counter."""


@dataclass(frozen=True)
class Compiled:
    """An event or action on the bits: what it needs and sets, and what it adds to each counter wherever it counts."""

    kind: str
    name: str
    needs: tuple[tuple[int, int], ...]
    clears: int
    sets: int
    counts: tuple[bool, ...]

    def after(self, facts: int) -> int | None:
        """The facts once it has happened; None if it cannot."""
        for field_, values in self.needs:
            left = facts & values
            if not left:
                return None
            facts = facts & ~field_ | left
        return facts & ~self.clears | self.sets


class CaseBits:
    """One case of a scenario, up to the step asked about and beyond.

    `telling` gives what tells on the action asked about: facts of the case asked about, and counters with the count
    from which on more changes nothing.
    """

    def __init__(self, question: Asked, case: str, telling: Telling, most: Mapping[str, int], allow: Allowed) -> None:
        """Compile the case."""
        scenario, policy = question.scenario, question.policy
        self.scenario, self.policy, self.case, self.step = scenario, policy, case, question.step
        self.own, self.counters, self.allow = case == question.case, dict(most), allow
        facts = telling.facts if self.own else ()
        self.topic = scenario.matters[case].topic
        self.caps = tuple(most.values())
        self.known = dict(Knowledge.of(scenario.matters[case], policy).possible)
        self.facts = self._closure(facts)
        self.offsets = dict(zip(self.facts, _offsets(policy, self.facts), strict=True))
        self.telling = sum(self._field(name) for name in facts)
        self.story = [self._of_step(number) for number in range(1, len(scenario.timeline) + 1)]
        self.besides = tuple(self._besides())

    @property
    def counting(self) -> bool:
        """Whether anything done in the case, or that could be done, adds to a telling counter."""
        return any(
            any(one.counts) for one in (*(step for step in self.story if step), *(one for one, _ in self.besides))
        )

    def _occurrences(self) -> Iterator[tuple[str, str, Occurrence]]:
        yield from (("event", name, one) for name, one in self.policy.events_of(self.topic).items())
        yield from (("action", name, one) for name, one in self.policy.actions_of(self.topic).items())

    def _closure(self, telling: Sequence[str]) -> tuple[str, ...]:
        """The facts on which it can hang what becomes of the telling ones and which steps can happen."""
        found = set(telling)
        unknown = {name for name, values in self.known.items() if len(values) > 1}
        mine = [one for one in self.scenario.timeline if self.scenario.case_of(one) == self.case]
        steps = [one for step in mine if (one := occurrence_of(self.policy, step)) is not None]
        while True:
            before = len(found)
            for _, name, one in self._occurrences():
                if self._counts(name, one) or found & ({*one.sets} | ({*one.needs} & unknown)):
                    found |= {*one.needs, *one.sets}
            for one in steps:
                if found & {*one.needs, *one.sets}:
                    found |= {*one.needs, *one.sets}
            if len(found) == before:
                return tuple(name for name in self.known if name in found)

    def _counts(self, name: str, one: Occurrence) -> bool:
        return one is self.policy.actions.get(name) and any(self._counted(name))

    def _counted(self, action: str) -> tuple[bool, ...]:
        """For each counter whether it counts an action of this case."""
        known = self.policy.counters
        return tuple(action in known[one].counts and (self.own or known[one].per == "all") for one in self.counters)

    def _field(self, fact: str) -> int:
        return ((1 << len(self.policy.facts[fact].values)) - 1) << self.offsets[fact]

    def bits_of(self, fact: str, values: Sequence[str | int] | frozenset[str | int]) -> int:
        """Some values of a fact as bits."""
        at = self.offsets[fact]
        return sum(1 << at + number for number, value in enumerate(self.policy.facts[fact].values) if value in values)

    def values_of(self, facts: int) -> dict[str, tuple[str, ...]]:
        """The values that each fact in view may have."""
        return {
            name: tuple(v for number, v in enumerate(self.policy.facts[name].values) if facts >> at + number & 1)
            for name, at in self.offsets.items()
        }

    def _compiled(self, kind: str, name: str, one: Occurrence) -> Compiled:
        needs = self.policy.admitted(one.needs)
        sets = {fact: value for fact, value in one.sets.items() if fact in self.offsets}
        return Compiled(
            kind=kind,
            name=name,
            needs=tuple((self._field(f), self.bits_of(f, values)) for f, values in needs.items() if f in self.offsets),
            clears=sum(self._field(fact) for fact in sets),
            sets=sum(self.bits_of(fact, [value]) for fact, value in sets.items()),
            counts=self._counted(name) if kind == "action" else tuple(False for _ in self.counters),
        )

    def _of_step(self, number: int) -> Compiled | None:
        """A step of the file that can matter to this case; None for any other."""
        step = self.scenario.timeline[number - 1]
        one = occurrence_of(self.policy, step)
        if one is None or step.name is None or self.scenario.case_of(step) != self.case:
            return None
        found = self._compiled("action" if step.action else "event", step.name, one)
        touches = any(fact in self.offsets for fact in (*one.needs, *one.sets))
        return found if touches or any(found.counts) else None

    def _besides(self) -> Iterator[tuple[Compiled, int]]:
        """What could happen besides and matter, with its cost."""
        for kind, name, one in self._occurrences():
            cost = self.allow.insert(name)
            found = self._compiled(kind, name, one)
            if cost is not None and (
                any(found.counts) or any(fact in self.offsets for fact in (*one.sets, *one.needs))
            ):
                yield found, cost

    def more(self, counts: Counts, one: Compiled, live: tuple[bool, ...]) -> Counts:
        """The counts once something has happened; `live` says of each counter whether it still counts."""
        if not any(one.counts):
            return counts
        return tuple(
            min(count + (adds and alive), cap)
            for count, adds, alive, cap in zip(counts, one.counts, live, self.caps, strict=True)
        )


def _offsets(policy: Policy, facts: Sequence[str]) -> Iterator[int]:
    at = 0
    for name in facts:
        yield at
        at += len(policy.facts[name].values)


def counting_days(
    scenario: Scenario, policy: Policy, counters: Sequence[str], readings: Mapping[str, str | int], step: int
) -> list[tuple[bool, ...]]:
    """For each step and the start: whether what is done on its day still counts at the step asked about."""
    on = days(scenario)
    found = []
    for day in on[: step + 1]:
        live = []
        for name in counters:
            within = policy.counters[name].within
            window = int(readings[within]) if isinstance(within, str) else within
            today = on[step]
            live.append(window is None or day is None or today is None or (today - day).days < window)
        found.append(tuple(live))
    return found
