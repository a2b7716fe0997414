"""An interview about one case: it asks what still matters to the verdict, the most telling first, and says why it asks.

A question matters when two of the states that are still possible differ in its answer alone and come to different
verdicts. The most telling is the one whose answer leaves least doubt on average, each state counting alike. How
questions are put and answers read is for `interview_talk.py`.
"""

import itertools
import math
from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..condition import Model
from ..errors import Fault, FaultsError, LimitError, Place, Places, did_you_mean
from ..files import reading_faults
from ..play.knowledge import Knowledge
from ..policy import Policy
from ..space import Arrays
from ..terms import UNKNOWN, Status
from ..verdict import status_of
from . import wording
from .asked import wrong
from .reach import Telling, filled, thresholds
from .situation import Situation

MOST_STATES = 100_000
"""An interview that starts with more possible states than this is refused."""
MOST_COUNTED = 99
"""The highest count that is taken as an answer."""

Answer = str | int | None
"""A value of a fact, a count, or None for what is not known."""


class Choice(Model):
    """A possible answer, and what it means as a clause."""

    value: str | int
    means: str


class Question(Model):
    """What is asked, in words; its possible answers (none for a count); what hangs on it.

    `default` is the value a case begins with unless something else is said. `norms` are those that are in force or not
    according to the answer, other things being equal; `actions` those whose status hangs on it so.
    """

    name: str
    kind: Literal["fact", "counter"]
    asks: str
    choices: tuple[Choice, ...] = ()
    default: str | None = None
    norms: tuple[str, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    """A state that is possible: what is asked about, the norms in force, the status of each action."""

    values: tuple[str | int, ...]
    in_force: frozenset[str]
    statuses: tuple[Status, ...]


@dataclass
class Interview:
    """The interview so far: `answers` in the order in which they were given.

    >>> from directives import load_policy
    >>> interview = Interview(load_policy(), "learner")
    >>> interview.question().name
    'access'
    >>> interview.answer("denied")
    >>> interview.question() is None, interview.situation().known.facts["standing"]
    (True, 'unknown')
    """

    policy: Policy
    topic: str
    actions: tuple[str, ...] = ()
    readings: Mapping[str, str | int] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check what was asked for and work out every state; raises FaultsError, or LimitError for too many."""
        policy = self.policy
        if self.topic not in policy.topics:
            cure = did_you_mean(self.topic, policy.topics)
            raise wrong("topic", "unknown-topic", f"unknown topic `{self.topic}`", cure)
        known = policy.actions_of(self.topic)
        for one in self.actions:
            if one not in known:
                code = "action-not-in-topic" if one in policy.actions else "unknown-action"
                message = f"topic `{self.topic}` has no action `{one}`"
                raise wrong("action", code, message, did_you_mean(one, known))
        if faults := list(reading_faults(policy, self.readings, Places("readings"))):
            raise FaultsError(faults)
        self.actions = self.actions or tuple(known)
        self.readings = {**policy.defaults, **self.readings}
        self._tellings = [Telling.of(policy, self.topic, one) for one in self.actions]
        self._choices = dict(self._asked_about())
        self._rows = self._every_row()

    def _asked_about(self) -> Iterator[tuple[str, Sequence[str | int]]]:
        """What can be asked about, with the values that can make a difference."""
        policy, has = self.policy, self.policy.topics[self.topic]
        for name in has.facts:
            if any(name in one.facts for one in self._tellings):
                yield name, policy.facts[name].values
        for name in has.counters:
            telling = [one.norms for one in self._tellings if name in one.counters]
            bounds = [bound for norms in telling for bound in thresholds(policy, norms, name)]
            numbers = {int(self.readings[one]) if isinstance(one, str) else one for one in bounds}
            if telling:
                yield name, sorted({0, *(number for number in numbers if number > 0)})

    def _every_row(self) -> list[_Row]:
        if (count := math.prod(map(len, self._choices.values()))) > MOST_STATES:
            raise LimitError(
                f"a case of `{self.topic}` may be in {count:,} states, over {MOST_STATES:,}"
                "\n  help: ask about fewer actions, with --action"
            )
        policy, evaluator = self.policy, Arrays(self.policy)
        telling = frozenset(name for one in self._tellings for name in one.norms)
        rest = {**filled(policy, self.topic), **self.readings}
        found = []
        for values in itertools.product(*self._choices.values()):
            state = {**rest, **dict(zip(self._choices, values, strict=True))}
            in_force = evaluator.evaluate(self.topic, state).in_force & telling
            statuses = tuple(self._status(one, in_force) for one in self.actions)
            found.append(_Row(values, in_force, statuses))
        return found

    def _status(self, action: str, in_force: frozenset[str]) -> Status:
        return status_of(self.policy.norms[one].modality for one in in_force if self.policy.norms[one].action == action)

    def question(self) -> Question | None:
        """What to ask next; None once nothing that could still be answered matters."""
        rows = self.possible()
        places = {name: at for at, name in enumerate(self._choices)}
        open_ = [name for name in self._choices if name not in self.answers and _matters(rows, places[name])]
        if not open_:
            return None
        return self._question(min(open_, key=lambda name: _doubt(rows, places[name])), rows)

    def possible(self) -> list[_Row]:
        """The states that the answers leave."""
        known = [(at, self._class(name)) for at, name in enumerate(self._choices) if self.answers.get(name) is not None]
        return [row for row in self._rows if all(row.values[at] == value for at, value in known)]

    def _class(self, name: str) -> Answer:
        """The answer, a count as the smallest that comes to the same."""
        answer = self.answers[name]
        if isinstance(answer, int):
            return max(int(bound) for bound in self._choices[name] if int(bound) <= answer)
        return answer

    def _question(self, name: str, rows: Sequence[_Row]) -> Question:
        at = list(self._choices).index(name)
        pairs = list(_pairs(rows, at))
        norms = {norm for one, other in pairs for norm in one.in_force ^ other.in_force}
        changing = {
            action
            for one, other in pairs
            for action, was, now in zip(self.actions, one.statuses, other.statuses, strict=True)
            if was is not now
        }
        fact = self.policy.facts.get(name)
        values = fact.values if fact else ()
        return Question(
            name=name,
            kind="fact" if fact else "counter",
            asks=wording.to_know(self.policy, name),
            choices=tuple(Choice(value=one, means=wording.means(self.policy, name, [one])) for one in values),
            default=fact.initial if fact else None,
            norms=tuple(one for one in self.policy.norms if one in norms),
            actions=tuple(one for one in self.actions if one in changing),
        )

    def answer(self, value: Answer) -> None:
        """Answer the question that is asked; raises FaultsError for what is no answer to it."""
        asked = self.question()
        if asked is None:
            raise wrong("answers", "bad-argument", "nothing more is asked", "the interview is over")
        self.answers[asked.name] = self.checked(asked.name, value)

    def checked(self, name: str, value: Answer) -> Answer:
        """The answer as it is kept; raises FaultsError for what is no answer to the question."""
        if value is None or value == UNKNOWN:
            return None
        if name in self.policy.facts:
            if value not in self.policy.facts[name].values:
                cure = did_you_mean(value, [*self.policy.facts[name].values, UNKNOWN])
                raise _unfit(name, "unknown-value", f"unknown value `{value}` for fact `{name}`", cure)
        elif type(value) is not int or not 0 <= value <= MOST_COUNTED:
            message = f"expected a number from 0 to {MOST_COUNTED}, found `{value}`"
            raise _unfit(name, "wrong-value", message, f"or `{UNKNOWN}`")
        return value

    def back(self) -> bool:
        """Take the last answer back; False if there was none."""
        if not self.answers:
            return False
        self.answers.popitem()
        return True

    def told(self) -> Iterator[str]:
        """The answers as clauses."""
        for name, value in self.answers.items():
            unknown = f"it is not known {wording.to_know(self.policy, name)}"
            yield unknown if value is None else wording.being(self.policy, name, value)

    @property
    def unasked(self) -> tuple[str, ...]:
        """The facts and counters of the topic on which nothing hangs any more."""
        has = self.policy.topics[self.topic]
        return tuple(name for name in (*has.facts, *has.counters) if name not in self.answers)

    def situation(self) -> Situation:
        """How the case stands by the answers.

        A fact or counter to which the answer was that nobody knows is unknown. One that was never asked about is as in
        a scenario that leaves it out: at its initial value, or unknown; a counter at nought. Nothing hangs on it.
        """
        policy, has = self.policy, self.policy.topics[self.topic]
        given = {name: value for name, value in self.answers.items() if value is not None}
        given |= {
            name: initial
            for name in has.facts
            if name not in self.answers and (initial := policy.facts[name].initial) is not None
        }
        possible = tuple(
            (name, (str(given[name]),) if name in given else policy.facts[name].values) for name in has.facts
        )
        unsure = {
            name: tuple(map(int, self._choices[name]))
            for name in has.counters
            if name in self.answers and name not in given
        }
        counts = {name: int(given.get(name, 0)) for name in has.counters}
        return Situation(self.policy, self.topic, self.topic, Knowledge(possible), counts, self.readings, unsure=unsure)


def _matters(rows: Sequence[_Row], at: int) -> bool:
    return any(one.statuses != other.statuses for one, other in _pairs(rows, at))


def _pairs(rows: Sequence[_Row], at: int) -> Iterator[tuple[_Row, _Row]]:
    """Pairs of states that differ in one answer alone, enough of them to tell all that hangs on it."""
    first: dict[tuple[str | int, ...], _Row] = {}
    for row in rows:
        rest = row.values[:at] + row.values[at + 1 :]
        other = first.setdefault(rest, row)
        if other is not row:
            yield other, row


def _doubt(rows: Sequence[_Row], at: int) -> float:
    """The doubt about the verdict that is left on average when the answer is known (bits of entropy)."""
    parts: dict[str | int, Tally[tuple[Status, ...]]] = {}
    for row in rows:
        parts.setdefault(row.values[at], Tally())[row.statuses] += 1
    return sum(part.total() / len(rows) * _entropy(part) for part in parts.values())


def _entropy(tally: Tally[tuple[Status, ...]]) -> float:
    whole = tally.total()
    return sum(-count / whole * math.log2(count / whole) for count in tally.values())


def _unfit(name: str, code: str, message: str, cure: str) -> FaultsError:
    return FaultsError([Fault(Place(name), code, message, cure)])
