"""The norms of a topic laid out so that every peer can be told the same, and what a peer is.

Conditions are the policy's `branches`: alternatives of conjunctions of positive tests. What the peers say is held to
`tests/reference.py`, which knows nothing of branches.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeAlias

from directives import Policy
from directives.condition import Branch, State
from directives.terms import Modality
from directives.verdict import OPPOSED, status_of

Statuses: TypeAlias = tuple[str, ...]
"""A decision: the status of each action of the topic, in the order of the policy."""

ORDER = (Modality.RESERVE, Modality.OBLIGE, Modality.FORBID, Modality.PERMIT, Modality.EXEMPT)
"""Which modality gives the status, where several are in force and none is opposed to another."""
STATUS = {modality: status_of([modality]).value for modality in ORDER}
SILENT = status_of([]).value
CONFLICT = status_of([Modality.OBLIGE, Modality.FORBID]).value
TOLD = tuple(status_of([one for bit, one in enumerate(ORDER) if mask >> bit & 1]).value for mask in range(32))
"""The status that modalities make, each a bit in ORDER."""
NAMES = (*STATUS.values(), SILENT, CONFLICT)
"""Every status of a complete state: peers that work with numbers say its place here."""


class CannotError(Exception):
    """A peer cannot take a policy, and why."""


class Decider(Protocol):
    """A peer that has taken a policy."""

    def decide(self, state: State) -> Statuses:
        """The decision on one state."""

    def batch(self, states: Sequence[State]) -> Any:
        """The states in the form that the peer takes them in best; making it is not timed."""

    def decide_many(self, batch: Any) -> Any:
        """The decisions on a batch, in the form that the peer gives them in best."""

    def statuses(self, found: Any) -> list[Statuses]:
        """What `decide_many` found, a decision a state; reading it out is not timed."""


class OneByOne:
    """A peer that has nothing for many states but to decide one after another."""

    def decide(self, state: State) -> Statuses:
        """The decision on one state."""
        raise NotImplementedError

    def batch(self, states: Sequence[State]) -> Any:
        """The states as they are."""
        return list(states)

    def decide_many(self, batch: Any) -> Any:
        """The decisions, one after another."""
        return [self.decide(state) for state in batch]

    def statuses(self, found: Any) -> list[Statuses]:
        """The decisions as they are."""
        return list(found)


@dataclass(frozen=True)
class PlainNorm:
    """A norm by numbers: its action's, those of its superiors; its alternatives, of which one must hold."""

    number: int
    name: str
    action: int
    modality: Modality
    branches: tuple[Branch, ...]
    above: tuple[int, ...]
    stratum: int
    """The longest chain of superiors above it."""


@dataclass(frozen=True)
class Plain:
    """The norms of a topic, superiors first, and what a state of the topic gives values to."""

    actions: tuple[str, ...]
    norms: tuple[PlainNorm, ...]
    values: Mapping[str, tuple[str | int, ...]]
    """The values of each fact and reading, in order."""
    counters: tuple[str, ...]

    @classmethod
    def of(cls, policy: Policy, topic: str) -> "Plain":
        """The norms of a topic of the policy."""
        about, actions = policy.topics[topic], tuple(policy.actions_of(topic))
        norms: dict[str, PlainNorm] = {}
        for name in policy.ranked:
            norm = policy.norms[name]
            if norm.topic == topic:
                above = [norms[other] for other in policy.superiors[name] if other in norms]
                norms[name] = PlainNorm(
                    len(norms), name, actions.index(norm.action), norm.modality, policy.branches[name],
                    tuple(one.number for one in above), max((one.stratum + 1 for one in above), default=0),
                )  # fmt: skip
        values = {name: tuple(policy.facts[name].values) for name in about.facts}
        values |= {name: tuple(reading.domain) for name, reading in policy.readings.items()}
        return cls(actions, tuple(norms.values()), values, about.counters)

    @property
    def names(self) -> tuple[str, ...]:
        """The facts, readings and counters."""
        return (*self.values, *self.counters)

    @cached_property
    def tested(self) -> tuple[str, ...]:
        """Those of the names that some norm speaks of, all that peers are told; one at least, for a table's sake."""
        spoken = {
            str(name)
            for norm in self.norms
            for branch in norm.branches
            for test in branch
            for name in (test.name, getattr(test, "threshold", test.name))
        }
        return tuple(name for name in self.names if name in spoken) or self.names[:1]

    @property
    def strata(self) -> list[list[PlainNorm]]:
        """The norms by stratum: those of one hang only on those of earlier ones."""
        found: list[list[PlainNorm]] = [[] for _ in range(1 + max((one.stratum for one in self.norms), default=0))]
        for norm in self.norms:
            found[norm.stratum].append(norm)
        return found

    def by_modality(self, action: int) -> dict[Modality, list[int]]:
        """The numbers of the norms on an action, by modality in ORDER."""
        found: dict[Modality, list[int]] = {modality: [] for modality in ORDER}
        for number in self._on[action]:
            found[self.norms[number].modality].append(number)
        return {modality: numbers for modality, numbers in found.items() if numbers}

    @cached_property
    def _on(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.actions]
        for norm in self.norms:
            found[norm.action].append(norm.number)
        return found

    @cached_property
    def _bits(self) -> list[tuple[int, int]]:
        return [(norm.action, 1 << ORDER.index(norm.modality)) for norm in self.norms]

    def told(self, in_force: Iterable[int]) -> Statuses:
        """The decision, where a peer says which norms are in force, by number."""
        masks = [0] * len(self.actions)
        for number in in_force:
            action, bit = self._bits[number]
            masks[action] |= bit
        return tuple(map(TOLD.__getitem__, masks))

    def resolved(self, applying: Iterable[int]) -> Statuses:
        """The decision, where a peer says only which norms apply: exceptions are resolved here, in Python."""
        in_force: set[int] = set()
        for number in sorted(applying):
            if in_force.isdisjoint(self.norms[number].above):
                in_force.add(number)
        return self.told(in_force)


def torn(modalities: Iterable[Modality]) -> list[tuple[Modality, Modality]]:
    """The pairs among the modalities that conflict."""
    present = [modality for modality in ORDER if modality in set(modalities)]
    return [
        (one, other)
        for place, one in enumerate(present)
        for other in present[place + 1 :]
        if frozenset((one, other)) in OPPOSED
    ]
