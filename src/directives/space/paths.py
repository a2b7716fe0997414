"""Ways through the states of a topic that remember which duties are open, and what can still be come to from where."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .layout import Box
from .memory import Followed, Memory
from .moves import Move
from .ordinary import ordinary
from .reach import Reach
from .region import Region
from .ways import Passage, Way, starts


@dataclass(frozen=True)
class Layer:
    """States first come to after as many steps, and as much waiting since the last of them."""

    states: Region
    after: range
    """The layers, by number, from which a step or a wait leads here; none at the beginning."""
    waited: bool
    """Whether it was a wait. However long one waits, that is no step; but duties may arise and lapse meanwhile."""


class Paths:
    """The ways of a topic's cases as far as the conduct of `reach` goes, with some duties followed.

    Regions are of states that remember; `memory` leads from those of the topic and back.

    >>> from directives import load_policy
    >>> paths = Paths(Reach(load_policy()), "learner")
    >>> shut = paths.memory.lifted(Region.of(paths.space.layout, {"access": ["denied"]}))
    >>> [step.move.name for step in paths.way(shut).steps], paths.states.within(paths.leading(shut))
    (['access_denied'], True)
    """

    def __init__(self, reach: Reach, topic: str, followed: Sequence[Followed] = ()) -> None:
        """Nothing is worked out before it is asked for; raises TooManyBoxesError for too many duties."""
        self.space = reach.space(topic)
        self.memory = Memory(self.space, followed)
        self._reach = reach
        self._layers: list[Layer] = []
        self._making = self._made()

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every move that changes something, be it only what is remembered."""
        return tuple(one for move in self._reach.moves(self.space.topic) for one in self.memory.moves(move))

    @cached_property
    def begun(self) -> Region:
        """The states in which a case can begin."""
        return self.memory.onto(self.memory.fresh(starts(self.space)))

    @cached_property
    def states(self) -> Region:
        """All states that can be come to."""
        return self._all(layer.states for layer in self._layered())

    def onto(self, region: Region, waiting: bool = False) -> Region:
        """The states that one step leads to, or some waiting."""
        return self.memory.onto(self._all(move.image(region) for move in self._some(waiting)))

    def before(self, region: Region) -> Region:
        """The states from which one step, or some waiting, leads into the region."""
        region = self.memory.before(region)
        return self._all(move.preimage(region) for move in self.moves)

    def leading(self, target: Region, within: Region | None = None) -> Region:
        """The states from which some way leads into the target, all of it in `within`."""
        if within is not None:
            target = target & within
        found = frontier = target
        while frontier:
            before = self.before(frontier)
            frontier = (before if within is None else before & within) - found
            found = found | frontier
        return found

    def confined(self, region: Region) -> Region:
        """The states of the region from which no way leads out of it."""
        while out := self._all(self._escapes(region)):
            region = region - out
        return region

    def way(self, target: Region) -> Way | None:
        """A shortest way to some state of the target; None where there is none."""
        for number, layer in enumerate(self._layered()):
            if met := layer.states & target:
                end = self._ordinary(met)
                return Way(self.space, tuple(self._back(number, end))[::-1], end & self.space.layout.full)
        return None

    def _layered(self) -> Iterator[Layer]:
        """The states in the order in which they are first come to, those of fewest steps first; made as asked for."""
        for number in itertools.count():
            if number == len(self._layers):
                made = next(self._making, None)
                if made is None:
                    return
                self._layers.append(made)
            yield self._layers[number]

    def _made(self) -> Iterator[Layer]:
        """Layer after layer; each is kept before the next is made."""
        new = known = self.begun
        after = range(0)
        while new:
            first = len(self._layers)
            yield Layer(new, after, waited=False)
            while new := self.onto(new, waiting=True) - known:
                known = known | new
                yield Layer(new, range(len(self._layers) - 1, len(self._layers)), waited=True)
            after = range(first, len(self._layers))
            new = self.onto(self._all(self._layers[index].states for index in after)) - known
            known = known | new

    def _escapes(self, region: Region) -> Iterator[Region]:
        """Where one step, or some waiting, leads out of the region; a step leads to one state only."""
        inside = self.memory.before(region)
        for move in self._some(waiting=False):
            if there := region & move.needs:
                yield there - move.preimage(inside)
        for move in self._some(waiting=True):
            outside = self.memory.before(self.memory.lifted(self.space.everything) - region)
            yield move.preimage(outside) & region

    def _back(self, number: int, state: Box) -> Iterator[Passage]:
        """The passages that lead to a state of a layer, the last one first."""
        while self._layers[number].after:
            number, state, move = self._came(self._layers[number], Region(self.memory.layout, (state,)))
            yield Passage(state & self.space.layout.full, move)

    def _came(self, layer: Layer, state: Region) -> tuple[int, Box, Move]:
        """From which layer and which state of it one comes to a state of this layer, and how."""
        state = self.memory.before(state)
        for number in layer.after:
            for move in self._some(layer.waited):
                if met := move.preimage(state) & self._layers[number].states:
                    return number, self._ordinary(met), move
        raise AssertionError("a state of a layer is come to from a layer before it")

    def _ordinary(self, region: Region) -> Box:
        """One state of the region: as ordinary as can be, then with as little remembered as can be."""
        state = Region(self.space.layout, (ordinary(self.space, self.memory.flat(region)),))
        return self.memory.least((region & self.memory.lifted(state)).boxes[0])

    def _some(self, waiting: bool) -> Iterator[Move]:
        return (move for move in self.moves if (move.kind == "wait") is waiting)

    def _all(self, regions: Iterable[Region]) -> Region:
        return Region.union(self.memory.layout, (box for region in regions for box in region.boxes))


@dataclass(frozen=True)
class Trail:
    """Ways of a topic, and the states with what is remembered in them that are sought on them."""

    paths: Paths
    target: Region

    @cached_property
    def region(self) -> Region:
        """The states of the topic that are sought and can be come to."""
        at_once = self.target.within(self.paths.begun)
        return self.paths.memory.flat(self.target if at_once else self.target & self.paths.states)

    def way(self, region: Region) -> Way | None:
        """A shortest way to a state sought that is in the region of the topic; None where there is none."""
        return self.paths.way(self.target & self.paths.memory.lifted(region))
