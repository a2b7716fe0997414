"""Conditions: what a file may ask of a state, and their plain form as alternatives of tests.

A condition is a mapping whose entries must all hold (DESIGN: a condition is a mapping). It is
turned here into *branches*, its alternatives: each a conjunction of tests with nothing negated,
so that no reading of the policy needs negation over facts. This module knows nothing of norms.
"""

import html
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StrictInt, StringConstraints, Tag

Name: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Label: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$", max_length=64)
]
Value: TypeAlias = StrictInt | Name
State: TypeAlias = Mapping[str, str | int]
"""A value for every fact and counter of a topic and for every reading, by name."""

MOST_BRANCHES = 256
"""A condition with more alternatives than this is refused at load."""


class Model(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def __copy__(self) -> Self:
        """A copy without what was worked out and kept: it may be about to be changed (`model_copy`)."""
        copied = super().__copy__()
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied

    def _repr_html_(self) -> str:
        """The fields as a table, for notebooks."""
        rows = (f"<tr><th>{name}</th><td>{html.escape(str(value))}</td></tr>" for name, value in self)
        return f"<table>{''.join(rows)}</table>"


class Excluding(Model):
    """Any value but these: `{not: expired}` or `{not: [a, b]}`."""

    excluded: Value | Annotated[tuple[Value, ...], Field(min_length=1)] = Field(alias="not")


class Bounds(Model):
    """A counter against thresholds, each an integer or the name of an integer reading."""

    at_least: StrictInt | Name | None = None
    below: StrictInt | Name | None = None


def _shape(entry: Any) -> str:
    if isinstance(entry, Excluding) or (isinstance(entry, dict) and "not" in entry):
        return "(not)"
    if isinstance(entry, Bounds | dict):
        return "(bounds)"
    return "(values)" if isinstance(entry, list | tuple) else "(value)"


Entry: TypeAlias = Annotated[
    Annotated[Value, Tag("(value)")]
    | Annotated[tuple[Value, ...], Tag("(values)"), Field(min_length=1)]
    | Annotated[Excluding, Tag("(not)")]
    | Annotated[Bounds, Tag("(bounds)")],
    Discriminator(_shape),
]


class Condition(BaseModel):
    """Entries that must all hold, each on a fact, counter or reading; `any` holds alternatives.

    >>> Condition.model_validate({"contract": "expired", "any": [{"presence": "gone"}]}).entries
    {'contract': 'expired'}
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[Name, Entry]

    any: Annotated[tuple["Condition", ...], Field(min_length=1)] | None = None

    @property
    def entries(self) -> dict[str, Entry]:
        """What must hold, by the name of the fact, counter or reading."""
        return dict(self.__pydantic_extra__)


Needs: TypeAlias = dict[Name, Entry]
"""What must hold of a case's facts before an event or action can happen; no alternatives."""


@dataclass(frozen=True)
class Among:
    """The test that a fact or reading has one of some values."""

    name: str
    values: frozenset[str | int]

    def holds(self, state: State) -> bool:
        """Whether the state passes the test."""
        return state[self.name] in self.values


@dataclass(frozen=True)
class Count:
    """The test that a counter is at least (or below) a threshold."""

    name: str
    threshold: int | str
    at_least: bool

    def holds(self, state: State) -> bool:
        """Whether the state passes the test; a named threshold is a reading of the state."""
        bound = self.threshold if isinstance(self.threshold, int) else state[self.threshold]
        return (int(state[self.name]) >= int(bound)) is self.at_least


Test: TypeAlias = Among | Count
Branch: TypeAlias = tuple[Test, ...]
Domains: TypeAlias = Mapping[str, frozenset[str | int]]
"""The values of each fact and reading; a name that is not here is a counter's."""


class TooManyBranchesError(ValueError):
    """A condition has more than MOST_BRANCHES alternatives."""


def values_of(entry: Entry, domain: frozenset[str | int]) -> frozenset[str | int]:
    """The values of a domain that an entry on a fact or reading admits.

    >>> sorted(values_of(Excluding(excluded="a"), frozenset("abc")))
    ['b', 'c']
    """
    if isinstance(entry, Excluding):
        return domain - frozenset(_listed(entry.excluded))
    return domain & frozenset(_listed(entry)) if not isinstance(entry, Bounds) else frozenset()


def branches(when: Condition | None, unless: Condition | None, domains: Domains) -> tuple[Branch, ...]:
    """The alternatives of `when and not unless`, each a conjunction of tests; none if contradictory.

    Raises TooManyBranchesError when there are more than MOST_BRANCHES.
    """
    positive = _positive(when, domains) if when else ((),)
    return _conjunction([positive, _negative(unless, domains)]) if unless else positive


def _listed(value: Value | tuple[Value, ...]) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _tests(name: str, entry: Entry, domains: Domains) -> tuple[Test, ...]:
    """The tests that an entry demands together."""
    if isinstance(entry, Bounds):
        bounds = ((entry.at_least, True), (entry.below, False))
        return tuple(Count(name, bound, at_least) for bound, at_least in bounds if bound is not None)
    return (Among(name, values_of(entry, domains[name])),)


def _opposite(test: Test, domains: Domains) -> Test:
    if isinstance(test, Count):
        return Count(test.name, test.threshold, not test.at_least)
    return Among(test.name, domains[test.name] - test.values)


def _positive(condition: Condition, domains: Domains) -> tuple[Branch, ...]:
    tests = tuple(test for name, entry in condition.entries.items() for test in _tests(name, entry, domains))
    parts: list[Iterable[Branch]] = [(tests,)]
    if condition.any is not None:
        parts.append([branch for one in condition.any for branch in _positive(one, domains)])
    return _conjunction(parts)


def _negative(condition: Condition, domains: Domains) -> tuple[Branch, ...]:
    failing: list[Branch] = [
        (_opposite(test, domains),)
        for name, entry in condition.entries.items()
        for test in _tests(name, entry, domains)
    ]
    if condition.any is not None:
        failing.extend(_conjunction([_negative(one, domains) for one in condition.any]))
    return tuple(failing)


def _conjunction(parts: Iterable[Iterable[Branch]]) -> tuple[Branch, ...]:
    """Every way of taking one branch from each part, merged; contradictory ways are dropped."""
    found: tuple[Branch, ...] = ((),)
    for part in parts:
        merged = (_merge(left + right) for left, right in itertools.product(found, part))
        found = tuple(dict.fromkeys(branch for branch in merged if branch is not None))
        if len(found) > MOST_BRANCHES:
            raise TooManyBranchesError
    return found


def _merge(tests: tuple[Test, ...]) -> Branch | None:
    """The tests with one `Among` for each name, in order of name; None if one admits nothing."""
    among: dict[str, frozenset[str | int]] = {}
    counts: dict[Count, None] = {}
    for test in tests:
        if isinstance(test, Count):
            counts[test] = None
        else:
            among[test.name] = among.get(test.name, test.values) & test.values
    if not all(among.values()):
        return None
    return (*(Among(name, among[name]) for name in sorted(among)), *sorted(counts, key=repr))
