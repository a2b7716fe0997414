"""What is known of a case: for each fact of its topic the values that it may have.

Unknown facts stay independent of one another, since what an event or action needs is a conjunction
over facts and what it sets are constants: so the completions are a product (DESIGN 2, unknown facts).
"""

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..condition import Needs
from ..errors import LimitError
from ..policy import Policy
from ..scenario import Case
from ..terms import UNKNOWN

MOST_COMPLETIONS = 20_000
"""A case with more completions of its unknown facts than this is refused, not sampled."""


@dataclass(frozen=True)
class Knowledge:
    """The values that each fact of a case may have, in the order in which the policy declares them."""

    possible: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, case: Case, policy: Policy) -> "Knowledge":
        """What a scenario gives of a case: its facts, else their initial values, else nothing."""
        found = []
        for name in policy.topics[case.topic].facts:
            value = case.facts.get(name, policy.facts[name].initial or UNKNOWN)
            found.append((name, policy.facts[name].values if value == UNKNOWN else (value,)))
        return cls(tuple(found))

    @property
    def facts(self) -> dict[str, str]:
        """Every fact by name, `unknown` where several values are possible."""
        return {name: values[0] if len(values) == 1 else UNKNOWN for name, values in self.possible}

    def given(self, needs: Needs, policy: Policy) -> "Knowledge | None":
        """What is known once it is known that the needs hold; None if they cannot."""
        admitted = policy.admitted(needs)
        left = tuple(
            (name, tuple(value for value in values if name not in admitted or value in admitted[name]))
            for name, values in self.possible
        )
        return Knowledge(left) if all(values for _, values in left) else None

    def after(self, sets: Mapping[str, str]) -> "Knowledge":
        """What is known once some facts have been set."""
        return Knowledge(tuple((name, (sets[name],) if name in sets else values) for name, values in self.possible))

    def completions(self, telling: Iterable[str]) -> list[dict[str, str]]:
        """Every way the facts may be; a fact that tells nothing apart is taken at its first possible value.

        Raises LimitError when there are more than MOST_COMPLETIONS.
        """
        told = frozenset(telling)
        choices = [values if name in told else values[:1] for name, values in self.possible]
        if (count := math.prod(map(len, choices))) > MOST_COMPLETIONS:
            raise LimitError(
                f"the unknown facts have {count:,} completions, over {MOST_COMPLETIONS:,}: give more facts"
            )
        names = [name for name, _ in self.possible]
        return [dict(zip(names, values, strict=True)) for values in itertools.product(*choices)]
