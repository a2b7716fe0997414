"""Gaps: matters not yet settled on which the text says nothing at all."""

from collections.abc import Iterator

from ..space.region import Region
from .subject import Raw, Subject


def find_gap(subject: Subject) -> Iterator[Raw]:
    """A case that is not settled is in a state in which no norm of its topic is in force.

    Not reported where a norm reserves the matter (that is silence by design), nor for settled cases.
    """
    for space in subject.spaces():
        # where a norm applies, some norm is in force: a highest one of those that apply
        applying = Region.union(space.layout, (box for name in space.norms for box in space.applies[name].boxes))
        region = subject.reachable(space.topic) - space.settled - applying
        if region:
            yield Raw(
                topic=space.topic,
                says=f"on an unsettled {space.topic.replace('_', ' ')} no norm is in force",
                region=region,
                advice="regulate these states, or say in `settled` that nothing is left to do in them",
            )
