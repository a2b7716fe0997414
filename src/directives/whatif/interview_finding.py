"""What an interview came to: the verdict, its argument, what was asked and what need not be known."""

from typing import Literal

from ..condition import Model
from ..play import evaluator_for
from ..scenario import Scenario
from ..terms import Status
from . import wording
from .interview import Answer, Interview
from .interview_story import story
from .outline import to_text
from .told import sentence
from .why import Why, argued


class Finding(Model):
    """The end of an interview: the status of each action asked about, and why.

    `answers` gives each answer in order, null for what is not known; `unasked` are the facts and counters on which
    nothing hung; `told` and `spared` put both in words; `chosen` are the readings that are not the default.
    """

    format: Literal[1] = 1
    policy: str
    topic: str
    says: str
    readings: dict[str, str | int]
    chosen: dict[str, str | int] = {}
    answers: dict[str, Answer]
    told: tuple[str, ...]
    unasked: tuple[str, ...]
    spared: tuple[str, ...] = ()
    statuses: dict[str, Status]
    whys: tuple[Why, ...]

    def __str__(self) -> str:
        """The finding in plain words, as `directives ask` prints it."""
        from .interview_page import finding_page  # it tells findings, so it stands above them

        return to_text(finding_page(self))


def finding(interview: Interview, engine: str | None = None) -> Finding:
    """The verdict on what is known, and its argument.

    >>> from directives import load_policy
    >>> found = finding(Interview(load_policy(), "learner", answers={"access": "denied"}), "arrays")
    >>> found.statuses["study_diligently"].value, found.unasked
    ('exempt', ('standing',))
    """
    here = interview.situation()
    evaluator = evaluator_for(interview.policy, engine)
    title = f"An interview about {interview.policy.topics[interview.topic].says.rstrip('.')}"
    whys = tuple(argued(here, evaluator, action, title, "As things stand.") for action in interview.actions)
    return Finding(
        policy=interview.policy.policy,
        topic=interview.topic,
        says=title,
        readings=dict(interview.readings),
        chosen={name: value for name, value in interview.readings.items() if value != interview.policy.defaults[name]},
        answers=dict(interview.answers),
        told=tuple(interview.told()),
        unasked=interview.unasked,
        spared=tuple(wording.about(interview.policy, name) for name in interview.unasked),
        statuses={one.action: one.status for one in whys},
        whys=whys,
    )


def scenario_of(interview: Interview, found: Finding) -> Scenario:
    """The interview as a scenario that expects what was found; raises FaultsError where no scenario can be so."""
    about = sentence("; ".join(found.told)) if found.told else ""
    return story(interview.situation(), found.says, about, found.statuses)
