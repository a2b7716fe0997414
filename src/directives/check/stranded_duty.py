"""Stranded duties: they could have been discharged, were not, and now never can be."""

from collections.abc import Iterator

from .owed import hopeless, left_open, unending
from .subject import Raw, Subject


def find_stranded_duty(subject: Subject) -> Iterator[Raw]:
    """A duty that can be discharged when it arises, or later, may come to be open for ever, never to be done again.

    Not reported once it was discharged or has lapsed. A continuous action is not over by being done: it counts as kept
    up wherever it can be done, and is reported where it is still obligatory and can never be kept up again.

    Let the duty lapse there, keep what it needs from being lost, or say until when it must be done.
    """
    for space in subject.spaces():
        for action in space.actions:
            never = hopeless(subject, space.topic, action)
            if never:
                arisen = space.everything - never
                trails = left_open(subject, space.topic, action, arisen=arisen, shown=never)
                says = f"we must {subject.does(action)}, and could once but never can again as long as we must"
                advice = "let the duty lapse there, or say until when it must be done"
                if trails.any.region:
                    yield unending(subject, space.topic, action, trails, says, advice)
