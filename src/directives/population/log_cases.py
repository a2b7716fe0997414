"""The cases of an event log: their topics and what is known of them at first, as `cases:` gives it in a scenario."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import Fault, FaultsError, Place
from ..policy import Policy
from .cases import Cases, Read
from .columns import Words, words
from .log import CASE, Ints
from .log_knowledge import Known, all_values, bits_of
from .topic_table import Column


@dataclass(frozen=True)
class LogCases:
    """Cases by name, each with its topic; for each topic the places of its cases and what is known of them at first."""

    topics: Mapping[Any, str]
    places: Mapping[str, Ints]
    known: Mapping[str, Known]


def read_cases(cases: Cases, table: Any) -> LogCases:
    """The cases in a table with the columns `case` and, where `cases` has no topic, `topic`; raises FaultsError."""
    faults = list(_faults(cases, table.column_names))
    if faults:
        raise FaultsError(faults)
    read = Read(cases, table, table.num_rows)
    column = words(table[CASE])
    cases.raise_for(read.bad, table.column_names)
    names = [column.values[code] for code in column.codes.tolist()]
    _raise_for_names(cases, names, table.column_names.index(CASE) + 1)
    ids, keys = read.groups()
    groups = np.zeros(len(names), np.int64) if ids is None else ids
    places = {key[0]: np.flatnonzero(groups == number) for number, key in enumerate(keys)}
    topic = dict.fromkeys(range(len(names)), "") | {int(one): key for key, some in places.items() for one in some}
    known = {key: _known(cases.policy, key, read, some) for key, some in places.items()}
    return LogCases({name: topic[number] for number, name in enumerate(names)}, places, known)


def _faults(cases: Cases, names: Sequence[str]) -> Iterator[Fault]:
    """What is wrong with the columns before any row is read."""
    if CASE not in names:
        cure = "name the case of each row in it"
        yield Fault(Place(cases.name), "missing-column", f"there is no column `{CASE}`", cure)
    for name in names:
        if name in cases.policy.readings or name in cases.policy.counters:
            cure = "leave the column out; choose readings for the whole log"
            message = f"`{name}` is no fact: counters count what is in the log, and all its cases share their readings"
            yield Fault(Place(cases.name), "not-of-a-case", message, cure)
    yield from cases.naming(names).faults()


def _raise_for_names(cases: Cases, names: Sequence[Any], column: int) -> None:
    """Raise FaultsError for cases without a name and names that stand twice."""
    seen: set[Any] = set()
    faults = []
    for row, name in enumerate(names):
        if name is None or name in seen:
            message = "the row has no case" if name is None else f"case `{name}` stands in a row above"
            place = Place(cases.name, cases.line(row), column)
            faults.append(Fault(place, "case-twice", message, "one row for each case, with its name"))
        seen.add(name)
    if faults:
        raise FaultsError(faults)


def _known(policy: Policy, topic: str, read: Read, rows: Ints) -> Known:
    """For each fact of a topic the values that it may have in some rows."""
    columns = read.columns(topic)
    return {fact: _values(policy, fact, columns[fact], rows) for fact in policy.topics[topic].facts}


def _values(policy: Policy, fact: str, column: Column, rows: Ints) -> npt.NDArray[np.uint64]:
    """The bits of the values that a fact may have; all of them where it is unknown."""
    several = column.values if isinstance(column, Words) else (column,)
    bits = [bits_of(policy, fact, (one,)) if isinstance(one, str) else 0 for one in several]
    known = np.array([one or all_values(policy, fact) for one in bits], np.uint64)
    return known[column.codes[rows]] if isinstance(column, Words) else np.full(len(rows), known[0])
