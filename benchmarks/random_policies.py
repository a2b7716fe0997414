"""Random policies of one topic, the same for the same seed, for the benchmarks of the checks."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from directives import Policy
from directives.terms import Modality
from directives.verdict import OPPOSED

FACTS = {20: 8, 200: 12, 2000: 20}
"""As many facts for as many norms."""
MODALITIES = (Modality.OBLIGE, Modality.FORBID, Modality.PERMIT, Modality.EXEMPT)


def random_policy(norms: int, facts: int, seed: int = 1960) -> Policy:
    """An action for every ten norms, each norm on one to four facts; half of those that it opposes it overrides."""
    drawn = random.Random(seed)
    values = _values(drawn, facts)
    actions = [f"a{number}" for number in range(max(2, norms // 10))]
    made: dict[str, dict[str, Any]] = {}
    for number in range(norms):
        action, modality = drawn.choice(actions), drawn.choice(MODALITIES)
        when = _when(drawn, values, range(1, 5))
        against = [
            name
            for name, one in made.items()
            if action in one.values()
            and any(frozenset((modality, other)) in OPPOSED for other in MODALITIES if other.value in one)
            and drawn.random() < 0.5
        ]
        made[f"N.{number}"] = {modality.value: action, "when": when, "overrides": against}
    return _policy(values, actions, made)


def sparse_policy(norms: int = 60, facts: int = 20, seed: int = 1960, without: str = "") -> Policy:
    """All norms permit one action, each where three or four of many facts are so; `without` one of them."""
    drawn = random.Random(seed)
    values = _values(drawn, facts)
    made = {f"N.{number}": {"permit": "act", "when": _when(drawn, values, range(3, 5))} for number in range(norms)}
    return _policy(values, ["act"], {name: one for name, one in made.items() if name != without})


def _values(drawn: random.Random, facts: int) -> dict[str, list[str]]:
    return {f"f{number}": [f"v{one}" for one in range(drawn.randint(2, 5))] for number in range(facts)}


def _when(drawn: random.Random, values: Mapping[str, Sequence[str]], asked: range) -> dict[str, str]:
    return {name: drawn.choice(values[name]) for name in drawn.sample(sorted(values), drawn.choice(asked))}


def _policy(values: Mapping[str, list[str]], actions: list[str], norms: Mapping[str, Mapping[str, Any]]) -> Policy:
    text = {"clause": "A.1", "topic": "matter", "says": "it is said"}
    return Policy.model_validate(
        {
            "policy": "random",
            "title": "A random policy",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "facts": {name: {"values": some} for name, some in values.items()},
            "topics": {"matter": {"says": "the matter", "facts": list(values)}},
            "actions": {name: {"topic": "matter", "says": "do it"} for name in actions},
            "norms": {name: {**text, **one} for name, one in norms.items()},
        }
    )
