"""DuckDB by hand: one query over a table of cases, a subquery a stratum of norms, a CASE an action.

A subquery can speak of the columns of the one inside it, so exceptions are said in SQL.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from directives import Policy
from directives.condition import State

from .dialect import Dialect, single
from .plain import NAMES, Plain, Statuses


def _chosen(cases: Sequence[tuple[str, str]], default: str) -> str:
    return f"CASE {' '.join(f'WHEN {when} THEN {then}' for when, then in cases)} ELSE {default} END"


SQL = Dialect(lambda name: f'"{name}"', single, "{} IN ({})", _chosen, " AND ", " OR ", "NOT ({})", "=")


def query(plain: Plain, table: str) -> str:
    """The query: codes of statuses, a column an action, in the order of the rows."""
    inner = table
    for stratum in plain.strata:
        columns = [f"{SQL.in_force(norm, plain, 'n{}'.format)} AS n{norm.number}" for norm in stratum]
        inner = f"(SELECT *, {', '.join(columns)} FROM {inner})" if columns else inner
    statuses = [
        f"CAST({SQL.status(action, plain, 'n{}'.format, lambda one: str(NAMES.index(one)))} AS UTINYINT) AS a{action}"
        for action in range(len(plain.actions))
    ]
    return f"SELECT {', '.join(statuses)} FROM {inner}"


class Queried:
    """A database in memory; the query on one case is prepared."""

    def __init__(self, plain: Plain) -> None:
        """Make the types and prepare the query."""
        self._plain = plain
        self._database = duckdb.connect()
        self._types = dict.fromkeys(plain.tested, "INTEGER")
        for number, name in enumerate(name for name in plain.tested if name in plain.values):
            values = plain.values[name]
            if isinstance(values[0], str):
                self._types[name] = f"kind{number}"
                self._database.execute(f"CREATE TYPE kind{number} AS ENUM ({', '.join(map(single, values))})")
        given = ", ".join(f'CAST(? AS {kind}) AS "{name}"' for name, kind in self._types.items())
        self._database.execute(f"PREPARE one AS {query(plain, f'(SELECT {given})')}")
        self._query = query(plain, "cases")
        self._database.execute("SET preserve_insertion_order = true")

    def decide(self, state: State) -> Statuses:
        """The decision on one state, by the prepared query."""
        given = ", ".join(single(state[name]) for name in self._types)
        found = self._database.execute(f"EXECUTE one({given})").fetchone()
        return tuple(map(NAMES.__getitem__, found or ()))

    def batch(self, states: Sequence[State]) -> Any:
        """A table of the database: facts as enumerations."""
        import numpy as np

        given = {
            name: np.array([state[name] for state in states], np.int32 if kind == "INTEGER" else object)
            for name, kind in self._types.items()
        }
        columns = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in self._types.items())
        self._database.register("given", given)
        self._database.execute(f"CREATE OR REPLACE TABLE cases AS SELECT {columns} FROM given")
        self._database.unregister("given")
        return "cases"

    def decide_many(self, batch: Any) -> Any:
        """The codes of the statuses, an array an action."""
        assert batch == "cases"
        return self._database.execute(self._query).fetchnumpy()

    def statuses(self, found: Any) -> list[Statuses]:
        """The rows, in words."""
        return [tuple(NAMES[code] for code in row) for row in zip(*found.values(), strict=True)]


def load(policy: Policy, topic: str) -> Queried:
    """The query of a topic."""
    return Queried(Plain.of(policy, topic))
