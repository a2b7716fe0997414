"""`directives check`: how consistent a policy is, each finding with its states, readings and a witness."""

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import did_you_mean
from .console import FAILED, bad_argument, complain, readings_of, save, save_all, stop, width, write, write_lines
from .options import EngineOption, Literal, Readings

if TYPE_CHECKING:
    from ..acceptance import Acceptance
    from ..amendment import Amendment
    from ..check import Report
    from ..policy import Policy


class ReportFormat(StrEnum):
    """What `--format` can name for a report."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    SARIF = "sarif"


NEVER = "never"


def check(
    policy: Annotated[
        str | None,
        typer.Argument(
            metavar="[POLICY]", help="A policy, by name or file; by default the remarks.", show_default=False
        ),
    ] = None,
    amend: Annotated[
        list[FilePath], typer.Option("--amend", metavar="FILE", help="Check the policy as amended; may be given again.")
    ] = [],
    readings: Readings = [],
    literal: Literal = False,
    only: Annotated[
        list[str], typer.Option("--only", metavar="CODE", help="Only this check; may be given again.")
    ] = [],
    skip: Annotated[list[str], typer.Option("--skip", metavar="CODE", help="Not this check; may be given again.")] = [],
    accept: Annotated[
        FilePath | None, typer.Option("--accept", metavar="FILE", help="Known findings.", show_default=False)
    ] = None,
    write_accept: Annotated[
        FilePath | None,
        typer.Option("--write-accept", metavar="FILE", help="Write what fails as known findings.", show_default=False),
    ] = None,
    fail_on: Annotated[
        list[str],
        typer.Option("--fail-on", metavar="LEVEL|CODE", help="error, warning, note, never or a check's code."),
    ] = ["error"],
    witnesses: Annotated[
        FilePath | None,
        typer.Option("--witnesses", metavar="DIR", help="Write them as scenario files.", show_default=False),
    ] = None,
    format: Annotated[ReportFormat, typer.Option("--format", help="How to write it.")] = ReportFormat.TEXT,
    output: Annotated[
        FilePath | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over existing files.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Tell notes whole, and every region.")] = False,
    engine: EngineOption = None,
) -> None:
    """Tell where a policy contradicts itself, asks the impossible or is silent: exactly, each with a witness."""
    from ..check.accept import begun, warned
    from ..check.report import report

    codes, levels = _chosen(only, skip), _levels(fail_on)
    about, amendments, acceptance = _loaded(policy, amend, accept)
    found = report(
        about, readings=readings_of(readings), amendments=amendments, literal=literal, codes=codes,
        acceptance=acceptance, engine=engine,
    )  # fmt: skip
    if acceptance:
        for warning in warned(acceptance, found.stale, found.findings):
            complain(warning)
    failing = found.failing(levels)
    if write_accept:
        from ..files import acceptance_to_yaml

        known = begun(found.policy, [one for one in found.findings if one.accepted or one in failing])
        save(write_accept, acceptance_to_yaml(known, write_accept.parent), force)
        complain(f"{write_accept}: {len(known.findings)} known findings; give each its reason")
    if witnesses:
        _witnesses_written(found, witnesses, force, policy, amend, literal)
    _told(found, format, output, force, full)
    if failing and not write_accept:
        complain(f"{len(failing)} finding{'s' if len(failing) > 1 else ''} to fail on (--fail-on {', '.join(fail_on)})")
        raise stop(FAILED)


def _chosen(only: list[str], skip: list[str]) -> list[str]:
    """The codes of the checks to run."""
    from ..check.registry import CHECKS

    _known([*only, *skip], CHECKS)
    return [code for code in CHECKS if code in (only or CHECKS) and code not in skip]


def _levels(fail_on: list[str]) -> list[str]:
    from ..check.registry import CHECKS
    from ..check.report import SEVERITIES

    _known(fail_on, [*SEVERITIES, NEVER, *CHECKS])
    return [one for one in fail_on if one != NEVER]


def _known(codes: Iterable[str], known: Iterable[str]) -> None:
    for code in codes:
        if code not in known:
            raise bad_argument(f"unknown check `{code}`", did_you_mean(code, known, 30))


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
