"""Random policies of one topic, the same for the same seed, for the benchmarks of the checks."""

import random
from collections.abc import Iterable
from typing import Any

from directives import Policy
from directives.terms import Modality
from directives.verdict import OPPOSED

FACTS = {20: 8, 200: 12, 2000: 20}
"""As many facts for as many norms."""
MODALITIES = (Modality.OBLIGE, Modality.FORBID, Modality.PERMIT, Modality.EXEMPT)


def random_policy(norms: int, facts: int, seed: int = 1960) -> Policy:
    """An action for every ten norms, each norm on one to four facts; half of those that it opposes it overrides."""
    actions = [f"a{number}" for number in range(max(2, norms // 10))]
    return _made(random.Random(seed), norms, facts, actions, range(1, 5))


def sparse_policy(norms: int = 60, facts: int = 20, seed: int = 1960, without: str = "") -> Policy:
    """All norms on one action, each on three or four of many facts; `without` one of them, the others as they are."""
    return _made(random.Random(seed), norms, facts, ["act"], range(3, 5), without)


def _made(
    drawn: random.Random, norms: int, facts: int, actions: list[str], asked: Iterable[int], without: str = ""
) -> Policy:
    values = {f"f{number}": [f"v{one}" for one in range(drawn.randint(2, 5))] for number in range(facts)}
    fewest, *_, most = asked
    made: dict[str, dict[str, Any]] = {}
    for number in range(norms):
        action = drawn.choice(actions)
        modality = drawn.choice(MODALITIES)
        when = {name: drawn.choice(values[name]) for name in drawn.sample(sorted(values), drawn.randint(fewest, most))}
        against = [
            name
            for name, one in made.items()
            if one["on"] == action and frozenset((one["modality"], modality)) in OPPOSED and drawn.random() < 0.5
        ]
        made[f"N.{number}"] = {"on": action, "modality": modality, "when": when, "overrides": against}
    return _policy(values, actions, {name: one for name, one in made.items() if name != without})


def _policy(values: dict[str, list[str]], actions: list[str], norms: dict[str, dict[str, Any]]) -> Policy:
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
            "norms": {
                name: {
                    **text,
                    one["modality"].value: one["on"],
                    "when": one["when"],
                    "overrides": [other for other in one["overrides"] if other in norms],
                }
                for name, one in norms.items()
            },
        }
    )
