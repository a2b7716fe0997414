"""The policy as data: clauses, readings, facts, events, actions, norms and claims.

The models say what a policy file may hold; whether its names fit together is decided in `files/`.
This module knows nothing of YAML, of engines or of how a state is judged.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, PrivateAttr, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from .condition import (
    Branch,
    Condition,
    Count,
    Domains,
    Entry,
    Label,
    Model,
    Name,
    Needs,
    State,
    Value,
    branches,
    values_of,
)
from .errors import Places, StateError, did_you_mean
from .terms import Modality

MOST_COUNTED = 2**53
"""Counters stay below this: integers that every engine and every JSON reader keeps exactly."""

Names = Annotated[tuple[Name, ...], Field(min_length=1)]
Prose = Annotated[str, Field(min_length=1)]


class Source(Model):
    """The document that a policy encodes: who wrote it, when, where it was published."""

    author: Prose
    title: Prose
    date: date
    published: Prose
    sentences: Annotated[StrictInt, Field(ge=1)] | None = None


class Clause(Model):
    """A numbered place in the source document: its section, its sentences, a paraphrase."""

    section: Label
    sentences: tuple[StrictInt, ...] = ()
    says: Prose


class Principle(Model):
    """A clause that directs nothing by itself: actions support it or strain it."""

    clause: Label
    says: Prose
    supports: tuple[Name, ...] = ()
    strained_by: tuple[Name, ...] = ()


class Reading(Model):
    """A named choice where the text is vague: a range of integers or a list of words, and a default."""

    range: tuple[StrictInt, StrictInt] | None = None
    values: Names | None = None
    default: Value
    clause: Label
    note: Prose

    @model_validator(mode="after")
    def _one_domain(self) -> "Reading":
        if (self.range is None) == (self.values is None):
            raise PydanticCustomError("one_domain", "expected either `range` or `values`")
        return self

    @property
    def domain(self) -> Sequence[str] | Sequence[int]:
        """Every value the reading can take, in order."""
        if self.range is None:
            return self.values or ()
        low, high = self.range
        return range(low, high + 1)


class Fact(Model):
    """A property of a case with finitely many values; without an initial one it must be given or is unknown.

    `means` says of a value what a case that has it is like, as a clause: `the contract has run out`.
    """

    values: Names
    initial: Name | None = None
    says: Prose | None = None
    means: dict[Name, Prose] = {}


class Counter(Model):
    """How often some actions were done, for the case or over all cases, within so many days or ever."""

    counts: Names
    per: Literal["case", "all"]
    within: Annotated[StrictInt, Field(ge=1)] | Name | None = None
    says: Prose | None = None


class Topic(Model):
    """The kind of matter a case is about: its facts, its counters, and when it is settled."""

    says: Prose
    facts: tuple[Name, ...] = ()
    counters: tuple[Name, ...] = ()
    settled: Needs = {}


class Occurrence(Model):
    """What an event and an action share: their topics, what they need of a case and what they set."""

    topic: Name | Names
    needs: Needs = {}
    sets: dict[Name, Name] = {}
    says: Prose

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics in which it can occur."""
        return (self.topic,) if isinstance(self.topic, str) else self.topic


class Event(Occurrence):
    """What the partner or the world does."""


class Action(Occurrence):
    """What we do; a continuous action is kept up rather than finished."""

    continuous: StrictBool = False


class Incompatible(Model):
    """Two actions that cannot both be done."""

    pair: tuple[Name, Name]
    why: Prose


MODALITIES = tuple(modality.value for modality in Modality)


class Norm(Model):
    """Modality, action and condition: what the text directs.

    >>> norm = Norm.model_validate({"clause": "SP.2", "topic": "specialist", "forbid": "send_back", "says": "..."})
    >>> norm.modality.value, norm.action
    ('forbid', 'send_back')
    """

    clause: Label
    topic: Name
    oblige: Name | None = None
    forbid: Name | None = None
    permit: Name | None = None
    exempt: Name | None = None
    reserve: Name | None = None
    when: Condition | None = None
    unless: Condition | None = None
    general: StrictBool = False
    implied: StrictBool = False
    overrides: tuple[Label, ...] = ()
    says: Prose
    note: Prose | None = None

    @model_validator(mode="after")
    def _one_modality(self) -> "Norm":
        if sum(getattr(self, modality) is not None for modality in MODALITIES) != 1:
            raise PydanticCustomError(
                "one_modality", "expected exactly one of " + ", ".join(f"`{m}`" for m in MODALITIES)
            )
        return self

    @cached_property
    def modality(self) -> Modality:
        """What the norm does with its action."""
        return next(modality for modality in Modality if getattr(self, modality.value) is not None)

    @cached_property
    def action(self) -> str:
        """The action that the norm is about."""
        return str(getattr(self, self.modality.value))


class Claim(Model):
    """A consequence that the text asserts: when the condition holds, so does what it concludes."""

    clause: Label
    topic: Name
    when: Condition | None = None
    unless: Condition | None = None
    concludes: Annotated[dict[Name, Name], Field(min_length=1)]
    says: Prose


class _OfTopic(NamedTuple):
    """What a policy has on one topic, by name."""

    norms: dict[str, Norm]
    claims: dict[str, Claim]
    actions: dict[str, Action]
    events: dict[str, Event]


class Policy(Model):
    """A whole policy: a document encoded norm by norm."""

    policy: Label
    title: Prose
    source: Source | None = None
    sections: dict[Label, Prose]
    clauses: dict[Label, Clause]
    principles: dict[Label, Principle] = {}
    readings: dict[Name, Reading] = {}
    facts: dict[Name, Fact] = {}
    counters: dict[Name, Counter] = {}
    topics: dict[Name, Topic]
    events: dict[Name, Event] = {}
    actions: dict[Name, Action]
    incompatible: tuple[Incompatible, ...] = ()
    norms: dict[Label, Norm]
    claims: dict[Label, Claim] = {}
    _places: Places = PrivateAttr(default_factory=lambda: Places("<policy>"))

    @property
    def places(self) -> Places:
        """Where in its file each entry stands."""
        return self._places

    def placed(self, places: Places) -> "Policy":
        """The same policy, knowing where in its file each entry stands."""
        self._places = places
        return self

    @cached_property
    def domains(self) -> Domains:
        """The values of every fact and reading, by name."""
        facts = {name: frozenset[str | int](fact.values) for name, fact in self.facts.items()}
        return facts | {name: frozenset[str | int](reading.domain) for name, reading in self.readings.items()}

    @cached_property
    def defaults(self) -> dict[str, str | int]:
        """The default of every reading, by name."""
        return {name: reading.default for name, reading in self.readings.items()}

    @cached_property
    def branches(self) -> Mapping[str, tuple[Branch, ...]]:
        """The alternatives of the condition of every norm and every claim, by name."""
        directed: dict[str, Norm | Claim] = {**self.norms, **self.claims}
        return {name: branches(one.when, one.unless, self.domains) for name, one in directed.items()}

    @cached_property
    def superiors(self) -> Mapping[str, tuple[str, ...]]:
        """For every norm, the norms that override it, in the order of the file."""
        found: dict[str, list[str]] = {name: [] for name in self.norms}
        for other, norm in self.norms.items():
            for name in dict.fromkeys(norm.overrides):
                if name in found:
                    found[name].append(other)
        return {name: tuple(some) for name, some in found.items()}

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """Every norm after all its superiors (the overrides relation is acyclic)."""
        found: dict[str, None] = {}

        def place(name: str) -> None:
            if name not in found:
                for superior in self.superiors[name]:
                    place(superior)
                found[name] = None

        for name in self.norms:
            place(name)
        return tuple(found)

    @cached_property
    def telling_facts(self) -> Mapping[str, frozenset[str]]:
        """For each topic the facts that a norm or claim of it tests or an action of it needs: all that can tell."""
        found = {
            topic: {name for one in has.actions.values() for name in one.needs} for topic, has in self.by_topic.items()
        }
        for directed in (self.norms, self.claims):
            for name, one in directed.items():
                tests = (test for branch in self.branches[name] for test in branch if not isinstance(test, Count))
                found.setdefault(one.topic, set()).update(test.name for test in tests)
        return {topic: frozenset(names) for topic, names in found.items()}

    def norms_of(self, topic: str) -> Mapping[str, Norm]:
        """The norms of a topic, by name."""
        return self.by_topic[topic].norms

    def claims_of(self, topic: str) -> Mapping[str, Claim]:
        """The claims of a topic, by name."""
        return self.by_topic[topic].claims

    def actions_of(self, topic: str) -> Mapping[str, Action]:
        """The actions that can be done in a topic, by name."""
        return self.by_topic[topic].actions

    def events_of(self, topic: str) -> Mapping[str, Event]:
        """The events that can happen in a topic, by name."""
        return self.by_topic[topic].events

    @cached_property
    def by_topic(self) -> Mapping[str, "_OfTopic"]:
        """The norms, claims, actions and events of each topic."""
        found = {topic: _OfTopic({}, {}, {}, {}) for topic in self.topics}
        for kind in ("norms", "claims", "actions", "events"):
            for name, one in getattr(self, kind).items():
                for topic in one.topics if isinstance(one, Occurrence) else (one.topic,):
                    if topic in found:
                        getattr(found[topic], kind)[name] = one
        return found

    def admitted(self, needs: Mapping[str, Entry]) -> dict[str, frozenset[str | int]]:
        """The values of each fact that `needs` mentions with which it holds."""
        return {name: values_of(entry, self.domains[name]) for name, entry in needs.items()}

    def check_state(self, topic: str, state: State) -> None:
        """Raise StateError unless the state gives all facts and counters of the topic and all readings, well typed."""
        if topic not in self.topics:
            raise StateError(f"unknown topic `{topic}`; {did_you_mean(topic, self.topics)}")
        for name in (*self.topics[topic].facts, *self.readings):
            value = state.get(name)
            if type(value) not in (str, int) or value not in self.domains[name]:
                raise StateError(f"`{name}` has no declared value: found `{value}`")
        for name in self.topics[topic].counters:
            count = state.get(name)
            if type(count) is not int or not 0 <= count < MOST_COUNTED:
                raise StateError(f"counter `{name}` needs an integer from 0: found `{count}`")

    def strains(self, action: str) -> tuple[str, ...]:
        """The principles that doing the action strains."""
        return tuple(name for name, principle in self.principles.items() if action in principle.strained_by)

    def literal(self) -> "Policy":
        """The policy without its implied norms: what the text says outright."""
        kept = {name: norm for name, norm in self.norms.items() if not norm.implied}
        norms = {
            name: norm.model_copy(update={"overrides": tuple(n for n in norm.overrides if n in kept)})
            for name, norm in kept.items()
        }
        return Policy.model_construct(**{**dict(self), "norms": norms}).placed(self.places)

    def __eq__(self, other: object) -> bool:
        """Whether the two say the same, wherever it stands."""
        return isinstance(other, Policy) and all(
            getattr(self, one) == getattr(other, one) for one in Policy.model_fields
        )

    __hash__ = None  # type: ignore[assignment]  # it holds mappings

    def __getstate__(self) -> dict[Any, Any]:
        """Leave out what is cached: it is cheaper to work out than to send."""
        state = super().__getstate__()
        fields = type(self).model_fields
        return {**state, "__dict__": {key: value for key, value in state["__dict__"].items() if key in fields}}
