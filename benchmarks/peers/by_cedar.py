"""cedarpy (Cedar): a `permit` policy for each norm, whose condition is the norm's, on one request a case.

Cedar knows two modalities, and one exception: a `forbid` overrides every `permit`. Its policies cannot speak of one
another, so there is no negation of what another concludes. What it is asked is therefore only which norms apply, which
it tells as the reasons of its decision; exceptions and statuses are worked out in Python.
"""

from collections.abc import Sequence
from typing import Any

import cedarpy

from directives import Policy
from directives.condition import State

from .dialect import Dialect, double
from .plain import Plain, Statuses

CEDAR = Dialect(
    lambda name: f"context.the_{name}", double, "[{1}].contains({0})", both=" && ", either=" || ", negated="!({})"
)


def policies(plain: Plain) -> str:
    """The policies as text, in the order of the norms."""
    return "\n".join(
        f"permit (principal, action, resource) when {{ {CEDAR.applies(norm, plain)} }};" for norm in plain.norms
    )


class Authorised:
    """The policies, parsed."""

    def __init__(self, plain: Plain) -> None:
        """Parse the policies; Cedar names them policy0, policy1, ... in order."""
        self._plain = plain
        self._names = {name: f"the_{name}" for name in plain.tested}
        self._policies = cedarpy.PolicySet.from_str(policies(plain))
        self._entities = cedarpy.Entities.from_json_str("[]")
        self._numbers = {f"policy{norm.number}": norm.number for norm in plain.norms}

    def decide(self, state: State) -> Statuses:
        """The decision on one state."""
        return self.decide_many(self.batch([state]))[0]  # type: ignore[no-any-return]

    def batch(self, states: Sequence[State]) -> Any:
        """The states as requests."""
        who = {"principal": 'Case::"one"', "action": 'Action::"decide"', "resource": 'Topic::"one"'}
        return [{**who, "context": {mine: state[name] for name, mine in self._names.items()}} for state in states]

    def decide_many(self, batch: Any) -> Any:
        """The decisions on all requests."""
        answers = cedarpy.is_authorized_batch(batch, self._policies, self._entities)
        return [self._plain.resolved(map(self._numbers.__getitem__, one.diagnostics.reasons)) for one in answers]

    def statuses(self, found: Any) -> list[Statuses]:
        """The decisions as they are."""
        return list(found)


def load(policy: Policy, topic: str) -> Authorised:
    """The policies of a topic."""
    return Authorised(Plain.of(policy, topic))
