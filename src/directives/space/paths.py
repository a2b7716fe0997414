"""Ways through the states of a topic that remember which duties are open, and what can still be come to from where.

To each duty that is followed belongs one more field of the states. Whether a case has it open depends on how the case
came to its state: the same state may be come to with the duty done and with the duty undone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .layout import Box, Field, Layout
from .moves import Move
from .reach import Passage, Reach, Way, ordinary, starts
from .region import Region, TooManyBoxesError

FREE, OPEN, DONE, LULL = "free", "open", "done", "lull"
"""What is remembered of a duty: it is not owed; it arose and is undone; it is owed still, but was done; it was done and
is owed in a conflict, so that it arises anew once it is obligatory again."""

MOST_FOLLOWED = 10
"""More duties than this are not followed together: `TooManyBoxesError`, which a check names as undecided."""


@dataclass(frozen=True)
class Followed:
    """A duty to follow: of which action, in which states of the topic it is owed, and where it must arise."""

    action: str
    owed: Region
    obligatory: Region
    """The part of it in which the action is obligatory; elsewhere norms conflict over it."""
    arisen: Region
    """Only duties that arise in these states are followed; others count as done."""
    ends: bool = True
    """Whether doing it discharges it: not so what is kept up rather than finished."""


@dataclass(frozen=True)
class _Rule:
    """How one duty is noted after each move: by the part of the states in which the case now is."""

    followed: Followed
    field: Field
    turns: tuple[tuple[Region, tuple[tuple[int, int], ...]], ...]
    """For each part what comes of what was remembered: bits before, bit after."""

    def onto(self, region: Region) -> Region:
        """What was remembered in these states, as it is remembered now."""
        return self._turned(region, forwards=True)

    def before(self, region: Region) -> Region:
        """What must have been remembered, that it is now remembered so."""
        return self._turned(region, forwards=False)

    def _turned(self, region: Region, forwards: bool) -> Region:
        return Region.union(region.layout, self._boxes(region, forwards))

    def _boxes(self, region: Region, forwards: bool) -> Iterator[Box]:
        for part, turns in self.turns:
            for box in (region & part).boxes:
                for before, after in turns:
                    old, new = (before, after) if forwards else (after, before)
                    if box & old:
                        yield box & ~self.field.mask | new


@dataclass(frozen=True)
class Layer:
    """States first come to after as many steps, and as much waiting since the last of them."""

    states: Region
    after: range
    """The layers, by number, from which a step or a wait leads here; none at the beginning."""
    waited: bool
    """Whether it was a wait. However long one waits, that is no step; but duties may arise and lapse meanwhile."""


class Paths:
    """The ways of a topic's cases as far as the conduct of `reach` goes, with the duties followed.

    >>> from directives import load_policy
    >>> paths = Paths(Reach(load_policy()), "learner")
    >>> shut = paths.lifted(Region.of(paths.space.layout, {"access": ["denied"]}))
    >>> [step.move.name for step in paths.way(shut).steps], paths.states.within(paths.leading(shut))
    (['access_denied'], True)
    """

    def __init__(self, reach: Reach, topic: str, followed: Sequence[Followed] = ()) -> None:
        """Lay out the states; nothing else is worked out before it is asked for."""
        if len(followed) > MOST_FOLLOWED:
            raise TooManyBoxesError
        self.space = reach.space(topic)
        self._reach = reach
        names = {one.action: f"{one.action} is owed" for one in followed}  # no fact has blanks in its name
        fields = {name: one.classes for name, one in self.space.layout.fields.items()}
        # the fields of the topic come first: a box of theirs is part of a box of these
        self.layout = Layout({**fields, **{name: [(FREE,), (OPEN,), (DONE,), (LULL,)] for name in names.values()}})
        self._memory = self.layout.full & ~self.space.layout.full
        self._rules = {one.action: self._rule(one, self.layout.fields[names[one.action]]) for one in followed}

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every move that changes something, on states that remember."""
        made = (one for move in self._reach.moves(self.space.topic) for one in self._remembering(move))
        return tuple(one for one in made if one.sets or one.bumps or one.falls)

    @cached_property
    def layers(self) -> list[Layer]:
        """The states in the order in which they are first come to, those of fewest steps first."""
        begun = (box & ~self._memory | self._free for box in self.lifted(starts(self.space)).boxes)
        new = known = self._noted(Region.union(self.layout, begun))
        found: list[Layer] = []
        after = range(0)
        while new:
            first = len(found)
            found.append(Layer(new, after, waited=False))
            while new := self.onto(new, waiting=True) - known:
                known = known | new
                found.append(Layer(new, range(len(found) - 1, len(found)), waited=True))
            after = range(first, len(found))
            new = self.onto(self._all(found[index].states for index in after)) - known
            known = known | new
        return found

    @cached_property
    def states(self) -> Region:
        """All states that can be come to."""
        return self._all(layer.states for layer in self.layers)

    def lifted(self, region: Region) -> Region:
        """The states of the topic, whatever is remembered in them."""
        return Region(self.layout, tuple(box | self._memory for box in region.boxes))

    def flat(self, region: Region) -> Region:
        """The states of the topic, what is remembered in them left out."""
        return Region.union(self.space.layout, (box & self.space.layout.full for box in region.boxes))

    def open(self, action: str) -> Region:
        """The states in which the duty that is followed is open."""
        return Region.of(self.layout, {self._rules[action].field.name: [OPEN]})

    def onto(self, region: Region, waiting: bool = False) -> Region:
        """The states that one step leads to, or some waiting."""
        images = (move.image(region) for move in self.moves if (move.kind == "wait") is waiting)
        return self._noted(self._all(images))

    def before(self, region: Region) -> Region:
        """The states from which one step, or some waiting, leads into the region."""
        region = self._unnoted(region)
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

    def way(self, target: Region) -> Way | None:
        """A shortest way to some state of the target, one that remembers; None where there is none."""
        for number, layer in enumerate(self.layers):
            if met := layer.states & target:
                end = self._ordinary(met)
                return Way(self.space, tuple(self._back(number, end))[::-1], end & self.space.layout.full)
        return None

    def _back(self, number: int, state: Box) -> Iterator[Passage]:
        """The passages that lead to a state of a layer, the last one first."""
        while self.layers[number].after:
            number, state, move = self._came(self.layers[number], Region(self.layout, (state,)))
            yield Passage(state & self.space.layout.full, move)

    def _came(self, layer: Layer, state: Region) -> tuple[int, Box, Move]:
        """From which layer and which state of it one comes to a state of this layer, and how."""
        moves = [move for move in self.moves if (move.kind == "wait") is layer.waited]
        state = self._unnoted(state)
        for number in layer.after:
            for move in moves:
                if met := move.preimage(state) & self.layers[number].states:
                    return number, self._ordinary(met), move
        raise AssertionError("a state of a layer is come to from a layer before it")

    def _ordinary(self, region: Region) -> Box:
        """One state of the region: as ordinary as can be, then with as little remembered as can be."""
        state = Region(self.layout, (ordinary(self.space, self.flat(region)) | self._memory,))
        box = (region & state).boxes[0]
        for rule in self._rules.values():
            code = box & rule.field.mask
            box = box & ~rule.field.mask | code & -code
        return box

    @property
    def _free(self) -> int:
        return sum(rule.field.bits([FREE]) for rule in self._rules.values())

    def _noted(self, region: Region) -> Region:
        for rule in self._rules.values():
            region = rule.onto(region)
        return region

    def _unnoted(self, region: Region) -> Region:
        for rule in self._rules.values():
            region = rule.before(region)
        return region

    def _all(self, regions: Iterable[Region]) -> Region:
        return Region.union(self.layout, (box for region in regions for box in region.boxes))

    def _rule(self, one: Followed, field: Field) -> _Rule:
        free, opened, done, lull = (field.bits([word]) for word in (FREE, OPEN, DONE, LULL))
        conflict = one.owed - one.obligatory
        parts = (
            (self.space.everything - one.owed, ((field.mask, free),)),
            (one.obligatory & one.arisen, ((free | opened | lull, opened), (done, done))),
            (one.obligatory - one.arisen, ((opened, opened), (free | done | lull, done))),
            (conflict & one.arisen, ((free | opened, opened), (done | lull, lull))),
            (conflict - one.arisen, ((opened, opened), (free | done | lull, lull))),
        )
        return _Rule(one, field, tuple((self.lifted(part), turns) for part, turns in parts if part))

    def _remembering(self, move: Move) -> Iterable[Move]:
        """The move on states that remember: doing an action discharges the duty to do it, where it is owed."""
        move = replace(move, layout=self.layout, needs=self.lifted(move.needs))
        rule = self._rules.get(move.name) if move.kind == "action" else None
        if rule is None or not rule.followed.ends:
            return (move,)
        one, parts = rule.followed, []
        for part, word in ((one.obligatory, DONE), (one.owed - one.obligatory, LULL)):
            sets = (*move.sets, (rule.field, rule.field.bits([word])))
            parts.append(replace(move, needs=move.needs & self.lifted(part), sets=sets))
        parts.append(replace(move, needs=move.needs - self.lifted(one.owed)))
        return [part for part in parts if part.needs]


@dataclass(frozen=True)
class Trail:
    """Ways of a topic, and the states with what is remembered in them that are sought on them."""

    paths: Paths
    target: Region

    @cached_property
    def region(self) -> Region:
        """The states of the topic that are sought."""
        return self.paths.flat(self.target & self.paths.states)

    def way(self, region: Region) -> Way | None:
        """A shortest way to a state sought that is in the region of the topic; None where there is none."""
        return self.paths.way(self.target & self.paths.lifted(region))
