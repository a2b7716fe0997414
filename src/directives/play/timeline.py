"""What playing a scenario gives: the timeline, as `run --format json` writes it (DESIGN 6).

These are only the shapes; `play/player.py` fills them.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from pydantic import PrivateAttr

from ..condition import Model
from ..errors import Fault
from ..policy import Policy
from ..scenario import Scenario
from ..terms import DutyState, Judgement, StepKind
from ..verdict import Ruling


class Expectation(Model):
    """One thing that a scenario expected: `of` an action, or of `judged`."""

    of: str
    expected: str
    actual: str
    met: bool


class Moment(Model):
    """One step of the timeline and the verdict on its case after it.

    `grounds` are the norms in force on the action just before, on which the judgement rests, `open_grounds` those
    that were in force on some completions of unknown facts only;
    `facts` holds every fact of the case (`unknown` where several values are possible), `counters`
    every counter of its topic on that day; `at` is null in an undated scenario; `claims` are those that hold.
    """

    at: datetime.date | None
    case: str
    topic: str
    kind: StepKind
    name: str | None
    judgement: Judgement | None
    grounds: tuple[str, ...] = ()
    open_grounds: tuple[str, ...] = ()
    facts: dict[str, str]
    counters: dict[str, int]
    verdict: dict[str, Ruling]
    clashes: tuple[tuple[str, str], ...] = ()
    impossible: tuple[str, ...] = ()
    conclusions: dict[str, str] = {}
    claims: tuple[str, ...] = ()
    expectations: tuple[Expectation, ...] = ()


class Duty(Model):
    """An obligation over time: the norms that obliged when it arose, since when, and how it ended."""

    case: str
    action: str
    norms: tuple[str, ...]
    since: datetime.date | None
    state: DutyState
    until: datetime.date | None = None


class Summary(Model):
    """How many expectations there were, how many were met, and how many actions were violations."""

    expected: int
    met: int
    violations: int


class Timeline(Model):
    """A played scenario: a start step for each case, then the steps of the file; the duties; a summary.

    `format` is the version of its JSON; a new key does not raise it.
    """

    format: Literal[1] = 1
    scenario: str
    policy: str
    readings: dict[str, str | int]
    steps: tuple[Moment, ...]
    duties: tuple[Duty, ...]
    summary: Summary
    _played: tuple[Scenario, Policy] | None = PrivateAttr(default=None)

    def of(self, scenario: Scenario, policy: Policy) -> "Timeline":
        """The same timeline, knowing what was played, so that it can be told in words."""
        self._played = (scenario, policy)
        return self

    def __str__(self) -> str:
        """The timeline in plain words, as `directives run` prints it; the bare fields if it was read from JSON."""
        from .to_text import to_text  # it tells timelines, so it stands above them

        return to_text(self, *self._played) if self._played else super().__str__()

    def _repr_html_(self) -> str:
        from .to_html import to_html  # likewise

        return to_html(self, *self._played) if self._played else super()._repr_html_()


@dataclass(frozen=True)
class Lacking:
    """What a step needs of a case and does not find: a fact, the values that would do, the value it has."""

    fact: str
    wanted: tuple[str, ...]
    found: str


@dataclass(frozen=True)
class Break:
    """Where the story of a case breaks off: the index of the step that cannot happen, what it lacks, and the fault."""

    step: int
    case: str
    lacking: tuple[Lacking, ...]
    fault: Fault


@dataclass(frozen=True)
class Attempt:
    """A scenario played as far as it goes.

    `moments` has the start of each case and then an entry for each step of the file: None from the step on at which
    the story of its case breaks off. `timeline` holds those that there are.
    """

    timeline: Timeline
    moments: tuple[Moment | None, ...]
    breaks: tuple[Break, ...] = ()
