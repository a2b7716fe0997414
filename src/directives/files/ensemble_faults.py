"""Whether the names of an ensemble fit its policy, and its days one another: every such fault, placed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..ensemble import Ensemble, Hazard, Population, Shock, Span
from ..errors import Fault, Path, Places, did_you_mean
from ..policy import Policy
from .policy_faults import condition_faults
from .scenario_faults import reading_faults


def ensemble_faults(ensemble: Ensemble, policy: Policy, places: Places) -> Iterator[Fault]:
    """Every fault of names and days."""
    if ensemble.policy != policy.policy:
        message = f"the ensemble is about policy `{ensemble.policy}`, not `{policy.policy}`"
        yield Fault(places.value(("policy",)), "other-policy", message, f"use it with --policy and `{ensemble.policy}`")
        return
    yield from _Names(ensemble, policy, places).faults()


@dataclass(frozen=True)
class _Names:
    ensemble: Ensemble
    policy: Policy
    places: Places

    def faults(self) -> Iterator[Fault]:
        yield from self.readings()
        for name, one in self.ensemble.populations.items():
            yield from self.population(("populations", name), one)
        for index, hazard in enumerate(self.ensemble.hazards):
            yield from self.befalling(("hazards", index), hazard)
        for index, shock in enumerate(self.ensemble.shocks):
            yield from self.befalling(("shocks", index), shock)
        yield from self.days()
        for name in self.ensemble.conduct.actions:
            if name not in self.policy.actions:
                place = self.places.key(("conduct", "actions", name))
                cure = did_you_mean(name, self.policy.actions)
                yield Fault(place, "unknown-action", f"unknown action `{name}`", cure)

    def readings(self) -> Iterator[Fault]:
        for name, chosen in self.ensemble.readings.items():
            path: Path = ("readings", name)
            if isinstance(chosen, Span) and chosen.first > chosen.last:
                message = f"expected `from` to be at most `to`, found {chosen.first} and {chosen.last}"
                yield Fault(self.places.value(path), "wrong-value", message, "exchange the two")
            elif isinstance(chosen, Span):
                ends = dict.fromkeys((chosen.first, chosen.last))
                yield from (
                    fault
                    for end in ends
                    for fault in reading_faults(self.policy, {name: end}, self.places, ("readings",))
                )
            else:
                for value in chosen if isinstance(chosen, tuple) else (chosen,):
                    yield from reading_faults(self.policy, {name: value}, self.places, ("readings",))

    def population(self, path: Path, one: Population) -> Iterator[Fault]:
        if one.topic not in self.policy.topics:
            cure = did_you_mean(one.topic, self.policy.topics)
            yield Fault(self.places.value((*path, "topic")), "unknown-topic", f"unknown topic `{one.topic}`", cure)
            return
        has = self.policy.topics[one.topic].facts
        for name, spread in one.facts.items():
            where = (*path, "facts", name)
            if name not in has:
                known = name in self.policy.facts
                message = f"topic `{one.topic}` has no fact `{name}`" if known else f"unknown fact `{name}`"
                code = "fact-not-in-topic" if known else "unknown-fact"
                yield Fault(self.places.key(where), code, message, did_you_mean(name, has))
            else:
                yield from self.spread(where, name, spread)
        for name in has:
            if name not in one.facts and self.policy.facts[name].initial is None:
                message = f"fact `{name}` of topic `{one.topic}` has no initial value and is not given"
                cure = f"give a value or shares: {', '.join(self.policy.facts[name].values)}"
                yield Fault(self.places.key(path), "fact-not-given", message, cure)

    def spread(self, path: Path, name: str, spread: str | Mapping[str, float]) -> Iterator[Fault]:
        values = self.policy.facts[name].values
        for value in spread if isinstance(spread, Mapping) else (spread,):
            if value not in values:
                place = self.places.key((*path, value)) if isinstance(spread, Mapping) else self.places.value(path)
                message = f"unknown value `{value}` for fact `{name}`"
                yield Fault(place, "unknown-value", message, did_you_mean(value, values))
        if isinstance(spread, Mapping) and not 0 < sum(spread.values()) < float("inf"):
            message = f"expected shares of `{name}` of which one is over 0, found none"
            yield Fault(self.places.value(path), "wrong-value", message, "give at least one value a share")

    def befalling(self, path: Path, one: Hazard | Shock) -> Iterator[Fault]:
        populations = self.ensemble.populations
        if one.event not in self.policy.events:
            cure = did_you_mean(one.event, self.policy.events)
            yield Fault(self.places.value((*path, "event")), "unknown-event", f"unknown event `{one.event}`", cure)
            return
        if one.population is not None and one.population not in populations:
            message, cure = f"unknown population `{one.population}`", did_you_mean(one.population, populations)
            yield Fault(self.places.value((*path, "population")), "unknown-population", message, cure)
            return
        asked = populations.values() if one.population is None else (populations[one.population],)
        topics = dict.fromkeys(each.topic for each in asked if each.topic in self.policy.topics)
        concerned = [topic for topic in topics if one.event in self.policy.events_of(topic)]
        if topics and not concerned:
            message = f"no population here is of a topic that has event `{one.event}`"
            cure = did_you_mean(one.event, [name for topic in topics for name in self.policy.events_of(topic)])
            yield Fault(self.places.value((*path, "event")), "event-not-in-topic", message, cure)
        if one.when is not None:
            found = (fault for topic in concerned for fault in self.condition((*path, "when"), one, topic))
            yield from dict.fromkeys(found)

    def condition(self, path: Path, one: Hazard | Shock, topic: str) -> Iterator[Fault]:
        if one.when is not None:
            yield from condition_faults(self.policy, one.when, topic, self.places, path)

    def days(self) -> Iterator[Fault]:
        try:
            days = self.ensemble.days
        except OverflowError:
            message, cure = "the last step ends beyond the year 9999", "take fewer or shorter steps"
            yield Fault(self.places.value(("horizon",)), "outside-horizon", message, cure)
            return
        first, last = days[0], days[-1]
        span = f"after {first} and up to {last}"
        for index, shock in enumerate(self.ensemble.shocks):
            if not first < shock.at <= last:
                place = self.places.value(("shocks", index, "at"))
                yield Fault(
                    place, "outside-horizon", f"`{shock.at}` is in no step of the ensemble", f"give a day {span}"
                )
        for index, one in enumerate(self.ensemble.hazards):
            begin, end = one.since or first, one.until or last
            if not any(begin <= day <= end for day in days[1:]):
                place = self.places.value(("hazards", index, "since" if one.since else "until"))
                message = "no step of the ensemble ends between the days of this hazard"
                yield Fault(place, "outside-horizon", message, f"take in the last day of a step, {span}")
