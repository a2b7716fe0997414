"""How long a verdict on a case of a table takes, against a plain copy of 8 bytes a case in the same run.

    python benchmarks/population_speed.py [CASES]

Random policies of 20 and 200 norms (8 and 12 facts of 2 to 5 values, an action for every ten norms), random cases in
dictionary-encoded Arrow columns of 8-bit indices, on one core. Prints nanoseconds of CPU a case, the median of rounds
in which all ways take turns; the first round, in which tables are made, is told apart. A sample is held to the array
reading before anything is timed.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
from space_random import FACTS, random_policy

from directives import Policy
from directives.population import Cases
from directives.population.columns import fact_words
from directives.population.topic_table import TopicTable
from directives.space import Arrays
from directives.verdict import verdict

ROUNDS = 7
GOALS = {20: 10.0, 200: 30.0}
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


def agree(policy: Policy, table: Any) -> None:
    """Compare a sample with `verdict` over the array reading."""
    evaluator = Arrays(policy)
    rows = random.Random(1960).sample(range(table.num_rows), 50)
    found = Cases(policy, "matter").evaluated(table).columns.take(rows)
    for state, row in zip(table.take(rows).to_pylist(), found.to_pylist(), strict=True):
        expected = verdict(policy, "matter", [state], evaluator).rulings
        assert {name: one.status.value for name, one in expected.items()} == {name: row[name] for name in expected}


def ways(policy: Policy, count: int) -> dict[str, Callable[[], Any]]:
    """What is timed, by name."""
    table, holed = random_table(policy, count), random_table(policy, count, 0.02)
    agree(policy, table)
    cases = Cases(policy, "matter")
    ready = TopicTable(policy, "matter", policy.defaults, cases.legend)
    source, target = np.zeros(count, np.int64), np.zeros(count, np.int64)

    def packed(given: Any) -> Any:
        columns = {name: fact_words(name, given[name], policy)[0] for name in given.column_names}
        return ready.packed(columns, count)

    return {
        "copy of 8 bytes": lambda: np.copyto(target, source),
        "to a packed result": lambda: packed(table),
        "the same, 2 % of facts unknown": lambda: packed(holed),
        "to columns and masks": lambda: cases.evaluated(table),
    }


def main(count: int) -> None:
    """Measure and print."""
    pa.set_cpu_count(1)
    for norms, goal in GOALS.items():
        policy = random_policy(norms, FACTS[norms])
        timed = ways(policy, count)
        took: dict[str, list[float]] = {name: [] for name in timed}
        for _ in range(ROUNDS + 1):
            for name, way in timed.items():
                start = time.process_time()
                way()
                took[name].append((time.process_time() - start) / count * 1e9)
        medians = {name: statistics.median(some[1:]) for name, some in took.items()}
        print(f"{norms} norms, {len(policy.facts)} facts, {len(policy.actions)} actions, {count:,} cases")
        for name, median in medians.items():
            spread = f"{min(took[name][1:]):.2f} to {max(took[name][1:]):.2f}; first {took[name][0]:.2f}"
            copies = median / medians["copy of 8 bytes"]
            print(f"  {name:<32}{median:>9.2f} ns a case ({spread}), {copies:>7.1f} copies")
        said = "met" if medians["to a packed result"] < goal else "not met"
        print(f"  goal: under {goal:g} ns to a packed result: {said}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
