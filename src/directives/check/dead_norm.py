"""Dead norms: norms that are never in force, and why not."""

from collections.abc import Iterator

from ..space.cover import constrained, readings_of, words
from ..space.region import Region, grown
from ..space.topic_space import TopicSpace
from .subject import Raw, Subject, listed


def find_dead_norm(subject: Subject) -> Iterator[Raw]:
    """A norm that is in force in no state that a case can come to.

    The cause is told: its condition contradicts itself, no case comes to a state in which it applies, it is set aside
    wherever it applies, or it is in force for other readings than those that were fixed. Not reported for a norm that
    is in force for some readings, where these are not fixed.

    Mend its condition, let it override what sets it aside, or take it out.
    """
    for space in subject.spaces():
        for name in space.norms:
            if not space.in_force[name].meets(subject.reachable(space.topic)):
                yield _raw(subject, space, name)


def _raw(subject: Subject, space: TopicSpace, name: str) -> Raw:
    why, advice, region = _cause(subject, space, name)
    return Raw(
        topic=space.topic,
        says=f"{subject.say(name)} is never in force: {why}",
        region=region,
        actions=(space.norms[name].action,),
        norms=(name,),
        advice=advice,
    )


def _cause(subject: Subject, space: TopicSpace, name: str) -> tuple[str, str, Region | None]:
    """Why it is never in force, what can be done, and the states that show it if there are any."""
    free = subject.unfixed.space(space.topic)
    anywhere = subject.unfixed.reachable(space.topic)
    alive = free.in_force[name] & anywhere
    if alive:
        return (
            f"only {_readings(subject, alive, anywhere)}",
            f"check with other readings before you change {name}",
            None,
        )
    if not free.applies[name]:
        return "its condition contradicts itself", f"mend the condition of {name}, or take it out", None
    if not free.applies[name].meets(anywhere):
        never = _never(free, name, anywhere)
        return f"no case comes to where {never}", f"mend the condition of {name}, or take it out", None
    aside = space.applies[name] & subject.reachable(space.topic)
    by = [one for one in space.policy.superiors[name] if (space.in_force[one] & aside)]
    if aside:
        why = f"wherever it applies it is set aside by {listed(by, 'or')}"
        return why, f"narrow {listed(by, 'or')}, or take out {name}", aside
    return "for these readings it does not apply, and for others it is set aside", f"take out {name}", None


def _readings(subject: Subject, alive: Region, anywhere: Region) -> str:
    found = readings_of(alive, anywhere, subject.policy.defaults) or []
    told = (" and ".join(words(alive.layout, name, values) for name, values in one.items()) for one in found)
    return "where " + "; or ".join(told)


def _never(space: TopicSpace, name: str, anywhere: Region) -> str:
    """What no case comes to: of the condition as little as is needed for that."""
    least = (constrained(space.layout, grown(space.layout, box, anywhere)) for box in space.applies[name].boxes)
    fewest = min(least, key=len)
    return " and ".join(words(space.layout, one, values) for one, values in fewest.items())
