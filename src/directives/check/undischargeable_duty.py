"""Undischargeable duties: owed from the first, and never to be done."""

from collections.abc import Iterator

from .owed import hopeless, left_open, unending
from .subject import Raw, Subject


def find_undischargeable_duty(subject: Subject) -> Iterator[Raw]:
    """An action becomes obligatory where no way on, whatever is done or happens, keeps it so until it can be done.

    Not reported where the action can be done later while it is still obligatory. That the duty may lapse undone is no
    discharge. It is told of every state in which such a duty is open.

    Narrow the norm to states in which it can be done, or let something that happens make it possible.
    """
    for space in subject.spaces():
        for action in space.actions:
            never = hopeless(subject, space.topic, action)
            if never:
                trails = left_open(subject, space.topic, action, arisen=never, shown=never)
                says = f"must {action.replace('_', ' ')}, which cannot be done then or ever while it is obligatory"
                advice = (
                    "narrow the norm to states in which it can be done, or let something that happens make it possible"
                )
                if trails.any.region:
                    yield unending(subject, space.topic, action, trails, says, advice)
