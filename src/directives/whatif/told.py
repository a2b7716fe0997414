"""Small pieces of the sentences that what-ifs are told with; which of them to say, the tellings decide."""

from collections.abc import Sequence

from ..play.telling import STILL, WORDS, words
from ..policy import Policy
from ..scenario import Step
from ..terms import Status
from .wording import VERBS, listed, raised, told


def said(status: str | None) -> str:
    """How a status is said; one that is not there is silence.

    >>> said("forbidden")
    'must not'
    """
    return WORDS[Status(status)] if status else WORDS[Status.SILENT]


def said_of(status: str | None, action: str) -> str:
    """A status with its action.

    >>> said_of("forbidden", "send_back"), said_of("silent", "send_back")
    ('must not send back', 'silent on send back')
    """
    return f"{STILL.get(Status(status), said(status)) if status else 'silent on'} {words(action)}"


def instead(after: object, before: object) -> str:
    """A value and the one that it stands in for.

    >>> instead("not_yet", "obtained")
    'not yet instead of obtained'
    """
    return f"{words(str(after))}{', as before' if after == before else f' instead of {words(str(before))}'}"


def unlike(policy: Policy, name: str, after: str | int | None, before: str | int | None) -> str:
    """What a fact, counter or reading is, in the policy's words where it has some, and what it was.

    >>> from directives import load_policy
    >>> unlike(load_policy(), "contract", "running", "expired"), unlike(load_policy(), "retention_attempts", 1, 2)
    ('the contract is running (instead of expired)', 'the number of retention attempts is 1 instead of 2')
    >>> unlike(load_policy(), "contract", "running", "running"), unlike(load_policy(), "period_days", 30, 30)
    ('the contract is running (as before)', 'the reading period days is 30, as before')
    """
    fact = policy.facts.get(name)
    if fact is not None and after in fact.means:
        return f"{fact.means[str(after)]} ({'as before' if after == before else f'instead of {words(str(before))}'})"
    what = "reading " if name in policy.readings else "" if fact else "number of "
    return f"the {what}{words(name)} is {instead(after, before)}"


def step_sentence(step: Step, policy: Policy) -> str:
    """What happens at a step, as `run` tells it."""
    return told(policy, step.event, step.action) if step.name else "How things stand now."


def directing(norms: Sequence[str], policy: Policy) -> str:
    """What some norms in force do with an action.

    >>> from directives import load_policy
    >>> directing(["SP.1a", "SP.1d"], load_policy())
    'SP.1a forbids it and SP.1d forbids it'
    """
    return listed([f"{name} {VERBS[policy.norms[name].modality][0]}" for name in norms]) or "no norm speaks of it"


def directed(norms: Sequence[str], policy: Policy) -> str:
    """The same of a story that is not told any more.

    >>> from directives import load_policy
    >>> directed(["SP.1a"], load_policy())
    'SP.1a forbade it'
    """
    return listed([f"{name} {VERBS[policy.norms[name].modality][2]}" for name in norms]) or "no norm spoke of it"


def sentence(clause: str) -> str:
    """A clause as a sentence.

    >>> sentence("necessity is ordinary")
    'Necessity is ordinary.'
    """
    return f"{raised(clause).rstrip('.')}."
