"""States that remember which duties are open: to each duty that is followed belongs one more field.

The same state may be come to with a duty done and with it undone. What is remembered changes with every move, by where
the move leads: so it also tells where the case was just before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .layout import Box, Field, Layout
from .moves import Move
from .region import Region, TooManyBoxesError
from .topic_space import TopicSpace

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


class Memory:
    """The states of a topic with what is remembered in them.

    >>> from directives import load_policy
    >>> space = TopicSpace(load_policy(), "learner")
    >>> here = space.in_force["ST.2a"]
    >>> memory = Memory(space, [Followed("study_diligently", here, here, here)])
    >>> memory.flat(memory.onto(memory.fresh(space.everything)) & memory.open("study_diligently")) == here
    True
    """

    def __init__(self, space: TopicSpace, followed: Sequence[Followed] = ()) -> None:
        """Lay out the states; raises TooManyBoxesError for more than MOST_FOLLOWED duties."""
        if len(followed) > MOST_FOLLOWED:
            raise TooManyBoxesError
        self.space = space
        names = {one.action: f"{one.action} is owed" for one in followed}  # no fact has blanks in its name
        fields = {name: one.classes for name, one in space.layout.fields.items()}
        # the fields of the topic come first: a box of theirs is part of a box of these
        self.layout = Layout({**fields, **{name: [(FREE,), (OPEN,), (DONE,), (LULL,)] for name in names.values()}})
        self._all = self.layout.full & ~space.layout.full
        self._rules = {one.action: self._rule(one, self.layout.fields[names[one.action]]) for one in followed}

    def lifted(self, region: Region) -> Region:
        """The states of the topic, whatever is remembered in them."""
        return Region(self.layout, tuple(box | self._all for box in region.boxes))

    def fresh(self, region: Region) -> Region:
        """The states of the topic with nothing remembered in them."""
        free = sum(rule.field.bits([FREE]) for rule in self._rules.values())
        return Region(self.layout, tuple(box | free for box in region.boxes))

    def flat(self, region: Region) -> Region:
        """The states of the topic, what is remembered in them left out."""
        return Region.union(self.space.layout, (box & self.space.layout.full for box in region.boxes))

    def open(self, action: str) -> Region:
        """The states in which the duty that is followed is open."""
        return Region.of(self.layout, {self._rules[action].field.name: [OPEN]})

    def least(self, box: Box) -> Box:
        """The part of a box with as little remembered as can be."""
        for rule in self._rules.values():
            code = box & rule.field.mask
            box = box & ~rule.field.mask | code & -code
        return box

    def onto(self, region: Region) -> Region:
        """Where a move has led, as it is remembered from now on."""
        for rule in self._rules.values():
            region = rule.turned(region, forwards=True)
        return region

    def before(self, region: Region) -> Region:
        """Where a move must have led, that it is remembered so from then on."""
        for rule in self._rules.values():
            region = rule.turned(region, forwards=False)
        return region

    def moves(self, move: Move) -> list[Move]:
        """The move on states that remember: doing an action discharges the duty to do it, where it is owed."""
        move = replace(move, layout=self.layout, needs=self.lifted(move.needs))
        rule = self._rules.get(move.name) if move.kind == "action" else None
        if rule is None or not rule.followed.ends:
            return [move] if move.leads else []
        one = rule.followed
        parts = [replace(move, needs=move.needs - self.lifted(one.owed))] if move.leads else []
        for part, word in ((one.obligatory, DONE), (one.owed - one.obligatory, LULL)):
            sets = (*move.sets, (rule.field, rule.field.bits([word])))
            parts.append(replace(move, needs=move.needs & self.lifted(part), sets=sets))
        return [part for part in parts if part.needs]

    def _rule(self, one: Followed, field: Field) -> "_Rule":
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


@dataclass(frozen=True)
class _Rule:
    """How one duty is remembered after each move: by the part of the states to which the move has led."""

    followed: Followed
    field: Field
    turns: tuple[tuple[Region, tuple[tuple[int, int], ...]], ...]
    """For each part what comes of what was remembered: bits before, bit after."""

    def turned(self, region: Region, forwards: bool) -> Region:
        return Region.union(region.layout, self._boxes(region, forwards))

    def _boxes(self, region: Region, forwards: bool) -> Iterator[Box]:
        for part, turns in self.turns:
            for box in (region & part).boxes:
                for before, after in turns:
                    old, new = (before, after) if forwards else (after, before)
                    if box & old:
                        yield box & ~self.field.mask | new
