"""Permissions that nobody can ever use."""

from collections.abc import Iterator

from ..space.region import Region
from ..space.rest import Rest
from ..space.topic_space import TopicSpace
from ..terms import Modality, Status
from ..verdict import OPPOSED
from .subject import Raw, Subject


def find_unusable_permission(subject: Subject) -> Iterator[Raw]:
    """A norm permits an action that, wherever the norm is in force, cannot be done or is in conflict.

    Asked for each choice of readings by itself. Not reported for readings with which the norm is never in force
    (`dead-norm`), nor where the action is obligatory besides and can be done: then doing it is compliant all the same.

    Let the permission hold where the action can be done and nothing stands against it, or take it out.
    """
    for space in subject.spaces():
        for name, norm in space.norms.items():
            if norm.modality is Modality.PERMIT:
                there = space.in_force[name] & subject.reachable(space.topic)
                doable = there & space.can(space.actions[norm.action])
                usable = Rest(doable, _against(space, norm.action))
                others = [one for one in space.layout.fields if one not in subject.policy.readings]
                region = there - usable.freed(others)
                if region:
                    yield _raw(subject, space, name, region)


def _against(space: TopicSpace, action: str) -> Region:
    """Where, if a norm in force permits the action, norms conflict over it."""
    alone = {one for pair in OPPOSED if Modality.PERMIT in pair for one in pair} - {Modality.PERMIT}
    found = [space.in_force[name] for name in space.on[action] if space.norms[name].modality in alone]
    for one, other in (pair for pair in OPPOSED if not pair & {*alone, Modality.PERMIT}):
        found.append(space.directing(action, one) & space.directing(action, other))
    return Region(space.layout, tuple(box for region in found for box in region.boxes))


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
        says=f"{subject.say(name)} permits us to {subject.does(action)} only where {why}",
        region=region,
        actions=(action,),
        norms=(name, *against),
        advice=f"let {name} hold where it can be used, or take it out",
    )
