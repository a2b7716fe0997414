"""One norm as an argument: whether it is in force, the conditions that held or failed, and the norms that answer it.

An argument is a tree. Below a norm stand its superiors, the norms that override it, each as an argument of its own, so
that a norm which stands again can be told with all that brought it back (DESIGN 2, reinstatement).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from ..condition import Among, Branch, Count, Model, Test
from ..terms import Modality
from ..verdict import Evaluation, Evaluator
from . import wording
from .situation import Since, Situation


class Standing(StrEnum):
    """How a norm stands in a situation.

    >>> Standing.SET_ASIDE.value
    'set aside'
    """

    IN_FORCE = "in force"
    OPEN = "open"
    SET_ASIDE = "set aside"
    IDLE = "does not apply"


class Leaf(Model):
    """One condition: what it asks of a fact, counter or reading, what there is, and since when.

    `holds` is null where nobody knows. `wants` lists values; of a counter it is a bound, as `at least 3`. `found` lists
    the values that are possible. `asks`, `says` and `why` are the same in words.
    """

    of: str
    kind: Literal["fact", "counter", "reading"]
    wants: tuple[str | int, ...]
    found: tuple[str | int, ...]
    holds: bool | None
    since: tuple[Since, ...] = ()
    asks: str
    says: str
    why: str = ""


class Alternative(Model):
    """One way for a norm to apply: its conditions, by whether they hold."""

    held: tuple[Leaf, ...] = ()
    unknown: tuple[Leaf, ...] = ()
    failed: tuple[Leaf, ...] = ()

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All of them."""
        return (*self.held, *self.unknown, *self.failed)


class Argument(Model):
    """A norm, how it stands, and why.

    `ways` are the alternatives of its condition by which it applies or may apply; where it cannot, all of them, that
    with the fewest failed conditions first. `set_aside_by` names the norms in force that override it, `superiors` tells
    of every norm that could, in the order of the file.
    """

    norm: str
    modality: Modality
    action: str
    clause: str
    hedges: tuple[str, ...] = ()
    says: str
    standing: Standing
    ways: tuple[Alternative, ...]
    set_aside_by: tuple[str, ...] = ()
    superiors: tuple["Argument", ...] = ()

    @property
    def reinstated(self) -> bool:
        """Whether it is in force although a superior of it applies: one that is itself set aside."""
        return self.standing is Standing.IN_FORCE and any(one.standing is Standing.SET_ASIDE for one in self.superiors)


@dataclass(frozen=True)
class Court:
    """A situation with what an evaluator says of every state that it may be."""

    situation: Situation
    evaluations: Sequence[Evaluation]

    @classmethod
    def of(cls, situation: Situation, evaluator: Evaluator) -> "Court":
        """The situation, evaluated."""
        return cls(situation, [evaluator.evaluate(situation.topic, state) for state in situation.states()])

    def arguments(self, action: str) -> tuple[Argument, ...]:
        """The arguments of all norms on an action of the topic, in the order of the file."""
        norms = self.situation.policy.norms_of(self.situation.topic)
        return tuple(self.argument(name) for name, norm in norms.items() if norm.action == action)

    def argument(self, name: str) -> Argument:
        """The argument of a norm."""
        policy = self.situation.policy
        norm, standing = policy.norms[name], self.standing(name)
        return Argument(
            norm=name,
            modality=norm.modality,
            action=norm.action,
            clause=norm.clause,
            hedges=wording.hedges(norm),
            says=norm.says,
            standing=standing,
            ways=tuple(self.ways(name, standing)),
            set_aside_by=self.set_aside_by(name),
            superiors=tuple(self.argument(one) for one in policy.superiors[name]),
        )

    def standing(self, name: str) -> Standing:
        """Whether the norm is in force in all the states, in some, or set aside in some; else it does not apply."""
        in_force = [name in one.in_force for one in self.evaluations]
        if any(in_force):
            return Standing.IN_FORCE if all(in_force) else Standing.OPEN
        return Standing.SET_ASIDE if any(name in one.set_aside for one in self.evaluations) else Standing.IDLE

    def set_aside_by(self, name: str) -> tuple[str, ...]:
        """The norms that set it aside in one state or another; none if it is in force in some."""
        if self.standing(name) is not Standing.SET_ASIDE:
            return ()
        return tuple(sorted({by for one in self.evaluations for by in one.set_aside.get(name, ())}))

    def ways(self, name: str, standing: Standing) -> Iterator[Alternative]:
        """The alternatives of the norm's condition that are worth telling."""
        every = [self.alternative(branch) for branch in self.situation.policy.branches[name]]
        if standing is Standing.IDLE:
            yield from sorted(every, key=lambda one: (len(one.failed), len(one.unknown)))
        else:
            certain = [one for one in every if not one.failed and not one.unknown]
            yield from certain or [one for one in every if not one.failed]

    def alternative(self, branch: Branch) -> Alternative:
        """The conditions of one alternative, sorted by whether they hold."""
        leaves = [self.leaf(test) for test in self.in_order(branch)]
        return Alternative(
            held=tuple(one for one in leaves if one.holds),
            unknown=tuple(one for one in leaves if one.holds is None),
            failed=tuple(one for one in leaves if one.holds is False),
        )

    def in_order(self, branch: Iterable[Test]) -> list[Test]:
        """Tests in the order in which the topic names its facts and counters; then the readings."""
        topic = self.situation.policy.topics[self.situation.topic]
        order = [*topic.facts, *topic.counters, *self.situation.policy.readings]
        return sorted(branch, key=lambda test: order.index(test.name))

    def leaf(self, test: Test) -> Leaf:
        """One condition in this situation."""
        here = self.situation
        return Leaf(
            of=test.name,
            kind=_kind(here, test),
            wants=_wants(here, test),
            found=_found(here, test),
            holds=_holds(here, test),
            since=_since(here, test),
            asks=wording.wanted(here, test),
            says=wording.found(here, test),
            why=wording.since(here, test),
        )


def _kind(here: Situation, test: Test) -> Literal["fact", "counter", "reading"]:
    if isinstance(test, Count):
        return "counter"
    return "reading" if test.name in here.policy.readings else "fact"


def _wants(here: Situation, test: Test) -> tuple[str | int, ...]:
    if isinstance(test, Count):
        return (f"{'at least' if test.at_least else 'below'} {wording.bound(here, test)}",)
    declared = here.policy.facts[test.name].values if test.name in here.policy.facts else _domain(here, test)
    return tuple(value for value in declared if value in test.values)


def _domain(here: Situation, test: Among) -> Sequence[str | int]:
    return here.policy.readings[test.name].domain


def _found(here: Situation, test: Test) -> tuple[str | int, ...]:
    if isinstance(test, Count):
        return here.counts(test.name)
    return (here.readings[test.name],) if test.name in here.policy.readings else here.possible(test.name)


def _holds(here: Situation, test: Test) -> bool | None:
    if isinstance(test, Count):
        passed = [(count >= wording.bound(here, test)) is test.at_least for count in here.counts(test.name)]
    else:
        passed = [value in test.values for value in _found(here, test)]
    return all(passed) if len(set(passed)) == 1 else None


def _since(here: Situation, test: Test) -> tuple[Since, ...]:
    if isinstance(test, Count):
        return here.counted.get(test.name, ())
    return (here.since[test.name],) if test.name in here.since and len(here.possible(test.name)) == 1 else ()
