"""All states of a small policy, one by one: where each norm is in force, what can be come to, and in how many steps.

Everything is worked out over `tests/reference.py` and plain dictionaries; of `space/` only the names and the numbers of
values of a topic's states are taken, since which readings are counted along is a convention, not a meaning.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from directives.policy import Occurrence, Policy
from directives.space.classes import classes

from .. import reference

State = tuple[Any, ...]
"""The values of a topic's names in their order."""

BLAMELESS = {"obligatory", "permitted", "exempt", "silent"}


@dataclass(frozen=True)
class Naive:
    """A policy, every state of it written out; `fixed` readings have just that value."""

    policy: Policy
    fixed: Mapping[str, Any]

    @cached_property
    def topics(self) -> dict[str, "Topic"]:
        return {name: Topic(self, name) for name in self.policy.topics}

    @cached_property
    def any_conduct(self) -> dict[str, dict[State, int]]:
        """For each topic the states that a case can come to, with the fewest steps to each."""
        return self.reach(compliant=False)

    @cached_property
    def compliant_conduct(self) -> dict[str, dict[State, int]]:
        return self.reach(compliant=True)

    def reach(self, compliant: bool) -> dict[str, dict[State, int]]:
        """A fixpoint over all topics; then the steps, when it is known what other cases can do."""
        found = {name: topic.starts() for name, topic in self.topics.items()}
        others: set[tuple[Any, ...]] = set()
        while True:
            grown = {name: self.onwards(name, found[name], others, compliant) for name in found}
            more = {one for name in grown for one in self.acts(name, grown[name], compliant)}
            if more <= others and all(grown[name].keys() == found[name].keys() for name in grown):
                return {name: self.onwards(name, self.topics[name].starts(), others, compliant) for name in found}
            found, others = grown, others | more

    def onwards(self, name: str, begun: Mapping[State, int], others: set[Any], compliant: bool) -> dict[State, int]:
        """The states come to from some, with the fewest steps; waiting takes none."""
        topic = self.topics[name]
        found, layer, steps = dict(begun), list(begun), 0
        while layer:
            steps += 1
            after = {new for state in layer for new in topic.after(state, others, compliant)}
            after = {new for one in after for new in (one, *topic.waits(one))}
            layer = [new for new in after if new not in found]
            found |= dict.fromkeys(layer, steps)
        return found

    def acts(self, name: str, states: Mapping[State, int], compliant: bool) -> Iterator[tuple[Any, ...]]:
        """What a case can do that others may feel: the action, with the readings and shared counters it was done at."""
        topic = self.topics[name]
        for state in states:
            for action, one in topic.actions.items():
                if topic.can(one, state) and not (compliant and topic.statuses[state][action] not in BLAMELESS):
                    yield action, name, tuple(state[topic.at[shared]] for shared in topic.shared)


@dataclass(frozen=True)
class Topic:
    """The states of a topic, written out."""

    naive: Naive
    name: str

    @cached_property
    def policy(self) -> Policy:
        return self.naive.policy

    @cached_property
    def values(self) -> dict[str, list[Any]]:
        """Every value of every name."""
        named = {name: [v for one in some for v in one] for name, some in classes(self.policy, self.name).items()}
        return named | {name: [value] for name, value in self.naive.fixed.items() if name in named}

    @cached_property
    def at(self) -> dict[str, int]:
        return {name: index for index, name in enumerate(self.values)}

    @cached_property
    def shared(self) -> list[str]:
        """The readings and the counters over all cases."""
        return [
            n for n in self.values if n in self.policy.readings or (self.counter(n) and self.counter(n).per == "all")
        ]

    @cached_property
    def actions(self) -> dict[str, Any]:
        return self.policy.actions_of(self.name)

    @cached_property
    def states(self) -> list[State]:
        return list(product(*self.values.values()))

    @cached_property
    def told_of(self) -> dict[State, Any]:
        """The evaluation of each state."""
        return {one: reference.evaluate(self.policy, self.name, self.told(one)) for one in self.states}

    @cached_property
    def statuses(self) -> dict[State, dict[str, str]]:
        """The status of each action in each state."""
        return {
            state: {action: reference.status(self.policy, action, one.in_force) for action in self.actions}
            for state, one in self.told_of.items()
        }

    def counter(self, name: str) -> Any:
        return self.policy.counters.get(name)

    def told(self, state: State) -> dict[str, Any]:
        return {**self.policy.defaults, **self.naive.fixed, **dict(zip(self.values, state, strict=True))}

    def can(self, one: Occurrence, state: State) -> bool:
        return all(reference.admits(entry, state[self.at[fact]], {}) for fact, entry in one.needs.items())

    def settled(self, state: State) -> bool:
        needs = self.policy.topics[self.name].settled
        return bool(needs) and all(reference.admits(entry, state[self.at[n]], {}) for n, entry in needs.items())

    def starts(self) -> dict[State, int]:
        """Facts initial or any, counters at nought, any readings."""
        initial = {name: self.policy.facts[name].initial for name in self.policy.topics[self.name].facts}
        first = {name: [value] for name, value in initial.items() if value is not None}
        first |= {name: [0] for name in self.values if self.counter(name)}
        return dict.fromkeys(product(*(first.get(name, values) for name, values in self.values.items())), 0)

    def after(self, state: State, others: set[Any], compliant: bool) -> Iterator[State]:
        """The states one step on: an event, an action, the action of another case."""
        for one in self.policy.events_of(self.name).values():
            if self.can(one, state):
                yield self.changed(state, one.sets)
        for action, one in self.actions.items():
            if self.can(one, state) and not (compliant and self.statuses[state][action] not in BLAMELESS):
                yield self.changed(state, {**one.sets, **self.counted(state, action, ("case", "all"))})
        for action, topic, at in others:
            there = dict(zip(self.naive.topics[topic].shared, at, strict=True))
            bumped = self.counted(state, action, ("all",))
            if bumped and all(state[self.at[name]] == value for name, value in there.items() if name in self.at):
                yield self.changed(state, bumped)

    def waits(self, state: State) -> Iterator[State]:
        """The states after some time: each counter with a window may have fallen."""
        falling = [name for name in self.values if (one := self.counter(name)) and one.within is not None]
        for lower in product(*(range(state[self.at[name]] + 1) for name in falling)):
            yield self.changed(state, dict(zip(falling, lower, strict=True)))

    def counted(self, state: State, action: str, per: tuple[str, ...]) -> dict[str, int]:
        found = {}
        for name, values in self.values.items():
            one = self.counter(name)
            if one and one.per in per and action in one.counts:
                found[name] = min(state[self.at[name]] + 1, values[-1])
        return found

    def changed(self, state: State, sets: Mapping[str, Any]) -> State:
        return tuple(sets.get(name, value) for name, value in zip(self.values, state, strict=True))
