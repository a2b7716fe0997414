"""How long a verdict on a case of a table takes, against a plain copy of 8 bytes a case in the same run.

    python benchmarks/evaluate.py [CASES]

Random policies of 20 and 200 norms (8 and 12 facts of 2 to 5 values, an action for every ten norms), random cases in
dictionary-encoded Arrow columns of 8-bit indices, on one core. Prints nanoseconds of CPU a case, the median of rounds
in which all ways take turns; the first round, in which programs and tables are made, is told apart. A packed result is
planes, a bit for each norm in force and three for the status of each action, or, where something is unknown and all
verdicts of the policy fit into a table, the row of the verdict. A sample is held to the array reading first.
"""

import itertools
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from unittest import mock

import numpy as np
import pyarrow as pa
from space_random import FACTS, random_policy

from directives import Policy
from directives.population import Cases, runner
from directives.population.columns import fact_words
from directives.population.kernel import kernels
from directives.population.topic_table import TopicTable
from directives.space import Arrays
from directives.verdict import verdict

ROUNDS = 7
BATCH = 1 << 17
"""Rows of a batch; each writes its packed result over that of the batch before."""
PACKED, FAST = "packed, NumPy alone", "packed, numba"
GOALS = {20: {PACKED: 10.0, FAST: 2.0}, 200: {PACKED: 30.0, FAST: 6.0}}
"""Nanoseconds a case from dictionary-encoded Arrow to a packed result."""


def random_table(policy: Policy, count: int, nulls: float = 0.0) -> Any:
    """A table of random cases, as dictionary columns."""
    drawn = np.random.default_rng(1960)
    columns = {}
    for name, fact in policy.facts.items():
        codes = drawn.integers(0, len(fact.values), count).astype(np.int8)
        missing = drawn.random(count) < nulls if nulls else None
        columns[name] = pa.DictionaryArray.from_arrays(pa.array(codes, mask=missing), pa.array(list(fact.values)))
    return pa.table(columns)


def completions(policy: Policy, state: Mapping[str, str | None]) -> list[dict[str, str | int]]:
    """The states that a row with nulls may stand for."""
    choices = [[value] if value is not None else policy.facts[name].values for name, value in state.items()]
    return [dict(zip(state, values, strict=True)) for values in itertools.product(*choices)]


def agree(policy: Policy, table: Any) -> None:
    """Compare a sample with `verdict` over the array reading."""
    evaluator = Arrays(policy)
    rows = random.Random(1960).sample(range(table.num_rows), 50)
    found = Cases(policy, "matter").evaluated(table).columns.take(rows)
    for state, row in zip(table.take(rows).to_pylist(), found.to_pylist(), strict=True):
        expected = verdict(policy, "matter", completions(policy, state), evaluator).rulings
        assert {name: one.status.value for name, one in expected.items()} == {name: row[name] for name in expected}


def by(kernel: bool, way: Callable[[], Any]) -> Callable[[], Any]:
    """The way with or without the kernels of numba."""

    def done() -> Any:
        with mock.patch.object(runner, "kernels", kernels if kernel else lambda: None):
            return way()

    return done


def ways(policy: Policy, count: int) -> dict[str, Callable[[], Any]]:
    """What is timed, by name."""
    table, holed = random_table(policy, count), random_table(policy, count, 0.02)
    agree(policy, table)
    agree(policy, holed)
    cases = Cases(policy, "matter")
    ready = TopicTable(policy, "matter", policy.defaults, cases.legend)
    source, target = np.zeros(count, np.int64), np.zeros(count, np.int64)

    def packed(given: Any) -> None:
        into = None
        for batch in given.to_batches(BATCH):
            columns = {name: fact_words(name, batch[name], policy)[0] for name in given.column_names}
            into = ready.packed(columns, batch.num_rows, into)

    found = {"copy of 8 bytes": lambda: np.copyto(target, source), PACKED: by(False, lambda: packed(table))}
    if kernels() is not None:
        found[FAST] = by(True, lambda: packed(table))
    return {
        **found,
        "2 % of facts unknown": by(True, lambda: packed(holed)),
        "to columns and masks": by(True, lambda: cases.evaluated(table)),
    }


def main(count: int) -> None:
    """Measure and print."""
    pa.set_cpu_count(1)
    for norms, goals in GOALS.items():
        policy = random_policy(norms, FACTS[norms])
        timed = ways(policy, count)
        took: dict[str, list[float]] = {name: [] for name in timed}
        for _ in range(ROUNDS + 1):
            for name, way in timed.items():
                start = time.process_time()
                way()
                took[name].append((time.process_time() - start) / count * 1e9)
        print(f"{norms} norms, {len(policy.facts)} facts, {len(policy.actions)} actions, {count:,} cases")
        tell(took, goals)


def tell(took: Mapping[str, Sequence[float]], goals: Mapping[str, float]) -> None:
    """Print the medians of all rounds but the first, their spread, how many plain copies they are, and the goals."""
    copy = statistics.median(took["copy of 8 bytes"][1:])
    for name, some in took.items():
        median = statistics.median(some[1:])
        spread = f"{min(some[1:]):.2f} to {max(some[1:]):.2f}; first {some[0]:.2f}"
        goal = f"; goal {goals[name]:g}: {'met' if median < goals[name] else 'not met'}" if name in goals else ""
        print(f"  {name:<24}{median:>8.2f} ns a case, {median / copy:>6.1f} copies ({spread}){goal}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
