"""Tables of cases in this project: `directives.population`, Arrow in and out, where it is installed.

It gives more than is compared here: masks of the norms in force, clashes, impossible duties.
"""

import itertools
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from directives import Policy
from directives.condition import State
from directives.population import Cases

from .plain import Plain, Statuses


class Framed:
    """A policy ready for tables; what compiles when a table first comes is compiled here."""

    def __init__(self, policy: Policy, topic: str) -> None:
        """Compile the policy for readings at their defaults."""
        self._policy, self._plain = policy, Plain.of(policy, topic)
        self._cases = Cases(policy, topic)
        facts = policy.topics[topic].facts
        self.decide(policy.defaults | {name: self._plain.values[name][0] for name in facts} | self._counts())

    def _counts(self) -> dict[str, int]:
        return dict.fromkeys(self._plain.counters, 0)

    def decide(self, state: State) -> Statuses:
        """The decision on one state, as a table of one row."""
        return self.statuses(self.decide_many(self.batch([state])))[0]

    def batch(self, states: Sequence[State]) -> Any:
        """Facts as dictionary columns, counters as integers; a reading is a column where it is not at its default."""
        columns: dict[str, Any] = {}
        for name in self._plain.names:
            values = [state[name] for state in states]
            if name in self._plain.counters:
                columns[name] = pa.array(values, pa.int32())
            elif name not in self._policy.defaults:
                codes = {value: code for code, value in enumerate(self._plain.values[name])}
                indices = pa.array([codes[value] for value in values], pa.int8())
                columns[name] = pa.DictionaryArray.from_arrays(indices, list(codes))
            elif any(value != self._policy.defaults[name] for value in values):
                columns[name] = pa.array(values)
        return pa.table(columns)

    def decide_many(self, batch: Any) -> Any:
        """A table with a column of statuses for each action."""
        return self._cases.evaluated(batch).columns

    def statuses(self, found: Any) -> list[Statuses]:
        """The rows of the table."""
        return list(zip(*(found[action].to_pylist() for action in self._plain.actions), strict=True)) or list(
            itertools.repeat((), found.num_rows)
        )


def load(policy: Policy, topic: str) -> Framed:
    """A policy ready for tables."""
    return Framed(policy, topic)
