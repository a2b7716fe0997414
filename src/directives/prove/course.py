"""The timelines of a case in phases: how often something has occurred by now, whether something has been so before.

A product of the moves of a topic with a few phases, followed exactly over sets of states, layer by layer, so that the
first layer to show a state is the length of the shortest way to it in that phase.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from ..check.witness import least_changed
from ..space.layout import Box
from ..space.moves import Move
from ..space.ordinary import ordinary
from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..space.ways import Passage, Way

Phased: TypeAlias = dict[int, Region]
"""Some states for each phase."""


@dataclass(frozen=True)
class Edge:
    """A move that leads from one phase to another (or stays in it), where it ends in some states."""

    move: Move
    start: int
    end: int
    into: Region

    def image(self, region: Region) -> Region:
        """The states that it leads to."""
        return self.move.image(region) & self.into


@dataclass(frozen=True)
class Course:
    """How a case can go: the states it starts in by phase, and the edges between phases."""

    space: TopicSpace
    starts: Mapping[int, Region]
    edges: Sequence[Edge]

    @cached_property
    def layers(self) -> list[list[Phased]]:
        """For each number of steps the states first met after them: at once, and after each further wait.

        Waiting is no step, however long.
        """
        seen = dict(self.starts)
        found = [[dict(self.starts)]]
        while any(any(one.values()) for one in found[-1]):
            rounds = found[-1]
            while new := self._new(rounds[-1:], seen, waiting=True):
                rounds.append(new)
            found.append([self._new(rounds, seen, waiting=False)])
        return found

    def _new(self, rounds: Sequence[Phased], seen: Phased, waiting: bool) -> Phased:
        """The states to which edges lead from those of some rounds and that were not seen before; now they are."""
        new: Phased = {}
        for edge in self.edges:
            if (edge.move.kind == "wait") is waiting:
                for one in rounds:
                    if one.get(edge.start):
                        image = edge.image(one[edge.start])
                        new[edge.end] = new[edge.end] | image if edge.end in new else image
        left = {phase: region - seen[phase] if phase in seen else region for phase, region in new.items()}
        left = {phase: Region.union(region.layout, region.boxes) for phase, region in left.items() if region}
        seen |= {phase: seen[phase] | region if phase in seen else region for phase, region in left.items()}
        return left

    def states(self, *phases: int) -> Region:
        """Every state that a case can be in in one of the phases."""
        every = (one[phase] for rounds in self.layers for one in rounds for phase in phases if phase in one)
        return Region.union(self.space.layout, (box for region in every for box in region.boxes))

    def way(self, phase: int, target: Region) -> Way | None:
        """A shortest way to some state of the target in a phase, readings at their defaults where they can be."""
        met = self.states(phase) & target
        if not met:
            return None
        wanted = least_changed(self.space, met)
        for number, rounds in enumerate(self.layers):
            for index, one in enumerate(rounds):
                if there := one[phase] & wanted if phase in one else None:
                    end = ordinary(self.space, there)
                    return Way(self.space, tuple(self._back(number, index, phase, end)), end)
        raise AssertionError("a state of a phase is in one of its layers")

    def _back(self, number: int, index: int, phase: int, state: Box) -> list[Passage]:
        """The passages that lead to a state first met in a phase in some round of some layer."""
        found: list[Passage] = []
        while number or index:
            waiting = index > 0
            rounds = range(len(self.layers[number - 1]))
            earlier = [(number, index - 1)] if waiting else [(number - 1, at) for at in rounds]
            number, index, phase, passage = next(
                (layer, at, *came)
                for layer, at in earlier
                if (came := self._came(self.layers[layer][at], phase, state, waiting))
            )
            found.insert(0, passage)
            state = passage.before
        return found

    def _came(self, before: Phased, phase: int, state: Box, waiting: bool) -> tuple[int, Passage] | None:
        """From which phase and which of some states an edge leads to a state of a phase; None if none does."""
        there = Region(self.space.layout, (state,))
        for edge in self.edges:
            fits = edge.end == phase and edge.start in before and (edge.move.kind == "wait") is waiting
            if fits and edge.into.meets(there) and (met := edge.move.preimage(there) & before[edge.start]):
                return edge.start, Passage(ordinary(self.space, met), edge.move)
        return None


def narrowed(move: Move, within: Region) -> Move:
    """The move where it starts in some states."""
    return Move(move.kind, move.name, move.layout, move.needs & within, move.sets, move.bumps, move.falls)


def from_then_on(
    space: TopicSpace, starts: Region, moves: Iterable[Move], once: Region | None, after: str | None
) -> Course:
    """Timelines in three phases: 0 before some state of `once`, 1 from it on, 2 just after `after` in phase 1.

    Without `once` they start in phase 1; without `after` phase 2 is not there.
    """
    everything = space.everything
    found: list[Edge] = []
    for move in moves:
        found.append(Edge(move, 1, 1, everything))
        ends = after is not None and move.kind in ("event", "action") and move.name == after
        if once is not None:
            found += [Edge(move, 0, 0, everything - once), Edge(move, 0, 1, once)]
        if ends:
            found.append(Edge(move, 1, 2, everything))
            found += [Edge(move, 0, 2, once)] if once is not None else []
    begun = {0: starts - once, 1: starts & once} if once is not None else {1: starts}
    return Course(space, begun, found)


def counting(
    space: TopicSpace, starts: Mapping[bool, Region], moves: Iterable[Move], counted: "Counted", most: int
) -> Course:
    """Timelines in phases 0 to `most` + 1: how often what is counted has occurred; the last phase is where it ends.

    `starts` says in which states a case begins with it having occurred once, and in which not.
    """
    begun = {0: starts[False], 1: starts[True]}
    edges = [
        Edge(part, phase, phase + more, into)
        for move in moves
        for part, into, more in counted.parts(move)
        for phase in range(most + 1)
    ]
    return Course(space, begun, edges)


@dataclass(frozen=True)
class Counted:
    """What counts as an occurrence: moves of a name from some states, or any move that newly ends in some states."""

    space: TopicSpace
    move: tuple[str, str] | None
    """Kind and name of the moves counted; None for what arises."""
    states: Region

    def parts(self, move: Move) -> Iterator[tuple[Move, Region, int]]:
        """A move in parts, each with the states it ends in, and how often what is counted occurs with it."""
        everything = self.space.everything
        if self.move is None:
            yield narrowed(move, self.states), everything, 0
            yield narrowed(move, everything - self.states), self.states, 1
            yield narrowed(move, everything - self.states), everything - self.states, 0
        elif (move.kind, move.name) == self.move:
            yield narrowed(move, self.states), everything, 1
            yield narrowed(move, everything - self.states), everything, 0
        else:
            yield move, everything, 0
