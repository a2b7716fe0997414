"""The shortest ways from some states of a topic by some moves, step by step.

Layer after layer of states is made, as far as is asked; of what conduct the moves are it does not know.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .layout import Box
from .moves import Move
from .ordinary import ordinary
from .region import Region
from .topic_space import TopicSpace


@dataclass(frozen=True)
class Passage:
    """One step of a way: the state (a box of one state's classes) it starts from, and the move."""

    before: Box
    move: Move


class _Layer(NamedTuple):
    """The states first come to after so many steps: by the last of them, and by waiting afterwards too."""

    stepped: Region
    all: Region


class Ways:
    """The shortest ways from some states of a topic by some moves; waiting is no step, however long."""

    def __init__(self, space: TopicSpace, begun: Region, moves: Iterable[Move]) -> None:
        """Layers are made as far as they are asked for."""
        self.space = space
        self._moves = tuple(moves)
        self._steps = tuple(move for move in self._moves if move.kind != "wait")
        self._waits = tuple(move for move in self._moves if move.kind == "wait")
        self._seen = Region(space.layout, ())
        self._layers: list[_Layer] = []
        self._add(begun)

    @property
    def states(self) -> Region:
        """All states that the ways come to."""
        while self._further():
            pass
        return self._seen

    def way(self, target: Region) -> "Way | None":
        """A shortest way to some state of the target; None where there is none."""
        for number in itertools.count():
            if number == len(self._layers) and not self._further():
                return None
            layer = self._layers[number]
            if met := (layer.stepped & target) or (layer.all & target):  # nobody waits for no reason
                end = ordinary(self.space, met)
                return Way(self.space, tuple(self._back(number, end)), end)
        raise AssertionError("layers end")

    def _further(self) -> bool:
        """Whether another step leads to further states."""
        if self._layers[-1].all:
            self._add(self._image(self._steps, self._layers[-1].all))
        return bool(self._layers[-1].all)

    def _add(self, stepped: Region) -> None:
        waited = self._image(self._waits, stepped)
        new = (stepped | waited) - self._seen
        self._layers.append(_Layer(stepped & new, new))
        self._seen = self._seen | new

    def _image(self, moves: Iterable[Move], region: Region) -> Region:
        return Region.union(region.layout, (box for move in moves for box in move.image(region).boxes))

    def _back(self, number: int, state: Box) -> list[Passage]:
        found: list[Passage] = []
        for index in range(number, -1, -1):
            if not self._layers[index].stepped.has(state):
                found.append(self._came(state, self._waits, self._layers[index].stepped))
                state = found[-1].before
            if index:
                found.append(self._came(state, self._steps, self._layers[index - 1].all))
                state = found[-1].before
        return found[::-1]

    def _came(self, state: Box, moves: Iterable[Move], before: Region) -> Passage:
        for move in moves:
            if met := move.preimage(Region(self.space.layout, (state,))) & before:
                return Passage(ordinary(self.space, met), move)
        raise AssertionError("a state of a layer is come to from the layer before it")


@dataclass(frozen=True)
class Way:
    """A way to a state: its passages in order, and the state at the end (a box of one state's classes)."""

    space: TopicSpace
    steps: tuple[Passage, ...]
    end: Box

    @cached_property
    def start(self) -> Box:
        """The state at its beginning."""
        return self.steps[0].before if self.steps else self.end


def starts(space: TopicSpace) -> Region:
    """The states in which a case can begin: facts initial or any, counters at nought, any readings."""
    policy, has = space.policy, space.policy.topics[space.topic]
    initial = {name: [one] for name in has.facts if (one := policy.facts[name].initial) is not None}
    return Region.of(space.layout, {**initial, **{name: [0] for name in has.counters}}) & space.everything
