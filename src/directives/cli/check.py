"""`directives check`: how consistent a policy is, each finding with its states, readings and a witness."""

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import did_you_mean
from .console import (
    FAILED,
    bad_argument,
    complain,
    not_in_the_way,
    readings_of,
    save,
    save_all,
    stop,
    width,
    write,
    write_lines,
)
from .options import EngineOption, Literal, Readings

if TYPE_CHECKING:
    from ..acceptance import Acceptance
    from ..amendment import Amendment
    from ..check import Finding, Report
    from ..policy import Policy


class ReportFormat(StrEnum):
    """What `--format` can name for a report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    SARIF = "sarif"


NEVER = "never"

Policies = Annotated[
    str | None,
    typer.Argument(metavar="[POLICY]", help="A policy, by name or file; by default the remarks.", show_default=False),
]
Amend = Annotated[
    list[FilePath], typer.Option("--amend", metavar="FILE", help="Check the policy as amended; may be given again.")
]
Only = Annotated[list[str], typer.Option("--only", metavar="CODE", help="Only this check; may be given again.")]
Skip = Annotated[list[str], typer.Option("--skip", metavar="CODE", help="Not this check; may be given again.")]
Accept = Annotated[
    FilePath | None,
    typer.Option("--accept", metavar="FILE", help="Findings that may stand, each with a reason.", show_default=False),
]
WriteAccept = Annotated[
    FilePath | None,
    typer.Option("--write-accept", metavar="FILE", help="Begin such a file with what fails now.", show_default=False),
]
FailOn = Annotated[
    list[str], typer.Option("--fail-on", metavar="LEVEL|CODE", help="error, warning, note, never, or a check's code.")
]
Witnesses = Annotated[
    FilePath | None,
    typer.Option("--witnesses", metavar="DIR", help="Write them as scenario files.", show_default=False),
]
Output = Annotated[FilePath | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)]


def check(
    policy: Policies = None,
    amend: Amend = [],
    readings: Readings = [],
    literal: Literal = False,
    only: Only = [],
    skip: Skip = [],
    accept: Accept = None,
    write_accept: WriteAccept = None,
    fail_on: FailOn = ["error"],
    witnesses: Witnesses = None,
    format: Annotated[ReportFormat, typer.Option("--format", help="How to write it.")] = ReportFormat.TEXT,
    output: Output = None,
    force: Annotated[bool, typer.Option("--force", help="Write over existing files.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Tell notes whole, every region, the ids.")] = False,
    engine: EngineOption = None,
) -> None:
    """Tell where a policy contradicts itself, asks the impossible or is silent: exactly, each with a witness."""
    from ..check.report import report

    codes, levels = _chosen(only, skip), _levels(fail_on)
    not_in_the_way([path for path in (output, write_accept) if path], force)
    about, amendments, acceptance = _loaded(policy, amend, accept)
    found = report(
        about, readings=readings_of(readings), amendments=amendments, literal=literal, codes=codes,
        acceptance=acceptance, engine=engine,
    )  # fmt: skip
    failing = found.failing(levels)
    if acceptance:
        _warned(found, acceptance)
    if witnesses:
        _witnesses_written(found, witnesses, force, policy, amend, literal)
    if write_accept:
        _acceptance_begun(found, failing, write_accept, force)
    _told(found, format, output, force, full)
    if failing and not write_accept:
        complain(f"{len(failing)} finding{'s' if len(failing) > 1 else ''} to fail on (--fail-on {', '.join(fail_on)})")
        raise stop(FAILED)


def _chosen(only: list[str], skip: list[str]) -> list[str]:
    """The codes of the checks to run."""
    from ..check.registry import CHECKS

    _known([*only, *skip], CHECKS, "check")
    left = [code for code in CHECKS if code in (only or CHECKS) and code not in skip]
    if not left:
        raise bad_argument("no check is left to run", "skip fewer, or name others after --only")
    return left


def _levels(fail_on: list[str]) -> list[str]:
    from ..check.registry import CHECKS
    from ..check.report import SEVERITIES

    _known(fail_on, [*SEVERITIES, NEVER, *CHECKS], "level or check")
    return [one for one in fail_on if one != NEVER]


def _known(codes: Iterable[str], known: Iterable[str], kind: str) -> None:
    for code in codes:
        if code not in known:
            raise bad_argument(f"unknown {kind} `{code}`", did_you_mean(code, known, 30))


def _loaded(
    policy: str | None, amend: list[FilePath], accept: FilePath | None
) -> "tuple[Policy, list[Amendment], Acceptance | None]":
    """The policy, its amendments, each checked against what those before it make, and the acceptance."""
    from ..files import REMARKS, amended, load_acceptance, load_amendment, load_policy

    about = load_policy(policy or REMARKS)
    amendments: list[Amendment] = []
    for file in amend:
        amendments.append(load_amendment(file, amended(about, *amendments)))
    return about, amendments, load_acceptance(accept, about) if accept else None


def _warned(found: "Report", acceptance: "Acceptance") -> None:
    from ..check.accept import warned

    for warning in warned(acceptance, found.stale, found.findings):
        complain(warning)


def _acceptance_begun(found: "Report", failing: "list[Finding]", path: FilePath, force: bool) -> None:
    from ..check.accept import begun
    from ..files import acceptance_to_yaml

    known = begun(found.policy, [one for one in found.findings if one.accepted or one in failing])
    save(path, acceptance_to_yaml(known, path.parent), force)
    number = len(known.findings)
    complain(f"{path}: {number} known finding{'' if number == 1 else 's'}; give each its reason")


def _witnesses_written(
    found: "Report", folder: FilePath, force: bool, policy: str | None, amend: list[FilePath], literal: bool
) -> None:
    from ..check.witness_files import witness_files
    from ..files import packaged_policies

    options = [f"--policy {policy}"] if policy and policy not in packaged_policies() else []
    options += [f"--amend {file}" for file in amend] + (["--literal"] if literal else [])
    files = witness_files(found, folder, " ".join(options))
    save_all(folder, files, force)
    complain(f"{folder}: {len(files)} witness{'' if len(files) == 1 else 'es'} written")


def _told(found: "Report", format: ReportFormat, output: FilePath | None, force: bool, full: bool) -> None:
    from ..check.telling import tell
    from ..check.to_text import to_lines

    if format is ReportFormat.TEXT and output is None:
        write_lines(to_lines(tell(found, full), width(), full))
        return
    text = _text(found, format, full)
    if output is None:
        write(text)
    else:
        save(output, text, force)


def _text(found: "Report", format: ReportFormat, full: bool) -> str:
    from .. import check

    if format is ReportFormat.JSON:
        return json.dumps(found.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"
    if format is ReportFormat.SARIF:
        return json.dumps(check.to_sarif(found), indent=2, ensure_ascii=False) + "\n"
    if format is ReportFormat.MARKDOWN:
        return check.to_markdown(found, full)
    return check.to_html(found, full) if format is ReportFormat.HTML else check.to_text(found, 80, full) + "\n"
