"""The findings of the checks: sorted, filtered by kind, reading and clause; each witness opens on the stage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..check import Finding
from ..check.telling import Told, summary, told
from .address import Address
from .visit import Visit

SORTS: dict[str, tuple[str, Callable[[Finding], Any]]] = {
    "gravity": ("how grave", lambda one: ("error", "warning", "note").index(one.severity)),
    "kind": ("kind", lambda one: one.code),
    "clause": ("clause", lambda one: one.clauses or ("~",)),
    "topic": ("topic", lambda one: one.topic or "~"),
    "states": ("how many states", lambda one: -(one.states or 0)),
}
"""By what findings can be sorted: its word in a query, how it is called, the key."""


@dataclass(frozen=True)
class Shown:
    """A finding in words, and the query of the address at which its witness opens."""

    told: Told
    witness: str


def context(visit: Visit, view: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows: the findings that are left by the filters, in order."""
    report = visit.library.report
    by = view.get("sort", "") if view.get("sort", "") in SORTS else "gravity"
    chosen = {name: view.get(name, "") for name in ("kind", "reading", "clause")}
    left = sorted((one for one in report.findings if wanted(one, **chosen)), key=SORTS[by][1])
    return {
        "report": report,
        "summary": summary(report),
        "amended": visit.policy != visit.library.policy,
        "kinds": {one.code: one for one in report.kinds},
        "codes": list(dict.fromkeys(one.code for one in report.findings)),
        "readings": list(dict.fromkeys(name for one in report.findings for name in hangs_on(one))),
        "clauses": [
            one for one in visit.library.policy.clauses if any(one in each.clauses for each in report.findings)
        ],
        "sorts": [(word, name) for word, (name, _) in SORTS.items()],
        "by": by,
        "chosen": chosen,
        "shown": [Shown(told(one, report, full=True), opened(one)) for one in left],
    }


def wanted(one: Finding, kind: str, reading: str, clause: str) -> bool:
    """Whether a finding is left by the filters; an empty one leaves all."""
    return (
        kind in ("", one.code) and (not clause or clause in one.clauses) and (not reading or reading in hangs_on(one))
    )


def hangs_on(one: Finding) -> list[str]:
    """The readings on whose values it hangs whether there is such a finding."""
    return list(dict.fromkeys(name for box in one.readings or () for name in box))


def opened(one: Finding) -> str:
    """The query of the address at which the witness of a finding opens, at its last step; empty without a witness."""
    return Address(one.witness, at=len(one.witness.timeline)).query if one.witness else ""
