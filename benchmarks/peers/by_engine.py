"""The rules engine reading of this project: durable_rules with the rulesets that `directives.engine` makes.

Its evaluations carry more than is compared here: what each norm matched, what is set aside and by which. It refuses,
with LimitError, topics that durable_rules is known to hang or to drop rules on.
"""

import durable.engine  # noqa: F401  # where it does not import, the peer is missing

from directives import LimitError, Policy

from .by_arrays import Evaluating
from .plain import CannotError


def load(policy: Policy, topic: str) -> Evaluating:
    """The rules engine's reading of a policy; raises CannotError beyond the limits of durable_rules."""
    try:
        found = Evaluating(policy, topic, "durable")
    except LimitError as error:
        raise CannotError(str(error).partition("\n")[0]) from error
    return found
