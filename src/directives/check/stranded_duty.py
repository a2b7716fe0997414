"""Stranded duties: they could have been discharged, were not, and now never can be."""

from collections.abc import Iterator

from .owed import hopeless, left_open, unending
from .subject import Raw, Subject


def find_stranded_duty(subject: Subject) -> Iterator[Raw]:
    """A duty arises where it can be discharged sooner or later, and some way leads on to where it is open for ever.

    Open for ever: still obligatory, undone, and on no way on to be done while it is obligatory. Not reported once the
    action was done. A continuous action is never over by being done: it is taken as kept up wherever it can be done,
    and is reported where it is obligatory still and can never be kept up again.

    Let the duty lapse there, keep what it needs from being lost, or say until when it must be done.
    """
    for space in subject.spaces():
        for action in space.actions:
            never = hopeless(subject, space.topic, action)
            if never:
                arisen = space.everything - never
                trails = left_open(subject, space.topic, action, arisen=arisen, shown=never)
                says = f"must {action.replace('_', ' ')}, which was possible once and never will be again"
                advice = (
                    "let the duty lapse there, keep what it needs from being lost, or say until when it must be done"
                )
                if trails.any.region:
                    yield unending(subject, space.topic, action, trails, says, advice)
