"""Permissions that nobody can ever use."""

from collections.abc import Iterator, Mapping

from ..space.layout import Box
from ..space.region import Region, met_by
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
                others = [one for one in space.layout.fields if one not in subject.policy.readings]
                for regions in (space.applies, space.in_force):  # where too few are usable, it is asked more closely
                    usable = Rest(doable, _against(space, norm.action, doable, regions))
                    region = there - usable.freed(others)
                    if not region:
                        break
                else:
                    yield _raw(subject, space, name, region)


def _against(space: TopicSpace, action: str, within: Region, regions: Mapping[str, Region]) -> Region:
    """Where, of states in which a norm in force permits the action, norms speaking in some regions conflict over it."""
    opposed = {one for pair in OPPOSED if Modality.PERMIT in pair for one in pair} - {Modality.PERMIT}
    met: dict[Modality, list[Box]] = {}
    for name in space.on[action]:
        found = met.setdefault(space.norms[name].modality, [])
        found.extend(met_by(space.layout, regions[name].boxes, within.boxes))
    boxes = [box for one in opposed for box in met.get(one, ())]
    for one, other in (pair for pair in OPPOSED if not pair & {*opposed, Modality.PERMIT}):
        boxes += (box & another for box in met.get(one, ()) for another in met.get(other, ()))
    return Region(space.layout, tuple(box for box in boxes if not space.layout.empty(box)))


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
