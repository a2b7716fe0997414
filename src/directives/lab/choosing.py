"""What a reader can choose: the facts of each case, the readings, what is put in next, and why something cannot be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..play import Moment
from ..play.telling import lacking, words
from ..policy import Occurrence
from ..terms import UNKNOWN
from ..whatif.remembering import telling
from .visit import Visit


@dataclass(frozen=True)
class Choice:
    """A value that a fact or reading may have, and whether it has it."""

    value: str
    says: str
    chosen: bool


@dataclass(frozen=True)
class FactLine:
    """A fact of a case: the values it may start with, what it is at the moment looked at."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    now: str
    changed: bool


@dataclass(frozen=True)
class CaseBox:
    """A case: its name, topic and facts, whether it is looked at."""

    name: str
    topic: str
    here: bool
    facts: tuple[FactLine, ...]


@dataclass(frozen=True)
class ReadingLine:
    """A reading: its value, its range or values, its default, the clause and what it stands for."""

    name: str
    label: str
    value: str
    low: int | None
    high: int | None
    choices: tuple[Choice, ...]
    default: str
    clause: str
    note: str


@dataclass(frozen=True)
class Option:
    """An event or action that could be put in, or why it cannot."""

    kind: str
    name: str
    says: str
    why_not: str = ""


def cases(visit: Visit) -> list[CaseBox]:
    """Every case with its facts; what the one looked at is like at the moment."""
    return [
        CaseBox(name, case.topic, name == visit.who, tuple(_facts(visit, name)))
        for name, case in visit.present.matters.items()
    ]


def _facts(visit: Visit, case: str) -> Iterator[FactLine]:
    policy, one = visit.policy, visit.present.matters[case]
    moment = visit.moment if case == visit.who else None
    for name in policy.topics[one.topic].facts:
        fact = policy.facts[name]
        given = one.facts.get(name, fact.initial or UNKNOWN)
        now = moment.facts[name] if moment else given
        choices = (*fact.values, UNKNOWN)
        yield FactLine(
            name=name,
            label=words(name),
            choices=tuple(Choice(value, words(value), value == given) for value in choices),
            now=words(now),
            changed=now != given,
        )


def readings(visit: Visit, every: bool = False) -> list[ReadingLine]:
    """The readings that the topics of the story ask about, or every one of the policy."""
    policy = visit.policy
    topics = {case.topic for case in visit.present.matters.values()}
    asked = {name for topic in topics for name in telling(policy, topic)}
    asked |= {str(policy.counters[name].within) for topic in topics for name in policy.topics[topic].counters}
    return [_reading(visit, name) for name in policy.readings if every or name in asked]


def _reading(visit: Visit, name: str) -> ReadingLine:
    one, value = visit.policy.readings[name], str(visit.readings[name])
    low, high = one.range or (None, None)
    choices = tuple(Choice(other, words(other), other == value) for other in one.values or ())
    return ReadingLine(name, words(name), value, low, high, choices, words(str(one.default)), one.clause, one.note)


def options(visit: Visit) -> tuple[list[Option], list[Option]]:
    """The events and actions that can happen to the case at the moment, and those that cannot, with why not."""
    moment = visit.moment
    if moment is None:
        return [], []
    found = [*_options(visit, moment, "event", visit.policy.events_of(visit.topic)),
             *_options(visit, moment, "action", visit.policy.actions_of(visit.topic))]  # fmt: skip
    return [one for one in found if not one.why_not], [one for one in found if one.why_not]


def _options(visit: Visit, moment: Moment, kind: str, known: Mapping[str, Occurrence]) -> Iterator[Option]:
    for name, one in known.items():
        needs = "" if visit.situation.can(one) else lacking(visit.policy, one, moment) or "what is known rules it out"
        says = one.says if kind == "event" else f"We {one.says.rstrip('.')}."
        yield Option(kind, name, says, f"it needs {needs}" if needs else "")
