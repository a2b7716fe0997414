"""Why an action does not have a status: for each norm that would give it what is in its way and what it would take.

Whether any state at all gives the status is found by trying every one of them (`reach.py`).
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Unpack

from ..condition import Among, Branch, Count, Model, Test
from ..policy import MOST_COUNTED, Policy
from ..terms import Status
from ..verdict import OPPOSED, status_of
from . import wording
from .argument import Argument, Court, Standing
from .asked import Answer, Asked, Asking, Source, asked, given_status
from .never import GIVES, never
from .outline import to_text
from .situation import Situation
from .takes import Take, opposite, take

MOST_WAYS = 200
"""Alternatives of what it would take; more are not told."""


class Way(Model):
    """A set of things that it would take, all of them together."""

    takes: tuple[Take, ...]


class Candidate(Model):
    """A norm that would give the status (or, for `silent`, that stands in its way), and what it would take.

    `ways` are alternatives: any one of them would do as far as this norm goes. Where the norm is set aside they end the
    norms that set it aside; for `silent` they end the norm itself. `against` names the norms now in force beside which
    it would not give the status even then.
    """

    argument: Argument
    ways: tuple[Way, ...] = ()
    against: tuple[str, ...] = ()


class WhyNot(Answer):
    """Why an action does not have a status: every norm that would give it, and what is in its way.

    `status` is what the action has instead, `against` the norms in force that make it so. `never` says, where it is so,
    that no state of the topic gives the wanted status, and why. `unknown` puts what it depends on in words.
    """

    wanted: Status
    question: str
    against: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    depends_on: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    never: str | None = None

    def __str__(self) -> str:
        """The answer in plain words, as `directives why-not` prints it."""
        from .why_not_page import why_not_page  # it tells answers, so it stands above them

        return to_text(why_not_page(self))


def why_not(scenario: Source, action: str, status: str | Status, **asking: Unpack[Asking]) -> WhyNot:
    """Why an action does not have a status in a scenario.

    `asking` may give `case`, `step` (the last by default), `policy`, `readings`, `engine` and `literal`. Raises
    FaultsError for what is wrong in the scenario or in the question.

    >>> student = {"scenario": "A student", "case": {"topic": "learner", "standing": "trainee"}}
    >>> answer = why_not(student, "study_diligently", "exempt", engine="arrays")
    >>> [leaf.says for leaf in answer.candidates[0].argument.ways[0].failed]
    ['the learner is let in to study']
    >>> why_not(student, "study_diligently", "forbidden", engine="arrays").never
    'No norm of the policy forbids it, whatever the facts, counts and readings.'
    """
    wanted = given_status(status)
    return _answered(asked(scenario, action, **asking), wanted)


def _answered(question: Asked, wanted: Status) -> WhyNot:
    policy, ruling = question.policy, question.ruling
    court = Court.of(question.situation(), question.evaluator)
    arguments = court.arguments(question.action)
    in_force = [one for one in arguments if one.standing is Standing.IN_FORCE]
    concerned = [one for one in arguments if _would(policy, arguments, one, wanted)] if ruling.status != wanted else []
    return WhyNot(
        **question.answered(),
        wanted=wanted,
        question=wording.question(policy, question.action, wanted),
        against=tuple(one.norm for one in in_force),
        candidates=tuple(_candidate(court, one, wanted, in_force) for one in concerned),
        depends_on=ruling.depends_on,
        unknown=tuple(wording.to_know(policy, name) for name in ruling.depends_on),
        never=never(policy, question.topic, question.action, wanted)[0] if ruling.status != wanted else None,
    )


def _candidate(court: Court, one: Argument, wanted: Status, in_force: Sequence[Argument]) -> Candidate:
    against = _outweighing(court, one, wanted, in_force)
    ways = tuple(_ways(court, one, wanted, against))
    left = () if one.standing is Standing.IN_FORCE else (name for name in against if name not in one.set_aside_by)
    return Candidate(argument=one, ways=ways, against=tuple(left))


def _would(policy: Policy, arguments: Sequence[Argument], one: Argument, wanted: Status) -> bool:
    """Whether a norm on the action is one that the status takes, or for `silent` one that is in its way."""
    if wanted is Status.SILENT:
        return one.standing in (Standing.IN_FORCE, Standing.OPEN)
    if wanted is Status.CONFLICT:
        return any(_torn(policy, one, other) for other in arguments)
    return GIVES[one.modality] is wanted


def _torn(policy: Policy, one: Argument, other: Argument) -> bool:
    """Whether two norms contradict one another and neither overrides the other."""
    opposed = frozenset((one.modality, other.modality)) in OPPOSED
    return opposed and other.norm not in policy.superiors[one.norm] and one.norm not in policy.superiors[other.norm]


def _ways(court: Court, one: Argument, wanted: Status, against: Sequence[str]) -> Iterator[Way]:
    """What it would take, in alternatives; those that take least first."""
    policy = court.situation.policy
    own = policy.branches[one.norm]
    if wanted is Status.SILENT:
        found = _ended(court, (one.norm,), ())
    elif one.standing is Standing.SET_ASIDE:
        found = _ended(court, one.set_aside_by, own)
    elif one.standing is Standing.IN_FORCE:
        found = _ended(court, against, own) if against else []
    else:
        found = _begun(court, one.norm)
        if () in found:  # it applies: whether it stands hangs on its superiors
            found = _ended(court, [name for name in policy.superiors[one.norm] if _may_stand(court, name)], own)
    for tests in sorted(found, key=len):
        yield Way(takes=tuple(take(court, test) for test in court.in_order(tests)))


def _may_stand(court: Court, norm: str) -> bool:
    return court.standing(norm) in (Standing.IN_FORCE, Standing.OPEN)


def _begun(court: Court, norm: str) -> list[Branch]:
    """For each alternative of a norm the conditions that do not hold, unless another takes less."""
    every = court.situation.policy.branches[norm]
    found = [frozenset(test for test in branch if court.leaf(test).holds is not True) for branch in every]
    return [tuple(one) for one in dict.fromkeys(found) if not any(other < one for other in found)]


def _ended(court: Court, norms: Sequence[str], keeping: Sequence[Branch]) -> list[Branch]:
    """The sets of conditions that would end all the norms, and leave some alternative of those to be kept possible."""
    here = court.situation
    found = [frozenset[Test]()]
    for norm in norms:
        found = [one | other for one in found for other in _ending(court, norm)][:MOST_WAYS]
    fitting = [one for one in dict.fromkeys(found) if not keeping or any(_fit(here, (*one, *kept)) for kept in keeping)]
    return [tuple(one) for one in fitting if _fit(here, one) and not any(other < one for other in fitting)]


def _ending(court: Court, norm: str) -> list[frozenset[Test]]:
    """What would end a norm: that every alternative by which it applies failed, or that a superior of it applied."""
    here = court.situation
    holding = [one for one in here.policy.branches[norm] if not any(court.leaf(test).holds is False for test in one)]
    failing = itertools.product(*([opposite(here, test) for test in one] for one in holding))
    found = [frozenset(one) for one in itertools.islice(failing, MOST_WAYS)]
    return [*found, *(frozenset(one) for name in here.policy.superiors[norm] for one in _begun(court, name) if one)]


def _fit(here: Situation, tests: Iterable[Test], loosely: bool = True) -> bool:
    """Whether one state could pass all the tests: loosely, under some readings, else with the readings as they are."""
    left: dict[str, frozenset[str | int]] = {}
    least: dict[str, int] = {}
    below: dict[str, int] = {}
    for test in tests:
        if isinstance(test, Among):
            left[test.name] = left.get(test.name, test.values) & test.values
        elif test.at_least:
            least[test.name] = max(least.get(test.name, 0), _bounds(here, test, loosely)[0])
        else:
            below[test.name] = min(below.get(test.name, MOST_COUNTED), _bounds(here, test, loosely)[-1])
    return all(left.values()) and all(least.get(name, 0) < bound for name, bound in below.items())


def _bounds(here: Situation, test: Count, loosely: bool) -> Sequence[int]:
    """What a test may hold its counter against, in order."""
    if loosely and isinstance(test.threshold, str):
        return sorted(int(value) for value in here.policy.readings[test.threshold].domain)
    return [wording.bound(here, test)]


def _outweighing(court: Court, one: Argument, wanted: Status, in_force: Sequence[Argument]) -> list[str]:
    """The norms in force beside which the norm would not give the status, and which it does not set aside."""
    policy = court.situation.policy
    if wanted in (Status.SILENT, Status.CONFLICT):
        return []
    return [
        other.norm
        for other in in_force
        if other.norm != one.norm
        and one.norm not in policy.superiors[other.norm]
        and status_of((one.modality, other.modality)) is not wanted
        and _together(court, one.norm, other.norm)
    ]


def _together(court: Court, norm: str, other: str) -> bool:
    """Whether one norm could apply beside another that applies as it does now."""
    here = court.situation
    standing = [one for one in here.policy.branches[other] if not any(court.leaf(test).holds is False for test in one)]
    return any(_fit(here, (*one, *two), loosely=False) for one in here.policy.branches[norm] for two in standing)
