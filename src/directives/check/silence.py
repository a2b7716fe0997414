"""Silences: actions that could be done and that no norm speaks of."""

from collections.abc import Iterator

from .subject import Raw, Subject


def find_silence(subject: Subject) -> Iterator[Raw]:
    """An action can be done in a state in which no norm in force speaks of it.

    Not reported for settled cases, nor where a norm reserves, permits, forbids, obliges or exempts.
    """
    for space in subject.spaces():
        for name, action in space.actions.items():
            region = space.can(action) - space.settled - space.regulated(name)
            if region:
                speaking = subject.on(space.topic, name)
                yield Raw(
                    topic=space.topic,
                    says=f"nothing is said of whether to {name.replace('_', ' ')}",
                    region=region,
                    actions=(name,),
                    norms=tuple(speaking),
                    advice=f"permit, forbid or oblige {name.replace('_', ' ')} there, or leave it free on purpose",
                )
