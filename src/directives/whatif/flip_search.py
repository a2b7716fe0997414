"""The smallest changes that give an action a status: every one up to a cost, or those of the least cost there is.

Cases are searched one by one (`flip_course.py`) and put together where they meet, in the counters; then the readings
are tried. What no norm on the action can tell apart is not told apart here either. Everything is integers; `flip.py`
makes changes of them and has each played.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..errors import LimitError
from ..space import Arrays
from ..terms import Status
from .asked import Asked
from .flip_case import CaseBits, Counts, Node, counting_days
from .flip_changes import Allowed
from .flip_course import Course, Live
from .flip_labels import Atom, Atoms, Keep, Label
from .flip_places import Placed, Places
from .reach import Telling, classes, filled, most_telling, status_in

MOST_CHOICES = 20_000
"""More choices of readings than this are not tried."""


@dataclass(frozen=True)
class Choice:
    """A value for every telling reading, as changes of those that the story has."""

    readings: Mapping[str, str | int]
    bits: int
    cost: int


@dataclass(frozen=True)
class Found:
    """A smallest change: the atoms, what they cost, and where the steps that they insert stand, by case.

    `steps` are all steps after which the inserted one could stand, where there is just one.
    """

    atoms: tuple[Atom, ...]
    cost: int
    placed: Mapping[str, Placed]
    steps: tuple[int, ...] = ()


class Search:
    """The search for what makes an action of a case have a status just after a step."""

    def __init__(self, question: Asked, status: Status, allow: Allowed) -> None:
        """Say what is searched; nothing is done yet."""
        self.scenario, self.policy, self.readings = question.scenario, question.policy, question.readings
        self.action, self.case, self.step, self.topic = question.action, question.case, question.step, question.topic
        self.question, self.status, self.allow = question, status, allow
        self.telling = Telling.of(self.policy, self.topic, self.action)
        fixed = {name: value for name, value in self.readings.items() if allow.reading(name) is None}
        self.most = {name: most_telling(self.policy, self.telling.norms, name, fixed) for name in self.telling.counters}
        self.evaluator = Arrays(self.policy)
        self.rest = filled(self.policy, self.topic)
        self.atoms = Atoms()
        self.statuses: dict[tuple[int, Counts, tuple[str | int, ...]], bool] = {}
        self.lives: dict[tuple[str | int, ...], Live] = {}

    @cached_property
    def cases(self) -> dict[str, CaseBits]:
        """The case asked about, and every other that can add to a telling counter."""
        found = {}
        for name in sorted(self.scenario.matters, key=lambda one: one != self.case):
            own = name == self.case
            one = CaseBits(self.question, name, self.telling, self.most, self.allow)
            if own or one.counting:
                found[name] = one
        return found

    @cached_property
    def values(self) -> dict[str, list[list[str | int]]]:
        """For every telling reading its values, those together that can make no difference; the story's own first."""
        found = {}
        for name in dict.fromkeys((*self.telling.readings, *self.telling.windows)):
            every = classes(self.policy, self.telling.norms, name, self.most)
            if name in self.telling.windows:
                every = [part for some in every for part in self._by_window(name, some)]
            own = next(some for some in every if self.readings[name] in some)
            found[name] = [own, *(self.nearest(name, some) for some in every if some is not own)]
        return found

    def nearest(self, name: str, values: Sequence[str | int]) -> list[str | int]:
        """Values of a reading, those nearest to the story's own first."""
        now = self.readings[name]
        return sorted(values, key=lambda one: abs(one - now) if isinstance(one, int) and isinstance(now, int) else 0)

    def _by_window(self, name: str, values: Sequence[str | int]) -> Iterator[list[str | int]]:
        """Values of a reading that says how long a counter counts, by which days of the story it counts."""
        parts: dict[tuple[tuple[bool, ...], ...], list[str | int]] = {}
        for value in values:
            parts.setdefault(tuple(self._live({**self.readings, name: value})), []).append(value)
        yield from parts.values()

    def _live(self, readings: Mapping[str, str | int]) -> Live:
        key = tuple(readings[name] for name in self.telling.windows)
        if key not in self.lives:
            self.lives[key] = counting_days(self.scenario, self.policy, self.telling.counters, readings, self.step)
        return self.lives[key]

    def all_up_to(self, bound: int) -> list[Label]:
        """Every smallest change that costs at most so much."""
        return self._smallest(self._solutions(bound, Keep.SMALLEST))

    def cheapest(self) -> list[Label]:
        """Every change of the least cost there is; none if no change of the kinds allowed gives the status."""
        costs = [cost for _, cost in self._solutions(None, Keep.ONE)]
        if not costs:
            return []
        self.atoms.kept = 0
        return self._smallest(label for label in self._solutions(min(costs), Keep.CHEAPEST) if label[1] == min(costs))

    def _smallest(self, labels: "Iterator[Label]") -> list[Label]:
        """Those that hold no other, those of the fewest changes first."""
        found: list[Label] = []
        for bits, cost in sorted(set(labels), key=lambda one: (one[0].bit_count(), *one)):
            if not any(other & bits == other for other, _ in found):
                found.append((bits, cost))
        return found

    def _solutions(self, bound: int | None, keep: Keep) -> Iterator[Label]:
        """Labels that give the status, all smallest ones among them."""
        results: dict[tuple[object, ...], dict[Node, list[Label]]] = {}
        least: int | None = None
        for choice in self._choices(bound):
            live = self._live(choice.readings)
            if tuple(live) not in results:
                results[tuple(live)] = self._together(live, bound, keep)
            for (facts, counts), labels in results[tuple(live)].items():
                cheap = min(cost for _, cost in labels) + choice.cost
                if (bound is not None and cheap > bound) or (keep is Keep.ONE and least is not None and cheap >= least):
                    continue
                if self.gives(facts, counts, choice.readings):
                    least = cheap if least is None else min(least, cheap)
                    yield from (
                        (bits | choice.bits, cost + choice.cost)
                        for bits, cost in labels
                        if bound is None or cost + choice.cost <= bound
                    )

    def _choices(self, bound: int | None) -> Iterator[Choice]:
        """Every choice of the telling readings, the cheapest first."""
        found = [Choice(dict(self.readings), 0, 0)]
        for name, every in self.values.items():
            cost = self.allow.reading(name)
            if cost is None:
                continue
            more = [
                Choice(
                    {**one.readings, name: some[0]},
                    one.bits | self.atoms.bit("reading", name, str(number)),
                    one.cost + cost,
                )
                for one in found
                for number, some in enumerate(every[1:], 1)
                if bound is None or one.cost + cost <= bound
            ]
            found += more
            if len(found) > MOST_CHOICES:
                raise LimitError("there are too many readings to try them all\n  help: keep some of them with --keep")
        yield from sorted(found, key=lambda one: one.cost)

    def _together(self, live: Live, bound: int | None, keep: Keep) -> dict[Node, list[Label]]:
        """What the case asked about can come to, with what all cases together add to the counters."""
        found: dict[Node, list[Label]] | None = None
        for case in self.cases.values():
            one = Course(case, self.atoms).search(live, bound, keep)
            found = one if found is None else self._added(found, one, bound, keep)
        return found or {}

    def _added(
        self, one: dict[Node, list[Label]], other: dict[Node, list[Label]], bound: int | None, keep: Keep
    ) -> dict[Node, list[Label]]:
        """What two cases come to: the facts of the first, the counts of both."""
        found: dict[Node, list[Label]] = {}
        caps = tuple(self.most.values())
        for ((facts, counts), labels), ((_, more), others) in itertools.product(one.items(), other.items()):
            both = tuple(min(a + b, cap) for a, b, cap in zip(counts, more, caps, strict=True))
            into = found.setdefault((facts, both), [])
            for (bits, cost), (also, price) in itertools.product(labels, others):
                if bound is None or cost + price <= bound:
                    self.atoms.add(into, bits | also, cost + price, keep)
        return {node: labels for node, labels in found.items() if labels}

    def gives(self, facts: int, counts: Counts, readings: Mapping[str, str | int]) -> bool:
        """Whether the action certainly has the status where the telling facts may have these values."""
        key = (facts, counts, tuple(readings[name] for name in self.telling.readings))
        if key not in self.statuses:
            possible = self.cases[self.case].values_of(facts)
            state = {**self.rest, **readings, **dict(zip(self.most, counts, strict=True))}
            choices = [possible[name] for name in self.telling.facts]
            self.statuses[key] = all(
                self.status
                is status_in(
                    self.policy,
                    self.topic,
                    self.action,
                    {**state, **dict(zip(self.telling.facts, values, strict=True))},
                    self.evaluator,
                )
                for values in itertools.product(*choices)
            )
        return self.statuses[key]

    def found(self, label: Label) -> Found:
        """A label with its inserted steps placed."""
        atoms = self.atoms.of(label[0])
        readings = {**self.readings, **{name: self.values[name][int(number)][0] for name, number in _readings(atoms)}}
        places = {name: Places(case, atoms, self._live(readings)) for name, case in self.cases.items()}
        ways = itertools.product(*([(name, *best) for best in one.best().items()] for name, one in places.items()))
        placed = next({name: placed for name, _, placed in way} for way in ways if self._gives(way, readings))
        steps = self._steps(places, readings) if sum(atom[0] == "insert" for atom in atoms) == 1 else ()
        return Found(tuple(atoms), label[1], placed, steps)

    def _steps(self, places: Mapping[str, Places], readings: Mapping[str, str | int]) -> tuple[int, ...]:
        """Every step after which the one inserted step can stand."""
        ways = itertools.product(*([(name, *each) for each in one.all()] for name, one in places.items()))
        return tuple(
            sorted({placed[0][0] for way in ways if self._gives(way, readings) for *_, placed in way if placed})
        )

    def _gives(self, way: Sequence[tuple[str, Node, Placed]], readings: Mapping[str, str | int]) -> bool:
        counts = [counts for _, (_, counts), _ in way]
        caps = self.most.values()
        together = tuple(min(sum(some), cap) for some, cap in zip(zip(*counts, strict=True), caps, strict=True))
        return self.gives(way[0][1][0], together, readings)


def _readings(atoms: Sequence[Atom]) -> Iterator[tuple[str, str]]:
    return ((atom[1], atom[2]) for atom in atoms if atom[0] == "reading")
