"""`directives test`: run scenario files as tests."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated

import typer

from .console import (
    BAD_INPUT,
    FAILED,
    SOUND,
    bad_argument,
    complain,
    faults_told,
    readings_of,
    save,
    stop,
    width,
    write,
    write_lines,
)
from .options import (
    EngineOption,
    FailUnder,
    Force,
    Literal,
    PageFormat,
    PolicyOption,
    Readings,
    SuitePaths,
    Word,
    files_of,
    policy_of,
    with_word,
)
from .space_coverage import Cover, suggested, visited_by

if TYPE_CHECKING:
    from ..play.coverage import Coverage
    from ..play.suite import Outcome, Suite
    from ..suite.verdicts import SpaceCoverage
    from .space_coverage import Visited


CoverageOption = Annotated[
    Cover | None,
    typer.Option(
        "--coverage",
        metavar="[=space]",
        show_default=False,
        help="Tell what of the policy the scenarios reach; with =space, which verdicts of all states they visit.",
    ),
]
Suggest = Annotated[
    FilePath | None,
    typer.Option("--suggest", metavar="DIR", show_default=False, help="Write scenarios that visit the other verdicts."),
]
Junit = Annotated[FilePath | None, typer.Option("--junit", help="Write JUnit XML here.", show_default=False)]
Amend = Annotated[
    list[str], typer.Option("--amend", metavar="FILE", help="Tell which expectations an amendment changes.")
]


def test(
    paths: SuitePaths = ["scenarios"],
    coverage: CoverageOption = None,
    suggest: Suggest = None,
    fail_under: FailUnder = None,
    only: Word = "",
    junit: Junit = None,
    format: Annotated[
        PageFormat, typer.Option("--format", help="How to write it; markdown with --amend.")
    ] = PageFormat.TEXT,
    amend: Amend = [],
    watch: Annotated[bool, typer.Option("--watch", help="Run again whenever a file changes, until Ctrl-C.")] = False,
    force: Force = False,
    readings: Readings = [],
    engine: EngineOption = None,
    literal: Literal = False,
    policy: PolicyOption = None,
) -> None:
    """Run the expectations of scenarios: a line for each failure with its place, what was expected and why not."""
    from ..play.suite import Suite

    if amend and (coverage or suggest or junit or fail_under is not None):
        raise bad_argument(
            "--amend goes with none of --coverage, --suggest, --fail-under and --junit", "leave them out"
        )
    if format is PageFormat.MARKDOWN and not amend:
        raise bad_argument("--format markdown goes with --amend", "text or json")
    if suggest and coverage is not Cover.SPACE:
        raise bad_argument("--suggest needs --coverage=space", "add it: what is visited is told as well")

    def once() -> int:
        suite = Suite(policy_of(policy), engine, literal, readings_of(readings))
        if amend:
            return _amended(suite, paths, only, amend, format)
        outcomes = _outcomes(suite, paths, only)
        spaces = coverage is Cover.SPACE
        reached = _coverages(suite, outcomes) if not spaces and (coverage or fail_under is not None) else []
        visited = visited_by(suite, outcomes, policy) if spaces else []
        if suggest is not None:
            suggested(visited, suggest, force)
        if junit is not None:
            from ..play.junit import to_junit

            save(junit, to_junit(outcomes), force=True)
        _told(outcomes, reached, visited, format)
        return _exit_code(outcomes, [*reached, *(one.coverage for one in visited)], fail_under)

    if watch:
        _watched(once, paths)
    raise stop(once())


def _amended(suite: "Suite", paths: Sequence[str], only: str, amend: Sequence[str], format: PageFormat) -> int:
    """The suite before and after amendments."""
    from ..whatif.suite_change import suite_change
    from ..whatif.suite_told import page

    answer, faults = suite_change(files_of(paths), amend, suite, with_word(only))
    faults_told(faults)
    if not answer.scenarios:
        if faults:
            return BAD_INPUT
        raise bad_argument("no scenarios found", "give files or folders that hold some, or another word after -k")
    if format is PageFormat.JSON:
        write(json.dumps(answer.model_dump(mode="json"), indent=2, ensure_ascii=False))
    elif format is PageFormat.MARKDOWN:
        write(page(answer).to_markdown())
    else:
        write_lines(page(answer).to_lines(width()))
    if faults:
        return BAD_INPUT
    return SOUND if answer.met[1] == answer.expected else FAILED


def _outcomes(suite: "Suite", paths: Sequence[str], only: str) -> "list[Outcome]":
    outcomes = suite.outcomes(files_of(paths), with_word(only))
    if not outcomes:
        raise bad_argument("no scenarios found", "give files or folders that hold some, or another word after -k")
    return outcomes


def _coverages(suite: "Suite", outcomes: "Sequence[Outcome]") -> "list[Coverage]":
    """One for each policy that the scenarios are about."""
    from ..play.coverage import coverage

    by_policy: dict[str, list[Outcome]] = {}
    for one in outcomes:
        if one.timeline is not None:
            by_policy.setdefault(one.timeline.policy, []).append(one)
    return [
        coverage(suite.about(name), [one.timeline for one in some if one.timeline]) for name, some in by_policy.items()
    ]


def _told(
    outcomes: "Sequence[Outcome]", reached: "Sequence[Coverage]", visited: "Sequence[Visited]", format: PageFormat
) -> None:
    faults_told(fault for one in outcomes for fault in one.faults)
    if format is PageFormat.JSON:
        write(json.dumps(_data(outcomes, reached, visited), indent=2, ensure_ascii=False))
        return
    for outcome in outcomes:
        for failure in outcome.failures:
            write(str(failure))
    for cover in reached:
        write_lines(_coverage_lines(cover))
    for one in visited:
        write_lines(one.lines(width()))
    passed = sum(one.passed for one in outcomes)
    met = sum(one.timeline.summary.met for one in outcomes if one.timeline)
    expected = sum(one.timeline.summary.expected for one in outcomes if one.timeline)
    role = "compliant" if passed == len(outcomes) else "violation"
    write_lines([[(role, f"{passed} of {len(outcomes)} scenarios passed; {met} of {expected} expectations met")]])


def _coverage_lines(cover: "Coverage") -> list[list[tuple[str, str]]]:
    lines = [[("title", f"Coverage of {cover.policy}")]]
    for one in cover.kinds:
        reached = len(one.times) - len(one.never)
        note = "" if one.counted else "  (told, not counted)"
        lines.append([("", f"  {one.kind:<16}{reached:>4} of {len(one.times):<4}"), ("cite", note)])
        if one.never:
            lines.append([("violation", f"    never: {', '.join(one.never)}")])
    return [*lines, [("heading", f"  {cover.percent:.1f} %")]]


def _data(
    outcomes: "Sequence[Outcome]", reached: "Sequence[Coverage]", visited: "Sequence[Visited]"
) -> dict[str, object]:
    return {
        "format": 1,
        "scenarios": [
            {
                "file": one.file,
                "title": one.title,
                "passed": one.passed,
                "summary": one.timeline.summary.model_dump() if one.timeline else None,
                "failures": [
                    {
                        "place": str(each.place),
                        "of": each.of,
                        "expected": each.expected,
                        "actual": each.actual,
                        "why": each.why,
                    }
                    for each in one.failures
                ],
                "faults": [
                    {"place": str(each.place), "code": each.code, "message": each.message, "help": each.help}
                    for each in one.faults
                ],
            }
            for one in outcomes
        ],
        "coverage": [{**cover.model_dump(), "percent": round(cover.percent, 2)} for cover in reached],
        **({"space": [one.data() for one in visited]} if visited else {}),
    }


def _exit_code(
    outcomes: "Sequence[Outcome]", reached: "Sequence[Coverage | SpaceCoverage]", fail_under: float | None
) -> int:
    if any(one.faults for one in outcomes):
        return BAD_INPUT
    short = [cover for cover in reached if fail_under is not None and cover.percent < fail_under]
    for cover in short:
        complain(f"coverage of {cover.policy} is {cover.percent:.1f} %, under {fail_under:g} %")
    return SOUND if all(one.passed for one in outcomes) and not short else FAILED


def _watched(once: Callable[[], int], paths: Sequence[str]) -> None:
    """Run again and again, each time a file has changed; Ctrl-C ends it."""
    from ..errors import FaultsError
    from ..play.suite import scenario_files

    seen: dict[FilePath, float] | None = None
    while True:
        now = {file: file.stat().st_mtime for file in scenario_files(paths) if file.exists()}
        if now != seen:
            seen = now
            try:
                once()
            except FaultsError as error:
                faults_told(error.faults)
            write(f"-- {time.strftime('%H:%M:%S')}, waiting for a change; Ctrl-C ends")
        time.sleep(0.3)
