"""From norms in force to a verdict: statuses, clashes, impossible duties, judgement.

This is the only place that decides them (DESIGN 2). Which norms are in force is an evaluator's
business; time, duties and counters are the timeline's.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from .condition import Model, State
from .policy import Action, Policy
from .terms import Judgement, Modality, Status

V = TypeVar("V")


@dataclass(frozen=True)
class Evaluation:
    """What an evaluator says of one state.

    `in_force` names norms; `set_aside` gives for each norm that applies and is not in force the norms
    in force that override it, sorted; `matched` gives for each norm that applies and each claim that
    holds the facts, counters and readings that the alternatives of its condition which hold speak of,
    with their values; `conclusions` is what the claims assert.
    """

    in_force: frozenset[str]
    set_aside: Mapping[str, tuple[str, ...]]
    matched: Mapping[str, Mapping[str, str | int]]
    conclusions: Mapping[str, str]


class Evaluator(Protocol):
    """Whatever can tell which norms are in force in a state."""

    @property
    def name(self) -> str:
        """What `--engine` calls it."""

    def evaluate(self, topic: str, state: State) -> Evaluation:
        """The norms of the topic in force in a complete state, and why."""


class SetAside(Model):
    """A norm that applies and is overridden, and by which norms in force."""

    norm: str
    by: tuple[str, ...]


class Ruling(Model):
    """What a verdict says of one action.

    `norms` are those in force on it, sorted; `open` those in force on some completions of the unknown
    facts only; `depends_on` the unknown facts on which an undetermined status hangs; `because` the
    facts that each norm in force or set aside matched; `strains` the principles strained by doing it.
    """

    status: Status
    norms: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    open: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    because: dict[str, dict[str, str | int]] = {}
    strains: tuple[str, ...] = ()


class Verdict(Model):
    """What holds of one case at one moment: a ruling for each action of its topic, and what follows."""

    rulings: dict[str, Ruling]
    clashes: tuple[tuple[str, str], ...] = ()
    impossible: tuple[str, ...] = ()
    conclusions: dict[str, str] = {}
    claims: tuple[str, ...] = ()
    """The claims whose conditions hold whatever the unknown facts are."""


JUDGEMENT = {
    Status.FORBIDDEN: Judgement.VIOLATION,
    Status.OBLIGATORY: Judgement.COMPLIANT,
    Status.PERMITTED: Judgement.COMPLIANT,
    Status.EXEMPT: Judgement.UNREGULATED,
    Status.SILENT: Judgement.UNREGULATED,
    Status.CONFLICT: Judgement.CONTESTED,
    Status.RESERVED: Judgement.PREMATURE,
}
"""What each status says of doing the action (DESIGN 2, judgement)."""

_ALONE = (
    (Modality.RESERVE, Status.RESERVED),
    (Modality.OBLIGE, Status.OBLIGATORY),
    (Modality.FORBID, Status.FORBIDDEN),
    (Modality.PERMIT, Status.PERMITTED),
    (Modality.EXEMPT, Status.EXEMPT),
)

OPPOSED = frozenset(
    frozenset(pair)
    for pair in (
        (Modality.OBLIGE, Modality.FORBID),
        (Modality.OBLIGE, Modality.EXEMPT),
        (Modality.FORBID, Modality.PERMIT),
        *((Modality.RESERVE, other) for other in Modality if other is not Modality.RESERVE),
    )
)
"""The pairs of modalities that conflict when both are in force on one action (DESIGN 2, status)."""


def status_of(modalities: Iterable[Modality]) -> Status:
    """The status that the modalities of the norms in force give an action (DESIGN 2, status).

    >>> status_of([Modality.PERMIT, Modality.OBLIGE])
    <Status.OBLIGATORY: 'obligatory'>
    >>> status_of([Modality.PERMIT, Modality.FORBID])
    <Status.CONFLICT: 'conflict'>
    """
    present = frozenset(modalities)
    if any(pair <= present for pair in OPPOSED):
        return Status.CONFLICT
    return next((status for modality, status in _ALONE if modality in present), Status.SILENT)


def verdict(
    policy: Policy,
    topic: str,
    states: Sequence[State],
    evaluator: Evaluator,
    about: Collection[str] | None = None,
) -> Verdict:
    """The verdict on a case of the topic that may be in any of the states (one, if all facts are known).

    The states are all completions of the unknown facts: a product over the facts (DESIGN 2, unknown facts). Only the
    actions that it is `about` are ruled on, by default all.
    """
    evaluations = [evaluator.evaluate(topic, state) for state in states]
    actions = {name: one for name, one in policy.actions_of(topic).items() if about is None or name in about}
    said = _Said(
        policy, states, evaluations, [_by_action(policy, one.in_force, about) for one in evaluations],
        _by_action(policy, evaluations[0].set_aside, about),
    )  # fmt: skip
    statuses = {name: said.statuses(name) for name in actions}
    return Verdict(
        rulings={name: said.ruling(name, statuses[name]) for name in actions},
        clashes=tuple(
            both.pair
            for both in policy.incompatible
            if all(name in actions for name in both.pair)
            and all(_certain(statuses[name], Status.OBLIGATORY) for name in both.pair)
        ),
        impossible=tuple(
            name
            for name, action in actions.items()
            if _certain(statuses[name], Status.OBLIGATORY)
            and not any(can_happen(policy, action, state) for state in states)
        ),
        conclusions=_shared([one.conclusions for one in evaluations]),
        claims=tuple(name for name in policy.claims_of(topic) if all(name in one.matched for one in evaluations)),
    )


def judgement(policy: Policy, topic: str, action: str, states: Sequence[State], evaluator: Evaluator) -> Judgement:
    """What the norms in force say of doing the action in any of the states (DESIGN 2, judgement).

    The states are those just before it in which its needs held.
    """
    in_force = (_by_action(policy, evaluator.evaluate(topic, state).in_force) for state in states)
    said = {JUDGEMENT[_status(policy, one.get(action, ()))] for one in in_force}
    return said.pop() if len(said) == 1 else Judgement.UNDETERMINED


def can_happen(policy: Policy, occurrence: Action, state: State) -> bool:
    """Whether the state meets what an action needs."""
    return all(state[name] in values for name, values in policy.admitted(occurrence.needs).items())


def _certain(statuses: Sequence[Status], wanted: Status) -> bool:
    return all(status is wanted for status in statuses)


def _by_action(policy: Policy, norms: Iterable[str], about: Collection[str] | None = None) -> dict[str, list[str]]:
    """The norms, sorted, by the action that they are about; of some actions only where they are named."""
    found: dict[str, list[str]] = {}
    for name in sorted(name for name in norms if about is None or policy.norms[name].action in about):
        found.setdefault(policy.norms[name].action, []).append(name)
    return found


def _status(policy: Policy, in_force: Iterable[str]) -> Status:
    return status_of(policy.norms[name].modality for name in in_force)


@dataclass(frozen=True)
class _Said:
    """What evaluations of several states say: the norms in force in each, and those set aside, by action."""

    policy: Policy
    states: Sequence[State]
    evaluations: Sequence[Evaluation]
    in_force: Sequence[Mapping[str, list[str]]]
    aside: Mapping[str, list[str]]

    def statuses(self, action: str) -> list[Status]:
        return [_status(self.policy, one.get(action, ())) for one in self.in_force]

    def ruling(self, action: str, statuses: Sequence[Status]) -> Ruling:
        in_force = [frozenset(one.get(action, ())) for one in self.in_force]
        always = frozenset.intersection(*in_force)
        aside = {name: by for name in self.aside.get(action, ()) if (by := _by(name, self.evaluations))}
        status = statuses[0] if len(set(statuses)) == 1 else Status.UNDETERMINED
        return Ruling(
            status=status,
            norms=tuple(sorted(always)),
            set_aside=tuple(SetAside(norm=name, by=by) for name, by in aside.items()),
            open=tuple(sorted(frozenset.union(*in_force) - always)),
            depends_on=_depends_on(self.states, statuses) if status is Status.UNDETERMINED else (),
            because={
                name: _shared([one.matched[name] for one in self.evaluations]) for name in sorted((*always, *aside))
            },
            strains=self.policy.strains(action) if status in (Status.PERMITTED, Status.OBLIGATORY) else (),
        )


def _by(name: str, evaluations: Sequence[Evaluation]) -> tuple[str, ...]:
    """The norms that set a norm aside on one completion or another; none unless it is set aside on all."""
    by = [one.set_aside.get(name) for one in evaluations]
    return tuple(sorted({norm for some in by if some for norm in some})) if all(by) else ()


def _depends_on(states: Sequence[State], statuses: Sequence[Status]) -> tuple[str, ...]:
    """The facts of which some single change of value changes the status."""
    names = sorted(name for name in states[0] if len({state[name] for state in states}) > 1)
    return tuple(name for name in names if _tells(name, states, statuses))


def _tells(name: str, states: Sequence[State], statuses: Sequence[Status]) -> bool:
    found: dict[tuple[tuple[str, str | int], ...], Status] = {}
    for state, status in zip(states, statuses, strict=True):
        rest = tuple((other, value) for other, value in state.items() if other != name)
        if found.setdefault(rest, status) is not status:
            return True
    return False


def _shared(several: Sequence[Mapping[str, V]]) -> dict[str, V]:
    """The entries that all the mappings share."""
    return {key: value for key, value in several[0].items() if all(one.get(key) == value for one in several[1:])}
