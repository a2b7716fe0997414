"""Norms that hang together, as bits: in which combinations they apply, which are in force then, what status follows.

All that is asked of the order of norms is asked of these combinations, which are told once for all of it.
"""

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping

from ..space.layout import Box
from ..space.region import Region
from ..space.together import Together, TooManyCombinationsError
from ..space.topic_space import TopicSpace
from ..terms import Modality, Status
from ..verdict import status_of

MODALITIES = tuple(Modality)


class Jointly:
    """The norms that hang together with an action, and the combinations in which they apply in some states.

    Raises TooManyCombinationsError for more than can be told.
    """

    def __init__(self, space: TopicSpace, norms: tuple[str, ...], within: Region) -> None:
        """Tell the combinations."""
        self.space = space
        self.bits = {name: 1 << index for index, name in enumerate(norms)}
        ranked = sorted(norms, key=space.rank.__getitem__)
        self.order: list[tuple[int, int]] = [
            (self.bits[name], self.mask(space.policy.superiors[name])) for name in ranked
        ]
        """Each norm after those above it, with these."""
        combinations = Together(within, [space.applies[name] for name in norms]).combinations
        self.in_force: Mapping[int, int] = {applying: in_force(self.order, applying) for applying in combinations}
        """The norms in force in each combination of norms that apply."""

    def mask(self, names: Iterable[str]) -> int:
        """Some norms as bits; those that do not belong here have none."""
        return functools.reduce(int.__or__, (self.bits.get(name, 0) for name in names), 0)

    @functools.cache  # noqa: B019  # it lives as long as the check that made it
    def acting(self, norm: str) -> list[int]:
        """The combinations in which a norm is in force."""
        bit = self.bits[norm]
        return [applying for applying, one in self.in_force.items() if one & bit]

    def boxes(self, combinations: Collection[int], near: Region) -> Iterator[Box]:
        """The states, of those near, in which norms apply in one of some combinations."""
        return Together(near, [self.space.applies[name] for name in self.bits]).boxes(combinations)

    @functools.cache  # noqa: B019  # it lives as long as the check that made it
    def _speaking(self, action: str) -> tuple[tuple[int, Modality], ...]:
        on = self.space.on.get(action, ())
        found = ((self.mask(n for n in on if self.space.norms[n].modality is one), one) for one in MODALITIES)
        return tuple((mask, modality) for mask, modality in found if mask)

    def status(self, action: str, in_force: int) -> Status:
        """The status of an action where some norms are in force."""
        return _status(tuple(modality for mask, modality in self._speaking(action) if mask & in_force))


_status = functools.cache(status_of)


def in_force(order: Iterable[tuple[int, int]], applying: int, lasting: bool = False) -> int:
    """The norms in force where some apply, by an order of norms with those above each; `lasting` as in `Order`."""
    found = 0
    for one, above in order:
        if applying & one and not (applying if lasting else found) & above:
            found |= one
    return found


@functools.lru_cache(maxsize=512)
def jointly(space: TopicSpace, norms: tuple[str, ...], within: Region) -> Jointly | None:
    """The norms that hang together, in some states; worked out once. None where there are too many combinations."""
    try:
        return Jointly(space, norms, within)
    except TooManyCombinationsError:
        return None
