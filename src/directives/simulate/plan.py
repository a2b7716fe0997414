"""An ensemble under one choice of readings, ready to run: what may occur in each step, in which order, by which draw.

In a step the partner moves first (shocks, then hazards, in the order of the file), in all cases; then we act, action by
action in the order of the policy, in each through the cases in their order. One draw decides several occurrences, save
for actions that a counter over all cases counts: what one case does is then felt by the next.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..condition import Branch, Condition, Value, branches
from ..ensemble import Ensemble, Hazard, Population, Shock
from ..errors import LimitError
from ..policy import Policy
from ..space import Arrays
from .lots import Befalling, Doing, Lot, bounds_of
from .rows import Rows
from .states import Caps, States

MOST_AT_ONCE = 8
"""As many occurrences are decided by one draw: the ways of a row multiply with each."""
MOST_BEGINNINGS = 100_000
"""A population whose facts can start in more ways is refused."""


@dataclass(frozen=True)
class Group:
    """Actions that are gone through together: several that no shared counter counts, or one that some do."""

    actions: tuple[str, ...]
    counted: tuple[int, ...]
    """The shared counters, by place, that count it."""

    def among(self, doing: Mapping[str, Doing]) -> list[Doing]:
        """Those of its actions that can be done in a topic."""
        return [doing[name] for name in self.actions if name in doing]


class Members:
    """A population: its rows, how its cases begin, and its lots."""

    def __init__(self, plan: "Plan", name: str, population: Population, states: States) -> None:
        """Lay out the lots; what is in them is worked out when cases come to it."""
        self.name, self.count, self.states = name, population.count, states
        self.rows = Rows(states)
        self._plan = plan
        self._lots: dict[tuple[Befalling, ...], list[Lot]] = {}
        policy, topic = plan.policy, population.topic
        self.begins = _beginnings(policy, topic, population)
        self.bounds = np.array(bounds_of([share for _, share in self.begins]), np.uint64)
        places = {action: place for place, action in enumerate(states.actions)}
        doing = {
            name: Doing(name, place, plan.ensemble.conduct, policy.actions[name]) for name, place in places.items()
        }
        self.acts = [[Lot(self.rows, some) for some in _parted(one.among(doing))] for one in plan.groups]
        self.windowed = [
            (index, int(within), states.caps.of[one])
            for index, one in enumerate(states.own)
            if (within := plan.window(one)) is not None and states.caps.of[one]
        ]

    @property
    def names(self) -> Iterator[str]:
        """The names of its cases, numbered from 1."""
        return (f"{self.name}_{number}" for number in range(1, self.count + 1))

    def befalling(self, step: int) -> list[Lot]:
        """The lots of the events that may occur in a step, the first being 1."""
        now = tuple(self._events(step))
        if now not in self._lots:
            self._lots[now] = [Lot(self.rows, some) for some in _parted(now)]
        return self._lots[now]

    def _events(self, step: int) -> Iterator[Befalling]:
        days, ensemble, topic = self._plan.days, self._plan.ensemble, self.states.topic
        for shock in ensemble.shocks:
            if days[step - 1] < shock.at <= days[step] and self._concerned(shock, topic):
                yield self._befalling(shock, shock.share)
        for hazard in ensemble.hazards:
            begun = hazard.since is None or hazard.since <= days[step]
            if begun and (hazard.until is None or hazard.until >= days[step]) and self._concerned(hazard, topic):
                yield self._befalling(hazard, hazard.chance)

    def _concerned(self, one: Shock | Hazard, topic: str) -> bool:
        named = one.population
        return named == self.name or (named is None and one.event in self._plan.policy.events_of(topic))

    def _befalling(self, one: Shock | Hazard, chance: float) -> Befalling:
        event = self._plan.policy.events[one.event]
        return Befalling(one.event, chance, _alternatives(one.when, self._plan.policy), event)


def _beginnings(policy: Policy, topic: str, population: Population) -> list[tuple[tuple[str, ...], float]]:
    """Every way in which the facts of a case may begin, with its share."""
    choices: list[list[tuple[str, float]]] = []
    for name in policy.topics[topic].facts:
        given = population.facts.get(name, policy.facts[name].initial or "")
        spread = given if isinstance(given, Mapping) else {given: 1.0}
        whole = sum(spread.values())
        choices.append([(value, share / whole) for value, share in spread.items() if share > 0])
    if (ways := int(np.prod([len(some) for some in choices], dtype=np.float64))) > MOST_BEGINNINGS:
        raise LimitError(
            f"the facts of a population can begin in {ways:,} ways, over {MOST_BEGINNINGS:,}: spread fewer"
        )
    return [
        (tuple(value for value, _ in some), float(np.prod([share for _, share in some])))
        for some in itertools.product(*choices)
    ]


def _parted(slots: Sequence[Befalling] | Sequence[Doing]) -> list[Sequence[Befalling] | Sequence[Doing]]:
    return [slots[start : start + MOST_AT_ONCE] for start in range(0, len(slots), MOST_AT_ONCE)]


def _alternatives(when: Condition | None, policy: Policy) -> tuple[Branch, ...] | None:
    return branches(when, None, policy.domains) if when is not None else None


class Plan:
    """What an ensemble asks for, with a value for every reading."""

    def __init__(self, ensemble: Ensemble, policy: Policy, readings: Mapping[str, Value]) -> None:
        """Lay all out; `policy` is amended already."""
        self.ensemble, self.policy = ensemble, policy
        self.readings = {**policy.defaults, **readings}
        self.days = ensemble.days
        self.ordinals = [day.toordinal() for day in self.days]
        self.steps = {day: step for step, day in enumerate(self.ordinals) if step}
        befalling: tuple[Hazard | Shock, ...] = (*ensemble.hazards, *ensemble.shocks)
        asked = [_alternatives(one.when, policy) or () for one in befalling]
        caps = Caps(policy, self.readings, itertools.chain.from_iterable(asked))
        arrays = Arrays(policy)
        topics = dict.fromkeys(one.topic for one in ensemble.populations.values())
        states = {topic: States(policy, topic, self.readings, caps, arrays) for topic in topics}
        self.shared = tuple(dict.fromkeys(name for one in states.values() for name in one.shared if caps.of[name]))
        self.caps = np.array([caps.of[name] for name in self.shared], np.int64)
        self.windows = [self.window(name) for name in self.shared]
        self.groups = list(self._groups([one.actions for one in states.values()]))
        self.members = [Members(self, name, one, states[one.topic]) for name, one in ensemble.populations.items()]

    def window(self, counter: str) -> int | None:
        """The window of a counter in days; None for ever."""
        within = self.policy.counters[counter].within
        return int(self.readings[within]) if isinstance(within, str) else within

    def _groups(self, actions: Sequence[Mapping[str, object]]) -> Iterator[Group]:
        plain: list[str] = []
        for name in self.policy.actions:
            if not any(name in some for some in actions):
                continue
            counted = tuple(i for i, one in enumerate(self.shared) if name in self.policy.counters[one].counts)
            if not counted:
                plain.append(name)
                continue
            if plain:
                yield Group(tuple(plain), ())
            plain = []
            yield Group((name,), counted)
        if plain:
            yield Group(tuple(plain), ())

    @cached_property
    def places(self) -> "Places":
        """Where in the draws of a step those of each lot stand."""
        steps = range(1, len(self.days))
        events: list[int] = []
        acts: list[list[list[int]]] = []
        place = 0
        for one in self.members:
            room = _even(one.count)
            events.append(place)
            place += room * max(len(one.befalling(step)) for step in steps)
            starts = itertools.count(place, room)
            acts.append([[next(starts) for _ in lots] for lots in one.acts])
            place = next(starts)
        counts = [_even(one.count) for one in self.members]
        begin = [0, *itertools.accumulate(counts)]
        return Places(begin[:-1], events, acts, max(place, begin[-1]))


class Places(NamedTuple):
    """Where in the draws of a step those of each lot begin, and how many draws a step has.

    By population: how cases begin (before the first step), events (one lot after another), and actions, by group and
    lot.
    """

    begin: list[int]
    events: list[int]
    acts: list[list[list[int]]]
    size: int


def _even(count: int) -> int:
    return count + count % 2
