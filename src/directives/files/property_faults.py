"""Whether the names of properties fit their policy: every such fault, placed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..errors import Fault, Path, Places, did_you_mean
from ..policy import Policy
from ..properties import Properties, Property, Situation, Times, Way
from .policy_faults import condition_faults
from .scenario_faults import reading_faults


def property_faults(properties: Properties, policy: Policy, places: Places) -> Iterator[Fault]:
    """Every fault of names."""
    if properties.policy != policy.policy:
        message = f"the properties are about policy `{properties.policy}`, not `{policy.policy}`"
        cure = f"use them with --policy and `{properties.policy}`"
        yield Fault(places.value(("policy",)), "other-policy", message, cure)
        return
    if isinstance(properties.readings, dict):
        yield from reading_faults(policy, properties.readings, places, ("readings",))
    for name, one in properties.prove.items():
        yield from _Names(policy, places, one).faults(("prove", name))


@dataclass(frozen=True)
class _Names:
    policy: Policy
    places: Places
    one: Property

    @property
    def topic(self) -> str:
        return self.one.topic

    def faults(self, path: Path) -> Iterator[Fault]:
        one = self.one
        if self.topic not in self.policy.topics:
            cure = did_you_mean(self.topic, self.policy.topics)
            yield Fault(self.places.value((*path, "topic")), "unknown-topic", f"unknown topic `{self.topic}`", cure)
            return
        if isinstance(one.readings, dict):
            yield from reading_faults(self.policy, one.readings, self.places, (*path, "readings"))
        if one.after is not None:
            yield from self.known((*path, "after"), one.after, "event or action")
        for key in ("once", "never", "always", "whenever", "then"):
            yield from self.situation((*path, key), getattr(one, key))
        if one.can_always_still is not None:
            yield from self.way((*path, "can_always_still"), one.can_always_still)
        if one.at_most is not None:
            yield from self.times((*path, "at_most"), one.at_most)

    def way(self, path: Path, way: Way) -> Iterator[Fault]:
        yield from self.situation((*path, "from"), way.origin)
        yield from self.situation((*path, "to"), way.goal)

    def times(self, path: Path, times: Times) -> Iterator[Fault]:
        for key in ("action", "duty"):
            if (name := getattr(times, key)) is not None:
                yield from self.known((*path, key), name, "action")
        if times.event is not None:
            yield from self.known((*path, "event"), times.event, "event")

    def situation(self, path: Path, one: Situation | None) -> Iterator[Fault]:
        if one is None:
            return
        if one.when is not None:
            yield from condition_faults(self.policy, one.when, self.topic, self.places, (*path, "when"))
        for key in ("status", "judged"):
            for name in getattr(one, key):
                yield from self.known((*path, key, name), name, "action", is_key=True)
        for key in ("can", "cannot"):
            for index, name in enumerate(getattr(one, key)):
                yield from self.known((*path, key, index), name, "action")
        if one.clash not in (None, "any"):
            yield from self.clash((*path, "clash"), tuple(one.clash))
        if one.impossible not in (None, "any"):
            yield from self.known((*path, "impossible"), str(one.impossible), "action")
        for key in ("in_force", "set_aside"):
            for index, name in enumerate(getattr(one, key)):
                yield from self.known((*path, key, index), name, "norm")
        for name, value in one.concludes.items():
            yield from self.conclusion((*path, "concludes", name), name, value)
        for index, inner in enumerate(one.any or ()):
            yield from self.situation((*path, "any", index), inner)
        yield from self.situation((*path, "not"), one.denied)

    def known(self, path: Path, name: str, kind: str, is_key: bool = False) -> Iterator[Fault]:
        """Whether the policy has such a name at all, and in the topic."""
        policy, topic = self.policy, self.topic
        names: dict[str, tuple[Collection[str], Collection[str]]] = {
            "action": (policy.actions, policy.actions_of(topic)),
            "event": (policy.events, policy.events_of(topic)),
            "norm": (policy.norms, policy.norms_of(topic)),
            "event or action": (
                {**policy.events, **policy.actions},
                {**policy.events_of(topic), **policy.actions_of(topic)},
            ),
        }
        every, possible = names[kind]
        place = self.places.key(path) if is_key else self.places.value(path)
        code = kind.partition(" ")[0]
        if name not in every:
            yield Fault(place, f"unknown-{code}", f"unknown {kind} `{name}`", did_you_mean(name, possible))
        elif name not in possible:
            message = f"topic `{topic}` has no {kind} `{name}`"
            yield Fault(place, f"{code}-not-in-topic", message, did_you_mean(name, possible))

    def clash(self, path: Path, pair: tuple[str, ...]) -> Iterator[Fault]:
        found = [fault for index, name in enumerate(pair) for fault in self.known((*path, index), name, "action")]
        yield from found
        declared = [both.pair for both in self.policy.incompatible]
        if not found and not any(set(pair) == set(both) for both in declared):
            message = f"`{pair[0]}` and `{pair[1]}` are not declared incompatible, so they never clash"
            cure = "; ".join(" and ".join(both) for both in declared) or "the policy declares no pair"
            yield Fault(self.places.value(path), "not-incompatible", message, cure)

    def conclusion(self, path: Path, name: str, value: str) -> Iterator[Fault]:
        claims = self.policy.claims_of(self.topic).values()
        concluded = {what: that for claim in claims for what, that in claim.concludes.items()}
        if name not in concluded:
            message = f"no claim of topic `{self.topic}` concludes `{name}`"
            yield Fault(self.places.key(path), "unknown-conclusion", message, did_you_mean(name, concluded))
        elif value != concluded[name]:
            message = f"unknown value `{value}` for conclusion `{name}`"
            yield Fault(self.places.value(path), "unknown-value", message, did_you_mean(value, [concluded[name]]))
