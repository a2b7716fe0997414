"""What the norms of a topic ask of a case once the readings are chosen: axes of few classes, and tests on them.

An axis is a fact or a counter that some norm or need tests; values that nothing tells apart share a class. It knows
nothing of tables of cases.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..condition import Among, Branch, Count, Value
from ..policy import Policy
from ..terms import Modality

Tests = Mapping[str, frozenset[int]]
"""The classes that are admitted, by the name of the axis; an axis that is left out admits all."""


@dataclass(frozen=True)
class Axis:
    """A fact or counter: the class of each value of a fact, or the `thresholds` at which those of a counter begin.

    >>> Axis("urged", {}, (1, 3)).size
    3
    """

    name: str
    classes: Mapping[Value, int]
    thresholds: tuple[int, ...] = ()

    @cached_property
    def size(self) -> int:
        """How many classes there are; this number itself is the code of the unknown."""
        return len(self.thresholds) + 1 if self.thresholds else max(self.classes.values(), default=0) + 1


@dataclass(frozen=True)
class Asked:
    """All that is asked of the cases of a topic under chosen readings.

    `norms` gives, for every norm of the topic, superiors first, the alternatives of its condition; `needs` what each
    action that can be obligatory needs, or None where no case can have it.
    """

    axes: tuple[Axis, ...]
    norms: Mapping[str, tuple[Tests, ...]]
    needs: Mapping[str, Tests | None]


def asked(policy: Policy, topic: str, readings: Mapping[str, Value]) -> Asked:
    """What the norms of a topic and the needs of its duties ask, with a value for every reading.

    >>> from directives import load_policy
    >>> policy = load_policy()
    >>> [(axis.name, axis.size) for axis in asked(policy, "learner", policy.defaults).axes]
    [('access', 2)]
    """
    names = [name for name in policy.ranked if policy.norms[name].topic == topic]
    plain = {name: [one for some in policy.branches[name] if (one := _plain(some, readings))] for name in names}
    due = {norm.action for norm in policy.norms_of(topic).values() if norm.modality is Modality.OBLIGE}
    needs = {
        name: [_admitted(fact, values) for fact, values in policy.admitted(action.needs).items()]
        for name, action in policy.actions_of(topic).items()
        if name in due and action.needs
    }
    told = [*needs.values(), *(branch.tests for some in plain.values() for branch in some)]
    axes = {axis.name: axis for axis in _axes(policy, topic, [test for tests in told for test in tests])}
    alternatives = {name: tuple(_coded([one.tests for one in some], axes)) for name, some in plain.items()}
    return Asked(
        tuple(axes.values()), alternatives, {name: next(_coded([some], axes), None) for name, some in needs.items()}
    )


@dataclass(frozen=True)
class _Plain:
    """An alternative with the readings taken out."""

    tests: tuple[Among | Count, ...]


def _admitted(fact: str, values: frozenset[Value]) -> Among:
    return Among(fact, values)


def _plain(branch: Branch, readings: Mapping[str, Value]) -> _Plain | None:
    """The branch with thresholds as numbers and without its tests of readings; None if one of these fails."""
    found: list[Among | Count] = []
    for test in branch:
        if isinstance(test, Count):
            bound = test.threshold if isinstance(test.threshold, int) else int(readings[test.threshold])
            found.append(Count(test.name, bound, test.at_least))
        elif test.name not in readings:
            found.append(test)
        elif readings[test.name] not in test.values:
            return None
    return _Plain(tuple(found))


def _axes(policy: Policy, topic: str, tests: Iterable[Among | Count]) -> Iterator[Axis]:
    """The facts and counters of the topic that the tests tell several classes of apart."""
    told = list(tests)
    for name in policy.topics[topic].facts:
        sets = list(dict.fromkeys(one.values for one in told if isinstance(one, Among) and one.name == name))
        kinds: dict[tuple[bool, ...], int] = {}
        classes: dict[Value, int] = {}
        for value in policy.facts[name].values:
            classes[value] = kinds.setdefault(tuple(value in some for some in sets), len(kinds))
        if len(kinds) > 1:
            yield Axis(name, classes)
    for name in policy.topics[topic].counters:
        bounds = {int(one.threshold) for one in told if isinstance(one, Count) and one.name == name}
        if thresholds := tuple(sorted(bound for bound in bounds if bound > 0)):
            yield Axis(name, {}, thresholds)


def _coded(branches: Iterable[Iterable[Among | Count]], axes: Mapping[str, Axis]) -> Iterator[Tests]:
    """The alternatives as classes of the axes; one that no case can meet is left out."""
    for tests in branches:
        admits: dict[str, frozenset[int]] = {}
        possible = True
        for test in tests:
            axis = axes.get(test.name)
            if axis is None:
                possible = possible and _always(test)
                continue
            admits[test.name] = admits.get(test.name, frozenset(range(axis.size))) & _classes(test, axis)
        if possible and all(admits.values()):
            yield {name: some for name, some in admits.items() if len(some) < axes[name].size}


def _always(test: Among | Count) -> bool:
    """Whether a test that tells nothing apart always holds: it has some value, or asks for at least 0."""
    return bool(test.values) if isinstance(test, Among) else test.at_least


def _classes(test: Among | Count, axis: Axis) -> frozenset[int]:
    if isinstance(test, Among):
        return frozenset(axis.classes[value] for value in axis.classes if value in test.values)
    first = axis.thresholds.index(int(test.threshold)) + 1 if int(test.threshold) > 0 else 0
    return frozenset(range(first, axis.size)) if test.at_least else frozenset(range(first))
