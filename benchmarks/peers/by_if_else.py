"""Python written out: one function of local names, a line a norm, a conditional expression an action.

What a programmer would write by hand who wants no library. It can say everything: a norm is in force if it applies and
none of its superiors is.
"""

from collections.abc import Sequence

from directives import Policy
from directives.condition import State

from .dialect import Dialect
from .plain import OneByOne, Plain, Statuses


def _chosen(cases: Sequence[tuple[str, str]], default: str) -> str:
    return " else ".join([*(f"{then} if {when}" for when, then in cases), default])


PYTHON = Dialect(lambda name: f"the_{name}", repr, "{} in ({})", _chosen, true="True", false="False")


def source(plain: Plain) -> str:
    """The function as text."""
    lines = ["def decide(state):"]
    lines += [f"    the_{name} = state[{name!r}]" for name in plain.tested]
    lines += [f"    n{norm.number} = {PYTHON.in_force(norm, plain, 'n{}'.format)}" for norm in plain.norms]
    lines.append("    return (")
    lines += [f"        {PYTHON.status(action, plain, 'n{}'.format)}," for action in range(len(plain.actions))]
    return "\n".join([*lines, "    )"])


class Written(OneByOne):
    """The function, compiled."""

    def __init__(self, plain: Plain) -> None:
        """Write and compile it."""
        names: dict[str, object] = {}
        exec(compile(source(plain), "<written>", "exec"), names)
        self._decide = names["decide"]

    def decide(self, state: State) -> Statuses:
        """The decision on one state."""
        return self._decide(state)  # type: ignore[no-any-return, operator]


def load(policy: Policy, topic: str) -> Written:
    """The function for a topic."""
    return Written(Plain.of(policy, topic))
