"""An event log evaluated: what each action was, and the duties, of thousands of cases, as `play` has them of a few.

A log is held whole: what is done in one case may count in others.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]

from ..condition import Value
from ..errors import Fault, FaultsError, Place
from ..policy import Policy
from .cases import Cases
from .columns import Bad
from .log import ACTION, CASE, EVENT, read_log
from .log_cases import LogCases, read_cases
from .log_duties import Duties
from .log_played import JUDGEMENTS, STATUSES, Played, Player
from .to_arrow import FAULTS, reported

JUDGEMENT = "judgement"
DUTIES = pa.schema(
    [
        (CASE, pa.string()), ("topic", pa.string()), (ACTION, pa.string()), ("norms", pa.list_(pa.string())),
        ("since", pa.date32()), ("state", pa.string()), ("until", pa.date32()),
    ]
)  # fmt: skip
"""The columns of a table of duties; dates are null in a log without dates, `until` also where a duty is open."""


@dataclass(frozen=True)
class Judged:
    """What a log comes to: the columns to put beside it, the table of its duties, and how many rows have faults."""

    columns: Any
    duties: Any
    faulty: int = 0


@dataclass(frozen=True)
class Logs:
    """A policy ready for event logs of cases of one topic, or of cases with a column `topic`.

    `verdicts` asks for the status of each action after each row. With `report` a column tells faults: a row with one is
    not played, nor, where it cannot have happened, what comes after it in its case.

    >>> from directives import load_policy
    >>> log = pa.table({"case": ["a", "a"], "event": ["access_denied", None], "action": [None, "study_diligently"]})
    >>> Logs(load_policy(), "learner").judged(log.slice(0, 1)).duties.select(["action", "state"]).to_pylist()
    [{'action': 'study_diligently', 'state': 'lapsed'}]
    """

    policy: Policy
    topic: str | None = None
    readings: Mapping[str, Value] = field(default_factory=dict)
    verdicts: bool = False
    report: bool = False
    log: Cases | None = None
    cases: Cases | None = None

    def judged(self, log: Any, cases: Any | None = None) -> Judged:
        """What an Arrow table of rows comes to, over a table of cases; without one, all cases are alike at first.

        The columns of a log are `case`, `at`, `event` and `action`; others pass. Raises FaultsError for what is wrong.
        """
        about = self.log or Cases(self.policy, name="<log>")
        faults = list(self._faults(about, log.column_names))
        if faults:
            raise FaultsError(faults)
        given = cases if cases is not None else pa.table({CASE: log[CASE].unique().drop_null()})
        known = read_cases(self.cases or Cases(self.policy, self.topic, self.readings, name="<cases>"), given)
        rows, bad = read_log(log, self.policy, known.topics)
        if not self.report:
            about.raise_for(bad, log.column_names)
        player = Player(self.policy, self.readings, rows, known, ~_marked(bad, log.num_rows))
        bad = [*bad, *player.bad]
        if not self.report:
            about.raise_for(bad, log.column_names)
        played = player.played(self.verdicts)
        return Judged(
            self._columns(played, known, bad), _duties(self.policy, played, known),
            int(_marked(bad, log.num_rows).sum()),
        )  # fmt: skip

    def _faults(self, about: Cases, names: Sequence[str]) -> Iterator[Fault]:
        """What is wrong with the columns of the log before any row is read."""
        if CASE not in names:
            cure = "name the case of each row in it"
            yield Fault(Place(about.name), "missing-column", f"there is no column `{CASE}`", cure)
        if not {EVENT, ACTION} & set(names):
            message = f"there is neither a column `{EVENT}` nor a column `{ACTION}`"
            yield Fault(Place(about.name), "missing-column", message, "name what happens in each row")
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Fault(Place(about.name), "column-twice", f"several columns are named `{name}`", "rename all but one")
        added = (JUDGEMENT, FAULTS, *(self.policy.actions if self.verdicts else ()))
        for name in names:
            if name in added:
                message = f"column `{name}` has the name of a column of the result"
                yield Fault(Place(about.name), "column-twice", message, "rename it")

    def _columns(self, played: Played, known: LogCases, bad: Sequence[Bad]) -> Any:
        columns = {JUDGEMENT: _words(played.judgements, JUDGEMENTS)}
        of = {name for topic in dict.fromkeys(known.topics.values()) for name in self.policy.actions_of(topic)}
        columns |= {name: _words(codes, STATUSES) for name, codes in played.statuses.items() if name in of}
        return pa.table(columns | ({FAULTS: reported(bad, len(played.judgements))} if self.report else {}))


def _marked(bad: Sequence[Bad], count: int) -> npt.NDArray[np.bool_]:
    """The rows in which something is wrong."""
    found = np.zeros(count, np.bool_)
    for one in bad:
        found[one.rows] = True
    return found


def _words(codes: npt.NDArray[np.uint8], words: Sequence[Any]) -> Any:
    missing = codes >= len(words)
    indices = pa.array(np.where(missing, 0, codes).astype(np.int8), mask=missing)
    return pa.DictionaryArray.from_arrays(indices, pa.array([str(one) for one in words]))


def _duties(policy: Policy, played: Played, known: LogCases) -> Any:
    """The table of duties, in the order in which they arose; those of one moment in the order of cases and actions."""
    names = list(map(str, known.topics))
    parts = [(topic, one, known.places[topic][one.case]) for topic, one in played.duties]
    place = {topic: list(policy.actions_of(topic)) for topic, _, _ in parts}
    if not parts:
        return DUTIES.empty_table()
    rank = [np.full(len(case), place[topic].index(one.action)) for topic, one, case in parts]
    whose = np.concatenate([case for _, _, case in parts])
    since, until, moment = (np.concatenate([getattr(one, name) for _, one, _ in parts]) for name in _TIMES)
    order = np.lexsort((np.concatenate(rank), whose, since, moment))
    columns = [
        [names[case] for case in whose.tolist()], _repeated([topic for topic, _, _ in parts], parts),
        _repeated([one.action for _, one, _ in parts], parts), [norms for _, one, _ in parts for norms in one.norms],
        _dates(since), [state.value for _, one, _ in parts for state in one.state], _dates(until),
    ]  # fmt: skip
    arrays = [pa.array(some, kind) for some, kind in zip(columns, DUTIES.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=DUTIES).take(pa.array(order))


_TIMES = ("since", "until", "moment")


def _repeated(words: Sequence[str], parts: Sequence[tuple[str, Duties, Any]]) -> list[str]:
    return [word for word, (_, one, _) in zip(words, parts, strict=True) for _ in one.state]


def _dates(days: npt.NDArray[np.int64]) -> Any:
    """The dates of ordinals; null for 0."""
    epoch = datetime.date(1970, 1, 1).toordinal()
    return pa.array((days - epoch).astype(np.int32), pa.date32(), mask=days == 0)


__all__ = ["DUTIES", "JUDGEMENT", "Judged", "Logs"]
