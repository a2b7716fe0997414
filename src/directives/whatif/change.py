"""The changes that a what-if makes to a story: a fact, a reading, a step put in or left out, an amendment.

A change says what it is; what follows from it is for `compare.py`.
"""

import datetime
from dataclasses import dataclass
from typing import TypeAlias

from ..amendment import Amendment
from ..play.telling import words
from ..policy import Policy
from ..scenario import LONE_CASE, Scenario, Step
from ..terms import UNKNOWN
from .told import instead, step_sentence


@dataclass(frozen=True)
class Set:
    """A fact of a case has another value from the start; `unknown` is one too."""

    case: str
    fact: str
    value: str
    kind = "set"

    def says(self, scenario: Scenario, policy: Policy) -> str:
        """The change in words."""
        case = scenario.matters[self.case]
        given = case.facts.get(self.fact, policy.facts[self.fact].initial or UNKNOWN)
        return f"the {words(self.fact)}{_of(self.case)} is {instead(self.value, given)}"


@dataclass(frozen=True)
class Choose:
    """A reading has another value."""

    reading: str
    value: str | int
    kind = "reading"

    def says(self, scenario: Scenario, policy: Policy) -> str:
        """The change in words."""
        given = scenario.readings.get(self.reading, policy.defaults.get(self.reading, UNKNOWN))
        return f"the reading {words(self.reading)} is {instead(self.value, given)}"


@dataclass(frozen=True)
class Insert:
    """An event or action is put in at the end of its day; at the end of the story where it has no day."""

    step: Step
    kind = "insert"

    @property
    def at(self) -> datetime.date | None:
        """Its day."""
        return self.step.at

    def says(self, scenario: Scenario, policy: Policy) -> str:
        """The change in words."""
        on = f"on {self.at}" if self.at else "at the end"
        return f"put in {on}{_of(scenario.case_of(self.step), ' for')}: {step_sentence(self.step, policy)}"


@dataclass(frozen=True)
class Drop:
    """A step of the file is left out; steps are counted from 1."""

    number: int
    kind = "drop"

    def says(self, scenario: Scenario, policy: Policy) -> str:
        """The change in words."""
        step = scenario.timeline[self.number - 1]
        what = step_sentence(step, policy) if step.name else "a checkpoint"
        return f"step {self.number} is left out: {what}"


@dataclass(frozen=True)
class Amend:
    """The policy is amended."""

    amendment: Amendment
    kind = "amend"

    def __hash__(self) -> int:
        """Amendments hold mappings, so what they are called stands for them."""
        return hash((self.amendment.amends, self.amendment.title))

    def says(self, _scenario: Scenario, _policy: Policy) -> str:
        """The change in words."""
        return f"the policy is amended: {self.amendment.title}"


Change: TypeAlias = Set | Choose | Insert | Drop | Amend


def _of(case: str, preposition: str = " of") -> str:
    return "" if case == LONE_CASE else f"{preposition} {case}"
