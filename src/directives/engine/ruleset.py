"""Rules as durable_rules has them: plain data that can be printed, and needs no engine.

What a rule concludes is a statement, and other rules match statements: so they chain. This module knows nothing of
policies, nor of how rules are run.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..condition import State
from .patterns import PREFIX, Comparison, Pattern


@dataclass(frozen=True)
class Statement:
    """What a rule concludes of a norm or claim; a phase; that the run is complete.

    >>> print(Statement("set_aside", "SP.1a", by="SP.1c"))
    set_aside SP.1a by SP.1c
    """

    kind: str
    name: str
    by: str = ""

    def pattern(self, absent: bool = False) -> Pattern:
        """The pattern that matches it, whoever it is by."""
        return Pattern(self.kind, (Comparison("name", "is", self.name),), absent)

    def __str__(self) -> str:
        """The statement in words."""
        return f"{self.kind} {self.name}" + (f" by {self.by}" if self.by else "")


@dataclass(frozen=True)
class Rule:
    """Where all patterns of `when` match, `then` is stated; the rule that is `last` fires after all others.

    `speaks_of` names the facts, counters and readings that an alternative of a condition tests.
    """

    when: tuple[Pattern, ...]
    then: Statement
    speaks_of: tuple[str, ...] = ()
    last: bool = False

    def definition(self) -> dict[str, Any]:
        """The rule as durable_rules has it."""
        return {"all": [pattern.definition() for pattern in self.when], "pri": int(self.last)}

    def __str__(self) -> str:
        """The rule in words."""
        return f"{', '.join(map(str, self.when))} => {self.then}"


@dataclass(frozen=True)
class Ruleset:
    """The rules of a topic by name, and the messages that start them.

    The state is stated in `parts`, each the whole state for other rules; then come the `phases` in order.
    """

    topic: str
    rules: Mapping[str, Rule]
    names: tuple[str, ...]
    """The facts and counters of the topic and the readings that its norms and claims speak of."""
    parts: int
    phases: int

    def definitions(self) -> dict[str, Any]:
        """The rules as durable_rules has them."""
        return {name: rule.definition() for name, rule in self.rules.items()}

    @cached_property
    def waited_for(self) -> Mapping[Statement, str]:
        """The statements that some rule matches, as the messages that tell the engine of them.

        The engine would drop a second message of the same id, and make ids of its own by hashing what a message says:
        that two messages of a run differ in their ids is settled here.
        """
        matched = {(pattern.kind, pattern.comparisons) for rule in self.rules.values() for pattern in rule.when}
        made = dict.fromkeys(rule.then for rule in self.rules.values())
        waited = [one for one in made if (one.kind, one.pattern().comparisons) in matched]
        return {one: _message(f"s{number}", one) for number, one in enumerate(waited, 1)}

    def opening(self, state: State) -> Iterator[str]:
        """The messages that set off a run over a state: each is for when the one before has had its effect."""
        values = {PREFIX + name: state[name] for name in self.names}
        for part in range(1, self.parts + 1):
            yield json.dumps({"id": f"p{part}", "kind": "state", "name": str(part), **values})
        for phase in range(1, self.phases + 1):
            yield _message(f"f{phase}", Statement("phase", str(phase)))

    def __str__(self) -> str:
        """The rules in words, one a line."""
        return "\n".join(f"{name}: {rule}" for name, rule in self.rules.items())


def _message(identity: str, one: Statement) -> str:
    return json.dumps({"id": identity, "kind": one.kind, "name": one.name, "by": one.by})
