"""Stricter and laxer: what an action's status leaves one free to do, compared before and after a change.

Definition. A status leaves open some of two ways, to do the action and not to do it, without blame: `obligatory` the
first, `forbidden` and `reserved` the second, `permitted`, `exempt` and `silent` both. In a state a change is *stricter*
for an action if it leaves open less than before and nothing else, *laxer* if it leaves open more, *restated* if it
leaves open the same (a silence becomes a permission), and *other* if each of the two leaves open what the other does
not (a duty becomes a prohibition) or one is a conflict, in which nothing is sure. A policy is *only stricter* than
another, for an action or altogether, if some change is stricter and the rest are stricter or restated: whatever may be
done or left under it without blame may be so under the other; likewise *only laxer*.
"""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from ..terms import Status

Direction: TypeAlias = Literal["stricter", "laxer", "restated", "other"]
Relation: TypeAlias = Literal["same", "restated", "stricter", "laxer", "other", "mixed"]

_OPEN: dict[Status, frozenset[str] | None] = {
    Status.OBLIGATORY: frozenset({"do"}),
    Status.FORBIDDEN: frozenset({"leave"}),
    Status.RESERVED: frozenset({"leave"}),
    Status.PERMITTED: frozenset({"do", "leave"}),
    Status.EXEMPT: frozenset({"do", "leave"}),
    Status.SILENT: frozenset({"do", "leave"}),
    Status.CONFLICT: None,
}


def direction(before: Status, after: Status) -> Direction:
    """Which way the change from one status to another goes.

    >>> direction(Status.SILENT, Status.FORBIDDEN), direction(Status.OBLIGATORY, Status.FORBIDDEN)
    ('stricter', 'other')
    """
    was, now = _OPEN[before], _OPEN[after]
    if was is None or now is None:
        return "other"
    if was == now:
        return "restated"
    return "stricter" if now < was else "laxer" if now > was else "other"


def relation(directions: Iterable[Direction]) -> Relation:
    """What the directions of all changes come to; `mixed` where they go several ways.

    >>> relation(["stricter", "restated"]), relation(["stricter", "laxer"]), relation([])
    ('stricter', 'mixed', 'same')
    """
    found = set(directions)
    telling = found - {"restated"}
    if not telling:
        return "restated" if found else "same"
    return telling.pop() if len(telling) == 1 else "mixed"
