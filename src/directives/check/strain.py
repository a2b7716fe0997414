"""Strains: verdicts that allow or demand what strains a principle of the text."""

from collections.abc import Iterator

from ..terms import Modality, Status
from .subject import Raw, Subject

SAID = {Status.PERMITTED: ("we may", Modality.PERMIT), Status.OBLIGATORY: ("we must", Modality.OBLIGE)}


def find_strain(subject: Subject) -> Iterator[Raw]:
    """An action that strains a principle can be done, and the verdict permits or obliges it.

    Not reported for settled cases. A strain is no fault: it shows where the text itself leans away from a principle.

    See whether the text means the principle to give way there; if not, narrow the norm.
    """
    for space in subject.spaces():
        for action in space.actions:
            for principle in subject.policy.strains(action):
                for status, (said, modality) in SAID.items():
                    able = space.status(action, status) & space.can(space.actions[action])
                    region = (able - space.settled) & subject.reachable(space.topic)
                    if region:
                        norms = subject.on(space.topic, action, modality)
                        yield Raw(
                            topic=space.topic,
                            says=f"{said} {subject.does(action)}, though that strains {subject.holds(principle)}",
                            region=region,
                            actions=(action,),
                            norms=tuple(name for name in norms if space.in_force[name].meets(region)),
                            advice=f"see whether the text means {principle} to give way there; if not, narrow the norm",
                            key=f"{principle} {status.value}",
                        )
