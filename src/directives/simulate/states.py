"""The states of a topic's cases as numbers, made as they are met: what a verdict says of each, what leads on to which.

A state is the values of all facts, the case's own counters and which duties are open; counters over all cases stand
beside it, as `shared` counts, since all cases see the same. Counters are cut at the largest number that anything
compares them with: that number stands for itself and all above. It knows nothing of chance.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from ..condition import Branch, Count, Value
from ..policy import Action, Occurrence, Policy
from ..space import Arrays
from ..terms import Status
from ..verdict import JUDGEMENT, verdict

Counts: TypeAlias = tuple[int, ...]
Key: TypeAlias = tuple[str, ...]
"""What is measured: its kind, its name and what is said of it."""
Change: TypeAlias = tuple[tuple[Key, int], ...]
"""What an occurrence adds to each measure."""


class State(NamedTuple):
    """A case: its facts in the order of its topic, its own counters, and the duties that are open, as bits."""

    facts: tuple[str, ...]
    own: Counts
    open: int


@dataclass(frozen=True)
class Said:
    """What the verdict says: the status of each action; what is obligatory, what clashes and conflicts, as bits."""

    statuses: tuple[Status, ...]
    obliged: int
    clashes: int
    conflicts: int
    impossible: int


@dataclass(frozen=True)
class After:
    """What an occurrence leads to, what it adds to the measures, and how often it counts in the own counters."""

    state: State
    shared: Counts
    change: Change
    ticks: Counts


class Caps:
    """The largest number that each counter is compared with, by conditions of the policy or by other ones."""

    def __init__(self, policy: Policy, readings: Mapping[str, Value], others: Iterable[Branch] = ()) -> None:
        """Look through all conditions, thresholds that are readings as chosen."""
        self.of = dict.fromkeys(policy.counters, 0)
        for branch in (*(one for some in policy.branches.values() for one in some), *others):
            for test in branch:
                if isinstance(test, Count):
                    bound = test.threshold if isinstance(test.threshold, int) else int(readings[test.threshold])
                    self.of[test.name] = max(self.of[test.name], bound)

    def cut(self, counter: str, number: int) -> int:
        """The number, or the largest that tells."""
        return min(number, self.of[counter])


class States:
    """What is worked out of the states of one topic, under chosen readings."""

    def __init__(self, policy: Policy, topic: str, readings: Mapping[str, Value], caps: Caps, arrays: Arrays) -> None:
        """Name what there is; states are worked out when they are met."""
        self.policy, self.topic, self.readings, self.caps = policy, topic, readings, caps
        self.facts = policy.topics[topic].facts
        counters = {name: policy.counters[name] for name in policy.topics[topic].counters}
        self.own = tuple(name for name, one in counters.items() if one.per == "case")
        self.shared = tuple(name for name, one in counters.items() if one.per == "all")
        self.actions = policy.actions_of(topic)
        self.bits = {name: 1 << index for index, name in enumerate(self.actions)}
        self.pairs = [both.pair for both in policy.incompatible if all(one in self.actions for one in both.pair)]
        self._arrays = arrays
        self._said: dict[tuple[tuple[str, ...], Counts, Counts], Said] = {}
        self._place = {name: index for index, name in enumerate(self.facts)}
        self._admitted: dict[str, list[tuple[int, frozenset[Value]]]] = {}

    def value(self, state: State, shared: Counts) -> dict[str, Value]:
        """The state in the words of the policy, readings included."""
        counters = {**dict(zip(self.own, state.own, strict=True)), **dict(zip(self.shared, shared, strict=True))}
        return {**dict(zip(self.facts, state.facts, strict=True)), **counters, **self.readings}

    def said(self, state: State, shared: Counts) -> Said:
        """What the verdict says, whatever duties are open."""
        key = (state.facts, state.own, shared)
        if key not in self._said:
            self._said[key] = self._judged(self.value(state, shared))
        return self._said[key]

    def _judged(self, value: dict[str, Value]) -> Said:
        found = verdict(self.policy, self.topic, [value], self._arrays)
        statuses = tuple(found.rulings[name].status for name in self.actions)
        return Said(
            statuses,
            self._mask(statuses, Status.OBLIGATORY),
            sum(1 << index for index, pair in enumerate(self.pairs) if pair in found.clashes),
            self._mask(statuses, Status.CONFLICT),
            sum(self.bits[name] for name in found.impossible),
        )

    def _mask(self, statuses: Sequence[Status], wanted: Status) -> int:
        return sum(1 << index for index, status in enumerate(statuses) if status is wanted)

    def can(self, name: str, occurrence: Occurrence, state: State) -> bool:
        """Whether the state has what the event or action needs."""
        if name not in self._admitted:
            admitted = self.policy.admitted(occurrence.needs)
            self._admitted[name] = [(self._place[fact], values) for fact, values in admitted.items()]
        return all(state.facts[place] in values for place, values in self._admitted[name])

    def started(self, facts: tuple[str, ...]) -> tuple[State, Change]:
        """A case as it begins, when nothing has been done yet; its first duties arise."""
        bare = State(facts, (0,) * len(self.own), 0)
        nothing = Said((), 0, 0, 0, 0)
        found = self._settled(nothing, bare, bare.facts, bare.own, (0,) * len(self.shared))
        begun = [((("fact", name, value), 1)) for name, value in zip(self.facts, facts, strict=True)]
        return found[0], (*begun, *found[1])

    def event(self, name: str, state: State, shared: Counts) -> After:
        """What an event makes of a case in which it can happen."""
        facts = self._set(state.facts, self.policy.events[name].sets)
        after, change = self._settled(self.said(state, shared), state, facts, state.own, shared)
        return After(
            after, shared, ((("event", name), 1), *self._moved(state.facts, facts), *change), (0,) * len(self.own)
        )

    def action(self, name: str, state: State, shared: Counts) -> After:
        """What doing an action makes of a case in which it can be done."""
        before = self.said(state, shared)
        action: Action = self.actions[name]
        ticks = tuple(int(name in self.policy.counters[one].counts) for one in self.own)
        own = tuple(self.caps.cut(one, n + more) for one, n, more in zip(self.own, state.own, ticks, strict=True))
        counted = tuple(
            self.caps.cut(one, n + (name in self.policy.counters[one].counts))
            for one, n in zip(self.shared, shared, strict=True)
        )
        status = before.statuses[list(self.actions).index(name)]
        change: list[tuple[Key, int]] = [(("action", name, JUDGEMENT[status].value), 1)]
        still = state.open & ~self.bits[name]
        if still != state.open:
            change += [(("duty", name, "discharged"), 1), (("duty", name, "open"), -1)]
        facts = self._set(state.facts, action.sets)
        after, settled = self._settled(before, state._replace(open=still), facts, own, counted)
        return After(after, counted, (*change, *self._moved(state.facts, facts), *settled), ticks)

    def counted(self, state: State, before: Counts, own: Counts, shared: Counts) -> tuple[State, Change]:
        """What other counts make of a case: its own counters, and those over all."""
        return self._settled(self.said(state, before), state, state.facts, own, shared)

    def _settled(
        self, before: Said, state: State, facts: tuple[str, ...], own: Counts, shared: Counts
    ) -> tuple[State, Change]:
        """The state once duties have arisen and lapsed (DESIGN 2, duties), and what that adds to the measures."""
        now = self.said(State(facts, own, 0), shared)
        arisen, lapsed = now.obliged & ~before.obliged, state.open & ~now.obliged
        change: list[tuple[Key, int]] = []
        for name in self._named(arisen):
            change += [(("duty", name, "arisen"), 1), (("duty", name, "open"), 1)]
        for name in self._named(lapsed):
            change += [(("duty", name, "lapsed"), 1), (("duty", name, "open"), -1)]
        change += [(("conflict", name), 1) for name in self._named(now.conflicts & ~before.conflicts)]
        change += [(("impossible", name), 1) for name in self._named(now.impossible & ~before.impossible)]
        clashing = now.clashes & ~before.clashes
        change += [(("clash", *pair), 1) for index, pair in enumerate(self.pairs) if clashing >> index & 1]
        return State(facts, own, state.open & now.obliged | arisen), tuple(change)

    def _named(self, mask: int) -> Iterator[str]:
        return (name for name, bit in self.bits.items() if mask & bit)

    def _set(self, facts: tuple[str, ...], sets: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(sets.get(name, value) for name, value in zip(self.facts, facts, strict=True))

    def _moved(self, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[tuple[Key, int]]:
        for name, old, new in zip(self.facts, before, after, strict=True):
            if old != new:
                yield ("fact", name, old), -1
                yield ("fact", name, new), 1
