"""How many states of the remarks the rules engine evaluates in a second, and how many the array reading does.

    python benchmarks/engine_speed.py [STATES]

Random states of every topic in turn, readings varied. Exits 1 below the promised speed.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator

from directives import Policy, load_policy
from directives.condition import State
from directives.engine import RulesEngine
from directives.space import Arrays
from directives.verdict import Evaluator

PROMISED = 2500
ROUNDS = 7


def random_states(policy: Policy, seed: int = 1960) -> Iterator[tuple[str, State]]:
    """Topics in turn, each with a random state; never ends."""
    drawn = random.Random(seed)
    domains = {name: sorted(values, key=str) for name, values in policy.domains.items()}
    while True:
        for topic, one in policy.topics.items():
            state = {name: drawn.choice(domains[name]) for name in (*one.facts, *policy.readings)}
            yield topic, state | {name: drawn.randrange(14) for name in one.counters}


def rates(evaluator: Evaluator, states: list[tuple[str, State]]) -> list[float]:
    """States evaluated in a second, for each round over them, slowest first."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for topic, state in states:
            evaluator.evaluate(topic, state)
        found.append(len(states) / (time.perf_counter() - start))
    return sorted(found)


def main(count: int) -> int:
    """Measure, print and compare with the promise."""
    policy = load_policy()
    states = [state for _, state in zip(range(count), random_states(policy), strict=False)]
    medians = {}
    for evaluator in (RulesEngine(policy), Arrays(policy)):
        found = rates(evaluator, states)
        medians[evaluator.name] = median = statistics.median(found)
        spread = f"median of {ROUNDS} rounds of {count:,}; {found[0]:,.0f} to {found[-1]:,.0f}"
        print(f"{evaluator.name}: {median:,.0f} evaluations a second ({spread})")
    print(f"arrays to durable: {medians['arrays'] / medians['durable']:.1f} to 1")
    return 0 if medians["durable"] >= PROMISED else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9000))
