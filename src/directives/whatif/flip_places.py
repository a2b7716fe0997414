"""Where the steps that some changes insert into a case can stand for the story to happen, and what comes of it."""

import itertools
from collections.abc import Iterator, Sequence

from .flip_case import CaseBits, Compiled, Counts, Node
from .flip_course import Live
from .flip_labels import Atom

Placed = tuple[tuple[int, str, str], ...]
"""Inserted steps in order: the step after which each stands, `event` or `action`, and its name."""

MOST_TRIED = 1000
"""Placements of one case that are compared to choose the one that is told."""


class Places:
    """The placements of what some changes insert into one case."""

    def __init__(self, case: CaseBits, changes: Sequence[Atom], live: Live) -> None:
        """Take from the changes what concerns the case."""
        mine = [atom for atom in changes if atom[1] == case.case]
        start = {atom[2]: [atom[3]] for atom in mine if atom[0] == "fact"}
        self.case, self.live = case, live
        self.start = sum(case.bits_of(fact, start.get(fact, case.known[fact])) for fact in case.facts)
        self.dropped = {int(atom[1]) for atom in changes if atom[0] == "drop"}
        besides = {(one.kind, one.name): one for one, _ in case.besides}
        self.inserted = tuple(besides[atom[2], atom[3]] for atom in sorted(mine) if atom[0] == "insert")

    def all(self) -> Iterator[tuple[Node, Placed]]:
        """What the case comes to and where the inserted steps stand, for every placement, the latest first."""
        yield from self._from(0, self.start, tuple(0 for _ in self.case.caps), self.inserted, ())

    def best(self) -> dict[Node, Placed]:
        """For each thing the case can come to the placement that is told: instead of dropped steps, else the latest."""
        found: dict[Node, Placed] = {}
        for node, placed in itertools.islice(self.all(), MOST_TRIED):
            if node not in found or self._instead(placed) >= max(1, self._instead(found[node])):
                found[node] = placed
        return found

    def _instead(self, placed: Placed) -> int:
        """How many inserted steps stand where a step of this case is dropped."""
        return len({number for number, _, _ in placed if number in self.dropped and self.case.story[number - 1]})

    def _from(
        self, number: int, facts: int, counts: Counts, left: tuple[Compiled, ...], placed: Placed
    ) -> Iterator[tuple[Node, Placed]]:
        """On from just after a step: first with nothing more placed here, then with each of what is left."""
        if number < self.case.step:
            yield from self._next(number + 1, facts, counts, left, placed)
        elif not left and self._goes_on(facts):
            yield (facts & self.case.telling, counts), placed
        for one in dict.fromkeys(left):
            then = one.after(facts)
            if then is not None:
                at = left.index(one)
                more = self.case.more(counts, one, self.live[number])
                step = (number, one.kind, one.name)
                yield from self._from(number, then, more, left[:at] + left[at + 1 :], (*placed, step))

    def _next(
        self, number: int, facts: int, counts: Counts, left: tuple[Compiled, ...], placed: Placed
    ) -> Iterator[tuple[Node, Placed]]:
        """On through a step of the file."""
        one = self.case.story[number - 1]
        if one is None or number in self.dropped:
            yield from self._from(number, facts, counts, left, placed)
            return
        then = one.after(facts)
        if then is not None:
            yield from self._from(number, then, self.case.more(counts, one, self.live[number]), left, placed)

    def _goes_on(self, facts: int) -> bool:
        """Whether the rest of the story can happen."""
        then: int | None = facts
        for number in range(self.case.step + 1, len(self.case.story) + 1):
            one = self.case.story[number - 1]
            if one is not None and number not in self.dropped and then is not None:
                then = one.after(then)
        return then is not None
