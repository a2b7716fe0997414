"""What would be if norms set one another aside otherwise: in which states an action's status would be another.

Asked of the combinations in which norms that hang together apply; where these are too many, of states taken apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..space.layout import Box
from ..space.region import Region
from ..space.topic_space import TopicSpace
from .cells import Cells, Order, order_of
from .changes import below
from .jointly import Jointly, in_force, jointly


@dataclass(frozen=True)
class Change:
    """A change of the order of norms: norms that are `gone`, an override that is `idle`, or that none is reinstated.

    Only those that are `touched` are in force elsewhere after it, and only in states in which the `acting` norms are in
    force before. Asked of states in which the `applying` ones apply besides.
    """

    space: TopicSpace
    touched: tuple[str, ...]
    acting: tuple[str, ...]
    applying: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()
    idle: tuple[str, str] | None = None
    """The norm that no longer overrides another, and the other."""
    lasting: bool = False

    def anywhere(self, within: Region) -> bool:
        """Whether some verdict would be another; clashes and impossible duties follow from the statuses."""
        actions = tuple(dict.fromkeys(self.space.norms[name].action for name in self.touched))
        if known := self._jointly(within):
            return next(self._combinations(actions, known), None) is not None
        return any(next(self._apart().boxes(action, self._begun(within)), None) is not None for action in actions)

    def cells(self, action: str, within: Region) -> Iterator[Box]:
        """Boxes of the states in which the action's status would be another; may raise TooManyBoxesError."""
        if known := self._jointly(within):
            changed = frozenset(self._combinations((action,), known))
            return known.boxes(changed, self._begun(within)) if changed else iter(())
        return self._apart().boxes(action, self._begun(within))

    def _jointly(self, within: Region) -> Jointly | None:
        return jointly(self.space, self.space.components[self.space.norms[self.touched[0]].action], within)

    def _combinations(self, actions: tuple[str, ...], known: Jointly) -> Iterator[int]:
        """The combinations of norms that apply in which the status of one of some actions would be another."""
        acting, applying, after = known.mask(self.acting), known.mask(self.applying), self._after(known)
        for combination in min((known.acting(name) for name in self.acting), key=len):
            was = known.in_force[combination]
            if was & acting == acting and combination & applying == applying:
                will = in_force(after, combination, self.lasting)
                if was != will and any(known.status(one, was) is not known.status(one, will) for one in actions):
                    yield combination

    def _after(self, known: Jointly) -> list[tuple[int, int]]:
        """The order after the change, as bits."""
        gone = known.mask(self.gone)
        superior, inferior = (known.bits[name] for name in self.idle) if self.idle else (0, 0)
        return [
            (one, above & ~(gone | superior if one == inferior else gone))
            for one, above in known.order
            if not one & gone
        ]

    def _begun(self, within: Region) -> Region:
        """The states in which all apply that must, for the change to tell."""
        for name in (*self.acting, *self.applying):
            within = within & self.space.applies[name]
        return within

    def _apart(self) -> Cells:
        """The change as it is asked of states that are taken apart."""
        before = order_of(self.space, (*self.acting, *self.touched))
        left = {
            name: tuple(one for one in above if one not in self.gone and (one, name) != self.idle)
            for name, above in before.superiors.items()
            if name not in self.gone
        }
        return Cells(self.space, before, Order(left, self.lasting), self.touched, self.acting)


def without_norm(space: TopicSpace, name: str, *more: str) -> Change:
    """What it would be to take a norm out, or several: where the first is in force."""
    gone = frozenset((name, *more))
    return Change(space, (name, *more, *below(space, gone)), (name,), gone=gone)


def without_override(space: TopicSpace, superior: str, inferior: str) -> Change:
    """What it would be if one norm did not override another."""
    return Change(space, (inferior, *below(space, [inferior])), (superior,), idle=(superior, inferior))


def without_reinstatement(space: TopicSpace, name: str, middle: str, last: str) -> Change:
    """What it would be for a norm's action if norms that are set aside set others aside.

    Asked of the states in which the first and the last of three are in force and the one between applies.
    """
    superiors = space.policy.superiors
    reinstated = (
        one for one in space.on[space.norms[name].action] if any(superiors[other] for other in superiors[one])
    )
    return Change(space, tuple(reinstated), (name, last), (middle,), lasting=True)
