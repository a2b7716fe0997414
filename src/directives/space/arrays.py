"""One state through the array reading: each topic's alternatives as the bits of plain integers.

Every value of a fact has a mask of the alternatives (branches) that admit it; the AND of the masks
of a state leaves the alternatives that hold. It imports nothing, so it runs wherever Python does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..condition import Branch, Count, State
from ..policy import Policy
from ..verdict import Evaluation


@dataclass(frozen=True)
class _Topic:
    """A topic's norms and claims as bits: bit b of a mask stands for alternative b."""

    owner: tuple[str, ...]
    """The norm or claim that each alternative belongs to."""
    named: tuple[tuple[str, ...], ...]
    """The facts, counters and readings that each alternative speaks of."""
    admits: Mapping[str, Mapping[str | int, int]]
    """For each fact or reading that is tested, the mask of alternatives that each value leaves."""
    counts: tuple[tuple[Count, int], ...]
    """Each test on a counter, with the mask of the alternatives that it leaves when it fails."""
    all: int


class Arrays:
    """The evaluator that needs no rules engine (`--engine arrays`).

    >>> from directives import load_policy
    >>> policy = load_policy()
    >>> state = {"came_by": "studied", "own_study": "neglected", **policy.defaults}
    >>> sorted(Arrays(policy).evaluate("technology", state).conclusions)
    ['practical_use', 'unique_inventions']
    """

    name = "arrays"

    def __init__(self, policy: Policy) -> None:
        """Compile every topic of the policy."""
        self._policy = policy
        self._topics = {topic: _compiled(policy, topic) for topic in policy.topics}
        self._rank = {name: number for number, name in enumerate(policy.ranked)}

    def evaluate(self, topic: str, state: State) -> Evaluation:
        """The norms of the topic in force in a complete state, and why; raises StateError on any other state."""
        self._policy.check_state(topic, state)
        compiled = self._topics[topic]
        matched = _matched(compiled, state, _holding(compiled, state))
        in_force: set[str] = set()
        set_aside: dict[str, tuple[str, ...]] = {}
        for name in sorted(matched.keys() & self._policy.norms.keys(), key=self._rank.__getitem__):
            superiors = self._policy.superiors[name]
            by = tuple(sorted(in_force.intersection(superiors))) if superiors else ()
            if by:
                set_aside[name] = by
            else:
                in_force.add(name)
        return Evaluation(frozenset(in_force), set_aside, matched, self._concluded(matched))

    def _concluded(self, matched: Mapping[str, object]) -> dict[str, str]:
        claims = self._policy.claims
        return {fact: value for name in matched if name in claims for fact, value in claims[name].concludes.items()}


def _compiled(policy: Policy, topic: str) -> _Topic:
    names = (*policy.norms_of(topic), *policy.claims_of(topic))
    pairs = [(name, branch) for name in names for branch in policy.branches[name]]
    every = (1 << len(pairs)) - 1
    admits: dict[str, dict[str | int, int]] = {}
    fails: dict[Count, int] = {}
    for bit, (_, branch) in enumerate(pairs):
        for test in branch:
            if isinstance(test, Count):
                fails[test] = fails.get(test, every) & ~(1 << bit)
            else:
                masks = admits.setdefault(test.name, dict.fromkeys(policy.domains[test.name], every))
                for value in policy.domains[test.name] - test.values:
                    masks[value] &= ~(1 << bit)
    return _Topic(
        owner=tuple(name for name, _ in pairs),
        named=tuple(tuple(dict.fromkeys(_named(branch))) for _, branch in pairs),
        admits=admits,
        counts=tuple(fails.items()),
        all=every,
    )


def _holding(topic: _Topic, state: State) -> int:
    """The mask of the alternatives that hold in a state."""
    left = topic.all
    for name, masks in topic.admits.items():
        left &= masks[state[name]]
    for test, mask in topic.counts:
        if not test.holds(state):
            left &= mask
    return left


def _matched(topic: _Topic, state: State, holding: int) -> dict[str, dict[str, str | int]]:
    found: dict[str, dict[str, str | int]] = {}
    while holding:
        bit = (holding & -holding).bit_length() - 1
        holding &= holding - 1
        told = found.setdefault(topic.owner[bit], {})
        for name in topic.named[bit]:
            told[name] = state[name]
    return found


def _named(branch: Branch) -> Iterator[str]:
    """The names that an alternative speaks of."""
    for test in branch:
        yield test.name
        if isinstance(test, Count) and isinstance(test.threshold, str):
            yield test.threshold
