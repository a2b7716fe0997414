"""Which of several changes a shift is due to: what is in force on either side, and what, taken back, undoes it."""

import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from ..policy import Policy
from ..space.region import Region
from ..space.topic_space import TopicSpace
from .alongside import Alongside
from .edits import Edit, taken_back
from .subject import Subject

FEW, SOME = 8, 24
"""All sets of FEW changes are tried; of SOME each alone and each two; of more each alone; then all together."""

Names: TypeAlias = tuple[str, ...]
K = TypeVar("K")


@dataclass(frozen=True)
class Ground:
    """A part of a shift that has one ground: its states, the norms in force before and after, what undoes it."""

    region: Region
    before: Names
    after: Names
    undone_by: tuple[Names, ...]


@dataclass
class Attribution:
    """The grounds of what shifts in one subject; `edits` are those changes that can touch it."""

    both: Alongside
    subject: Subject
    edits: tuple[Edit, ...]
    cone: Collection[str]
    _spaces: dict[tuple[Edit, ...], TopicSpace | None] = field(default_factory=dict)

    def grounds(self, was: str, region: Region) -> Iterator[Ground]:
        """A region in which the subject was so before and is not after, parted by its grounds."""
        topic = self.subject.topic
        before = self._there(self.both.before, self.both.space_before(topic))
        after = self._there(self.both.after, self.both.space_after(topic))
        for one, on_before in parted(region, before):
            for two, on_after in parted(one, after):
                for part, undone_by in self._undone(was, two):
                    yield Ground(part, on_before, on_after, undone_by)

    def _there(self, policy: Policy, space: TopicSpace) -> dict[str, Region]:
        """Where each norm that speaks of the subject is in force, or each claim holds."""
        regions = space.applies if self.subject.kind == "conclusion" else space.in_force
        return {name: regions[name] for name in self.subject.grounds(policy)}

    def _undone(self, was: str, region: Region) -> Iterator[tuple[Region, tuple[Names, ...]]]:
        """The region parted by the smallest sets of changes that, taken back, undo the shift there."""
        left = region
        for size in self._sizes():
            undoing = {
                tuple(edit.called for edit in some): self._undoing(some, was, left)
                for some in itertools.combinations(self.edits, size)
            }
            for part, by in parted(left, undoing):
                if by:
                    yield part, by
            left = left - Region.union(left.layout, (box for one in undoing.values() for box in one.boxes))
            if not left:
                return

    def _sizes(self) -> list[int]:
        every = len(self.edits)
        most = every if every <= FEW else 2 if every <= SOME else 1
        return sorted({*range(1, most + 1), every})

    def _undoing(self, some: tuple[Edit, ...], was: str, within: Region) -> Region:
        """Where, of some states, the subject is as it was once some of the changes are taken back."""
        if some not in self._spaces:
            self._spaces[some] = self._space(some)
        space = self._spaces[some]
        nowhere = Region(self.both.layouts[self.subject.topic], ())
        return self.subject.says(space, within).get(was, nowhere) if space else nowhere

    def _space(self, some: tuple[Edit, ...]) -> TopicSpace | None:
        mixed = taken_back(self.both.before, self.both.after, some)
        if mixed is None:
            return None
        topic = self.subject.topic
        return TopicSpace(_narrowed(mixed, self.cone), topic, self.both.fixed, self.both.layouts[topic])


def _narrowed(policy: Policy, cone: Collection[str]) -> Policy:
    """The policy with those norms and claims alone."""
    norms = {name: one for name, one in policy.norms.items() if name in cone}
    claims = {name: one for name, one in policy.claims.items() if name in cone}
    return Policy.model_construct(**{**dict(policy), "norms": norms, "claims": claims})


def parted(region: Region, by: Mapping[K, Region]) -> list[tuple[Region, tuple[K, ...]]]:
    """The region in parts, each within or without each of some regions; each part with the keys of those it is in."""
    parts: list[tuple[Region, tuple[K, ...]]] = [(region, ())]
    for key, one in by.items():
        split = []
        for part, keys in parts:
            both = part & one
            split += [(both, (*keys, key)), (part - one, keys)] if both else [(part, keys)]
        parts = [(part, keys) for part, keys in split if part]
    return parts
