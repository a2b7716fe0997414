"""A policy made ready for tables of cases: one Arrow table after another in, columns of verdicts and faults out.

It reads a row as the start of a scenario: a fact whose column is not there has its initial value or else is unknown, a
counter whose column is not there stands at 0, and a reading its default. A null in a fact or counter is the unknown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]

from ..condition import Value
from ..errors import Fault, FaultsError, Place, did_you_mean
from ..policy import Policy
from ..terms import UNKNOWN
from .columns import Bad, Codes, Counts, Words, counts, fact_words, grouped, reading_words, words
from .naming import TOPIC, Naming
from .outcome import Outcome
from .planes import Legend
from .to_arrow import columns as arrow_columns
from .to_arrow import reported, schema
from .topic_table import Column, TopicTable

MOST_TOLD = 100
"""Faults of rows that an error tells one by one; the column of faults has them all."""


def next_after(row: int) -> int:
    """The line of a row, counted from 0, where nothing stands above the first."""
    return row + 1


@dataclass(frozen=True)
class Evaluated:
    """What a table comes to: the columns to add to it, what is wrong in its rows, and in how many of them."""

    columns: Any
    bad: tuple[Bad, ...] = ()
    faulty: int = 0


@dataclass(frozen=True)
class Cases:
    """A policy ready for tables of cases of one topic, or with a column `topic`.

    `readings` are the same for all cases; others may be columns. `lists` gives names in place of masks, `report` a
    column of faults. Faults are placed in `name`, whose rows begin below `header` lines; `line` gives that of a row,
    counted from 0.

    >>> from directives import load_policy
    >>> cases = Cases(load_policy(), "learner")
    >>> cases.evaluated(pa.table({"access": ["denied", None]})).columns["study_diligently"].to_pylist()
    ['exempt', 'undetermined']
    """

    policy: Policy
    topic: str | None = None
    readings: Mapping[str, Value] = field(default_factory=dict)
    lists: bool = False
    report: bool = False
    prefix: str = ""
    name: str = "<frame>"
    header: int = 0
    line: Callable[[int], int] = next_after
    _tables: dict[tuple[Any, ...], TopicTable] = field(default_factory=dict, repr=False, compare=False)

    @property
    def legend(self) -> Legend:
        """What the columns and bits of the results stand for."""
        return Legend.of(self.policy, self.topic)

    @property
    def schema(self) -> Any:
        """The Arrow schema of the columns that are added."""
        return schema(self.legend, self.lists, self.report, self.prefix)

    def check(self, names: Sequence[str]) -> None:
        """Raise FaultsError for whatever is wrong with the topic, the readings or the names of the columns."""
        naming = self.naming(names)
        faults = [*naming.faults()]
        if self.topic in (None, *self.policy.topics):
            faults += naming.taken(self.schema.names)
        if faults:
            raise FaultsError(faults)

    def bare(self) -> "Cases":
        """The same without what was made for it, and without places in a file, so that it can travel."""
        return Cases(self.policy, self.topic, self.readings, self.lists, self.report, self.prefix)

    def naming(self, names: Sequence[str]) -> Naming:
        """The topic, the readings and these names of columns, to be looked at for faults."""
        return Naming(self.policy, self.topic, self.readings, tuple(names), self.name, self.header)

    def read(self, names: Iterable[str]) -> list[str]:
        """Those columns that evaluating reads."""
        topics = [self.topic] if self.topic is not None else list(self.policy.topics)
        wanted = {
            name for one in topics for name in (*self.policy.topics[one].facts, *self.policy.topics[one].counters)
        }
        wanted |= self.policy.readings.keys() | ({TOPIC} if self.topic is None else set())
        return [name for name in names if name in wanted]

    def evaluated(self, table: Any, count: int | None = None) -> Evaluated:
        """What holds of each row of an Arrow table; its columns have been checked, `count` is for one without any."""
        many = table.num_rows if count is None else count
        read = Read(self, table, many)
        outcome = self._outcome(read, many)
        faulty = read.faulty() if self.report and read.bad else None
        arrays = list(arrow_columns(outcome, self.legend, self.lists, faulty))
        if self.report:
            arrays.append(reported(read.bad, many))
        return Evaluated(
            pa.Table.from_arrays(arrays, schema=self.schema),
            tuple(read.bad),
            int(faulty.sum()) if faulty is not None else 0,
        )

    def batches(self, several: Iterable[Any]) -> Iterator[Any]:
        """Arrow record batches with their verdicts beside them, one after another: for Spark's `mapInArrow`, say.

        Raises FaultsError for what is wrong in a batch, with the row in it.

        >>> from directives import load_policy
        >>> given = pa.table({"access": ["open", "denied"]}).to_batches(1)
        >>> found = pa.Table.from_batches(Cases(load_policy(), "learner").batches(given))
        >>> found["study_diligently"].to_pylist()
        ['obligatory', 'exempt']
        """
        for batch in several:
            self.check(batch.schema.names)
            found = self.evaluated(pa.table(batch))
            if not self.report:
                self.raise_for(found.bad, batch.schema.names)
            yield from beside(pa.table(batch), found.columns).combine_chunks().to_batches()

    def faults(self, bad: Iterable[Bad], names: Sequence[str], first: int = 0) -> list[Fault]:
        """What is wrong in rows, placed; `first` is the number of rows before. At most MOST_TOLD, from the top."""
        found = sorted(
            (int(row), names.index(one.column), number, one)
            for number, one in enumerate(bad)
            for row in one.rows[:MOST_TOLD]
        )
        return [
            Fault(Place(self.name, self.line(first + row), column + 1), one.code, one.message, one.help)
            for row, column, _, one in found[:MOST_TOLD]
        ]

    def raise_for(self, bad: Sequence[Bad], names: Sequence[str]) -> None:
        """Raise FaultsError if anything is wrong; beyond MOST_TOLD faults the last one says how many there are."""
        if bad:
            raise FaultsError(with_the_rest(self.faults(bad, names), sum(len(one.rows) for one in bad)))

    def _outcome(self, read: "Read", count: int) -> Outcome:
        """The outcome of all rows, group by group of those that share topic and readings."""
        ids, keys = read.groups()
        if ids is None:
            return self._table(keys[0]).outcome(read.columns(keys[0][0]), count)
        found = Outcome.blank(self.legend, count)
        for number, key in enumerate(keys):
            rows = np.flatnonzero(ids == number)
            if len(rows):
                columns = {name: _taken(one, rows) for name, one in read.columns(key[0]).items()}
                found.put(rows, self._table(key).outcome(columns, len(rows)))
        return found

    def _table(self, key: tuple[Any, ...]) -> TopicTable:
        """The table of a topic under readings that norms of it test, made once."""
        if key not in self._tables:
            chosen = {**self.policy.defaults, **self.readings, **dict(key[1:])}
            self._tables[key] = TopicTable(self.policy, key[0], chosen, self.legend)
        return self._tables[key]


def beside(table: Any, columns: Any) -> Any:
    """An Arrow table with more columns."""
    return pa.Table.from_arrays([*table.columns, *columns.columns], schema=pa.schema([*table.schema, *columns.schema]))


def with_the_rest(told: list[Fault], count: int) -> list[Fault]:
    """The faults told and, where there are more, a last one that says so."""
    if count > len(told):
        last = max(fault.place for fault in told)
        cure = "report them instead of raising them to see all"
        told = [*told, Fault(last, "more-faults", f"{count:,} faults in all, of which {len(told)} are told", cure)]
    return told


def _taken(column: Column, rows: Codes) -> Column:
    return column.take(rows) if isinstance(column, Words | Counts) else column


class Read:
    """The columns of one table as codes, with what is wrong in them."""

    def __init__(self, cases: Cases, table: Any, count: int) -> None:
        self._cases = cases
        self._count = count
        self.bad: list[Bad] = []
        policy, there = cases.policy, set(cases.read(table.column_names))
        self._facts = {
            name: self._noted(fact_words(name, table[name], policy)) for name in policy.facts if name in there
        }
        self._counts = {name: self._noted(counts(name, table[name])) for name in policy.counters if name in there}
        self._readings = {
            name: self._noted(reading_words(name, table[name], policy)) for name in policy.readings if name in there
        }
        self._topics = self._topic_words(table) if cases.topic is None else None

    def _noted(self, read: tuple[Any, list[Bad]]) -> Any:
        self.bad += read[1]
        return read[0]

    def _topic_words(self, table: Any) -> Words:
        policy, found = self._cases.policy, words(table[TOPIC])
        first = next(iter(policy.topics))
        for number, value in enumerate(found.values):
            rows = found.rows_with(number)
            if value in policy.topics:
                for name, column in self._facts.items():
                    if name not in policy.topics[value].facts:
                        self._not_of(value, name, column, rows)
            elif len(rows):
                message = "the row has no topic" if value is None else f"unknown topic `{value}`"
                self.bad.append(Bad(TOPIC, "unknown-topic", message, did_you_mean(value, policy.topics), rows))
        return Words(found.codes, tuple(value if value in policy.topics else first for value in found.values))

    def _not_of(self, topic: str, name: str, column: Words, rows: Codes) -> None:
        """Note the rows that give a fact which their topic does not have."""
        given = np.array([value not in (None, UNKNOWN) for value in column.values])
        wrong = rows[given[column.codes[rows]]]
        if len(wrong):
            cure = "leave it empty in these rows, or correct their topic"
            self.bad.append(Bad(name, "fact-not-in-topic", f"topic `{topic}` has no fact `{name}`", cure, wrong))

    def groups(self) -> tuple[Codes | None, list[tuple[Any, ...]]]:
        """The group of each row (None: all are of one), and the topic and the readings in columns of each group."""
        columns = [*([self._topics] if self._topics else []), *self._readings.values()]
        topic = [] if self._topics else [self._cases.topic]
        if not columns:
            return None, [(self._cases.topic,)]
        ids, found = grouped(columns)
        keys = [[*topic, *values] for values in found]
        named = [(key[0], *zip(self._readings, key[1:], strict=True)) for key in keys]
        return ids, named or [(next(iter(self._cases.policy.topics)) if self._topics else self._cases.topic,)]

    def columns(self, topic: str) -> dict[str, Column]:
        """What the table says of every fact and counter of a topic."""
        policy = self._cases.policy
        facts = {name: self._facts.get(name, policy.facts[name].initial) for name in policy.topics[topic].facts}
        return {**facts, **{name: self._counts.get(name, 0) for name in policy.topics[topic].counters}}

    def faulty(self) -> npt.NDArray[np.bool_]:
        """The rows in which something is wrong."""
        found = np.zeros(self._count, np.bool_)
        for one in self.bad:
            found[one.rows] = True
        return found
