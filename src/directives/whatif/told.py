"""Small pieces of the sentences that what-ifs are told with; which of them to say, the tellings decide."""

from collections.abc import Sequence

from ..play.telling import DIRECTS, words
from ..policy import Policy
from ..scenario import Step
from ..terms import Modality, Status

SAYS = {
    Status.CONFLICT: "conflict",
    Status.OBLIGATORY: "must",
    Status.FORBIDDEN: "must not",
    Status.PERMITTED: "may",
    Status.EXEMPT: "need not",
    Status.RESERVED: "reserved",
    Status.UNDETERMINED: "depends",
    Status.SILENT: "silent",
}
"""How each status is said, as `run` does."""

_BEFORE_AN_ACTION = {
    Status.CONFLICT: "conflict over",
    Status.RESERVED: "reserved:",
    Status.UNDETERMINED: "undecided on",
    Status.SILENT: "silent on",
}
_DIRECTED = {
    Modality.OBLIGE: "obliged it",
    Modality.FORBID: "forbade it",
    Modality.PERMIT: "permitted it",
    Modality.EXEMPT: "exempted from it",
    Modality.RESERVE: "reserved it",
}


def said(status: str | None) -> str:
    """How a status is said; one that is not there is silence.

    >>> said("forbidden")
    'must not'
    """
    return SAYS[Status(status)] if status else SAYS[Status.SILENT]


def said_of(status: str | None, action: str) -> str:
    """A status with its action.

    >>> said_of("forbidden", "send_back"), said_of("silent", "send_back")
    ('must not send back', 'silent on send back')
    """
    return f"{_BEFORE_AN_ACTION.get(Status(status), said(status)) if status else 'silent on'} {words(action)}"


def instead(after: object, before: object) -> str:
    """A value and the one that it stands in for.

    >>> instead("not_yet", "obtained")
    'not yet instead of obtained'
    """
    return f"{words(str(after))} instead of {words(str(before))}"


def unlike(name: str, after: str | int | None, before: str | int | None, reading: bool = False) -> str:
    """What a fact, counter or reading is, and what it was.

    >>> unlike("contract", "running", "expired"), unlike("retention_attempts", 1, 2)
    ('the contract is running instead of expired', 'the number of retention attempts is 1 instead of 2')
    """
    what = "reading " if reading else "number of " if isinstance(after, int) else ""
    return f"the {what}{words(name)} is {instead(after, before)}"


def step_sentence(step: Step, policy: Policy) -> str:
    """What happens at a step, as `run` tells it."""
    if step.event is not None:
        return policy.events[step.event].says
    if step.action is not None:
        return f"We {policy.actions[step.action].says.rstrip('.')}."
    return "How things stand now."


def directing(norms: Sequence[str], policy: Policy) -> str:
    """What some norms in force do with an action.

    >>> from directives import load_policy
    >>> directing(["SP.1a", "SP.1d"], load_policy())
    'SP.1a forbids it and SP.1d forbids it'
    """
    return listed([f"{name} {DIRECTS[policy.norms[name].modality]} it" for name in norms]) or "no norm speaks of it"


def directed(norms: Sequence[str], policy: Policy) -> str:
    """The same of a story that is not told any more.

    >>> from directives import load_policy
    >>> directed(["SP.1a"], load_policy())
    'SP.1a forbade it'
    """
    return listed([f"{name} {_DIRECTED[policy.norms[name].modality]}" for name in norms]) or "no norm spoke of it"


def listed(some: Sequence[str], last: str = "and") -> str:
    """Words in a row.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return f" {last} ".join([", ".join(some[:-1]), some[-1]] if len(some) > 1 else some)


def raised(sentence: str) -> str:
    """A sentence that begins large and ends in one full stop.

    >>> raised("necessity is ordinary")
    'Necessity is ordinary.'
    """
    return f"{sentence[:1].upper()}{sentence[1:].rstrip('.')}."
