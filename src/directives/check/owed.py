"""Duties over time, as more than one check sees them: those never to be discharged any more, and how they arose."""

from ..space.paths import Followed, Paths, Trail
from ..space.region import Region
from ..terms import Modality, Status
from .subject import Raw, Subject, Trails


def hopeless(subject: Subject, topic: str, action: str) -> Region:
    """Where an action is obligatory and no way on, whatever is done or happens, keeps it so until it can be done."""
    space = subject.space(topic)
    obligatory = space.status(action, Status.OBLIGATORY) & subject.reachable(topic)
    doable = obligatory & space.can(space.actions[action])
    if obligatory.within(doable):
        return Region(space.layout, ())
    return obligatory - Paths(subject.any_conduct, topic).leading(doable, within=obligatory)


def left_open(subject: Subject, topic: str, action: str, arisen: Region, shown: Region) -> Trails:
    """The ways on which a duty that arises in some states is still open in others that are to be shown."""
    space = subject.space(topic)
    obligatory = space.status(action, Status.OBLIGATORY)
    one = Followed(action, obligatory, obligatory, arisen, ends=not space.actions[action].continuous)
    both = (Paths(reach, topic, [one]) for reach in (subject.any_conduct, subject.compliant_conduct))
    return Trails(*(Trail(paths, paths.open(action) & paths.lifted(shown)) for paths in both))


def unending(subject: Subject, topic: str, action: str, trails: Trails, says: str, advice: str) -> Raw:
    """What a check saw of a duty that can never be discharged any more."""
    space, region = subject.space(topic), trails.any.region
    obliging = subject.on(topic, action, Modality.OBLIGE)
    return Raw(
        topic=topic,
        says=says,
        region=region,
        actions=(action,),
        norms=tuple(one for one in obliging if space.in_force[one].meets(region)),
        advice=advice,
        trails=trails,
    )
