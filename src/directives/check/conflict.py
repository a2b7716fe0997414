"""Conflicts: norms in force together on one action that cannot all be followed."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from ..space.region import Region
from ..terms import Modality
from ..verdict import OPPOSED
from .subject import Raw, Subject

DIRECTED = {Modality.OBLIGE: "must", Modality.PERMIT: "may", Modality.FORBID: "must not", Modality.EXEMPT: "need not"}
"""What each modality says of an action, in the order in which two are said together."""

OBLIGED = ({Modality.OBLIGE, Modality.FORBID}, {Modality.OBLIGE, Modality.EXEMPT})
PERMITTED = ({Modality.FORBID, Modality.PERMIT},)


def find_duty_conflict(subject: Subject) -> Iterator[Raw]:
    """Two norms in force oblige an action and forbid it, or oblige it and exempt from it.

    Not reported where one of the two overrides the other, or where no case can come to such a state.

    Let one of the two override the other, or narrow the condition of one. Where the text leaves it open, a reading can
    say so, and an acceptance can let it stand.
    """
    yield from _opposed(subject, OBLIGED)


def find_permission_conflict(subject: Subject) -> Iterator[Raw]:
    """Two norms in force permit an action and forbid it.

    Not reported where one of the two overrides the other, or where no case can come to such a state.

    Say which is the rule and which the exception, by letting the exception override the rule.
    """
    yield from _opposed(subject, PERMITTED)


def find_reserve_conflict(subject: Subject) -> Iterator[Raw]:
    """A norm in force reserves an action for a later decision, and another decides it.

    Not reported where one of the two overrides the other, or where no case can come to such a state.

    Lift the reserve where the other norm applies, or leave the decision to the later time altogether.
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
    directed = [
        said for modality, said in DIRECTED.items() if modality in {subject.policy.norms[n].modality for n in names}
    ]
    later = f"it is for later whether to {subject.does(action)}, and yet we {directed[0]} do so"
    return Raw(
        topic=topic,
        says=f"we {' and '.join(directed)} {subject.does(action)}" if len(directed) == 2 else later,
        region=region,
        actions=(action,),
        norms=names,
        advice=f"let one of the two override the other, or narrow the condition of {names[0]} or {names[1]}",
    )
