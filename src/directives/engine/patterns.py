"""What rules match: comparisons of a message's properties with constants or with one another.

A message is what the engine holds: a state of a topic, or a statement on a norm. Nothing here is negated over facts:
the one negation, `absent`, is over what rules concluded in an earlier phase. It knows nothing of norms.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..condition import Among, Branch, Count, Domains
from ..policy import MOST_COUNTED

PREFIX = "the_"
"""Stands before the name of a fact, counter or reading, so that it is no word of the engine (`id`, `sid`, `kind`)."""

_OPERATORS = {"is": "$eq", "is not": "$neq", "at least": "$gte", "at most": "$lte", "below": "$lt"}


@dataclass(frozen=True)
class Comparison:
    """The test that a property of a message compares so with a constant or, if `own`, with another property of it.

    >>> print(Comparison("the_urged", "below", "the_limit", own=True))
    the_urged below the_limit
    """

    property: str
    sign: str
    value: str | int
    own: bool = False

    def definition(self) -> dict[str, Any]:
        """The comparison as durable_rules has it."""
        return {_OPERATORS[self.sign]: {self.property: {"$m": self.value} if self.own else self.value}}

    def __str__(self) -> str:
        """The comparison in words."""
        return f"{self.property} {self.sign} {self.value}"


@dataclass(frozen=True)
class Pattern:
    """A message of one kind for which all comparisons hold; if `absent`, that there is none.

    >>> print(Pattern("set_aside", (Comparison("name", "is", "SP.1a"),), absent=True))
    no set_aside (name is SP.1a)
    """

    kind: str
    comparisons: tuple[Comparison, ...]
    absent: bool = False

    def definition(self) -> dict[str, Any]:
        """The pattern as durable_rules has it: all comparisons under one `$and`, first of all the kind."""
        every = (Comparison("kind", "is", self.kind), *self.comparisons)
        alias = self.kind + ("$not" if self.absent else "")
        return {alias: {"$and": [comparison.definition() for comparison in every]}}

    def __str__(self) -> str:
        """The pattern in words."""
        return f"{'no ' if self.absent else ''}{self.kind} ({', '.join(map(str, self.comparisons))})"


def comparisons(branch: Branch, domains: Domains) -> tuple[Comparison, ...]:
    """The comparisons that hold together exactly where an alternative of a condition does.

    >>> test = Among("extension", frozenset({"none", "declined"}))
    >>> domains = {"extension": frozenset({"none", "proposed", "accepted", "declined"})}
    >>> [str(one) for one in comparisons((test,), domains)]
    ['the_extension is not accepted', 'the_extension is not proposed']
    """
    return tuple(
        one
        for test in branch
        for one in (_count(test) if isinstance(test, Count) else _among(test, domains[test.name]))
    )


def _count(test: Count) -> Iterator[Comparison]:
    sign = "at least" if test.at_least else "below"
    if isinstance(test.threshold, str):
        yield Comparison(PREFIX + test.name, sign, PREFIX + test.threshold, own=True)
    else:  # no count is negative or reaches MOST_COUNTED: a threshold cut down to that says the same
        yield Comparison(PREFIX + test.name, sign, max(0, min(test.threshold, MOST_COUNTED)))


def _among(test: Among, domain: frozenset[str | int]) -> Iterator[Comparison]:
    """Equality, or what the value is not; numbers between their least and their greatest."""
    name, numbers = PREFIX + test.name, [value for value in test.values if isinstance(value, int)]
    if len(test.values) == 1:
        yield from (Comparison(name, "is", value) for value in test.values)
        return
    if numbers:
        yield Comparison(name, "at least", min(numbers))
        yield Comparison(name, "at most", max(numbers))
    for value in sorted(domain - test.values, key=str):
        if isinstance(value, str) or min(numbers) < value < max(numbers):
            yield Comparison(name, "is not", value)
