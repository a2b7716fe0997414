"""Whether the names of a policy fit together: every fault of meaning in a policy file, placed.

The shapes are sound when this is asked. Faulty entries may have been taken out, so what is *declared*
is read off the raw data. What is merely odd (an action nobody regulates) is not a fault.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..condition import Bounds, Condition, Entry, Excluding, Needs, TooManyBranchesError, Value, branches
from ..errors import Fault, Path, Places, did_you_mean
from ..policy import Claim, Norm, Occurrence, Policy, Reading
from ..terms import UNKNOWN
from ..verdict import OPPOSED


def policy_faults(policy: Policy, raw: Mapping[str, Any], places: Places, whole: bool = True) -> Iterator[Fault]:
    """Every fault of meaning; `whole` tells that no faulty entry was taken out before."""
    checker = _Checker(policy, raw, places)
    yield from checker.declarations()
    yield from checker.topics()
    yield from checker.occurrences()
    yield from checker.norms()
    yield from checker.claims()
    if whole:
        yield from checker.orphans()


def norm_faults(policy: Policy, raw: Mapping[str, Any], places: Places) -> Iterator[Fault]:
    """Every fault of meaning of the norms alone."""
    return _Checker(policy, raw, places).norms()


def condition_faults(policy: Policy, condition: Condition, topic: str, places: Places, path: Path) -> Iterator[Fault]:
    """Every fault of a condition that something besides a sound policy asks of the states of a topic."""
    checker = _Checker(policy, dict(policy), places)
    found = list(checker.condition(path, condition, topic))
    yield from found
    if not found:
        try:
            branches(condition, None, policy.domains)
        except TooManyBranchesError:
            message = "the condition is too wide"
            yield Fault(places.value(path), "condition-too-wide", message, "it has over 256 alternatives: split it")


@dataclass(frozen=True)
class _Checker:
    policy: Policy
    raw: Mapping[str, Any]
    places: Places

    def declared(self, section: str) -> list[str]:
        found = self.raw.get(section)
        return list(found) if isinstance(found, dict) else []

    def fault(self, path: Path, code: str, message: str, cure: str) -> Fault:
        return Fault(self.places.value(path), code, message, cure)

    def known(self, path: Path, word: str, section: str, kind: str) -> Iterator[Fault]:
        if word not in self.declared(section):
            cure = did_you_mean(word, self.declared(section))
            yield self.fault(path, f"unknown-{kind}", f"unknown {kind} `{word}`", cure)

    def each(self, path: Path, words: tuple[str, ...], section: str, kind: str) -> Iterator[Fault]:
        for index, word in enumerate(words):
            yield from self.known((*path, index), word, section, kind)

    def declarations(self) -> Iterator[Fault]:
        """Names given once; clauses, readings, facts, counters, principles and incompatible pairs."""
        policy = self.policy
        yield from self.twice(("facts", "counters", "readings"))
        yield from self.twice(("norms", "claims"))
        for name, clause in policy.clauses.items():
            yield from self.known(("clauses", name, "section"), clause.section, "sections", "section")
        for name, reading in policy.readings.items():
            yield from self.known(("readings", name, "clause"), reading.clause, "clauses", "clause")
            yield from self.default(name, reading)
        for name, fact in policy.facts.items():
            if UNKNOWN in fact.values:
                yield self.fault(("facts", name), "reserved-name", "`unknown` cannot be a value", "choose another word")
            if fact.initial is not None:
                yield from self.value(("facts", name, "initial"), name, fact.initial)
            for value in fact.means:
                yield from self.value(("facts", name, "means", value), name, value)
        for name, counter in policy.counters.items():
            yield from self.each(("counters", name, "counts"), counter.counts, "actions", "action")
            if isinstance(counter.within, str):
                yield from self.threshold(("counters", name, "within"), counter.within, least=1)
        for name, principle in policy.principles.items():
            yield from self.known(("principles", name, "clause"), principle.clause, "clauses", "clause")
            yield from self.each(("principles", name, "supports"), principle.supports, "actions", "action")
            yield from self.each(("principles", name, "strained_by"), principle.strained_by, "actions", "action")
        for index, both in enumerate(policy.incompatible):
            yield from self.each(("incompatible", index, "pair"), both.pair, "actions", "action")

    def twice(self, sections: tuple[str, ...]) -> Iterator[Fault]:
        first: dict[str, str] = {}
        for section in sections:
            for name in self.declared(section):
                if name in ("any", "topic", UNKNOWN) and section in ("facts", "counters", "readings"):
                    yield Fault(self.places.key((section, name)), "reserved-name", f"`{name}` is a word of the format",
                                "choose another name")  # fmt: skip
                if first.setdefault(name, section) != section:
                    message = f"`{name}` is declared twice: in `{first[name]}` and in `{section}`"
                    yield Fault(self.places.key((section, name)), "name-twice", message, "rename one of them")

    def default(self, name: str, reading: Reading) -> Iterator[Fault]:
        path: Path = ("readings", name, "default")
        if reading.range is not None and reading.range[0] > reading.range[1]:
            low, high = reading.range
            yield self.fault(("readings", name, "range"), "empty-range", f"the range {low} to {high} is empty",
                             "put the smaller number first")  # fmt: skip
        elif type(reading.default) is not (str if reading.values else int) or reading.default not in reading.domain:
            message = f"default `{reading.default}` is out of range for reading `{name}`"
            yield self.fault(path, "default-out-of-range", message, _spelled(reading))

    def topics(self) -> Iterator[Fault]:
        for name, topic in self.policy.topics.items():
            yield from self.each(("topics", name, "facts"), topic.facts, "facts", "fact")
            yield from self.each(("topics", name, "counters"), topic.counters, "counters", "counter")
            yield from self.needs(("topics", name, "settled"), topic.settled, (name,))

    def occurrences(self) -> Iterator[Fault]:
        for section, found in (("events", self.policy.events), ("actions", self.policy.actions)):
            for name, one in found.items():
                yield from self.occurrence((section, name), one)

    def occurrence(self, path: Path, one: Occurrence) -> Iterator[Fault]:
        if isinstance(one.topic, str):
            yield from self.known((*path, "topic"), one.topic, "topics", "topic")
        else:
            yield from self.each((*path, "topic"), one.topic, "topics", "topic")
        yield from self.needs((*path, "needs"), one.needs, one.topics)
        for fact, value in one.sets.items():
            yield from self.fact((*path, "sets", fact), fact, one.topics)
            yield from self.value((*path, "sets", fact), fact, value)

    def needs(self, path: Path, needs: Needs, topics: tuple[str, ...]) -> Iterator[Fault]:
        for fact, entry in needs.items():
            yield from self.fact((*path, fact), fact, topics)
            yield from self.entry((*path, fact), fact, entry)

    def fact(self, path: Path, fact: str, topics: tuple[str, ...]) -> Iterator[Fault]:
        """Whether it is a fact, and one that all the topics have."""
        if fact not in self.declared("facts"):
            cure = did_you_mean(fact, self.declared("facts"))
            yield Fault(self.places.key(path), "unknown-fact", f"unknown fact `{fact}`", cure)
            return
        for topic in topics:
            if topic in self.policy.topics and fact not in self.policy.topics[topic].facts:
                cure = did_you_mean(fact, self.policy.topics[topic].facts)
                yield Fault(self.places.key(path), "fact-not-in-topic", f"topic `{topic}` has no fact `{fact}`", cure)

    def entry(self, path: Path, name: str, entry: Entry) -> Iterator[Fault]:
        """Whether the values that an entry names are declared for its fact or reading."""
        if isinstance(entry, Bounds):
            yield self.fault(path, "wrong-test", f"`{name}` is not a counter", "give a value, a list, or {not: value}")
        elif isinstance(entry, Excluding):
            yield from self.values((*path, "not"), name, entry.excluded)
        else:
            yield from self.values(path, name, entry)

    def values(self, path: Path, name: str, values: Value | tuple[Value, ...]) -> Iterator[Fault]:
        if isinstance(values, tuple):
            for index, value in enumerate(values):
                yield from self.value((*path, index), name, value)
        else:
            yield from self.value(path, name, values)

    def value(self, path: Path, name: str, value: Value) -> Iterator[Fault]:
        both = name in self.policy.facts and name in self.policy.readings
        if not both and name in self.policy.domains and value not in self.policy.domains[name]:
            kind = "reading" if name in self.policy.readings else "fact"
            known = [str(one) for one in self.in_order(name)]
            yield self.fault(
                path, "unknown-value", f"unknown value `{value}` for {kind} `{name}`", did_you_mean(value, known)
            )

    def in_order(self, name: str) -> tuple[Value, ...]:
        policy = self.policy
        return policy.facts[name].values if name in policy.facts else tuple(policy.readings[name].domain)

    def threshold(self, path: Path, bound: int | str, least: int = 0) -> Iterator[Fault]:
        if isinstance(bound, int):
            if bound < least:
                yield self.fault(path, "wrong-value", f"threshold `{bound}` is below {least}", "count from 0")
            return
        reading = self.policy.readings.get(bound)
        if reading is None and bound not in self.declared("readings"):
            yield from self.known(path, bound, "readings", "reading")
        elif reading is not None and (reading.range is None or reading.range[0] < least):
            cure = f"a threshold is an integer or a reading with a range from {least}"
            yield self.fault(path, "wrong-value", f"reading `{bound}` does not fit here", cure)

    def condition(self, path: Path, condition: Condition | None, topic: str) -> Iterator[Fault]:
        if condition is None or topic not in self.policy.topics:
            return
        for name, entry in condition.entries.items():
            yield from self.test((*path, name), name, entry, topic)
        for index, one in enumerate(condition.any or ()):
            yield from self.condition((*path, "any", index), one, topic)

    def test(self, path: Path, name: str, entry: Entry, topic: str) -> Iterator[Fault]:
        has = self.policy.topics[topic]
        if name in has.counters:
            yield from self.count(path, name, entry)
        elif name in self.declared("readings") or name in self.declared("facts"):
            if name in self.declared("facts"):
                yield from self.fact(path, name, (topic,))
            yield from self.entry(path, name, entry)
        elif name in self.declared("counters"):
            message = f"topic `{topic}` has no counter `{name}`"
            yield Fault(self.places.key(path), "counter-not-in-topic", message, did_you_mean(name, has.counters))
        else:
            cure = did_you_mean(name, [*has.facts, *has.counters, *self.declared("readings")])
            yield Fault(self.places.key(path), "unknown-fact", f"unknown fact, counter or reading `{name}`", cure)

    def count(self, path: Path, name: str, entry: Entry) -> Iterator[Fault]:
        if not isinstance(entry, Bounds) or (entry.at_least is None and entry.below is None):
            yield self.fault(path, "wrong-test", f"`{name}` is a counter", "compare it: {at_least: 2} or {below: 2}")
            return
        for key, bound in (("at_least", entry.at_least), ("below", entry.below)):
            if bound is not None:
                yield from self.threshold((*path, key), bound)

    def directed(self, section: str, name: str, one: Norm | Claim) -> Iterator[Fault]:
        """What norms and claims share: clause, topic, condition."""
        path: Path = (section, name)
        yield from self.known((*path, "clause"), one.clause, "clauses", "clause")
        yield from self.known((*path, "topic"), one.topic, "topics", "topic")
        found = [
            *self.condition((*path, "when"), one.when, one.topic),
            *self.condition((*path, "unless"), one.unless, one.topic),
        ]
        yield from found
        if not found and one.topic in self.policy.topics:
            try:
                branches(one.when, one.unless, self.policy.domains)
            except TooManyBranchesError:
                yield Fault(self.places.key(path), "condition-too-wide", f"the condition of `{name}` is too wide",
                            "it has over 256 alternatives: split it over several norms")  # fmt: skip
            except KeyError:
                return  # a fact or reading it speaks of was faulty and is reported where it stands

    def norms(self) -> Iterator[Fault]:
        for name, norm in self.policy.norms.items():
            yield from self.directed("norms", name, norm)
            path: Path = ("norms", name, norm.modality.value)
            yield from self.known(path, norm.action, "actions", "action")
            action = self.policy.actions.get(norm.action)
            if action and norm.topic in self.policy.topics and norm.topic not in action.topics:
                cure = did_you_mean(norm.action, self.policy.actions_of(norm.topic))
                yield self.fault(
                    path, "action-not-in-topic", f"topic `{norm.topic}` has no action `{norm.action}`", cure
                )
            for index, inferior in enumerate(norm.overrides):
                yield from self.override(("norms", name, "overrides", index), norm, inferior)
        yield from self.circles()

    def override(self, path: Path, norm: Norm, inferior: str) -> Iterator[Fault]:
        """An override must be able to have an effect (DESIGN 2): opposed on one action, or incompatible actions."""
        yield from self.known(path, inferior, "norms", "norm")
        other = self.policy.norms.get(inferior)
        if other is None or other is norm or not {norm.action, other.action} <= self.policy.actions.keys():
            return
        if other.topic != norm.topic:
            why = f"it is about topic `{other.topic}`, this about `{norm.topic}`: they never both apply"
        elif other.action == norm.action:
            if frozenset((norm.modality, other.modality)) in OPPOSED:
                return
            why = f"`{norm.modality}` and `{other.modality}` of one action are not opposed"
        elif any({norm.action, other.action} == set(both.pair) for both in self.policy.incompatible):
            return
        else:
            why = f"`{norm.action}` and `{other.action}` are not declared incompatible"
        yield self.fault(path, "override-without-effect", f"overriding `{inferior}` can have no effect: {why}",
                         "leave it out, or declare the actions incompatible")  # fmt: skip

    def circles(self) -> Iterator[Fault]:
        """Each circle of overrides once, at its first override in the file."""
        told: set[frozenset[str]] = set()
        for start in self.policy.norms:
            circle = self.circle(start)
            if circle and frozenset(circle) not in told:
                told.add(frozenset(circle))
                index = self.policy.norms[start].overrides.index(circle[1])
                yield self.fault(("norms", start, "overrides", index), "circular-override",
                                 "overrides run in a circle: " + " > ".join(f"`{name}`" for name in circle),
                                 "take one of these overrides out")  # fmt: skip

    def circle(self, start: str) -> list[str]:
        """A shortest way from a norm along its overrides back to itself."""
        ways = [[start]]
        seen: set[str] = set()
        for way in ways:
            norm = self.policy.norms.get(way[-1])
            for inferior in norm.overrides if norm else ():
                if inferior == start:
                    return [*way, start]
                if inferior not in seen:
                    seen.add(inferior)
                    ways.append([*way, inferior])
        return []

    def claims(self) -> Iterator[Fault]:
        said: dict[tuple[str, str], str] = {}
        for name, claim in self.policy.claims.items():
            yield from self.directed("claims", name, claim)
            for what, value in claim.concludes.items():
                if said.setdefault((claim.topic, what), value) != value:
                    message = f"`{what}` is concluded as `{said[claim.topic, what]}` elsewhere"
                    cure = "in one topic all claims conclude the same value of a name"
                    yield self.fault(("claims", name, "concludes", what), "contradictory-claims", message, cure)

    def orphans(self) -> Iterator[Fault]:
        """Clauses that no norm, claim or principle cites."""
        policy = self.policy
        cited = {one.clause for found in (policy.norms, policy.claims, policy.principles) for one in found.values()}
        for name in policy.clauses:
            if name not in cited:
                message = f"no norm, claim or principle cites clause `{name}`"
                cure = "encode it, or leave it out"
                yield Fault(self.places.key(("clauses", name)), "clause-without-norm", message, cure)


def _spelled(reading: Reading) -> str:
    if reading.range is not None:
        return f"an integer from {reading.range[0]} to {reading.range[1]}"
    return "one of: " + ", ".join(reading.values or ())
