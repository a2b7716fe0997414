"""A report as SARIF 2.1.0, which code hosts and editors show beside the lines of the policy file."""

import hashlib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path as FilePath
from typing import Any
from urllib.parse import quote

from ..errors import Path, Place
from ..policy import Policy
from .finding import Finding
from .report import Kind, Report
from .telling import Told, told

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(report: Report) -> dict[str, Any]:
    """The report as a SARIF log of one run.

    Each kind is a rule with help; each finding a result at the place of its first norm, action or topic, where the file
    of the policy is known. What an acceptance lets stand is a suppressed result with the reason as justification.
    """
    numbers = {kind.code: number for number, kind in enumerate(report.kinds)}
    driver = {
        "name": "directives",
        "semanticVersion": metadata.version("directives"),
        "rules": [_rule(kind) for kind in report.kinds],
    }
    results = [_result(one, numbers[one.code], report) for one in report.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.code,
        "name": "".join(part.capitalize() for part in kind.code.split("-")),
        "shortDescription": {"text": kind.definition},
        "fullDescription": {"text": f"{kind.definition} {kind.quiet}".strip()},
        "help": {
            "text": f"{kind.cure} {kind.quiet}".strip() or kind.definition,
            "markdown": f"{kind.cure}\n\n*{kind.quiet}*" if kind.cure and kind.quiet else kind.definition,
        },
        "defaultConfiguration": {"level": kind.severity},
    }


def _result(finding: Finding, number: int, report: Report) -> dict[str, Any]:
    policy = report.checked
    about = list(_about(finding, policy))
    places = [(path, place) for path in about if (place := policy.places.key(path)).line]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": finding.severity,
        "message": {"text": _message(told(finding, report))},
        "locations": [_location(places[0][1] if places else None, about)] if about else [],
        "partialFingerprints": {"findingId/v1": hashlib.sha256(finding.id.encode()).hexdigest()},
        "properties": {"id": finding.id, "states": finding.states, "share": finding.share},
    }
    if places[1:]:
        result["relatedLocations"] = [
            {"id": one, **_location(place, [path]), "message": {"text": _spoken(path, policy)}}
            for one, (path, place) in enumerate(places[1:], start=1)
        ]
    if finding.accepted:
        result["suppressions"] = [{"kind": "external", "justification": finding.accepted}]
    return result


def _about(finding: Finding, policy: Policy) -> Iterator[Path]:
    """The entries of the policy that a finding is about: its norms, or else its actions, or else its topic."""
    for section, names in (("norms", finding.norms), ("actions", finding.actions), ("topics", (finding.topic,))):
        known = [name for name in names if name in getattr(policy, section)]
        if known:
            yield from ((section, name) for name in known)
            return


def _location(place: Place | None, about: list[Path]) -> dict[str, Any]:
    logical = [
        {"name": str(name), "fullyQualifiedName": f"{section}.{name}", "kind": "object"} for section, name in about
    ]
    found: dict[str, Any] = {"logicalLocations": logical} if logical else {}
    if place is not None:
        found["physicalLocation"] = {
            "artifactLocation": {"uri": _uri(place.file)},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    return found


def _uri(file: str) -> str:
    path = FilePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _message(one: Told) -> str:
    """A finding as one paragraph: what it says, its norms, where and for which readings it holds, what to do."""
    norms = " ".join(f"{norm.name} {norm.directs}: {norm.says} ({norm.clause})" for norm in one.norms)
    where = f"Where: {one.where.at + ': ' if one.where.at else ''}{one.brief}." if one.where else ""
    rest = [f"Holds {one.readings}." if one.readings else "", one.undecided, f"To do: {one.todo}" if one.todo else ""]
    return " ".join(part for part in (one.says, norms, where, *rest) if part)


def _spoken(path: Path, policy: Policy) -> str:
    section, name = path
    return f"{name}: {getattr(policy, str(section))[str(name)].says}"
