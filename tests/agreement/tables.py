"""Tables of cases: drawn, and what the reference and the evaluators say of each row, in the words of a result."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from directives import Policy
from directives.population import Cases, evaluate
from directives.strategies import states
from directives.verdict import Evaluator, verdict

from .. import reference

Row = dict[str, Any]


@dataclass(frozen=True)
class Drawn:
    """A table: all that its rows say, the columns that it gives of that, and the readings that are chosen for all."""

    policy: Policy
    topics: tuple[str, ...]
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    readings: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"Drawn({self.topics}, {self.rows}, columns={self.columns}, readings={self.readings}, {self.policy!r})"

    @property
    def topic(self) -> str | None:
        return None if "topic" in self.columns else self.topics[0]

    def data(self) -> dict[str, list[Any]]:
        return {
            "number": list(range(len(self.rows))),
            **{name: [row.get(name) for row in self.rows] for name in self.columns},
        }


@st.composite
def tables(draw: DrawFn, policy: Policy) -> Drawn:
    """Tables of up to six cases, of one topic or of several, with nulls, absent columns, readings as columns or not."""
    mixed = draw(st.booleans())
    topics = tuple(policy.topics) if mixed else (draw(st.sampled_from(list(policy.topics))),)
    several = draw(st.lists(st.sampled_from(topics).flatmap(lambda one: _rows(policy, one)), min_size=1, max_size=6))
    facts = sorted({name for one in topics for name in policy.topics[one].facts})
    counters = sorted({name for one in topics for name in policy.topics[one].counters})
    given = [name for name in (*facts, *counters, *policy.readings) if draw(st.integers(0, 5))]
    fixed = {name: several[0][name] for name in policy.readings if name not in given and draw(st.booleans())}
    for row in several:
        has = policy.topics[row["topic"]]
        for name in set(facts) & set(has.facts) - set(given):
            row[name] = policy.facts[name].initial
        row |= {name: 0 for name in has.counters if name not in given}
        row |= {name: fixed.get(name, policy.defaults[name]) for name in policy.readings if name not in given}
    return Drawn(policy, topics, tuple(several), (*(["topic"] if mixed else []), *given), fixed)


@st.composite
def _rows(draw: DrawFn, policy: Policy, topic: str) -> Row:
    state = draw(states(policy, topic))
    hidden = (*policy.topics[topic].facts, *policy.topics[topic].counters)
    unknown = draw(st.lists(st.sampled_from(hidden), unique=True, max_size=2)) if hidden else []
    return {"topic": topic, **state, **dict.fromkeys(unknown)}


def completions(policy: Policy, row: Row) -> list[Row]:
    """Every state that a row may stand for; an unknown count may be any up to beyond all thresholds."""
    has = policy.topics[row["topic"]]
    most = max([4, *(int(one.range[1]) for one in policy.readings.values() if one.range and one.range[1] < 20)]) + 1
    choices = {name: [row[name]] for name in policy.readings}
    choices |= {name: [row[name]] if row[name] is not None else [*policy.facts[name].values] for name in has.facts}
    choices |= {name: [row[name]] if row[name] is not None else [*range(most + 1)] for name in has.counters}
    return [dict(zip(choices, values, strict=True)) for values in itertools.product(*choices.values())]


def by_reference(policy: Policy, row: Row) -> dict[str, Any]:
    """What the reference says of a row."""
    topic = row["topic"]
    told = [(state, reference.evaluate(policy, topic, state)) for state in completions(policy, row)]
    actions = policy.actions_of(topic)
    ruled = {action: reference.ruling(policy, action, told) for action in actions}
    due = {name: one.needs for name, one in actions.items() if ruled[name]["status"] == "obligatory"}
    cannot = [
        name
        for name, needs in due.items()
        if not any(all(reference.admits(entry, state[fact], {}) for fact, entry in needs.items()) for state, _ in told)
    ]
    return _worded(
        {name: one["status"] for name, one in ruled.items()},
        [name for one in ruled.values() for name in one["norms"]],
        [name for one in ruled.values() for name in one["open"]],
        [both.pair for both in policy.incompatible if due.keys() >= set(both.pair)],
        cannot,
    )


def by_evaluator(policy: Policy, row: Row, evaluator: Evaluator) -> dict[str, Any]:
    """What `verdict` makes of a row with an evaluator."""
    found = verdict(policy, row["topic"], completions(policy, row), evaluator)
    rulings = found.rulings.values()
    return _worded(
        {name: one.status.value for name, one in found.rulings.items()},
        [name for one in rulings for name in one.norms],
        [name for one in rulings for name in one.open],
        found.clashes,
        found.impossible,
    )


def _worded(
    statuses: Mapping[str, str],
    norms: Sequence[str],
    perhaps: Sequence[str],
    clashes: Sequence[tuple[str, str]],
    impossible: Sequence[str],
) -> dict[str, Any]:
    worded = {"in_force": sorted(norms), "open": sorted(perhaps), "impossible": sorted(impossible)}
    return {**statuses, **worded, "clashes": sorted("+".join(pair) for pair in clashes)}


def worded(drawn: Drawn, table: Any) -> list[dict[str, Any]]:
    """What a result with lists says of each row, of the actions of its topic alone."""
    kind = pa.Table.from_pandas(table) if isinstance(table, pd.DataFrame) else table
    rows = (kind if isinstance(kind, pa.Table) else kind.to_arrow()).to_pylist()
    assert [row["number"] for row in rows] == list(range(len(drawn.rows)))
    return [_row(drawn.policy, row, one["topic"]) for row, one in zip(rows, drawn.rows, strict=True)]


def _row(policy: Policy, row: Row, topic: str) -> dict[str, Any]:
    others = {name for name in policy.actions if topic not in policy.actions[name].topics and name in row}
    assert not any(row[name] for name in others)
    lists = {name: sorted(row[name]) for name in ("in_force", "open", "clashes", "impossible")}
    return {**{name: row[name] for name in policy.actions_of(topic)}, **lists}


def _pandas(drawn: Drawn) -> Any:
    frame = pd.DataFrame(drawn.data(), index=[7] * len(drawn.rows))
    for name in drawn.columns[::2]:  # some columns as categories, the others as they are
        frame[name] = frame[name].astype("category")
    return frame


def _polars(drawn: Drawn) -> Any:
    schema = {
        name: pl.Enum([*drawn.policy.facts[name].values]) for name in drawn.columns[::2] if name in drawn.policy.facts
    }
    return pl.DataFrame(drawn.data(), schema_overrides=schema)


def _arrow(drawn: Drawn) -> Any:
    whole = pa.table(drawn.data())
    return pa.concat_tables([whole.slice(0, 2), whole.slice(2)])  # in chunks


FRAMES = {"pandas": _pandas, "polars": _polars, "pyarrow": _arrow}


def found(drawn: Drawn, kind: str) -> list[dict[str, Any]]:
    """What evaluating the table as a frame of the kind says of each row."""
    frame = FRAMES[kind](drawn)
    result = evaluate(frame, drawn.policy, topic=drawn.topic, readings=drawn.readings, lists=True)
    assert type(result) is type(frame)
    return worded(drawn, result)


def masks(drawn: Drawn) -> Iterator[dict[str, int]]:
    """The masks of each row, as numbers."""
    cases = Cases(drawn.policy, drawn.topic, drawn.readings)
    for row in cases.evaluated(pa.table(drawn.data())).columns.to_pylist():
        yield {name: row[name] for name in ("in_force", "open", "clashes", "impossible")}
