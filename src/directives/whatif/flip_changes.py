"""Changes to a story that `flip` weighs: a fact at the start, a reading, a step that does not happen or also does.

What a change costs, which changes are allowed, and the scenario that some changes make of another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from ..condition import Model
from ..errors import did_you_mean
from ..play.counters import Day
from ..play.knowledge import Knowledge
from ..play.telling import words
from ..policy import Policy
from ..scenario import Case, Scenario, Step
from ..terms import UNKNOWN
from .asked import wrong
from .situation import days
from .wording import about, listed, means, raised, spans, told


class Kind(StrEnum):
    """The kinds of changes, as `--only` and `--cost` name them.

    >>> Kind.EVENTS.value
    'events'
    """

    FACTS = "facts"
    READINGS = "readings"
    EVENTS = "events"


class Change(Model):
    """One change of a story.

    `fact`: the case starts with another `value`. `reading`: another `value` is chosen. `drop`: the step number `step`
    does not happen; time passes all the same. `insert`: the event or action `name` happens as well, just after step
    `step` (0 is the start) and on its day. `values` are all values that do as well as `value`, `steps` all steps after
    which the inserted one does; both hold where the other changes stay as they are.
    """

    kind: Literal["fact", "reading", "drop", "insert"]
    name: str
    case: str | None = None
    value: str | int | None = None
    values: tuple[str | int, ...] = ()
    event: str | None = None
    action: str | None = None
    step: int | None = None
    steps: tuple[int, ...] = ()


@dataclass(frozen=True)
class Allowed:
    """Which changes are allowed, and what each costs; a change of which nothing else is said costs 1.

    `keep` names what stays as it is: a fact (`case.fact`, or `fact` in every case), a reading, an event or action
    (which is then neither dropped nor inserted), or the number of a step. `cost` gives costs to the same names and to
    the kinds; the closest name counts.
    """

    only: frozenset[Kind] = frozenset(Kind)
    keep: frozenset[str] = frozenset()
    cost: Mapping[str, int] = field(default_factory=dict)

    def price(self, kind: Kind, *names: str) -> int | None:
        """What a change that goes by these names costs, the closest first; None where it is not allowed."""
        if kind not in self.only or self.keep.intersection(names):
            return None
        return next((self.cost[name] for name in (*names, kind.value) if name in self.cost), 1)

    def fact(self, case: str, fact: str) -> int | None:
        """What another value of a fact costs."""
        return self.price(Kind.FACTS, f"{case}.{fact}", fact)

    def reading(self, name: str) -> int | None:
        """What another value of a reading costs."""
        return self.price(Kind.READINGS, name)

    def drop(self, number: int, step: Step) -> int | None:
        """What it costs that a step of the file does not happen."""
        return self.price(Kind.EVENTS, str(number), step.name or "")

    def insert(self, name: str) -> int | None:
        """What it costs that an event or action happens besides."""
        return self.price(Kind.EVENTS, name)


def allowed(
    scenario: Scenario,
    policy: Policy,
    only: Iterable[str] = (),
    keep: Iterable[str] = (),
    cost: Mapping[str, int] | None = None,
) -> Allowed:
    """What is allowed, checked: every name must be there; raises FaultsError for one that is not."""
    kinds = [kind.value for kind in Kind]
    for one in (chosen := list(only)):
        if one not in kinds:
            raise wrong("only", "bad-argument", f"unknown kind of change `{one}`", did_you_mean(one, kinds))
    known = _known(scenario, policy)
    for where, names in (("keep", kept := list(keep)), ("cost", list(cost or {}))):
        for name in names:
            if name not in known and (where == "keep" or name not in kinds):
                raise wrong(where, "bad-argument", f"nothing here is called `{name}`", did_you_mean(name, known))
    for name, price in (cost or {}).items():
        if type(price) is not int or price < 1:
            raise wrong("cost", "bad-argument", f"expected a cost from 1, found `{price}` for `{name}`", f"{name}=2")
    return Allowed(frozenset(map(Kind, chosen or kinds)), frozenset(kept), dict(cost or {}))


def _known(scenario: Scenario, policy: Policy) -> list[str]:
    """Every name by which a change goes."""
    topics = {name: case.topic for name, case in scenario.matters.items()}
    facts = [(case, fact) for case, topic in topics.items() for fact in policy.topics[topic].facts]
    occurrences = [
        name
        for topic in dict.fromkeys(topics.values())
        for name in (*policy.events_of(topic), *policy.actions_of(topic))
    ]
    numbers = [str(number) for number, _ in enumerate(scenario.timeline, 1)]
    every = [*(fact for _, fact in facts), *(f"{case}.{fact}" for case, fact in facts), *policy.readings, *occurrences]
    return list(dict.fromkeys([*every, *numbers]))


@dataclass(frozen=True)
class Changed:
    """A scenario with changes made; in its timeline, `at` is where one looks, `inserted` where inserted steps stand."""

    scenario: Scenario
    at: int
    inserted: tuple[int, ...]


def changed(scenario: Scenario, changes: Sequence[Change], case: str, step: int) -> Changed:
    """The scenario with the changes made and a checkpoint of the case just after the step and all inserted before.

    Steps that do not happen become checkpoints, so that days pass as before; what was expected is left out. Readings
    are not chosen here.
    """
    dropped = {one.step for one in changes if one.kind == "drop"}
    steps: list[Step] = []
    inserted: dict[int, int] = {}
    at = 0
    for number, one in enumerate((None, *scenario.timeline)):
        if one is not None:
            event, action = (None, None) if number in dropped else (one.event, one.action)
            steps.append(Step(at=one.at, case=scenario.case_of(one), event=event, action=action))
        for index, change in enumerate(changes):
            if change.kind == "insert" and change.step == number:
                inserted[index] = len(steps)
                steps.append(Step(case=change.case, event=change.event, action=change.action))
        if number == step:
            at = len(steps)
            steps.append(Step(case=case))
    made = scenario.model_copy(update={"cases": _started(scenario, changes), "case": None, "timeline": tuple(steps)})
    return Changed(made, at, tuple(inserted[index] for index in sorted(inserted)))


def _started(scenario: Scenario, changes: Sequence[Change]) -> dict[str, Case]:
    """The cases as they start under the changes."""
    facts = {(one.case, one.name): str(one.value) for one in changes if one.kind == "fact"}
    return {
        name: case.model_copy(update={fact: value for (whose, fact), value in facts.items() if whose == name})
        for name, case in scenario.matters.items()
    }


def change_words(
    scenario: Scenario, policy: Policy, readings: Mapping[str, str | int], changes: Sequence[Change]
) -> tuple[str, ...]:
    """Changes as sentences, in their order."""
    return tuple(_words(scenario, policy, readings, one, changes) for one in changes)


def _words(
    scenario: Scenario, policy: Policy, readings: Mapping[str, str | int], change: Change, all_: Sequence[Change]
) -> str:
    who = f"{words(change.case)}: " if change.case and len(scenario.matters) > 1 else ""
    if change.kind == "reading":
        now = words(str(readings[change.name]))
        return f"The reading {words(change.name)} is {spans(policy, change.name, change.values)}, not {now}."
    if change.kind == "fact":
        given = Knowledge.of(scenario.matters[change.case or ""], policy).facts[change.name]
        known = f"it is not known {about(policy, change.name)}"
        now = known if given == UNKNOWN else means(policy, change.name, [given])
        return f"{who}{raised(means(policy, change.name, change.values))} from the start (in the story: {now})."
    what = told(policy, change.event, change.action)
    on = days(scenario)[change.step or 0]
    if change.kind == "drop":
        return f"{who}Step {change.step}{f', {on},' if on else ''} does not happen: {what}"
    if any(one.kind == "drop" and (one.case, one.step) == (change.case, change.step) for one in all_):
        return f"{who}Instead, this happens: {what}"
    return f"{who}{_after(change, on)} this happens as well: {what}"


def _after(change: Change, on: Day) -> str:
    others = ["the start" if step == 0 else str(step) for step in change.steps if step != change.step]
    after = "After the start" if change.step == 0 else f"After step {change.step}"
    return f"{after} (or after {listed(others, 'or')})" if others else after + (f", {on}," if on else "")
