"""A log played: the courses of all topics, the counters over all of them, and the situations that cases come to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..condition import Value
from ..errors import LimitError
from ..policy import Policy
from ..space import Arrays
from ..terms import UNKNOWN, Judgement, Status
from .columns import Bad
from .log import ACTION, CASE, EVENT, NOTHING, Ints, Log, happenings
from .log_cases import LogCases
from .log_counts import Counts
from .log_duties import Duties, Moments, duties
from .log_knowledge import Course, Known, bits_of, course
from .log_situations import Situations

MOST_MOMENTS = 100_000_000
"""Moments of all cases of a topic; a log of more is refused."""
NONE = 255
"""The code of what a row does not have: a judgement where nothing is done, a status of another topic."""


@dataclass(frozen=True)
class Played:
    """What a log comes to: for each row a judgement, and the statuses after it by action, as codes; duties; faults."""

    judgements: npt.NDArray[np.uint8]
    statuses: Mapping[str, npt.NDArray[np.uint8]]
    duties: Sequence[tuple[str, Duties]]
    bad: Sequence[Bad]


JUDGEMENTS, STATUSES = tuple(Judgement), tuple(Status)


class Player:
    """Plays one log."""

    def __init__(
        self, policy: Policy, readings: Mapping[str, Value], log: Log, cases: LogCases, kept: npt.NDArray[np.bool_]
    ) -> None:
        """Follow what is known of each case as far as its rows can happen; `kept` are the rows that are played."""
        self.policy = policy
        self.cases = cases
        self.log = log
        self.happenings = happenings(policy)
        self.kept = kept.copy()
        self.bad: list[Bad] = []
        self.courses = {topic: self._course(topic, places) for topic, places in cases.places.items()}
        self.evaluator = Arrays(policy)
        self.readings = {**policy.defaults, **readings}
        acts = np.array([*(one.action for one in self.happenings), False])
        self.counts = Counts(policy, self.readings, log, self.happenings, self.kept & acts[log.what])

    def played(self, verdicts: bool) -> Played:
        """The judgements, the duties and, where they are asked for, the statuses after each row."""
        judgements = np.full(len(self.log.case), NONE, np.uint8)
        statuses = {name: np.full(len(judgements), NONE, np.uint8) for name in self.policy.actions if verdicts}
        found: list[tuple[str, Duties]] = []
        for topic, one in self.courses.items():
            situations = Situations(self.policy, topic, self.readings, self.evaluator)
            self._judge(situations, one, judgements)
            at = self._moments(situations, one)
            if verdicts:
                self._tell(situations, one, statuses)
            found += [(topic, some) for some in duties(self.policy, situations, at, self._done(one))]
        return Played(judgements, statuses, found, self.bad)

    def _course(self, topic: str, places: Ints) -> Course:
        """The course of the cases of a topic, without what comes after a row that cannot have happened."""
        local = np.full(len(self.cases.topics) + 1, NOTHING, np.int64)
        local[places] = np.arange(len(places))
        rows = np.flatnonzero(self.kept & (local[self.log.case] != NOTHING))
        rows = rows[np.argsort(local[self.log.case[rows]], kind="stable")]
        case, first = local[self.log.case[rows]], self.cases.known[topic]
        found = course(self.policy, self.happenings, first, rows, case, self.log.what[rows])
        if not len(found.broken):
            return found
        end = np.full(len(places), len(self.log.case), np.int64)
        np.minimum.at(end, local[self.log.case[found.broken]], found.broken)
        self._note_broken(found, first, rows == end[case])
        later = rows[rows > end[case]]
        message, cure = "comes after a row that cannot have happened", "correct that row first"
        self.bad += [Bad(CASE, "impossible-step", message, cure, np.sort(later))] if len(later) else []
        self.kept[rows[rows >= end[case]]] = False
        return found.where(rows < end[case])

    def _note_broken(self, found: Course, first: Known, broken: npt.NDArray[np.bool_]) -> None:
        """Note the rows whose needs cannot have held, each with what it lacks."""
        rows: dict[tuple[str, str, str], list[int]] = {}
        for place in np.flatnonzero(broken).tolist():
            happening = self.happenings[self.log.what[found.rows[place]]]
            kind = ACTION if happening.action else EVENT
            before = {fact: found.before(fact, first, place) for fact in first}
            lacking = [
                f"`{fact}` to be {' or '.join(v for v in self.policy.facts[fact].values if v in admitted)}, "
                f"found `{self._said(fact, before[fact])}`"
                for fact, admitted in self.policy.admitted(happening.occurrence.needs).items()
                if not before[fact] & bits_of(self.policy, fact, admitted)
            ]
            message = f"{kind} `{happening.name}` cannot happen here: it needs {'; and '.join(lacking)}"
            cure = "correct the facts of the case, or the rows before it"
            rows.setdefault((kind, message, cure), []).append(int(found.rows[place]))
        self.bad += [
            Bad(kind, "impossible-step", message, cure, np.array(sorted(some)))
            for (kind, message, cure), some in rows.items()
        ]

    def _said(self, fact: str, bits: int) -> str:
        """What is known of a fact, as a word."""
        values = [value for value in self.policy.facts[fact].values if bits & bits_of(self.policy, fact, (value,))]
        return values[0] if len(values) == 1 else UNKNOWN

    def _judge(self, situations: Situations, one: Course, into: npt.NDArray[np.uint8]) -> None:
        """Write what each action of a course was."""
        what = self.log.what[one.rows]
        acts = np.flatnonzero(np.array([*(some.action for some in self.happenings), False])[what])
        known = {fact: values[acts] for fact, values in one.given.items()}
        rows = one.rows[acts]
        numbers = situations.numbered(known, self._counted(situations, self.log.case[rows], 2 * rows), len(rows))
        pairs, inverse = np.unique(numbers * len(self.happenings) + what[acts], return_inverse=True)
        said = [
            situations.judgement(pair // len(self.happenings), self.happenings[pair % len(self.happenings)].name)
            for pair in pairs.tolist()
        ]
        into[rows] = np.array([JUDGEMENTS.index(some) for some in said], np.uint8)[inverse]

    def _tell(self, situations: Situations, one: Course, into: Mapping[str, npt.NDArray[np.uint8]]) -> None:
        """Write the status of every action after each row of a course."""
        counted = self._counted(situations, self.log.case[one.rows], 2 * one.rows + 1)
        numbers = situations.numbered(one.after, counted, len(one.rows))
        for action in self.policy.actions_of(situations.topic):
            into[action][one.rows] = situations.statuses(action)[numbers]

    def _counted(self, situations: Situations, case: Ints, moment: Ints, day: Ints | None = None) -> dict[str, Ints]:
        """How the counters that norms test stand for cases at moments."""
        on = self.log.day[moment // 2] if day is None else day
        counters = self.policy.counters
        return {axis.name: self.counts.at(counters[axis.name], case, moment, on) for axis in situations.counters}

    def _done(self, one: Course) -> dict[str, tuple[Ints, Ints, Ints]]:
        """For each action the rows of a course in which it is done: whose, the moment, the day."""
        found = {}
        for place, happening in enumerate(self.happenings):
            if happening.action:
                here = np.flatnonzero(self.log.what[one.rows] == place)
                rows = one.rows[here]
                found[happening.name] = (one.case[here], 2 * rows + 1, self.log.day[rows])
        return found

    def _moments(self, situations: Situations, one: Course) -> Moments:
        """Every moment at which the situation of a case may change: at first, its rows, when counters rise and fall."""
        places, first = self.cases.places[situations.topic], self.cases.known[situations.topic]
        count = len(places)
        shared, shared_days = self._shared(situations)
        if count * len(shared) > MOST_MOMENTS:
            raise LimitError(
                f"counters change {len(shared):,} times for {count:,} cases of `{situations.topic}`: too many"
            )
        fallen = list(self._own_falls(situations, places))
        parts = [
            (np.arange(count), np.full(count, -1), np.full(count, self.log.first)),
            (one.case, 2 * one.rows + 1, self.log.day[one.rows]),
            (np.repeat(np.arange(count), len(shared)), np.tile(shared, count), np.tile(shared_days, count)),
            *fallen,
        ]
        case, moment, day = (np.concatenate(some) for some in zip(*parts, strict=True))
        order = np.lexsort((day, moment, case))
        case, moment, day = case[order], moment[order], day[order]
        latest = np.maximum.accumulate(np.where(order < count + len(one.rows), np.arange(len(order)), 0))
        source = order[latest]
        known = {fact: np.concatenate([first[fact], one.after[fact]])[source] for fact in first}
        counted = self._counted(situations, places[case], moment, day)
        return Moments(case, moment, day, situations.numbered(known, counted, len(case)))

    def _shared(self, situations: Situations) -> tuple[Ints, Ints]:
        """The moments, with their days, at which counters over all cases pass a threshold."""
        axes = [axis for axis in situations.counters if self.policy.counters[axis.name].per == "all"]
        parts = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
        for axis in axes:
            rows = self.counts.rows(self.policy.counters[axis.name])
            _, moment, day = self.counts.falls(self.policy.counters[axis.name])
            parts += [(2 * rows + 1, self.log.day[rows]), (moment, day)]
        moment, day = (np.concatenate(some) for some in zip(*parts, strict=True))
        order = np.lexsort((day, moment))
        moment, day = moment[order], day[order]
        counted = self._counted(situations, np.zeros(len(moment), np.int64), moment, day)
        change = np.zeros(len(moment), np.bool_)
        for axis in axes:
            passed = np.searchsorted(axis.thresholds, counted[axis.name], side="right")
            change |= np.diff(passed, prepend=0) != 0
        return moment[change], day[change]

    def _own_falls(self, situations: Situations, places: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """When counters of single cases fall: the case by its place in the topic, the moment, the day."""
        local = np.full(len(self.cases.topics) + 1, NOTHING, np.int64)
        local[places] = np.arange(len(places))
        for axis in situations.counters:
            counter = self.policy.counters[axis.name]
            if counter.per != "all":
                case, moment, day = self.counts.falls(counter)
                here = local[case] != NOTHING
                yield local[case[here]], moment[here], day[here]
