"""Whether any state of a topic gives an action a status: if none does, why; else one that does."""

from ..policy import Policy
from ..space import Arrays
from ..terms import Modality, Status
from . import wording
from .reach import every_status

GIVES = {
    Modality.RESERVE: Status.RESERVED,
    Modality.OBLIGE: Status.OBLIGATORY,
    Modality.FORBID: Status.FORBIDDEN,
    Modality.PERMIT: Status.PERMITTED,
    Modality.EXEMPT: Status.EXEMPT,
}
"""The status that a modality gives where nothing else is in force."""

WHATEVER = "whatever the facts, counts and readings"


def never(policy: Policy, topic: str, action: str, wanted: Status) -> tuple[str | None, dict[str, str | int] | None]:
    """Why no state of a topic gives an action the status, in words; or what would be enough for it.

    Neither, where the states are too many to try.

    >>> from directives import load_policy
    >>> never(load_policy(), "learner", "study_diligently", Status.FORBIDDEN)
    ('No norm of the policy forbids it, whatever the facts, counts and readings.', None)
    >>> never(load_policy(), "learner", "study_diligently", Status.EXEMPT)
    (None, {'access': 'denied'})
    """
    table = every_status(policy, topic, action, Arrays(policy))
    if table is None:
        return None, None
    if (instance := table.instance(wanted)) is not None:
        return None, instance
    return f"{_why(policy, topic, action, wanted)}, {WHATEVER}.", None


def _why(policy: Policy, topic: str, action: str, wanted: Status) -> str:
    norms = {name: norm for name, norm in policy.norms_of(topic).items() if norm.action == action}
    if not norms:
        return "No norm of the policy speaks of it"
    if wanted is Status.SILENT:
        return "There is always a norm in force on it"
    if wanted is Status.CONFLICT:
        return "No two norms that contradict one another on it are ever in force together"
    giving = [name for name, norm in norms.items() if GIVES[norm.modality] is wanted]
    if giving:
        would = "would make" if len(giving) == 1 else "would each make"
        return f"{wording.listed(giving)} {would} it {wanted.value}, but other norms always prevail"
    modality = next(one for one, status in GIVES.items() if status is wanted)
    return f"No norm of the policy {wording.VERBS[modality][0]}"
