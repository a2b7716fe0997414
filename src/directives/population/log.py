"""An event log as arrays: whose step each row is, on which day, and what happened; and what is wrong with its rows.

Rows are in order of date, as the steps of a scenario are. A row without a date happens on the day of the row above it;
one with neither event nor action is a checkpoint.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import did_you_mean
from ..policy import Occurrence, Policy
from .columns import Bad, Codes, words

Ints = npt.NDArray[np.int64]

CASE, AT, EVENT, ACTION = "case", "at", "event", "action"
NOTHING = -1
"""The place of what happens at a checkpoint, and of a case that is not known."""


@dataclass(frozen=True)
class Happening:
    """An event or an action: its name, and what it needs and sets."""

    name: str
    action: bool
    occurrence: Occurrence


def happenings(policy: Policy) -> tuple[Happening, ...]:
    """Every event and then every action of a policy."""
    events = (Happening(name, False, one) for name, one in policy.events.items())
    return (*events, *(Happening(name, True, one) for name, one in policy.actions.items()))


@dataclass(frozen=True)
class Log:
    """Rows in order: `case` and `what` are places among the cases and the happenings, `day` the ordinal of the date.

    `day` is 0 throughout where no row has a date: all happens on one day.
    """

    case: Ints
    day: Ints
    what: Ints

    @property
    def first(self) -> int:
        """The day on which the log begins."""
        return int(self.day[0]) if len(self.day) else 0


def read_log(table: Any, policy: Policy, topics: Mapping[Any, str]) -> tuple[Log, list[Bad]]:
    """The rows of an Arrow table over cases, each with its topic, and everything that is wrong with them."""
    reader = _Reader(policy, topics, table)
    case, day, what = reader.cases(), reader.days(), reader.happenings()
    reader.of_topics(case, what)
    return Log(case, day, what), reader.bad


class _Reader:
    """Reads the columns of a log, and notes what is wrong."""

    def __init__(self, policy: Policy, topics: Mapping[Any, str], table: Any) -> None:
        self.policy = policy
        self.topics = topics
        self.count = table.num_rows
        self.columns = {name: words(table[name]) for name in (CASE, AT, EVENT, ACTION) if name in table.column_names}
        self.known = happenings(policy)
        self.bad: list[Bad] = []

    def cases(self) -> Ints:
        """The place of each row's case."""
        column = self.columns[CASE]
        places = {name: number for number, name in enumerate(self.topics)}
        for number, value in enumerate(column.values):
            if value not in places and len(rows := column.rows_with(number)):
                said = "the row has no case" if value is None else f"unknown case `{value}`"
                self._note(CASE, "unknown-case", said, "correct it, or add the case to the table of cases", rows)
        return np.array([places.get(value, NOTHING) for value in column.values], np.int64)[column.codes]

    def days(self) -> Ints:
        """The day of each row; that of the row above where it has none, and of the first dated row before that."""
        if AT not in self.columns:
            return np.zeros(self.count, np.int64)
        column = self.columns[AT]
        found = np.zeros(len(column.values), np.int64)
        for number, value in enumerate(column.values):
            day = _day(value)
            found[number] = day.toordinal() if day is not None else 0
            if day is None and value is not None:
                cure = "write it as year-month-day, like 1960-07-11"
                self._note(AT, "wrong-value", f"expected a date, found `{value}`", cure, column.rows_with(number))
        given = found[column.codes]
        latest = np.maximum.accumulate(given) if len(given) else given
        early = np.flatnonzero((given != 0) & (given < latest))
        self._note(AT, "out-of-order", "the row is before a row above it", "put the rows in order of date", early)
        first = given[given != 0][:1]
        return np.where(latest == 0, first[0] if len(first) else 0, latest)

    def happenings(self) -> Ints:
        """What happens in each row."""
        events, actions = (self._named(kind) for kind in (EVENT, ACTION))
        both = np.flatnonzero((events != NOTHING) & (actions != NOTHING))
        self._note(ACTION, "wrong-value", "a row is an event or an action, not both", "make two rows of it", both)
        return np.where(events != NOTHING, events, actions)

    def of_topics(self, case: Ints, what: Ints) -> None:
        """Note the rows in which something happens that is not of the case's topic."""
        names = list(dict.fromkeys(self.topics.values()))
        topic = np.array([names.index(one) for one in self.topics.values()], np.int64)
        rows = np.flatnonzero((case != NOTHING) & (what != NOTHING))
        pairs, inverse = np.unique(topic[case[rows]] * len(self.known) + what[rows], return_inverse=True)
        for number, pair in enumerate(pairs.tolist()):
            name, one = names[pair // len(self.known)], self.known[pair % len(self.known)]
            if name not in one.occurrence.topics:
                kind = ACTION if one.action else EVENT
                possible = self.policy.actions_of(name) if one.action else self.policy.events_of(name)
                message = f"topic `{name}` has no {kind} `{one.name}`"
                cure = did_you_mean(one.name, possible)
                self._note(kind, f"{kind}-not-in-topic", message, cure, rows[inverse == number])

    def _named(self, kind: str) -> Ints:
        """The place of each row's event or action; NOTHING where there is none."""
        if kind not in self.columns:
            return np.full(self.count, NOTHING, np.int64)
        column = self.columns[kind]
        places = {one.name: place for place, one in enumerate(self.known) if one.action == (kind == ACTION)}
        for number, value in enumerate(column.values):
            if value is not None and value not in places:
                message = f"unknown {kind} `{value}`"
                self._note(kind, f"unknown-{kind}", message, did_you_mean(value, places), column.rows_with(number))
        return np.array([places.get(value, NOTHING) for value in column.values], np.int64)[column.codes]

    def _note(self, column: str, code: str, message: str, cure: str, rows: Codes) -> None:
        if len(rows):
            self.bad.append(Bad(column, code, message, cure, rows))


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return None
    return None


__all__ = ["ACTION", "AT", "CASE", "EVENT", "NOTHING", "Happening", "Ints", "Log", "happenings", "read_log"]
