"""Conflicts: norms in force together on one action that cannot all be followed."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from ..space.region import Region
from ..terms import Modality
from ..verdict import OPPOSED
from .subject import Raw, Subject

OBLIGED = ({Modality.OBLIGE, Modality.FORBID}, {Modality.OBLIGE, Modality.EXEMPT})
PERMITTED = ({Modality.FORBID, Modality.PERMIT},)


def find_duty_conflict(subject: Subject) -> Iterator[Raw]:
    """Two norms in force oblige an action and forbid it, or oblige it and exempt from it.

    Not reported where one of the two overrides the other, or where no case can come to such a state.
    """
    yield from _opposed(subject, OBLIGED)


def find_permission_conflict(subject: Subject) -> Iterator[Raw]:
    """Two norms in force permit an action and forbid it.

    Not reported where one of the two overrides the other, or where no case can come to such a state.
    """
    yield from _opposed(subject, PERMITTED)


def find_reserve_conflict(subject: Subject) -> Iterator[Raw]:
    """A norm in force reserves an action for a later decision, and another decides it.

    Not reported where one of the two overrides the other, or where no case can come to such a state.
    """
    yield from _opposed(subject, [set(pair) for pair in OPPOSED if Modality.RESERVE in pair])


def _opposed(subject: Subject, pairs: Iterable[set[Modality]]) -> Iterator[Raw]:
    wanted = [frozenset(pair) for pair in pairs]
    for space in subject.spaces():
        by_action: dict[str, list[str]] = {}
        for name, norm in space.norms.items():
            by_action.setdefault(norm.action, []).append(name)
        for action, names in by_action.items():
            for one, other in combinations(names, 2):
                if frozenset((space.norms[one].modality, space.norms[other].modality)) in wanted:
                    both = space.in_force[one] & space.in_force[other]
                    if both:
                        yield _raw(subject, space.topic, action, (one, other), both)


def _raw(subject: Subject, topic: str, action: str, names: tuple[str, str], region: Region) -> Raw:
    one, other = (subject.policy.norms[name] for name in names)
    said = action.replace("_", " ")
    first = f"{subject.say(names[0])} {_verb(one.modality)} {said}"
    return Raw(
        topic=topic,
        says=f"{first} and {subject.say(names[1])} {_verb(other.modality)} it",
        region=region,
        actions=(action,),
        norms=names,
        advice=f"let one of the two override the other, or narrow the condition of {names[0]} or {names[1]}",
    )


def _verb(modality: Modality) -> str:
    return f"{modality.value}s"
