"""What any state of a topic can come to for one action: statuses that some state gives, each with one that gives it.

Every state is tried, over the facts, counters and readings that can tell; values that no norm can tell apart count as
one. So a status that is not found here is given by no state at all.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..condition import Among, Branch, Count, State
from ..policy import Policy
from ..terms import Status
from ..verdict import Evaluator, status_of

V = TypeVar("V")

MOST_STATES = 200_000
"""A question that takes more states than this is not answered, rather than answered in part."""


@dataclass(frozen=True)
class Telling:
    """What the norms on an action and all that can set them aside test: facts, counters and readings of their topic.

    Nothing else can change the action's status. `windows` are the readings that say how long a telling counter counts.
    """

    norms: tuple[str, ...]
    facts: tuple[str, ...]
    counters: tuple[str, ...]
    readings: tuple[str, ...]
    windows: tuple[str, ...]

    @classmethod
    def of(cls, policy: Policy, topic: str, action: str) -> "Telling":
        """What tells on an action of a topic."""
        norms: dict[str, None] = {}
        left = [name for name, norm in policy.norms_of(topic).items() if norm.action == action]
        while left:
            name = left.pop(0)
            if name not in norms:
                norms[name] = None
                left.extend(policy.superiors[name])
        tests = [test for name in norms for branch in policy.branches[name] for test in branch]
        names = {test.name for test in tests}
        bounds = {test.threshold for test in tests if isinstance(test, Count)}
        counters = tuple(name for name in policy.topics[topic].counters if name in names)
        within = {policy.counters[name].within for name in counters}
        return cls(
            norms=tuple(norms),
            facts=tuple(name for name in policy.topics[topic].facts if name in names),
            counters=counters,
            readings=tuple(name for name in policy.readings if name in names | bounds),
            windows=tuple(name for name in policy.readings if name in within),
        )


def branches_of(policy: Policy, norms: Iterable[str]) -> Iterator[Branch]:
    """The alternatives of the conditions of some norms."""
    return (branch for name in norms for branch in policy.branches[name])


def thresholds(policy: Policy, norms: Iterable[str], counter: str) -> list[int | str]:
    """What the norms hold a counter against."""
    tests = (test for branch in branches_of(policy, norms) for test in branch)
    return [test.threshold for test in tests if isinstance(test, Count) and test.name == counter]


def most_telling(policy: Policy, norms: Sequence[str], counter: str, fixed: Mapping[str, str | int]) -> int:
    """The count from which on more of it changes nothing; `fixed` gives the readings that cannot change."""
    bounds = [0]
    for one in thresholds(policy, norms, counter):
        if isinstance(one, int):
            bounds.append(one)
        elif one in fixed:
            bounds.append(int(fixed[one]))
        else:
            bounds.append(max(int(value) for value in policy.readings[one].domain))
    return max(bounds)


def classes(policy: Policy, norms: Sequence[str], reading: str, most: Mapping[str, int]) -> list[list[str | int]]:
    """The values of a reading, those together that no norm can tell apart while counters stay up to `most`.

    As a window it is not looked at here.
    """
    masks: dict[tuple[object, ...], list[str | int]] = {}
    tests = [test for branch in branches_of(policy, norms) for test in branch]
    sets = [test.values for test in tests if isinstance(test, Among) and test.name == reading]
    counters = {test.name for test in tests if isinstance(test, Count) and test.threshold == reading}
    for value in policy.readings[reading].domain:
        admits = tuple(value in one for one in sets)
        bounds = tuple(min(max(int(value), 0), most[name] + 1) for name in sorted(counters))
        masks.setdefault((admits, bounds), []).append(value)
    return list(masks.values())


@dataclass(frozen=True)
class Table:
    """The status of an action in every state of a topic, by the values of what tells on it."""

    names: tuple[str, ...]
    rows: Mapping[tuple[str | int, ...], Status]

    def instance(self, wanted: Status) -> dict[str, str | int] | None:
        """What is enough for the status, whatever else is so, and none of which can be spared; None if nothing is."""
        first = next((values for values, status in self.rows.items() if status is wanted), None)
        if first is None:
            return None
        kept = list(range(len(self.names)))
        for at in tuple(kept):
            fewer = [one for one in kept if one != at]
            if all(status is wanted for values, status in self.rows.items() if _agree(values, first, fewer)):
                kept = fewer
        return {self.names[at]: first[at] for at in kept}


def _agree(values: Sequence[object], others: Sequence[object], at: Iterable[int]) -> bool:
    return all(values[one] == others[one] for one in at)


def every_status(policy: Policy, topic: str, action: str, evaluator: Evaluator) -> Table | None:
    """The status of an action in every state that can be told apart; None where the states are too many."""
    telling = Telling.of(policy, topic, action)
    most = {name: most_telling(policy, telling.norms, name, {}) for name in telling.counters}
    choices: dict[str, Sequence[str | int]] = {
        **{name: policy.facts[name].values for name in telling.facts},
        **{name: range(most[name] + 1) for name in telling.counters},
        **{name: [some[0] for some in classes(policy, telling.norms, name, most)] for name in telling.readings},
    }
    if math.prod(map(len, choices.values())) > MOST_STATES:
        return None
    rest = filled(policy, topic)
    states = (dict(zip(choices, values, strict=True)) for values in itertools.product(*choices.values()))
    return Table(
        tuple(choices),
        {tuple(one.values()): status_in(policy, topic, action, {**rest, **one}, evaluator) for one in states},
    )


def filled(policy: Policy, topic: str) -> dict[str, str | int]:
    """Some state of the topic: every fact at its first value, every counter at nought, the readings by default."""
    has = policy.topics[topic]
    facts: dict[str, str | int] = {name: policy.facts[name].values[0] for name in has.facts}
    return {**facts, **dict.fromkeys(has.counters, 0), **policy.defaults}


def status_in(policy: Policy, topic: str, action: str, state: State, evaluator: Evaluator) -> Status:
    """The status of an action in a complete state."""
    in_force = evaluator.evaluate(topic, state).in_force
    return status_of(policy.norms[name].modality for name in in_force if policy.norms[name].action == action)
