"""Conflicts and gaps against z3: the regions of the space are just the models of the policy's own conditions.

Every fact is an integer, every counter an integer from nought on without end; z3 knows neither boxes nor caps.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.condition import Bounds, Condition, Excluding
from directives.policy import Policy
from directives.space.region import Region
from directives.space.topic_space import TopicSpace
from directives.strategies import policies
from directives.terms import Status

from .counting import counting_policies


class Solved:
    """A topic of a policy as formulas."""

    def __init__(self, policy: Policy, topic: str) -> None:
        self.policy, self.topic = policy, topic
        has = policy.topics[topic]
        self.codes = {name: policy.facts[name].values for name in has.facts}
        self.codes |= {name: one.values for name, one in policy.readings.items() if one.values}
        self.names = {name: z3.Int(name) for name in (*has.facts, *has.counters, *policy.readings)}
        self.sound = z3.And(
            *(z3.And(one >= 0, one < len(self.codes[name])) for name, one in self.names.items() if name in self.codes),
            *(self.names[name] >= 0 for name in has.counters),
            *(
                z3.And(self.names[name] >= one.range[0], self.names[name] <= one.range[1])
                for name, one in policy.readings.items()
                if one.range
            ),
        )
        norms = {**policy.norms_of(topic), **policy.claims_of(topic)}
        self.applies = {
            name: z3.And(self.holds(one.when, True), z3.Not(self.holds(one.unless, False)))
            for name, one in norms.items()
        }

    def holds(self, condition: Condition | None, without: bool) -> Any:
        if condition is None:
            return z3.BoolVal(without)
        asked = [self.asked(name, entry) for name, entry in condition.entries.items()]
        either = [self.holds(one, True) for one in condition.any or ()]
        return z3.And(*asked, z3.Or(*either) if condition.any is not None else True)

    def asked(self, name: str, entry: Any) -> Any:
        one = self.names[name]
        if isinstance(entry, Bounds):
            least = one >= self.bound(entry.at_least) if entry.at_least is not None else True
            return z3.And(least, one < self.bound(entry.below) if entry.below is not None else True)
        if isinstance(entry, Excluding):
            return z3.Not(self.asked(name, entry.excluded))
        values = entry if isinstance(entry, tuple) else (entry,)
        return z3.Or(*(one == self.code(name, value) for value in values))

    def bound(self, threshold: int | str) -> Any:
        return self.names[threshold] if isinstance(threshold, str) else threshold

    def code(self, name: str, value: Any) -> int:
        return self.codes[name].index(value) if name in self.codes else value

    def met(self, needs: Mapping[str, Any]) -> Any:
        return z3.And(*(self.asked(name, entry) for name, entry in needs.items()))

    def in_force(self, norm: str) -> Any:
        over = [
            self.in_force(one) for one in self.policy.norms_of(self.topic) if norm in self.policy.norms[one].overrides
        ]
        return z3.And(self.applies[norm], z3.Not(z3.Or(*over)))

    def obligatory(self, action: str) -> Any:
        norms = self.policy.norms_of(self.topic)
        directing = {
            modality: z3.Or(
                *(self.in_force(n) for n, one in norms.items() if (one.action, one.modality) == (action, modality))
            )
            for modality in ("oblige", "forbid", "exempt", "reserve")
        }
        return z3.And(directing["oblige"], *(z3.Not(directing[one]) for one in ("forbid", "exempt", "reserve")))

    def region(self, region: Region) -> Any:
        """A union of boxes as a formula; the last number of a counter stands for all above it."""
        return z3.Or(*(z3.And(*self.box(region, box)) for box in region.boxes))

    def box(self, region: Region, box: int) -> Iterable[Any]:
        for name, values in region.layout.decoded(box).items():
            last = region.layout.fields[name].classes[-1][0] if name in self.policy.counters else None
            one = self.names[name]
            yield z3.Or(*(one >= value if value == last else one == self.code(name, value) for value in values))

    def differ(self, region: Region, formula: Any) -> Any:
        """A model of the one that is none of the other; None if there is none."""
        solver = z3.Solver()
        solver.add(self.sound, self.region(region) != formula)
        return solver.model() if solver.check() == z3.sat else None


def differences(policy: Policy) -> Iterable[str]:
    for topic in policy.topics:
        solved, space = Solved(policy, topic), TopicSpace(policy, topic)
        norms = policy.norms_of(topic)
        for one, other in combinations(norms, 2):
            if norms[one].action == norms[other].action:
                both = z3.And(solved.in_force(one), solved.in_force(other))
                if model := solved.differ(space.in_force[one] & space.in_force[other], both):
                    yield f"{one} with {other} in {topic}: {model}"
        bare = z3.And(*(z3.Not(solved.in_force(name)) for name in norms))
        needs = policy.topics[topic].settled
        unsettled = z3.Not(solved.met(needs)) if needs else True
        in_force = Region.union(space.layout, (box for name in norms for box in space.in_force[name].boxes))
        if model := solved.differ(space.everything - space.settled - in_force, z3.And(bare, unsettled)):
            yield f"gap in {topic}: {model}"
        for action, one in space.actions.items():
            must = space.status(action, Status.OBLIGATORY)
            impossible = z3.And(solved.obligatory(action), z3.Not(solved.met(one.needs)))
            if model := solved.differ(must - space.can(one), impossible):
                yield f"impossible {action} in {topic}: {model}"


def compare(examples: int) -> None:
    @settings(max_examples=examples)
    @given(st.one_of(policies(), counting_policies()))
    def agree(policy: Policy) -> None:
        assert list(differences(policy)) == []

    agree()


def test_z3_finds_the_same_conflicts_gaps_and_impossible_duties_in_small_policies():
    compare(15)


@pytest.mark.slow
def test_z3_finds_the_same_in_many_small_policies():
    compare(400)


def test_z3_finds_the_same_in_the_remarks(remarks):
    assert list(differences(remarks)) == []


def test_the_comparison_can_fail(remarks):
    solved, space = Solved(remarks, "material"), TopicSpace(remarks, "material")
    assert solved.differ(space.in_force["ST.3a"], solved.in_force("ST.3b")) is not None
