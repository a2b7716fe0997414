"""Known findings: which of those found an acceptance lets stand, and which ids of it no finding has."""

import difflib
from collections.abc import Collection, Iterable, Iterator

from ..acceptance import Acceptance
from ..errors import did_you_mean
from .finding import Finding
from .registry import CHECKS

UNEXPLAINED = "to be explained"
"""The reason that an acceptance is begun with."""


def accepted(findings: Iterable[Finding], acceptance: Acceptance | None) -> tuple[Finding, ...]:
    """The findings, each that the acceptance names with its reason."""
    reasons = acceptance.findings if acceptance else {}
    return tuple(one.model_copy(update={"accepted": reasons[one.id]}) if one.id in reasons else one for one in findings)


def stale(findings: Iterable[Finding], acceptance: Acceptance | None, codes: Collection[str]) -> Iterator[str]:
    """The ids of an acceptance that none of the findings has, leaving out those of checks that were not run."""
    there = {one.id for one in findings}
    for name in acceptance.findings if acceptance else ():
        code = name.partition(" ")[0]
        if name not in there and (code in codes or code not in CHECKS):
            yield name


def warned(acceptance: Acceptance, ids: Iterable[str], findings: Iterable[Finding]) -> Iterator[str]:
    """A warning for each stale id: where it stands, and the id that may be meant."""
    known = [one.id for one in findings]
    for name in ids:
        place = acceptance.places.key(("findings", name))
        code = name.partition(" ")[0]
        if code not in CHECKS:
            yield f"{place}: warning: unknown check `{code}`\n  help: {did_you_mean(code, CHECKS)}"
            continue
        near = difflib.get_close_matches(name, known, n=1)
        cure = f"did you mean `{near[0]}`?" if near else "take it out if it is mended"
        yield f"{place}: warning: no finding has the id `{name}`\n  help: {cure}"


def begun(policy: str, findings: Iterable[Finding]) -> Acceptance:
    """An acceptance of all the findings: known reasons are kept, the others are still to be given."""
    return Acceptance(accepts=policy, findings={one.id: one.accepted or UNEXPLAINED for one in findings})
