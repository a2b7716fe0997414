"""How a case stands at one moment of a scenario, and since when: what every answer about that moment is built on.

It follows one case through the steps before the moment, with the knowledge and the counters of `play/`; which norms are
in force it does not ask.
"""

import datetime
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..condition import Model, State
from ..play.counters import Day, Log
from ..play.knowledge import Knowledge
from ..policy import Occurrence, Policy
from ..scenario import Scenario, Step


class Since(Model):
    """The step by which something came to be so: its number in the file (0 is the start), day, event or action.

    `learned` tells that the step did not set it, but could not have happened otherwise.
    """

    step: int
    at: datetime.date | None = None
    event: str | None = None
    action: str | None = None
    learned: bool = False


@dataclass(frozen=True)
class Situation:
    """How a case stands: what is known of it, its counters and the readings, since when, and what was counted.

    `unsure` gives for a counter that nobody knows counts of which one is as good as any other.
    """

    policy: Policy
    case: str
    topic: str
    known: Knowledge
    counters: Mapping[str, int]
    readings: Mapping[str, str | int]
    since: Mapping[str, Since] = field(default_factory=dict)
    counted: Mapping[str, tuple[Since, ...]] = field(default_factory=dict)
    unsure: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def possible(self, fact: str) -> tuple[str, ...]:
        """The values that the fact may have."""
        return dict(self.known.possible)[fact]

    def states(self) -> list[State]:
        """The states that the case may be in."""
        facts = self.known.completions(self.policy.telling_facts[self.topic])
        counts = [
            dict(zip(self.counters, some, strict=True)) for some in itertools.product(*map(self.counts, self.counters))
        ]
        return [{**one, **some, **self.readings} for one in facts for some in counts]

    def counts(self, counter: str) -> tuple[int, ...]:
        """The counts that a counter may be at."""
        return self.unsure.get(counter, (self.counters[counter],))

    def can(self, occurrence: Occurrence) -> bool:
        """Whether an event or action can happen here."""
        return self.known.given(occurrence.needs, self.policy) is not None


def occurrence_of(policy: Policy, step: Step) -> Occurrence | None:
    """The event or action of a step; None for a checkpoint."""
    if step.action is not None:
        return policy.actions[step.action]
    return policy.events[step.event] if step.event is not None else None


def days(scenario: Scenario) -> list[Day]:
    """The day of the start and of each step; None throughout an undated scenario."""
    today: Day = next((step.at for step in scenario.timeline if step.at is not None), None)
    found = [today]
    for step in scenario.timeline:
        today = step.at or today
        found.append(today)
    return found


def situation(scenario: Scenario, policy: Policy, readings: Mapping[str, str | int], case: str, step: int) -> Situation:
    """How the case stands just after a step of the file, counted from 1; 0 is the start.

    Every step before must be able to happen; `readings` holds all of them.
    """
    course = _Course(scenario, policy, case)
    log = Log(policy, dict(readings))
    on = days(scenario)
    counted: dict[str, list[tuple[Day, Since]]] = {}
    for number, one in enumerate(scenario.timeline[:step], 1):
        since = Since(step=number, at=on[number], event=one.event, action=one.action)
        if scenario.case_of(one) == case:
            course.take(one, since)
        if one.action is not None:
            log.add(on[number], scenario.case_of(one), one.action)
            for name in policy.topics[course.topic].counters:
                counter = policy.counters[name]
                if one.action in counter.counts and (counter.per == "all" or scenario.case_of(one) == case):
                    counted.setdefault(name, []).append((on[number], since))
    counters = log.counters(course.topic, case, on[step])
    return Situation(
        policy=policy,
        case=case,
        topic=course.topic,
        known=course.known,
        counters=counters,
        readings=readings,
        since=course.since,
        counted={name: tuple(one for _, one in counted.get(name, ())[-n:] if n) for name, n in counters.items()},
    )


class _Course:
    """What has become of one case so far."""

    def __init__(self, scenario: Scenario, policy: Policy, case: str) -> None:
        self.policy = policy
        self.topic = scenario.matters[case].topic
        self.known = Knowledge.of(scenario.matters[case], policy)
        self.since = {name: Since(step=0) for name, values in self.known.possible if len(values) == 1}

    def take(self, step: Step, since: Since) -> None:
        occurrence = occurrence_of(self.policy, step)
        if occurrence is None:
            return
        given = self.known.given(occurrence.needs, self.policy)
        if given is None:
            raise ValueError(f"step {since.step} cannot happen")
        self.since |= {name: since.model_copy(update={"learned": True}) for name in _learned(self.known, given)}
        self.since |= dict.fromkeys(_set(given, occurrence), since)
        self.known = given.after(occurrence.sets)


def _learned(before: Knowledge, after: Knowledge) -> Iterator[str]:
    """The facts that are known only since then."""
    for (name, some), (_, values) in zip(before.possible, after.possible, strict=True):
        if len(some) > len(values) == 1:
            yield name


def _set(before: Knowledge, occurrence: Occurrence) -> Iterator[str]:
    """The facts that an event or action changes."""
    for name, values in before.possible:
        if name in occurrence.sets and values != (occurrence.sets[name],):
            yield name
