"""rule-engine: one expression a norm, evaluated in Python on a mapping.

Its expressions cannot speak of one another. The norms are therefore asked one after another, superiors first, and what
each said is put into the mapping that the next are asked about; the statuses are worked out in Python.
"""

import rule_engine

from directives import Policy
from directives.condition import State

from .dialect import Dialect, double
from .plain import OneByOne, Plain, Statuses

EXPRESSION = Dialect(lambda name: f"the_{name}", double, "{} in [{}]")


class Ruled(OneByOne):
    """A rule for each norm."""

    def __init__(self, plain: Plain) -> None:
        """Parse the rules."""
        self._plain = plain
        self._names = {name: f"the_{name}" for name in plain.tested}
        self._rules = [
            (f"n{norm.number}", rule_engine.Rule(EXPRESSION.in_force(norm, plain, "n{}".format)))
            for norm in plain.norms
        ]

    def decide(self, state: State) -> Statuses:
        """The decision on one state."""
        known: dict[str, object] = {mine: state[name] for name, mine in self._names.items()}
        in_force = []
        for number, (name, rule) in enumerate(self._rules):
            known[name] = rule.matches(known)
            if known[name]:
                in_force.append(number)
        return self._plain.told(in_force)


def load(policy: Policy, topic: str) -> Ruled:
    """The rules of a topic."""
    return Ruled(Plain.of(policy, topic))
