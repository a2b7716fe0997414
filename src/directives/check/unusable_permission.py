"""Permissions that nobody can ever use."""

from collections.abc import Iterator

from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..terms import Modality, Status
from .subject import Raw, Subject


def find_unusable_permission(subject: Subject) -> Iterator[Raw]:
    """A norm permits an action that, wherever the norm is in force, cannot be done or is in conflict.

    Asked for each choice of readings by itself, over all states that a case can come to. Not reported for readings
    with which the norm is never in force. An action that is obligatory besides can be done, and so is permitted too.

    Narrow the permission to where it can be used, or mend what keeps it from being used.
    """
    for space in subject.spaces():
        for name, norm in space.norms.items():
            if norm.modality is Modality.PERMIT:
                there = space.in_force[name] & subject.reachable(space.topic)
                doable = there & space.can(space.actions[norm.action])
                usable = doable - space.status(norm.action, Status.CONFLICT)
                others = [one for one in space.layout.fields if one not in subject.policy.readings]
                region = there - usable.freed(others)
                if region:
                    yield _raw(subject, space, name, region)


def _raw(subject: Subject, space: TopicSpace, name: str, region: Region) -> Raw:
    action = space.norms[name].action
    doable = space.can(space.actions[action])
    against = [
        other
        for other in subject.on(space.topic, action)
        if space.norms[other].modality is not Modality.PERMIT
        and (space.in_force[other] & space.status(action, Status.CONFLICT) & doable).meets(region)
    ]
    impossible = [] if region.within(doable) else ["it cannot be done"]
    why = " or ".join(impossible + ["norms conflict over it"] * doable.meets(region))
    return Raw(
        topic=space.topic,
        says=f"{subject.say(name)} permits {action.replace('_', ' ')} only where {why}",
        region=region,
        actions=(action,),
        norms=(name, *against),
        advice=f"widen the condition of {name} to states in which it can be done, or repeal {name}",
    )
