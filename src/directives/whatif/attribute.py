"""Which of several changes made a difference: the story is played again with each alone, and with fewer of them."""

import itertools
from collections.abc import Callable, Iterable, Iterator

from ..errors import FaultsError
from ..play import Attempt
from .variant import Made, Story

MOST_TOGETHER = 4
"""With more changes than this, not all sets of them are tried: each alone, each two, and all."""


class Played:
    """The variants of a story with some of its changes, each played once."""

    def __init__(self, story: Story) -> None:
        """Nothing is played yet."""
        self.story = story
        self._attempts: dict[tuple[int, ...], Attempt | None] = {}

    def with_(self, made: Made) -> Attempt | None:
        """The story with these changes made; None where they cannot be made without the others."""
        key = tuple(sorted(made))
        if key not in self._attempts:
            try:
                self._attempts[key] = self.story.played(key)
            except FaultsError:
                if key in ((), tuple(self.story.all)):
                    raise
                self._attempts[key] = None
        return self._attempts[key]

    @property
    def before(self) -> Attempt:
        """The story as it is."""
        return self._sure(())

    @property
    def after(self) -> Attempt:
        """The story with all the changes made."""
        return self._sure(self.story.all)

    def _sure(self, made: Made) -> Attempt:
        attempt = self.with_(made)
        if attempt is None:
            raise ValueError("what must be playable was not")  # `with_` raises its faults instead
        return attempt

    def sets(self) -> Iterator[tuple[int, ...]]:
        """The sets of changes that are tried, the smallest first."""
        every = self.story.all
        sizes: Iterable[int] = every if len(every) <= MOST_TOGETHER else (1, 2, len(every))
        for size in sizes:
            yield from itertools.combinations(every, size)

    def causes(self, agrees: Callable[[Attempt], bool]) -> tuple[tuple[int, ...], ...]:
        """The smallest sets of changes that by themselves make the story agree with it as changed."""
        found: list[tuple[int, ...]] = []
        for made in self.sets():
            smaller = any(set(one) <= set(made) for one in found)
            if not smaller and (attempt := self.with_(made)) is not None and agrees(attempt):
                found.append(made)
        return tuple(found)
