"""Whether the names of a scenario fit its policy, and its dates one another: every such fault, placed."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..errors import Fault, Path, Place, Places, did_you_mean
from ..policy import Policy
from ..scenario import Case, Scenario, Step
from ..terms import UNKNOWN


def scenario_faults(scenario: Scenario, policy: Policy, places: Places) -> Iterator[Fault]:
    """Every fault of names and dates; whether the steps can happen is decided when it is played."""
    if scenario.policy != policy.policy:
        message = f"the scenario is about policy `{scenario.policy}`, not `{policy.policy}`"
        yield Fault(places.value(("policy",)), "other-policy", message, f"run it with --policy and `{scenario.policy}`")
        return
    yield from reading_faults(policy, scenario.readings, places, ("readings",))
    top: Path = ("cases",) if scenario.cases is not None else ()
    for name, case in scenario.matters.items():
        yield from _case_faults(case, policy, places, (*top, name))
    yield from _Steps(scenario, policy, places).faults()


def reading_faults(
    policy: Policy, readings: Mapping[str, str | int], places: Places, path: Path = ()
) -> Iterator[Fault]:
    """Every choice of a reading that the policy does not declare, or with a value that it does not have."""
    for name, value in readings.items():
        where = (*path, name)
        if name not in policy.readings:
            cure = did_you_mean(name, policy.readings)
            yield Fault(places.key(where), "unknown-reading", f"unknown reading `{name}`", cure)
        elif type(value) not in (str, int) or value not in policy.domains[name]:
            reading = policy.readings[name]
            cure = f"an integer from {reading.range[0]} to {reading.range[1]}" if reading.range else ""
            known = did_you_mean(value, reading.values or ())
            message = f"unknown value `{value}` for reading `{name}`"
            yield Fault(places.value(where), "unknown-value", message, cure or known)


def _case_faults(case: Case, policy: Policy, places: Places, path: Path) -> Iterator[Fault]:
    if case.topic not in policy.topics:
        cure = did_you_mean(case.topic, policy.topics)
        yield Fault(places.value((*path, "topic")), "unknown-topic", f"unknown topic `{case.topic}`", cure)
        return
    has = policy.topics[case.topic].facts
    for name, value in case.facts.items():
        if name not in has:
            known = name in policy.facts
            message = f"topic `{case.topic}` has no fact `{name}`" if known else f"unknown fact `{name}`"
            code = "fact-not-in-topic" if known else "unknown-fact"
            yield Fault(places.key((*path, name)), code, message, did_you_mean(name, has))
        elif value != UNKNOWN and value not in policy.facts[name].values:
            message = f"unknown value `{value}` for fact `{name}`"
            cure = did_you_mean(value, policy.facts[name].values)
            yield Fault(places.value((*path, name)), "unknown-value", message, cure)


@dataclass(frozen=True)
class _Steps:
    scenario: Scenario
    policy: Policy
    places: Places

    def faults(self) -> Iterator[Fault]:
        before: datetime.date | None = None
        for index, step in enumerate(self.scenario.timeline):
            path: Path = ("timeline", index)
            if step.at is not None and before is not None and step.at < before:
                message = f"`{step.at}` is before the step above it, on `{before}`"
                yield Fault(self.places.value((*path, "at")), "out-of-order", message, "put the steps in order of date")
            before = step.at or before
            yield from self.step(path, step)

    def step(self, path: Path, step: Step) -> Iterator[Fault]:
        matters = self.scenario.matters
        if step.case is None and len(matters) > 1:
            cure = "name one: " + ", ".join(matters)
            yield Fault(self.places.value(path), "which-case", "which `case` is this step about?", cure)
        elif step.case is not None and step.case not in matters:
            cure = did_you_mean(step.case, matters)
            yield Fault(self.places.value((*path, "case")), "unknown-case", f"unknown case `{step.case}`", cure)
        elif (topic := matters[self.scenario.case_of(step)].topic) in self.policy.topics:
            yield from self.names(path, step, topic)

    def names(self, path: Path, step: Step, topic: str) -> Iterator[Fault]:
        """The step's event or action, and the actions of which something is expected."""
        if step.event is not None:
            yield from self.name(self.places.value((*path, "event")), step.event, "event", topic)
        if step.action is not None:
            yield from self.name(self.places.value((*path, "action")), step.action, "action", topic)
        for name in step.expect:
            yield from self.name(self.places.key((*path, "expect", name)), name, "action", topic)

    def name(self, place: Place, word: str, kind: str, topic: str) -> Iterator[Fault]:
        """Whether the word is an event or action, and one of the topic."""
        policy = self.policy
        known, possible = (
            (policy.events.keys(), policy.events_of(topic).keys())
            if kind == "event"
            else (policy.actions.keys(), policy.actions_of(topic).keys())
        )
        if word not in known:
            yield Fault(place, f"unknown-{kind}", f"unknown {kind} `{word}`", did_you_mean(word, possible))
        elif word not in possible:
            message = f"topic `{topic}` has no {kind} `{word}`"
            yield Fault(place, f"{kind}-not-in-topic", message, did_you_mean(word, possible))
