"""The timelines of a case in phases: how often something has occurred by now, whether something has been so before.

A product of the moves of a topic with a few phases, followed exactly over sets of states, layer by layer, so that the
first layer to show a state is the length of the shortest way to it in that phase.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..check.witness import least_changed
from ..space.layout import Box
from ..space.moves import Move
from ..space.reach import Passage, Way, ordinary
from ..space.region import Region
from ..space.topic_space import TopicSpace


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
    def layers(self) -> list[dict[int, Region]]:
        """For each phase the states first met in it after 0, 1, 2, ... moves."""
        nothing = Region(self.space.layout, ())
        seen = dict(self.starts)
        found = [dict(self.starts)]
        while any(found[-1].values()):
            new: dict[int, Region] = {}
            for edge in self.edges:
                frontier = found[-1].get(edge.start, nothing)
                if frontier:
                    new[edge.end] = new.get(edge.end, nothing) | edge.image(frontier)
            new = {phase: region - seen.get(phase, nothing) for phase, region in new.items()}
            new = {phase: Region.union(region.layout, region.boxes) for phase, region in new.items() if region}
            seen |= {phase: seen.get(phase, nothing) | region for phase, region in new.items()}
            found.append(new)
        return found

    def states(self, *phases: int) -> Region:
        """Every state that a case can be in in one of the phases."""
        boxes = (box for layer in self.layers for phase in phases if phase in layer for box in layer[phase].boxes)
        return Region.union(self.space.layout, boxes)

    def way(self, phase: int, target: Region) -> Way | None:
        """A shortest way to some state of the target in a phase, readings at their defaults where they can be."""
        met = self.states(phase) & target
        if not met:
            return None
        wanted = least_changed(self.space, met)
        for number, layer in enumerate(self.layers):
            there = layer[phase] & wanted if phase in layer else None
            if there:
                end = ordinary(self.space, there)
                return Way(self.space, tuple(self._back(number, phase, end)), end)
        raise AssertionError("a state of a phase is in one of its layers")

    def _back(self, number: int, phase: int, state: Box) -> list[Passage]:
        found: list[Passage] = []
        while number:
            number -= 1
            phase, passage = self._step_back(number, phase, state)
            found.insert(0, passage)
            state = passage.before
        return found

    def _step_back(self, number: int, phase: int, state: Box) -> tuple[int, Passage]:
        there = Region(self.space.layout, (state,))
        for edge in self.edges:
            if edge.end == phase and edge.start in self.layers[number] and edge.into.meets(there):
                met = edge.move.preimage(there) & self.layers[number][edge.start]
                if met:
                    return edge.start, Passage(ordinary(self.space, met), edge.move)
        raise AssertionError("a state of a layer is reached from the layer before it")


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
