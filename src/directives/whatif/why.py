"""Why an action has its status at a moment: the argument as a tree, from norms down to the steps that set facts.

It decides nothing: the status is the verdict's, which norms are in force an evaluator's. How it is said is for
`why_page.py`.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Unpack

from ..condition import Model
from ..policy import Policy
from ..terms import Judgement, Status
from ..verdict import Evaluator, Ruling, Verdict, verdict
from . import wording
from .argument import Argument, Court
from .asked import Answer, Asked, Asking, Source, asked
from .outline import to_text
from .situation import Situation


class Outcome(Model):
    """What the status would be, were an unknown fact known to have a value, which `says` puts as a clause."""

    fact: str
    value: str
    status: Status
    says: str


class Why(Answer):
    """Why an action has its status: the arguments of every norm on it, and what an undetermined status hangs on.

    `judged` is what was said of doing the action, where the step is just that; `remarks` are words.
    """

    judged: Judgement | None = None
    arguments: tuple[Argument, ...]
    depends_on: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The answer in plain words, as `directives why` prints it."""
        from .why_page import why_page  # it tells answers, so it stands above them

        return to_text(why_page(self))


def why(scenario: Source, action: str, **asking: Unpack[Asking]) -> Why:
    """Why an action has its status in a scenario.

    `asking` may give `case`, `step` (the last by default), `policy`, `readings`, `engine` and `literal`. Raises
    FaultsError for what is wrong in the scenario or in the question.

    >>> student = {"scenario": "A student", "case": {"topic": "learner", "access": "denied"}}
    >>> answer = why(student, "study_diligently", engine="arrays")
    >>> answer.status.value, [(one.norm, one.standing.value) for one in answer.arguments]
    ('exempt', [('ST.2a', 'set aside'), ('ST.2b', 'in force')])
    """
    return answered(asked(scenario, action, **asking))


def answered(question: Asked) -> Why:
    """The answer to a question that has been found."""
    moment = wording.moment(question.scenario, question.policy, question.case, question.step)
    found = argued(question.situation(), question.evaluator, question.action, question.scenario.scenario, moment)
    return found.model_copy(update={"step": question.step, "at": question.moment.at, "judged": question.judged})


def argued(here: Situation, evaluator: Evaluator, action: str, title: str, moment: str) -> Why:
    """Why an action of a case has its status in a situation."""
    court = Court.of(here, evaluator)
    found = verdict(here.policy, here.topic, here.states(), evaluator)
    ruling = found.rulings[action]
    return Why(
        scenario=title,
        policy=here.policy.policy,
        readings=dict(here.readings),
        case=here.case,
        topic=here.topic,
        step=0,
        at=None,
        moment=moment,
        action=action,
        status=ruling.status,
        sentence=wording.headline(here.policy, action, ruling.status),
        arguments=court.arguments(action),
        depends_on=ruling.depends_on,
        outcomes=tuple(_outcomes(here, evaluator, action, ruling)),
        remarks=tuple(_remarks(here.policy, action, found)),
    )


def _outcomes(here: Situation, evaluator: Evaluator, action: str, ruling: Ruling) -> Iterator[Outcome]:
    """The status for each value of each fact on which it depends, the other facts as little known as before."""
    for fact in ruling.depends_on:
        for value in here.possible(fact) if fact in here.policy.facts else ():
            states = replace(here, known=here.known.after({fact: value})).states()
            found = verdict(here.policy, here.topic, states, evaluator).rulings[action]
            says = wording.means(here.policy, fact, [value])
            yield Outcome(fact=fact, value=value, status=found.status, says=says)


def _remarks(policy: Policy, action: str, found: Verdict) -> Iterator[str]:
    """What else one should know: a strained principle, a clash, a duty that cannot be done."""
    for name in found.rulings[action].strains:
        yield f"Doing it strains a principle, {name}: {policy.principles[name].says}"
    for both in policy.incompatible:
        if action in both.pair and both.pair in found.clashes:
            other = next(one for one in both.pair if one != action)
            yield f"It clashes with another duty: we must also {wording.does(policy.actions[other])}, but {both.why}."
    if action in found.impossible:
        yield "It cannot be done here, so the duty is an impossible one."
