"""Where a mutant gives an action another status, over all states at once.

Clashes and impossible duties follow from the statuses, so a mutant that shifts none is the policy in other words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..check.changes import Part, below, near, split
from ..condition import branches
from ..policy import Norm, Policy
from ..space.classes import classes
from ..space.layout import Layout
from ..space.reach import Reach
from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..terms import Modality, Status
from ..verdict import status_of
from .mutant import Mutant


@dataclass(frozen=True)
class Shift:
    """The states in which an action has one status in the policy and another in the mutant."""

    action: str
    before: Status
    after: Status
    region: Region


def reach_of_all(policy: Policy, mutants: list[Mutant]) -> Reach:
    """What cases can come to, in states that tell apart all that the policy or any of the mutants does.

    Norms have no say in what can be come to by any conduct, so it is the same for all of them.
    """
    changed = {f"{one.id}~": one.after for one in mutants if one.after is not None}
    versions = {name: norm.model_copy(update={"overrides": ()}) for name, norm in changed.items()}
    every = Policy.model_construct(**{**dict(policy), "norms": {**policy.norms, **versions}})
    return Reach(policy, layouts={topic: Layout(classes(every, topic)) for topic in policy.topics})


def shifts(space: TopicSpace, mutant: Mutant) -> list[Shift]:
    """Every shift that a mutant makes, over all states of its topic, reachable or not.

    The space must tell apart what the mutant does; raises TooManyBoxesError.
    """
    then = _in_force(space, mutant)
    actions = dict.fromkeys(space.norms[name].action for name in then)
    return [one for action in actions for one in _Shifting(space, mutant, then, action).shifts()]


def _in_force(space: TopicSpace, mutant: Mutant) -> dict[str, Region]:
    """Where the norm that is changed and those below it in the order of overrides are in force in the mutant."""
    touched = {mutant.norm, *below(space, [mutant.norm])}
    found: dict[str, Region] = {}
    for name in (one for one in space.policy.ranked if one in touched):
        region = space.applies[name] if name != mutant.norm else _applies(space, mutant.after)
        for superior in space.policy.superiors[name]:
            if superior != mutant.norm or (mutant.after is not None and name in mutant.after.overrides):
                region = region - found.get(superior, space.in_force[superior])
        found[name] = region
    return found


def _applies(space: TopicSpace, norm: Norm | None) -> Region:
    if norm is None:
        return Region(space.layout, ())
    return space.where(branches(norm.when, norm.unless, space.policy.domains))


@dataclass(frozen=True)
class _Shifting:
    """The status of one action before and after; `then` says where the norms that are touched are in force."""

    space: TopicSpace
    mutant: Mutant
    then: Mapping[str, Region]
    action: str

    def shifts(self) -> Iterator[Shift]:
        found: dict[tuple[Status, Status], list[Region]] = {}
        for region, was, will in self.parts():
            if (before := status_of(was)) is not (after := status_of(will)):
                found.setdefault((before, after), []).append(region)
        for (before, after), some in found.items():
            region = Region.union(self.space.layout, (box for one in some for box in one.boxes))
            yield Shift(self.action, before, after, region)

    def parts(self) -> list[Part]:
        """The states in which something moves, with the modalities in force before and after."""
        moved, names = self.moved(), self.space.on[self.action]
        parts: list[Part] = [(moved, frozenset(), frozenset())]
        for modality in Modality:
            before = [self.space.in_force[name] for name in names if self.space.norms[name].modality is modality]
            after = [self.then.get(name, self.space.in_force[name]) for name in names if self.after(name) is modality]
            here, there = near(moved, before), near(moved, after)
            parts = [one for part in parts for one in split(part, modality, here, there)]
        return parts

    def after(self, name: str) -> Modality:
        """The modality of a norm in the mutant; of one that is left out, as it was: it is in force nowhere."""
        after = self.mutant.after if name == self.mutant.norm else None
        return (after or self.space.norms[name]).modality

    def moved(self) -> Region:
        """Where a norm on the action is in force on one side and not, or otherwise, on the other."""
        boxes = []
        for name in (one for one in self.space.on[self.action] if one in self.then):
            before, after = self.space.in_force[name], self.then[name]
            if self.after(name) is self.space.norms[name].modality:
                boxes += [*(before - after).boxes, *(after - before).boxes]
            else:
                boxes += [*before.boxes, *after.boxes]
        return Region.union(self.space.layout, boxes)
