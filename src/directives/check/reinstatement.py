"""Reinstatement: verdicts that hold only because what would set a norm aside is itself set aside."""

from collections.abc import Iterator

from ..space.region import Region
from ..space.topic_space import TopicSpace
from .changes import changed
from .subject import Raw, Subject, listed


def find_reinstatement(subject: Subject) -> Iterator[Raw]:
    """A norm is in force only because a norm that overrides it is itself set aside, and the verdict hangs on that.

    If norms that are set aside still set others aside, the status of the norm's action would be another there. Not
    reported where other norms give the action the same status all the same.

    Ask whether the text means it so; if not, let the last norm of the chain override the first as well.
    """
    for space in subject.spaces():
        aside = {name: region for name in space.norms if (region := _never_back(space, name)) is not None}
        hanging = dict(changed(space, aside, subject.reachable(space.topic)))
        for name in aside:
            if space.norms[name].action in hanging:
                yield from _chains(subject, space, name, hanging[space.norms[name].action])


def _never_back(space: TopicSpace, name: str) -> Region | None:
    """Where the norm would be in force if norms set aside still set others aside; None if that is where it is."""
    found = space.in_force[name]
    for superior in space.policy.superiors[name]:
        if superior in space.norms:
            found = found - space.applies[superior]
    return found if space.in_force[name] - found else None


def _chains(subject: Subject, space: TopicSpace, name: str, hanging: Region) -> Iterator[Raw]:
    """A finding for each norm that would set this one aside and each that sets that one aside."""
    for middle in space.policy.superiors[name]:
        there = space.in_force[name] & space.applies[middle] & hanging
        for last in space.policy.superiors[middle] if there else ():
            if region := there & space.in_force[last]:
                yield _raw(subject, space, (name, middle, last), region)


def _raw(subject: Subject, space: TopicSpace, chain: tuple[str, str, str], region: Region) -> Raw:
    name, middle, last = chain
    back = [one for one in space.policy.superiors[last] if space.applies[one].meets(region)]
    further = f", which is itself in force only because {listed(back)} is set aside" if back else ""
    return Raw(
        topic=space.topic,
        says=f"{subject.say(name)} is in force only because {subject.say(last)} sets aside {subject.say(middle)}, "
        f"which would set it aside{further}",
        region=region,
        actions=(space.norms[name].action,),
        norms=chain,
        advice=f"ask whether the text means {name} to hold again there; if not, let {last} override it as well",
    )
