"""What a policy says of one name, and what refers to it: the card that `directives show` prints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .condition import Bounds, Condition, Entry, Excluding
from .errors import did_you_mean
from .policy import Claim, Norm, Occurrence, Policy
from .terms import Modality

DIRECTION = {
    Modality.OBLIGE: "must",
    Modality.FORBID: "must not",
    Modality.PERMIT: "may",
    Modality.EXEMPT: "need not",
    Modality.RESERVE: "reserved:",
}


@dataclass(frozen=True)
class Card:
    """A name of a policy: its kind, what it says, its particulars as (label, text), and what refers to it."""

    name: str
    kind: str
    says: str
    particulars: tuple[tuple[str, str], ...] = ()
    referred: tuple[tuple[str, str], ...] = ()


_SECTIONS = (
    "sections",
    "clauses",
    "norms",
    "claims",
    "principles",
    "topics",
    "actions",
    "events",
    "facts",
    "counters",
    "readings",
)


def names(policy: Policy) -> dict[str, list[str]]:
    """Every name that has a card, by section of the file."""
    return {section: list(getattr(policy, section)) for section in _SECTIONS}


def cards(policy: Policy, name: str) -> list[Card]:
    """The cards of a name: one, or several where it is used in several sections; raises KeyError with a cure."""
    found = [_card(policy, section, name) for section in _SECTIONS if name in getattr(policy, section)]
    if not found:
        known = [one for section in names(policy).values() for one in section]
        raise KeyError(did_you_mean(name, known, 6))
    return found


def condition_words(condition: Condition | None) -> str:
    """A condition in words.

    >>> condition_words(Condition.model_validate({"contract": "expired", "any": [{"a": ["b", "c"]}, {"n": "d"}]}))
    'contract is expired, and (a is b or c; or n is d)'
    """
    if condition is None:
        return "always"
    parts = [f"{name} {_entry_words(entry)}" for name, entry in condition.entries.items()]
    if condition.any is not None:
        parts.append("(" + "; or ".join(condition_words(one) for one in condition.any) + ")")
    return ", and ".join(parts) or "always"


def _entry_words(entry: Entry) -> str:
    if isinstance(entry, Bounds):
        bounds = (("at least", entry.at_least), ("below", entry.below))
        return " and ".join(f"{word} {bound}" for word, bound in bounds if bound is not None)
    if isinstance(entry, Excluding):
        return f"is not {_listed(entry.excluded)}"
    return f"is {_listed(entry)}"


def _listed(value: Any) -> str:
    return " or ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _needs_words(needs: Mapping[str, Entry]) -> str:
    return ", and ".join(f"{name} {_entry_words(entry)}" for name, entry in needs.items()) or "nothing"


def direction(norm: Norm) -> str:
    """A norm's modality and action in words."""
    return f"{DIRECTION[norm.modality]} {norm.action}"


def _card(policy: Policy, section: str, name: str) -> Card:
    if section == "sections":
        inside = ((one, clause.says) for one, clause in policy.clauses.items() if clause.section == name)
        return Card(name, "section", policy.sections[name], (), tuple(inside))
    one = getattr(policy, section)[name]
    says = getattr(one, "says", None) or getattr(one, "note", None) or ""
    kind = section[:-1]
    return Card(name, kind, says, tuple(_particulars(policy, one)), tuple(_referring(policy, section, name)))


def _particulars(policy: Policy, one: Any) -> Iterator[tuple[str, str]]:
    """What the entry itself gives, besides its words."""
    if isinstance(one, Norm | Claim):
        yield from _directed(policy, one)
    elif isinstance(one, Occurrence):
        yield "topic", ", ".join(one.topics)
        yield "needs", _needs_words(one.needs)
        yield "sets", ", ".join(f"{fact} {value}" for fact, value in one.sets.items()) or "nothing"
        if getattr(one, "continuous", False):
            yield "continuous", "kept up rather than finished"
    else:
        told = {"says", "note", "means"}
        for key, value in one.model_dump(exclude_none=True, exclude_defaults=True, exclude=told).items():
            yield key, f"{value[0]} to {value[1]}" if key == "range" else _plain(value)
        for value, means in getattr(one, "means", {}).items():
            yield value, means


def _directed(policy: Policy, one: Norm | Claim) -> Iterator[tuple[str, str]]:
    if isinstance(one, Norm):
        hedges = [word for word, so in (("as a rule", one.general), ("implied", one.implied)) if so]
        yield "directs", direction(one) + (f" ({', '.join(hedges)})" if hedges else "")
    else:
        yield "concludes", ", ".join(f"{what} {value}" for what, value in one.concludes.items())
    yield "topic", one.topic
    yield "when", condition_words(one.when)
    if one.unless is not None:
        yield "unless", condition_words(one.unless)
    if isinstance(one, Norm) and one.overrides:
        yield "overrides", ", ".join(one.overrides)
    yield "clause", f"{one.clause}: {policy.clauses[one.clause].says}"
    if isinstance(one, Norm) and one.note:
        yield "note", one.note


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(inner)}" for key, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _referring(policy: Policy, section: str, name: str) -> Iterator[tuple[str, str]]:
    """Everything in the policy that names this name, with what it says."""
    for other_section in _SECTIONS[1:]:
        for other, one in getattr(policy, other_section).items():
            said = one.model_dump(exclude={"says", "note"}, exclude_none=True)
            if (other_section, other) != (section, name) and name in _mentions(said):
                yield f"{other_section[:-1]} {other}", getattr(one, "says", None) or getattr(one, "note", None) or ""
    for both in policy.incompatible:
        if section == "actions" and name in both.pair:
            yield "incompatible", f"{both.pair[0]} with {both.pair[1]}: {both.why}"


def _mentions(value: Any) -> Iterator[str]:
    """Every word in the data of an entry, keys and values alike."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _mentions(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _mentions(inner)
    elif isinstance(value, str):
        yield value
