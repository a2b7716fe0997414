"""Changes from the words of a command: `case.fact=value`, `DATE case event|action NAME`, the number of a step, a file.

Whether the names fit the scenario and the (amended) policy is decided here; every fault of the words is told at once.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..amendment import Amendment
from ..errors import Fault, FaultsError, Place, Places, did_you_mean
from ..files import amended, load_amendment, reading_faults
from ..policy import Policy
from ..scenario import Scenario, Step
from ..terms import UNKNOWN
from .asked import which_case
from .change import Amend, Change, Choose, Drop, Insert, Set
from .variant import days

_DATE = re.compile(r"\d{1,4}-\d{1,2}-\d{1,2}")


@dataclass(frozen=True)
class Words:
    """The changes that are asked for, as words: facts, readings, steps put in, steps left out, amendment files."""

    sets: Sequence[str] = ()
    readings: Mapping[str, str | int] = field(default_factory=dict)
    inserts: Sequence[str] = ()
    drops: Sequence[int] = ()
    amend: Sequence[str] = ()


def changes_from(scenario: Scenario, policy: Policy, words: Words) -> tuple[Change, ...]:
    """The changes that the words ask for, in their order; raises FaultsError with every fault of them.

    >>> from directives import load_policy, load_scenario
    >>> student = load_scenario({"scenario": "A student", "case": {"topic": "learner", "standing": "trainee"}})
    >>> changes_from(student, load_policy(), Words(sets=["access=denied"], inserts=["event access_restored"]))[0]
    Set(case='case', fact='access', value='denied')
    """
    amendments = amendments_from(words.amend, policy)
    reader = _Reader(scenario, amended(policy, *amendments))
    found: list[Change | None] = [*map(reader.set, words.sets)]
    found += [Choose(name, value) for name, value in words.readings.items()]
    reader.faults.extend(reading_faults(reader.policy, words.readings, Places("--readings")))
    found += [*map(reader.insert, words.inserts), *map(reader.drop, words.drops)]
    reader.once(one for one in found if isinstance(one, Set | Drop))
    if reader.faults:
        raise FaultsError(reader.faults)
    return (*(one for one in found if one is not None), *map(Amend, amendments))


def amendments_from(files: Iterable[str], policy: Policy) -> tuple[Amendment, ...]:
    """The amendments in some files, each to what the ones before have made of the policy."""
    found: list[Amendment] = []
    for file in files:
        found.append(load_amendment(file, policy))
        policy = amended(policy, found[-1])
    return tuple(found)


@dataclass
class _Reader:
    scenario: Scenario
    policy: Policy
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: str, code: str, message: str, cure: str) -> None:
        self.faults.append(Fault(Place(place), code, message, cure))

    def set(self, words: str) -> Set | None:
        place = f"--set {words}"
        name, equals, value = (part.strip() for part in words.partition("="))
        if not (name and equals and value):
            self.fault(place, "bad-argument", "expected case.fact=value", "--set engineer.necessity=ordinary")
            return None
        found = fact_from(self.scenario, self.policy, name, place)
        if isinstance(found, Fault):
            self.faults.append(found)
            return None
        values = (*self.policy.facts[found[1]].values, UNKNOWN)
        if value not in values:
            message = f"unknown value `{value}` for fact `{found[1]}`"
            self.fault(place, "unknown-value", message, did_you_mean(value, values))
            return None
        return Set(*found, value)

    def insert(self, words: str) -> Insert | None:
        place = f"--insert {words!r}"
        parts = words.split()
        given, kind, name = parts[:-2], parts[-2] if len(parts) > 1 else "", parts[-1] if parts else ""
        dated = given[:1] if given and _DATE.fullmatch(given[0]) else []
        cases = given[len(dated) :]
        if kind not in ("event", "action") or len(cases) > 1:
            cure = "--insert '1960-07-20 engineer action urge_to_stay'"
            self.fault(place, "bad-argument", "expected DATE case event|action NAME", cure)
            return None
        faults = [*self.case_faults(cases), *self.day_faults(dated)]
        case = cases[0] if cases else next(iter(self.scenario.matters))
        if not faults:
            faults += self.name_faults(case, kind, name)
        for one in faults:
            self.fault(place, *one)
        if faults:
            return None
        at = datetime.date.fromisoformat(dated[0]) if dated else None
        return Insert(Step.model_validate({"at": at, "case": case, kind: name}))

    def case_faults(self, cases: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        matters = self.scenario.matters
        if not cases and len(matters) > 1:
            yield "which-case", "which case is this step about?", "name one before the kind: " + ", ".join(matters)
        elif cases and cases[0] not in matters:
            yield "unknown-case", f"unknown case `{cases[0]}`", which_case(self.scenario, cases[0])

    def day_faults(self, dated: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        if not dated:
            return
        try:
            datetime.date.fromisoformat(dated[0])
        except ValueError:
            yield "bad-date", f"expected a date, found `{dated[0]}`", "year-month-day, like 1960-07-11"
        else:
            if self.scenario.timeline and days(self.scenario)[0] is None:
                yield "bad-argument", "the story has no dates", "leave the date out: the step is put in at the end"

    def name_faults(self, case: str, kind: str, name: str) -> Iterator[tuple[str, str, str]]:
        topic = self.scenario.matters[case].topic
        known = self.policy.events if kind == "event" else self.policy.actions
        possible = self.policy.events_of(topic) if kind == "event" else self.policy.actions_of(topic)
        if name not in known:
            yield f"unknown-{kind}", f"unknown {kind} `{name}`", did_you_mean(name, possible)
        elif name not in possible:
            yield f"{kind}-not-in-topic", f"topic `{topic}` has no {kind} `{name}`", did_you_mean(name, possible)

    def once(self, changes: Iterable[Set | Drop]) -> None:
        """No fact is given two values, and no step is left out twice."""
        seen: set[tuple[str, str]] = set()
        for one in changes:
            key = (one.case, one.fact) if isinstance(one, Set) else ("", str(one.number))
            if key in seen and isinstance(one, Set):
                place = f"--set {one.fact}={one.value}"
                self.fault(place, "bad-argument", f"`{one.fact}` is given a value twice", "--vary tries all values")
            elif key in seen:
                place = f"--drop {key[1]}"
                self.fault(place, "bad-argument", f"step {key[1]} is left out already", "give another step")
            seen.add(key)

    def drop(self, number: int) -> Drop | None:
        steps = len(self.scenario.timeline)
        if 1 <= number <= steps:
            return Drop(number)
        cure = f"the steps are 1 to {steps}" if steps else "the story has no steps"
        self.fault(f"--drop {number}", "bad-argument", f"there is no step {number}", cure)
        return None


def fact_from(scenario: Scenario, policy: Policy, name: str, place: str) -> tuple[str, str] | Fault:
    """The case and the fact that `case.fact` names, or what is wrong with it; one case alone need not be named."""
    matters = scenario.matters
    case, dot, fact = name.rpartition(".")
    if not dot and len(matters) > 1:
        cure = "name the case: " + ", ".join(f"{one}.{fact}" for one in matters)
        return Fault(Place(place), "which-case", f"whose `{fact}` is meant?", cure)
    case = case if dot else next(iter(matters))
    if case not in matters:
        return Fault(Place(place), "unknown-case", f"unknown case `{case}`", which_case(scenario, case))
    topic = matters[case].topic
    facts = policy.topics[topic].facts if topic in policy.topics else ()
    if fact in facts:
        return case, fact
    if fact in policy.facts:
        message = f"topic `{topic}` has no fact `{fact}`"
        return Fault(Place(place), "fact-not-in-topic", message, did_you_mean(fact, facts))
    return Fault(Place(place), "unknown-fact", f"unknown fact `{fact}`", did_you_mean(fact, facts))
