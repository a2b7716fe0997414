"""The array reading of this project, which all ratios are taken to.

Its evaluations carry more than is compared here: what each norm matched, what is set aside and by which.
"""

from directives import Policy, evaluator_for
from directives.condition import State

from .plain import OneByOne, Plain, Statuses


class Evaluating(OneByOne):
    """An evaluator of this project, asked which norms are in force."""

    def __init__(self, policy: Policy, topic: str, engine: str) -> None:
        """Compile the policy."""
        self._evaluator, self._topic, self._plain = evaluator_for(policy, engine), topic, Plain.of(policy, topic)
        self._numbers = {norm.name: norm.number for norm in self._plain.norms}

    def decide(self, state: State) -> Statuses:
        """The decision on one state."""
        in_force = self._evaluator.evaluate(self._topic, state).in_force
        return self._plain.told(map(self._numbers.__getitem__, in_force))


def load(policy: Policy, topic: str) -> Evaluating:
    """The array reading of a policy."""
    return Evaluating(policy, topic, "arrays")
