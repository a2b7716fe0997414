"""Hold all peers to the reference, time them in turns, and write the tables into docs/performance.md."""

import argparse
import itertools
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from . import PEERS
from .harness import DisagreementError, Trial, measure
from .policies import TOPIC, every_state, random_policy, random_states, remarks, small
from .report import page, put

PAGE = Path(__file__).parents[2] / "docs/performance.md"
SIZES = (20, 200, 2000)
ALIKE = {20: 500, 200: 200, 2000: 24}
"""On how many random states the peers have to agree with the reference, by the number of norms."""


def trials(sizes: Sequence[int]) -> list[Trial]:
    """The policies, with the states on which all have to agree."""
    policy, topic = remarks()
    one = small()
    found = [
        Trial("A small policy of 16 norms", one, TOPIC, [*every_state(one, TOPIC, 8, readings=True)], timed=False),
        Trial(
            f"The remarks: the topic `{topic}`, {len(policy.norms_of(topic))} norms",
            policy,
            topic,
            [*every_state(policy, topic)],
        ),
    ]
    for size in sizes:
        one = random_policy(size)
        drawn = random_states(one, TOPIC, seed=size, readings=True)
        alike = list(itertools.islice(drawn, ALIKE.get(size, 100)))
        title = f"{size:,} norms over {len(one.facts)} facts"
        found.append(Trial(title, one, TOPIC, alike, drawn=True))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and write the page unless only a part was asked for; 1 where a peer disagrees."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--norms", type=int, nargs="+", help="sizes of random policies; prints and does not write")
    parser.add_argument("--peers", nargs="+", choices=PEERS, help="only these; prints and does not write")
    parser.add_argument("--rounds", type=int, default=5, help="at most so many for a peer and policy (5)")
    asked = parser.parse_args(arguments)
    start, busy, found = time.monotonic(), os.getloadavg()[0], []
    try:
        for trial in trials(asked.norms or SIZES):
            found.append((trial, measure(trial, asked.peers or list(PEERS), asked.rounds, _say)))
    except DisagreementError as error:
        print(error, file=sys.stderr)
        return 1
    text = page(found, asked.rounds, time.monotonic() - start, busy)
    if asked.norms or asked.peers:
        print(text)
    else:
        put(PAGE, text)
        _say(f"written: {PAGE}")
    return 0


def _say(line: str) -> None:
    print(f"\r\x1b[2K{line}" if sys.stderr.isatty() else line, end="" if sys.stderr.isatty() else "\n", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
