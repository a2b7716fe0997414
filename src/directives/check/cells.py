"""States taken apart by where norms apply, as far as it takes to tell where a change of their order alters a status.

What sets a norm aside, and what others say of the action, is asked of boxes of states in which some norms apply, some
do not and of some it is open. It serves where there are too many combinations of norms to go through them all.
"""

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..space.layout import Box, Layout
from ..space.outside import outside
from ..space.region import Region, TooManyBoxesError
from ..space.topic_space import TopicSpace
from ..terms import Modality
from ..verdict import status_of

MOST_CELLS = 200_000
"""States are not taken apart into more boxes than this for one answer: `TooManyBoxesError`."""

Pairs = frozenset[tuple[bool, bool]]
"""Ways it may be: whether something is in force before a change, and whether after it."""

EITHER = {True: (True,), False: (False,), None: (True, False)}
TOUCHED = {(was, will): frozenset(itertools.product(EITHER[was], EITHER[will])) for was in EITHER for will in EITHER}
UNTOUCHED = {was: frozenset((so, so) for so in EITHER[was]) for was in EITHER}


@dataclass(frozen=True)
class Order:
    """What sets which norm aside: each norm after those above it; norms that are not in it are not there.

    `lasting`: norms that are set aside set others aside all the same.
    """

    superiors: Mapping[str, tuple[str, ...]]
    lasting: bool = False

    def in_force(self, applies: Mapping[str, bool | None]) -> dict[str, bool | None]:
        """Whether each norm is in force where these apply, None where that is open."""
        found: dict[str, bool | None] = {}
        against = applies if self.lasting else found
        for name, superiors in self.superiors.items():
            so = applies[name]
            if so is not False:
                for one in superiors:
                    if against[one]:
                        so = False
                        break
                    if against[one] is None:
                        so = None
            found[name] = so
        return found


@dataclass(frozen=True)
class Cells:
    """A change of the order of norms: only those that are `touched` are in force elsewhere after it.

    Only states in which the `acting` norms are in force before can be changed by it.
    """

    space: TopicSpace
    before: Order
    after: Order
    touched: tuple[str, ...]
    acting: tuple[str, ...]

    def boxes(self, action: str, begun: Region) -> Iterator[Box]:
        """Boxes of those of some states in which the action's status would be another; may raise TooManyBoxesError."""
        layout, applies = self.space.layout, self.space.applies
        near = {name: applies[name].boxes for name in self._asked(action)}
        left = [(box, dict.fromkeys(self.before.superiors), near) for box in begun.boxes]
        for number in itertools.count():
            if not left:
                return
            if number == MOST_CELLS:
                raise TooManyBoxesError
            cell, known, near = left.pop()
            known, near = _learnt(layout, cell, known, near)
            changed = self._changed(action, known)
            if changed:
                yield cell
            elif changed is None:
                box = next(iter(near.values()))[0]
                left += [(part, known, near) for part in (cell & box, *outside(layout, cell, [box]))]

    def _asked(self, action: str) -> list[str]:
        """The norms in the order in which it is asked whether they apply: those on which most hangs first."""
        said = {self.space.norms[name].modality for name in self.touched}
        on = sorted(self.space.on.get(action, ()), key=lambda name: self.space.norms[name].modality not in said)
        return [*dict.fromkeys((*self.acting, *_superiors_first(self.space, (*self.acting, *self.touched, *on))))]

    def _changed(self, action: str, applies: Mapping[str, bool | None]) -> bool | None:
        """Whether the status would be another in the states where these norms apply; None where that is open."""
        was = self.before.in_force(applies)
        acting = [was[name] for name in self.acting]
        if False in acting:
            return False
        will = self.after.in_force(applies)
        ways: dict[Modality, Pairs] = {}
        for name in self.space.on.get(action, ()):
            if was[name] is not False or name in self.touched:
                pairs = TOUCHED[was[name], will.get(name, False)] if name in self.touched else UNTOUCHED[was[name]]
                modality = self.space.norms[name].modality
                ways[modality] = _either(ways[modality], pairs) if modality in ways else pairs
        changed = _differ(tuple(ways.items()))
        return changed if changed is False or None not in acting else None


def order_of(space: TopicSpace, names: Iterable[str]) -> Order:
    """The order as it is of all norms that are about the actions of some, with those above them."""
    about = [other for name in names for other in (name, *space.on[space.norms[name].action])]
    return Order({name: _over(space, name) for name in _superiors_first(space, about)})


def _over(space: TopicSpace, name: str) -> tuple[str, ...]:
    return tuple(one for one in space.policy.superiors[name] if one in space.norms)


def _superiors_first(space: TopicSpace, names: Iterable[str]) -> list[str]:
    """The norms and all above them, each after those above it."""
    found: dict[str, None] = {}

    def place(name: str) -> None:
        if name not in found:
            for one in _over(space, name):
                place(one)
            found[name] = None

    for name in names:
        place(name)
    return list(found)


def _learnt(
    layout: Layout, cell: Box, known: Mapping[str, bool | None], near: Mapping[str, tuple[Box, ...]]
) -> tuple[dict[str, bool | None], dict[str, tuple[Box, ...]]]:
    """Which norms apply in a cell, None where in part, and for these the boxes that meet it."""
    ones, guards = layout.ones, layout.guards
    found, meeting = dict(known), {}
    for name, boxes in near.items():
        met = tuple(box for box in boxes if ((box & cell) + ones) & guards == guards)
        if not met:
            found[name] = False
        elif any(box | cell == box for box in met):
            found[name] = True
        else:
            meeting[name] = met
    return found, meeting


@functools.cache
def _either(some: Pairs, others: Pairs) -> Pairs:
    """The ways it may be with one thing or another."""
    return frozenset((one or other, now or then) for one, now in some for other, then in others)


@functools.cache
def _differ(ways: tuple[tuple[Modality, Pairs], ...]) -> bool | None:
    """Whether modalities in force in one of these ways give another status after than before; None if it hangs."""
    modalities = [modality for modality, _ in ways]
    found = {
        status_of(itertools.compress(modalities, (was for was, _ in pairs)))
        is not status_of(itertools.compress(modalities, (will for _, will in pairs)))
        for pairs in itertools.product(*(pairs for _, pairs in ways))
    }
    return found.pop() if len(found) == 1 else None
