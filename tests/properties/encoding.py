"""What properties are stated of: a policy as one evaluator reads it and `play` plays it.

Every way of doing so wrongly that a property is held against is a subclass (`wrong.py`) or an amendment (`stating.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from directives import Policy, Scenario, Status, Timeline
from directives.play import play
from directives.space import Arrays
from directives.verdict import Evaluator, Verdict, verdict

from ..agreement.evaluators import Maker


@dataclass(frozen=True)
class Situation:
    """A complete state of a topic."""

    topic: str
    state: Mapping[str, str | int]

    def __getitem__(self, name: str) -> str | int:
        return self.state[name]

    def but(self, **changed: str | int) -> "Situation":
        """The same situation with some values changed."""
        return Situation(self.topic, {**self.state, **changed})


@dataclass
class Encoding:
    """A policy, and what makes the evaluator that reads it."""

    policy: Policy
    make: Maker = Arrays

    @cached_property
    def evaluator(self) -> Evaluator:
        return self.make(self.policy)

    def verdict(self, situation: Situation) -> Verdict:
        return verdict(self.policy, situation.topic, [situation.state], self.evaluator)

    def statuses(self, situation: Situation) -> dict[str, Status]:
        return {action: ruling.status for action, ruling in self.verdict(situation).rulings.items()}

    def status(self, situation: Situation, action: str) -> Status:
        return self.statuses(situation)[action]

    def play(self, scenario: Scenario) -> Timeline:
        return play(scenario, self.policy, self.evaluator)

    def written(self, scenario: Scenario) -> str:
        """The scenario as JSON."""
        return scenario.model_dump_json(exclude_defaults=True)
