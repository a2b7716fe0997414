"""Clashes: two actions that cannot both be done, and both must be."""

from collections.abc import Iterator

from ..terms import Modality, Status
from .subject import Raw, Subject


def find_clash(subject: Subject) -> Iterator[Raw]:
    """Two actions declared incompatible are both obligatory.

    Not reported where a norm of the one overrides what obliges the other.
    """
    for space in subject.spaces():
        for both in subject.policy.incompatible:
            if not set(both.pair) <= space.actions.keys():
                continue
            one, other = both.pair
            region = space.status(one, Status.OBLIGATORY) & space.status(other, Status.OBLIGATORY)
            if region:
                norms = [name for action in both.pair for name in subject.on(space.topic, action, Modality.OBLIGE)]
                yield Raw(
                    topic=space.topic,
                    says=f"must {one.replace('_', ' ')} and must {other.replace('_', ' ')}, but {both.why}",
                    region=region,
                    actions=both.pair,
                    norms=tuple(name for name in norms if space.in_force[name].meets(region)),
                    advice="say which of the two goes first: let its norm override the other's",
                )
