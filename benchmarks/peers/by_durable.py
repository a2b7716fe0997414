"""durable_rules used naively: a rule for each alternative of a norm, exceptions resolved in Python.

Rules could chain, but the engine gets negation wrong where what is negated comes late, and `directives.engine` exists
because of that. Here a rule only notes that its norm applies. A fact that some hundreds of rules match is refused
(error 303; 241 went well, 541 did not), so the state is stated once for every 200 rules.
"""

import contextlib
from typing import Any

from durable import engine

from directives import Policy
from directives.condition import State
from directives.engine.patterns import comparisons

from .plain import CannotError, OneByOne, Plain, Statuses

TOGETHER = 200
MOST = 4000


class Noted(OneByOne):
    """The rules, and the norms that they noted."""

    def __init__(self, policy: Policy, plain: Plain) -> None:
        """Hand the rules over."""
        self._plain = plain
        self._noted: set[int] = set()
        rules: dict[str, Any] = {}
        for norm in plain.norms:
            for branch in norm.branches:
                part = {"$eq": {"part": len(rules) // TOGETHER}}
                asked = {"$and": [part, *(one.definition() for one in comparisons(branch, policy.domains))]}
                rules[f"r{len(rules)}"] = {"all": [{"m": asked}], "run": self._note(norm.number)}
        if len(rules) > MOST:
            raise CannotError(f"{len(rules):,} rules; it takes 4,096")
        self._parts = -(-len(rules) // TOGETHER)
        self._host = engine.Host({"topic": rules})

    def _note(self, number: int) -> Any:
        return lambda _: self._noted.add(number)

    def decide(self, state: State) -> Statuses:
        """The decision on one state."""
        self._noted.clear()
        values = {f"the_{name}": state[name] for name in self._plain.tested}
        for part in range(self._parts):
            stated = {"id": part + 1, "part": part, **values}
            with contextlib.suppress(engine.MessageNotHandledException):  # raised where no rule can match it
                self._host.assert_fact("topic", stated)
                self._host.retract_fact("topic", stated)
        return self._plain.resolved(self._noted)


def load(policy: Policy, topic: str) -> Noted:
    """The rules of a topic."""
    return Noted(policy, Plain.of(policy, topic))
