"""Norms as text: the conditions, exceptions and statuses of a topic in whatever language a peer reads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from directives.condition import Branch, Count

from .plain import CONFLICT, SILENT, STATUS, Plain, PlainNorm, torn


def single(one: str | int) -> str:
    """A word in single quotes; a number as it is."""
    return f"'{one}'" if isinstance(one, str) else str(one)


def double(one: str | int) -> str:
    """A word in double quotes; a number as it is."""
    return f'"{one}"' if isinstance(one, str) else str(one)


@dataclass(frozen=True)
class Dialect:
    """How a language writes names, words, values among others, and choices; `and`, `or`, `not` unless told otherwise.

    >>> def python(name): return name
    >>> def chosen(cases, default): return " or ".join(f"{then} if {when}" for when, then in cases)
    >>> print(Dialect(python, repr, "{} in ({})", chosen).negated.format("a"))
    not (a)
    """

    name: Callable[[str], str]
    value: Callable[[str | int], str]
    member: str
    choice: Callable[[Sequence[tuple[str, str]], str], str] = lambda _cases, default: default
    both: str = " and "
    either: str = " or "
    negated: str = "not ({})"
    equal: str = "=="
    true: str = "true"
    false: str = "false"

    def any_of(self, parts: Sequence[str]) -> str:
        """At least one of them."""
        return f"({self.either.join(parts)})" if len(parts) > 1 else parts[0] if parts else self.false

    def branch(self, branch: Branch, plain: Plain) -> str:
        """One alternative of a condition."""
        parts = []
        for test in branch:
            name = self.name(test.name)
            if isinstance(test, Count):
                bound = self.value(test.threshold) if isinstance(test.threshold, int) else self.name(test.threshold)
                parts.append(f"{name} {'>=' if test.at_least else '<'} {bound}")
                continue
            values = [self.value(one) for one in plain.values[test.name] if one in test.values]
            one = f"{name} {self.equal} {values[0]}"
            parts.append(one if len(values) == 1 else self.member.format(name, ", ".join(values)))
        return f"({self.both.join(parts)})" if parts else self.true

    def applies(self, norm: PlainNorm, plain: Plain) -> str:
        """Whether a norm applies."""
        return self.any_of([self.branch(one, plain) for one in norm.branches])

    def in_force(self, norm: PlainNorm, plain: Plain, force: Callable[[int], str]) -> str:
        """Whether a norm is in force, given how to speak of whether another is."""
        applies = self.applies(norm, plain)
        if not norm.above:
            return applies
        return f"{applies}{self.both}{self.negated.format(self.either.join(map(force, norm.above)))}"

    def status(
        self, action: int, plain: Plain, force: Callable[[int], str], word: Callable[[str], str] | None = None
    ) -> str:
        """The status of an action, given how to speak of whether a norm is in force."""
        word = word or self.value
        said = {
            modality: self.any_of([force(one) for one in numbers])
            for modality, numbers in plain.by_modality(action).items()
        }
        pairs = [f"({said[one]}{self.both}{said[other]})" for one, other in torn(said)]
        cases = [(self.any_of(pairs), word(CONFLICT))] if pairs else []
        cases += [(one, word(STATUS[modality])) for modality, one in said.items()]
        return self.choice(cases, word(SILENT)) if cases else word(SILENT)
