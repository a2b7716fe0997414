"""The policy: its clauses in order, what is encoded of each, where scenarios use it, what the checks found about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..card import condition_words
from ..check import Finding
from ..play.telling import WORDS, words
from ..policy import Norm
from ..terms import Status
from ..verdict import status_of
from .choosing import readings
from .library import Use
from .rulings import rows
from .visit import Visit

FEW = 4
"""As many scenarios are named of a norm; of the others only how many."""


@dataclass(frozen=True)
class NormLine:
    """A norm: the status it gives, its words, its condition, what it overrides, and where it is used."""

    name: str
    status: Status
    word: str
    action: str
    norm: Norm
    condition: str
    unless: str
    overridden: tuple[str, ...]
    uses: tuple[Use, ...]
    more: int
    changed: bool


@dataclass(frozen=True)
class ClauseCard:
    """A clause with everything that is encoded of it."""

    name: str
    says: str
    norms: tuple[NormLine, ...]
    claims: tuple[tuple[str, str], ...]
    principles: tuple[str, ...]
    findings: tuple[Finding, ...]


def context(visit: Visit, _view: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows."""
    policy = visit.policy
    sections = {
        name: (says, [card(visit, clause) for clause, one in policy.clauses.items() if one.section == name])
        for name, says in policy.sections.items()
    }
    return {
        "policy": policy,
        "sections": sections,
        "readings": readings(visit, every=True),
        "rows": [row for row in rows(visit) if row.status is not Status.SILENT],
        "moment": f"step {visit.at}" if visit.at else "the start",
    }


def card(visit: Visit, clause: str) -> ClauseCard:
    """A clause as the policy, amended as it may be, has it."""
    policy = visit.policy
    return ClauseCard(
        name=clause,
        says=policy.clauses[clause].says,
        norms=tuple(line(visit, name) for name, one in policy.norms.items() if one.clause == clause),
        claims=tuple((name, one.says) for name, one in policy.claims.items() if one.clause == clause),
        principles=tuple(one.says for one in policy.principles.values() if one.clause == clause),
        findings=tuple(one for one in visit.library.report.findings if clause in one.clauses),
    )


def line(visit: Visit, name: str) -> NormLine:
    """One norm."""
    policy, norm = visit.policy, visit.policy.norms[name]
    uses = visit.library.uses.get(name, ())
    return NormLine(
        name=name,
        status=status_of((norm.modality,)),
        word=WORDS[status_of((norm.modality,))],
        action=words(norm.action),
        norm=norm,
        condition=words(condition_words(norm.when)),
        unless=words(condition_words(norm.unless)) if norm.unless else "",
        overridden=policy.superiors[name],
        uses=uses[:FEW],
        more=max(len(uses) - FEW, 0),
        changed=visit.library.policy.norms.get(name) != norm,
    )
