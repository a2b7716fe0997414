"""What can always still be reached: the states from which some timeline leads to a goal.

A way that is told must be there, so moves that the space only allows for (another case in a state that it could not be
in at the time, several windows falling out of step) are not relied on; a way that is denied must not be there at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..policy import Policy
from ..space.moves import Move
from ..space.reach import Reach
from ..space.region import Region
from ..space.ways import starts
from .course import narrowed


@dataclass(frozen=True)
class Leading:
    """The states from which some timeline leads to a goal; the most moves that any of the states asked for needs."""

    states: Region
    steps: int


def leading(goal: Region, asked: Region, moves: Sequence[Move]) -> Leading:
    """What leads to a goal by some moves; followed until all states that are asked for are among it, or it is whole."""
    found = frontier = goal
    steps = 0
    while frontier and not asked.within(found):
        before = (box for move in moves for box in move.preimage(frontier).boxes)
        frontier = Region.union(goal.layout, before) - found
        frontier = Region.union(goal.layout, frontier.boxes)
        found = found | frontier
        steps += 1
    return Leading(found, steps)


def sure(reach: Reach, topic: str) -> Iterator[Move]:
    """The moves of a topic that can be made whatever led there.

    Another case acts only if it can from its own start; of several counters with windows all fall to nought together.
    """
    policy, space = reach.policy, reach.space(topic)
    for move in reach.moves(topic):
        if move.kind == "other":
            topics = policy.actions[move.name].topics
            boxes = (box for one in topics for box in _fresh(reach, one, topic, move).boxes)
            yield narrowed(move, Region.union(space.layout, boxes))
        elif move.kind == "wait" and not _in_step(policy, move):
            zero = tuple((field, field.bits([0])) for field in move.falls)
            yield Move(move.kind, move.name, move.layout, move.needs, zero)
        else:
            yield move


def _in_step(policy: Policy, move: Move) -> bool:
    """Whether counters can fall to any lower number as time passes: if it is one, with days enough in its window."""
    if len(move.falls) > 1:
        return False
    within = policy.counters[move.falls[0].name].within
    longest = max(int(day) for day in policy.readings[within].domain) if isinstance(within, str) else within or 0
    return longest > len(move.falls[0].classes)


def _fresh(reach: Reach, other: str, topic: str, move: Move) -> Region:
    """The states of a topic in which a new case of another topic could make the move at once."""
    space, mine = reach.space(other), reach.space(topic)
    shared = [name for name in space.policy.topics[other].counters if space.policy.counters[name].per == "all"]
    boxes = []
    for one in reach.moves(other):
        if one.kind == "action" and one.name == move.name:
            ready = one.needs & starts(space).freed(shared)
            alike = [name for name in (*shared, *space.policy.readings) if name in mine.layout.fields]
            for box in ready.boxes:
                values = space.layout.decoded(box)
                boxes.append(mine.layout.box({name: values[name] for name in alike if name in values}))
    return Region.union(mine.layout, boxes)
