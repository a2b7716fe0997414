"""Undischargeable duties: owed from the first, and never to be done."""

from collections.abc import Iterator

from .owed import hopeless, left_open, unending
from .subject import Raw, Subject


def find_undischargeable_duty(subject: Subject) -> Iterator[Raw]:
    """An action becomes obligatory and, whatever is done or happens, can never be done as long as it stays so.

    Not reported where the duty can be discharged later on. That it may lapse undone is no discharge. Told of every
    state in which such a duty is open.

    Narrow the norm to states in which the action can be done, or let something that happens make it possible.
    """
    for space in subject.spaces():
        for action in space.actions:
            never = hopeless(subject, space.topic, action)
            if never:
                trails = left_open(subject, space.topic, action, arisen=never, shown=never)
                says = f"we must {subject.does(action)}, and can neither then nor later as long as we must"
                advice = "narrow the norm to states in which it can be done, or let some event make it possible"
                if trails.any.region:
                    yield unending(subject, space.topic, action, trails, says, advice)
