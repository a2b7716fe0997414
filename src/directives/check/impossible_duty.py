"""Impossible duties: ought without can."""

from collections.abc import Iterator

from ..terms import Modality, Status
from .subject import Raw, Subject


def find_impossible_duty(subject: Subject) -> Iterator[Raw]:
    """An action is obligatory in a state in which what it needs does not hold.

    Not reported for actions that need nothing, nor where a norm exempts from what cannot be done.
    """
    for space in subject.spaces():
        for name, action in space.actions.items():
            cannot = space.everything - space.can(action)
            region = space.status(name, Status.OBLIGATORY) & cannot if cannot else cannot
            if region:
                obliging = subject.on(space.topic, name, Modality.OBLIGE)
                yield Raw(
                    topic=space.topic,
                    says=f"must {name.replace('_', ' ')} where it cannot be done",
                    region=region,
                    actions=(name,),
                    norms=tuple(one for one in obliging if space.in_force[one].meets(region)),
                    advice="narrow the norm to states in which it can be done, or exempt from it elsewhere",
                )
