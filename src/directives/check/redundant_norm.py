"""Redundant norms: without any one of them every verdict would be the same."""

from collections.abc import Iterator

from ..space.topic_space import TopicSpace
from .changes import changed, without_norm
from .subject import Raw, Subject, listed


def find_redundant_norm(subject: Subject) -> Iterator[Raw]:
    """A norm whose removal alone changes no verdict: no status of an action, no clash, no impossible duty.

    Not reported for a norm that is never in force (`dead-norm`). Norms that it sets aside are in force again
    without it. Redundant norms can be removed one at a time only: where two make each other redundant, one must stay.

    Take it out, or keep it for emphasis and accept the finding with that reason. Then check anew before the next.
    """
    for space in subject.spaces():
        found = [name for name in space.norms if _alive(subject, space, name) and _idle(subject, space, name)]
        for name in found:
            yield _raw(subject, space, name, [one for one in found if one != name])


def _alive(subject: Subject, space: TopicSpace, name: str) -> bool:
    return space.in_force[name].meets(subject.reachable(space.topic))


def _idle(subject: Subject, space: TopicSpace, *names: str) -> bool:
    return not any(changed(space, without_norm(space, *names), subject.reachable(space.topic)))


def _raw(subject: Subject, space: TopicSpace, name: str, others: list[str]) -> Raw:
    there = space.in_force[name] & subject.reachable(space.topic)
    action = space.norms[name].action
    beside = [one for one in space.on[action] if one != name and space.in_force[one].meets(there)]
    needed = [one for one in others if not _idle(subject, space, name, one)]
    why = f": {listed(beside)} {'says' if len(beside) == 1 else 'say'} as much where it is in force" if beside else ""
    not_both = f"; take out either it or {listed(needed, 'or')}, not both" if needed else ""
    return Raw(
        topic=space.topic,
        says=f"without {subject.say(name)} every verdict would be the same{why}{not_both}",
        region=there,
        actions=(action,),
        norms=(name,),
        advice=f"take {name} out, or keep it for emphasis; check anew before you take out another",
    )
