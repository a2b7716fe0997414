"""How long the checks take on random policies of 20, 200 and 2,000 norms, and on one whose gaps are no few boxes.

    python benchmarks/space_random.py [NORMS ...]

One topic; 8, 12 and 20 facts of 2 to 5 values; an action for every ten norms; each norm asks for one to four facts and
overrides, now and then, an opposed one. For each check CPU seconds in two parts: `found` is every finding with the
states in which it holds and a smallest way to one of them; `told` is what a report says of it besides: how many states,
a cover in patches and the share of each, a witness as a scenario, played by the array reading. Checks over time are
told apart, and measured once. What all checks share (where norms apply and are in force, what cases can come to) is
`prepared` first.
"""

import statistics
import sys
import time
from dataclasses import dataclass, field

from random_policies import FACTS, random_policy, sparse_policy

from directives import Policy, evaluator_for
from directives.check import CHECKS
from directives.check.check import told
from directives.check.seen import Seen, seen
from directives.check.subject import Subject
from directives.diff import difference

OVER_TIME = ("undischargeable-duty", "stranded-duty", "trap")
"""The checks that follow timelines; all others look at states, what cases can come to given."""
ROUNDS = 3
"""Finding is measured so often, each time from the beginning: the median is told."""


@dataclass
class Taken:
    """CPU seconds of one check: to find, in every round; to tell; how many findings, and how many undecided."""

    found: list[float] = field(default_factory=list)
    told: float = 0.0
    findings: int = 0
    undecided: int = 0


def prepared(policy: Policy) -> tuple[Subject, float]:
    """What all checks share, and how long that took."""
    start = time.process_time()
    subject = Subject(policy)
    for space in subject.spaces():
        _ = space.in_force, subject.reachable(space.topic)
    return subject, time.process_time() - start


def found(subject: Subject, code: str) -> list[Seen]:
    """Every finding of a check, each with a smallest way to it."""
    every = list(seen(subject, CHECKS[code]))
    for one in every:
        _ = one.led
    return every


def measured(policy: Policy) -> tuple[float, dict[str, Taken]]:
    """How long it took to prepare (the median), and what each check took."""
    evaluator = evaluator_for(policy, "arrays")
    ready: list[float] = []
    taken = {code: Taken() for code in CHECKS}
    for last in [False] * (ROUNDS - 1) + [True]:
        subject, took = prepared(policy)
        ready.append(took)
        for code, one in taken.items():
            if code in OVER_TIME and not last:
                continue
            start = time.process_time()
            every = found(subject, code)
            one.found.append(time.process_time() - start)
            if last:
                start = time.process_time()
                findings = [told(each, evaluator) for each in every]
                one.told = time.process_time() - start
                one.findings = len(findings)
                one.undecided = sum(bool(each.undecided) for each in findings)
    return statistics.median(ready), taken


def shown(policy: Policy) -> float:
    """Measure and print, check by check; how long it took to find what the static checks find."""
    ready, taken = measured(policy)
    print(f"{len(policy.norms):,} norms over {len(policy.facts)} facts, {len(policy.actions):,} actions")
    print(f"  {'':<22}{'findings':>9}{'found':>11}{'told':>11}")
    print(f"  {'prepared':<22}{'':>9}{ready:>9.3f} s")
    for over_time, called in ((False, "static checks"), (True, "checks over time")):
        some = {code: one for code, one in taken.items() if (code in OVER_TIME) is over_time}
        for code, one in some.items():
            print(_row(code, one.findings, statistics.median(one.found), one.told, one.undecided))
        total = sum(statistics.median(one.found) for one in some.values()) + (0.0 if over_time else ready)
        undecided = sum(one.undecided for one in some.values())
        findings = sum(one.findings for one in some.values())
        print(_row(f"{called}, all", findings, total, sum(one.told for one in some.values()), undecided), flush=True)
    return ready + sum(statistics.median(one.found) for code, one in taken.items() if code not in OVER_TIME)


def _row(name: str, findings: int, finding: float, telling: float, undecided: int) -> str:
    left = f"  {undecided} undecided" if undecided else ""
    return f"  {name:<22}{findings:>9,}{finding:>9.3f} s{telling:>9.3f} s{left}"


def wide() -> None:
    """Measure what sparse wide norms leave, where boxes multiply, and what changes there when a norm is taken out."""
    policy, without = sparse_policy(), sparse_policy(without="N.30")
    evaluator = evaluator_for(policy, "arrays")
    print(f"{len(policy.norms)} norms over {len(policy.facts)} facts, each on three or four of them, one action")
    subject = prepared(policy)[0]
    for code in ("gap", "silence"):
        start = time.process_time()
        every = found(subject, code)
        middle = time.process_time()
        findings = [told(each, evaluator) for each in every]
        end = time.process_time()
        states = ", ".join(f"exactly {one.states:,} of {one.reachable:,} states{one.undecided}" for one in findings)
        print(f"  {code:<10}{middle - start:>9.3f} s found{end - middle:>9.3f} s told   {states}", flush=True)
    start = time.process_time()
    differing = difference(policy, without, lambda one: evaluator_for(one, "arrays"))
    took = time.process_time() - start
    changed = sum(one.changed for one in differing.topics)
    print(
        f"  {'diff':<10}{took:>9.3f} s   without N.30 {len(differing.shifts)} shifts of status, in exactly {changed:,} "
        f"states{'; '.join(('', *differing.undecided))}"
    )


def main(sizes: list[int]) -> None:
    """Measure each size, and print the growth from one to the next."""
    totals = [shown(random_policy(norms, FACTS.get(norms, 12))) for norms in sizes]
    for one, other, before, after in zip(sizes, sizes[1:], totals, totals[1:], strict=False):
        print(f"{one:,} to {other:,} norms: static checks take {after / before:.1f} times as long to find all")
    wide()


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [20, 200, 2000])
