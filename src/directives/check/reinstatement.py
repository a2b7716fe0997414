"""Reinstatement: verdicts that hold only because what would set a norm aside is itself set aside."""

from collections.abc import Iterator

from ..space.region import Region
from ..space.topic_space import TopicSpace
from .orders import without_reinstatement
from .subject import Raw, Subject, listed


def find_reinstatement(subject: Subject) -> Iterator[Raw]:
    """A norm is in force only because a norm that overrides it is itself set aside, and the verdict hangs on that.

    If norms that are set aside still set others aside, the status of the norm's action would be another there. Not
    reported where other norms give the action the same status all the same.

    Ask whether the text means it so; if not, narrow the norm that is back in force.
    """
    for space in subject.spaces():
        for name, norm in space.norms.items():
            for middle in space.policy.superiors[name]:
                for last in space.policy.superiors[middle]:
                    change = without_reinstatement(space, name, middle, last)
                    cells = change.cells(norm.action, subject.reachable(space.topic))
                    if region := Region.union(space.layout, cells):
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
        advice=f"ask whether the text means {name} to hold again there; if not, narrow {name}",
    )
