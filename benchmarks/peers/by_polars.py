"""Polars by hand: a boolean column a norm, stratum by stratum, and a chain of `when` an action.

Columns can speak of those of an earlier step, so exceptions are said in expressions.
"""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import polars as pl

from directives import Policy
from directives.condition import Branch, Count, State

from .plain import CONFLICT, NAMES, SILENT, STATUS, Plain, PlainNorm, Statuses, torn


def _branch(branch: Branch, plain: Plain) -> pl.Expr:
    tests = [pl.lit(value=True)]
    for test in branch:
        column = pl.col(test.name)
        if isinstance(test, Count):
            bound = pl.lit(test.threshold) if isinstance(test.threshold, int) else pl.col(test.threshold)
            tests.append(column >= bound if test.at_least else column < bound)
        else:
            values = [value for value in plain.values[test.name] if value in test.values]
            tests.append(reduce(or_, (column == value for value in values)))
    return reduce(and_, tests[1:] or tests)


def _in_force(norm: PlainNorm, plain: Plain) -> pl.Expr:
    applies = reduce(or_, (_branch(one, plain) for one in norm.branches)) if norm.branches else pl.lit(value=False)
    if norm.above:
        applies &= ~reduce(or_, (pl.col(f"n{number}") for number in norm.above))
    return applies.alias(f"n{norm.number}")


def _status(action: int, plain: Plain) -> pl.Expr:
    """The place of the status in NAMES."""
    said = {
        one: reduce(or_, (pl.col(f"n{number}") for number in numbers))
        for one, numbers in plain.by_modality(action).items()
    }
    cases = [(said[one] & said[other], CONFLICT) for one, other in torn(said)]
    cases += [(one, STATUS[modality]) for modality, one in said.items()]
    found = pl.lit(NAMES.index(SILENT), pl.UInt8)
    for when, status in reversed(cases):
        found = pl.when(when).then(pl.lit(NAMES.index(status), pl.UInt8)).otherwise(found)
    return found.alias(plain.actions[action])


class Columnar:
    """The expressions, made once."""

    def __init__(self, plain: Plain) -> None:
        """Make the expressions."""
        self._plain = plain
        self._steps = [[_in_force(norm, plain) for norm in stratum] for stratum in plain.strata]
        self._statuses = [_status(action, plain) for action in range(len(plain.actions))]
        self._types = {
            name: pl.Enum(list(map(str, values))) if isinstance(values[0], str) else pl.Int32
            for name, values in plain.values.items()
        }

    def decide(self, state: State) -> Statuses:
        """The decision on one state, as a table of one row."""
        return self.statuses(self.decide_many(self.batch([state])))[0]

    def batch(self, states: Sequence[State]) -> Any:
        """A data frame: facts as enumerations, counters as integers."""
        names = self._plain.tested
        types = {name: self._types.get(name, pl.Int32) for name in names}
        return pl.DataFrame({name: [state[name] for state in states] for name in names}, schema=types).with_row_index(
            "row"
        )

    def decide_many(self, batch: Any) -> Any:
        """A data frame with the codes of the statuses, a column an action."""
        for step in self._steps:
            batch = batch.with_columns(step)
        return batch.select("row", *self._statuses)

    def statuses(self, found: Any) -> list[Statuses]:
        """The rows, in words."""
        return [tuple(NAMES[code] for code in row[1:]) for row in found.rows()]


def load(policy: Policy, topic: str) -> Columnar:
    """The expressions of a topic."""
    return Columnar(Plain.of(policy, topic))
