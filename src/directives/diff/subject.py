"""What a verdict speaks of: the status of an action, a clash, an impossible duty, a conclusion; where it says what.

Which entries of a policy a subject hangs on is told too: no other change can touch it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..policy import Policy
from ..space.region import Region
from ..space.rest import Rest
from ..space.topic_space import TopicSpace
from ..terms import Modality, Status
from ..verdict import status_of
from .edits import Edit, pair_name

Kind: TypeAlias = Literal["status", "clash", "impossible", "conclusion"]
YES, NO = "yes", "no"
"""What is said of a clash and of an impossible duty."""
NOTHING = "(nothing)"
"""What is said of a conclusion that no claim draws; no value is written so."""


@dataclass(frozen=True)
class Subject:
    """One thing that verdicts of a topic speak of; `names` are the actions (two for a clash), or what is concluded."""

    topic: str
    kind: Kind
    names: tuple[str, ...]

    def says(self, space: TopicSpace, within: Region) -> Mapping[str, Region]:
        """Where, of some states, a policy says what of it: the states, parted."""
        if self.kind == "status":
            return {status.value: region for status, region in _statuses(space, self.names[0], within).items()}
        if self.kind == "conclusion":
            return _parted(dict(_concluded(space, self.names[0], within)), within, NOTHING)
        there = self._clash(space, within) if self.kind == "clash" else self._impossible(space, within)
        return _parted({YES: there}, within, NO)

    def suspect(self, space: TopicSpace, edits: Iterable[Edit], within: Region) -> Region:
        """The states, of some, in which changes could alter what is said: elsewhere what is changed does not apply."""
        found = Region(within.layout, ())
        for edit in edits:
            if edit.section not in ("norms", "claims"):
                return within
            found = found | (space.applies[edit.name] & within) if edit.name in space.applies else found
        return found

    def grounds(self, policy: Policy) -> tuple[str, ...]:
        """The norms (for a conclusion, the claims) of a policy that speak of it."""
        if self.kind == "conclusion":
            return tuple(name for name, one in policy.claims_of(self.topic).items() if self.names[0] in one.concludes)
        norms = policy.norms_of(self.topic).items()
        directly = tuple(name for name, norm in norms if norm.action in self.names)
        if self.kind == "status":
            return directly
        return tuple(name for name in directly if policy.norms[name].modality is Modality.OBLIGE)

    def cone(self, *policies: Policy) -> frozenset[str]:
        """The norms and claims that it hangs on in any of the policies: those on it and all that override them."""
        found = {name for policy in policies for name in self._direct(policy)}
        left = list(found)
        while left:
            name = left.pop()
            above = {one for policy in policies for one in policy.superiors.get(name, ())} - found
            found |= above
            left.extend(above)
        return frozenset(found)

    def touched_by(self, edit: Edit, cone: frozenset[str]) -> bool:
        """Whether a change can alter what is said of it."""
        if edit.section == "incompatible":
            return self.kind == "clash" and edit.name == pair_name(self.names)
        if edit.section == "actions":
            return self.kind == "impossible" and edit.name == self.names[0]
        return edit.name in cone

    def _direct(self, policy: Policy) -> Iterator[str]:
        if self.kind == "conclusion":
            yield from self.grounds(policy)
        else:
            yield from (name for name, norm in policy.norms_of(self.topic).items() if norm.action in self.names)

    def _clash(self, space: TopicSpace, within: Region) -> Region:
        declared = {pair_name(one.pair) for one in space.policy.incompatible}
        if pair_name(self.names) not in declared or not set(self.names) <= space.actions.keys():
            return Region(space.layout, ())
        for name in self.names:
            within = _statuses(space, name, within).get(Status.OBLIGATORY, Region(space.layout, ()))
        return within

    def _impossible(self, space: TopicSpace, within: Region) -> Region:
        name = self.names[0]
        left = within - space.can(space.actions[name])
        return _statuses(space, name, left).get(Status.OBLIGATORY, Region(space.layout, ()))


def _statuses(space: TopicSpace, action: str, within: Region) -> Mapping[Status, Region]:
    """Where, of some states, an action has each status; only those states are parted, which keeps them few."""
    parts: list[tuple[Region, tuple[Modality, ...]]] = [(within, ())]
    for modality in Modality:
        there = space.directing(action, modality)
        split = [pair for one, has in parts for pair in ((one & there, (*has, modality)), (_rest(one, there), has))]
        parts = [(one, has) for one, has in split if one]
    found: dict[Status, Region] = {}
    for region, present in parts:
        status = status_of(present)
        found[status] = found[status] | region if status in found else region
    return found


def _rest(one: Region, taken: Region) -> Region:
    """What is left of some states, its boxes not made before they are asked for."""
    return one - taken if isinstance(one, Rest) else Rest(one, taken)


def _parted(said: Mapping[str, Region], within: Region, otherwise: str) -> Mapping[str, Region]:
    """The regions, and what they leave of some states."""
    spoken = Region.union(within.layout, (box for region in said.values() for box in region.boxes))
    return {**said, otherwise: within - spoken}


def _concluded(space: TopicSpace, what: str, within: Region) -> Iterator[tuple[str, Region]]:
    """Where claims conclude something of a name; in one topic all conclude the same."""
    claims = {name: claim for name, claim in space.policy.claims_of(space.topic).items() if what in claim.concludes}
    boxes = [box for name in claims for box in space.applies[name].boxes]
    for claim in list(claims.values())[:1]:
        yield claim.concludes[what], Region.union(space.layout, boxes) & within


def subjects(before: Policy, after: Policy, topic: str) -> Iterator[Subject]:
    """Everything that verdicts of both policies on a topic speak of."""
    shared = [name for name in before.actions_of(topic) if name in after.actions_of(topic)]
    yield from (Subject(topic, "status", (name,)) for name in shared)
    pairs = {pair_name(one.pair): one.pair for policy in (before, after) for one in policy.incompatible}
    known = before.actions_of(topic).keys() | after.actions_of(topic).keys()
    yield from (Subject(topic, "clash", pair) for pair in pairs.values() if known >= set(pair))
    yield from (Subject(topic, "impossible", (name,)) for name in shared)
    claims = [claim for policy in (before, after) for claim in policy.claims_of(topic).values()]
    yield from (
        Subject(topic, "conclusion", (what,)) for what in dict.fromkeys(w for one in claims for w in one.concludes)
    )
