"""Which matters of a topic hang together: what is done about those of one group is never felt by those of another.

So the ways to settle them can be gone one after another, and each group can be looked into by itself.
"""

from collections.abc import Collection, Iterable, Mapping

from .moves import Move
from .region import Region


def entangled(
    moves: Iterable[Move], matters: Mapping[str, set[str]], bound: Collection[frozenset[str]] = ()
) -> list[tuple[str, ...]]:
    """The matters in groups, each told by the facts and counters on which it hangs; some pairs are bound up anyway.

    What no move changes ties nothing; a move ties what it changes to what it needs.
    """
    moves = list(moves)
    changing = {name for move in moves for name in changed(move)}
    # while time passes each counter may fall or stay, whatever the others do
    ties = [changed(move) | named(move.needs) & changing for move in moves if move.kind != "wait" and changed(move)]
    cones = {matter: _tied(names & changing, ties) for matter, names in matters.items()}
    groups: list[list[str]] = []
    for matter, cone in cones.items():
        met = [some for some in groups if any(cone & cones[one] or {matter, one} in bound for one in some)]
        groups = [some for some in groups if some not in met]
        groups.append([*(one for some in met for one in some), matter])
    return [tuple(some) for some in groups]


def changed(move: Move) -> set[str]:
    """The facts and counters that a move may change."""
    return {field.name for field in (*(field for field, _ in move.sets), *move.bumps, *move.falls)}


def named(region: Region) -> set[str]:
    """The names that tell the states of a region from others."""
    return {field.name for box in region.boxes for field in region.layout.constrained(box)}


def _tied(names: set[str], ties: Iterable[set[str]]) -> set[str]:
    """The names and all that they are tied to, directly or through others."""
    while more := {name for tie in ties if tie & names for name in tie} - names:
        names = names | more
    return names
