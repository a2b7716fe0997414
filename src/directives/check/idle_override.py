"""Idle overrides: that one norm goes before another makes no difference."""

from collections.abc import Iterator

from ..space.region import Region
from ..space.topic_space import TopicSpace
from .changes import changed, without_override
from .subject import Raw, Subject, listed


def find_idle_override(subject: Subject) -> Iterator[Raw]:
    """One norm overrides another, and without that alone no verdict would change.

    They never both apply, the overriding norm is itself set aside, others set the inferior aside anyway, or the verdict
    is the same with both in force. Not reported where the overriding norm is never in force or the other never applies
    (`dead-norm`). Idle overrides can be taken out one at a time only.

    Take the override out, or mend the condition that keeps the two apart.
    """
    for space in subject.spaces():
        reachable = subject.reachable(space.topic)
        for name, norm in space.norms.items():
            if space.in_force[name].meets(reachable):
                for inferior in dict.fromkeys(norm.overrides):
                    applies = space.applies.get(inferior)
                    if applies and applies.meets(reachable) and _idle(space, name, inferior, reachable):
                        yield _raw(subject, space, name, inferior)


def _idle(space: TopicSpace, superior: str, inferior: str, reachable: Region) -> bool:
    return not any(changed(space, without_override(space, superior, inferior), reachable))


def _raw(subject: Subject, space: TopicSpace, superior: str, inferior: str) -> Raw:
    both = space.applies[superior] & space.applies[inferior] & subject.reachable(space.topic)
    overrides = f"{subject.say(superior)} overrides {subject.say(inferior)} to no effect"
    return Raw(
        topic=space.topic,
        says=f"{overrides}: {_why(space, superior, inferior, both)}",
        region=both or None,
        actions=tuple(dict.fromkeys((space.norms[superior].action, space.norms[inferior].action))),
        norms=(superior, inferior),
        advice=f"take {inferior} out of what {superior} overrides, or mend the condition that keeps them apart",
    )


def _why(space: TopicSpace, superior: str, inferior: str, both: Region) -> str:
    if not both:
        return "they never both apply"
    there = both & space.in_force[superior]
    if not there:
        by = (one for one in space.policy.superiors[superior] if space.in_force[one].meets(both))
        return f"wherever both apply, {superior} is itself set aside by {listed(by, 'or')}"
    others = [one for one in space.policy.superiors[inferior] if one != superior and space.in_force[one].meets(there)]
    if there.within(Region.union(there.layout, (box for one in others for box in space.in_force[one].boxes))):
        return f"there {inferior} is set aside by {listed(others, 'or')} anyway"
    return "the verdict would be the same with both in force"
