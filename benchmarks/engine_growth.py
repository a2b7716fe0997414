"""By how much the memory of the process grows over many evaluations of the remarks by the rules engine.

    python benchmarks/engine_growth.py [EVALUATIONS]

Random states of every topic in turn, after a warm-up. Exits 1 beyond the promised growth.
"""

import resource
import sys
from itertools import islice
from pathlib import Path

from engine_speed import random_states

from directives import load_policy
from directives.engine import RulesEngine

PROMISED = 5.0
"""MiB."""
WARM_UP = 5000


def resident() -> float:
    """The memory of the process that is resident now, in MiB; its peak where the system does not tell (macOS)."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def main(count: int) -> int:
    """Measure, print and compare with the promise."""
    policy = load_policy()
    engine = RulesEngine(policy)
    states = random_states(policy)
    for topic, state in islice(states, WARM_UP):
        engine.evaluate(topic, state)
    before = resident()
    for done in range(1, 6):
        for topic, state in islice(states, count // 5):
            engine.evaluate(topic, state)
        print(f"{done * (count // 5):>9,} evaluations: {resident():.1f} MiB ({resident() - before:+.2f})")
    return 0 if resident() - before <= PROMISED else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
