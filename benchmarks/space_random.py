"""How long the checks take on random policies of 20, 200 and 2,000 norms, each with its findings and witnesses.

    python benchmarks/space_random.py [NORMS ...]

One topic; 8, 12 and 20 facts of 2 to 5 values; an action for every ten norms; each norm asks for one to four facts and
overrides, now and then, an opposed one. Prints CPU seconds, findings, and the growth between sizes.
"""

import random
import sys
import time
from typing import Any

from directives import Policy, evaluator_for
from directives.check import CHECKS, check
from directives.terms import Modality
from directives.verdict import OPPOSED

FACTS = {20: 8, 200: 12, 2000: 20}


def random_policy(norms: int, facts: int, seed: int = 1960) -> Policy:
    """A random policy of one topic."""
    drawn = random.Random(seed)
    values = {f"f{number}": [f"v{one}" for one in range(drawn.randint(2, 5))] for number in range(facts)}
    actions = [f"a{number}" for number in range(max(2, norms // 10))]
    made: dict[str, dict[str, Any]] = {}
    for number in range(norms):
        action = drawn.choice(actions)
        modality = drawn.choice([Modality.OBLIGE, Modality.FORBID, Modality.PERMIT, Modality.EXEMPT])
        when = {name: drawn.choice(values[name]) for name in drawn.sample(sorted(values), drawn.randint(1, 4))}
        against = [
            name
            for name, one in made.items()
            if one["on"] == action and frozenset((one["modality"], modality)) in OPPOSED and drawn.random() < 0.5
        ]
        made[f"N.{number}"] = {"on": action, "modality": modality, "when": when, "overrides": against}
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
                name: {**text, one["modality"].value: one["on"], "when": one["when"], "overrides": one["overrides"]}
                for name, one in made.items()
            },
        }
    )


def main(sizes: list[int]) -> None:
    """Measure each check on each size, and print."""
    for norms in sizes:
        policy = random_policy(norms, FACTS.get(norms, 12))
        evaluator = evaluator_for(policy, "arrays")
        print(f"{norms:,} norms over {len(policy.facts)} facts")
        total = 0.0
        for code in CHECKS:
            start = time.process_time()
            found = check(policy, evaluator, codes=[code])
            took = time.process_time() - start
            total += took
            undecided = sum(bool(one.undecided) for one in found)
            print(
                f"  {code:<22}{took:>8.3f} s  {len(found):>6,} findings"
                + (f", {undecided} undecided" if undecided else "")
            )
        print(f"  {'together':<22}{total:>8.3f} s")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [20, 200, 2000])
