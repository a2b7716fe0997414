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
from .options import EngineOption, Format, Literal, PolicyOption, Readings, policy_of

if TYPE_CHECKING:
    from ..play.coverage import Coverage
    from ..play.suite import Outcome, Suite
    from ..scenario import Scenario


def test(
    paths: Annotated[
        list[str], typer.Argument(metavar="[PATH...]", help="Files and folders; by default `scenarios`.")
    ] = ["scenarios"],
    coverage: Annotated[bool, typer.Option("--coverage", help="Tell what of the policy the scenarios reach.")] = False,
    fail_under: Annotated[
        float | None,
        typer.Option("--fail-under", min=0, max=100, help="Fail below this share, in per cent.", show_default=False),
    ] = None,
    only: Annotated[
        str, typer.Option("-k", metavar="WORD", help="Only scenarios with this word in path, title or tags.")
    ] = "",
    junit: Annotated[FilePath | None, typer.Option("--junit", help="Write JUnit XML here.", show_default=False)] = None,
    format: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TEXT,
    amend: Annotated[
        list[str], typer.Option("--amend", metavar="FILE", help="Tell which expectations an amendment changes.")
    ] = [],
    watch: Annotated[bool, typer.Option("--watch", help="Run again whenever a file changes, until Ctrl-C.")] = False,
    readings: Readings = [],
    engine: EngineOption = None,
    literal: Literal = False,
    policy: PolicyOption = None,
) -> None:
    """Run the expectations of scenarios: a line for each failure with its place, what was expected and why not."""
    from ..play.suite import Suite

    if amend and (coverage or junit or fail_under is not None):
        raise bad_argument("--amend goes with none of --coverage, --fail-under and --junit", "leave them out")

    def once() -> int:
        suite = Suite(policy_of(policy), engine, literal, readings_of(readings))
        if amend:
            return _amended(suite, paths, only, amend, format)
        outcomes = _outcomes(suite, paths, only)
        reached = _coverages(suite, outcomes) if coverage or fail_under is not None else []
        if junit is not None:
            from ..play.junit import to_junit

            save(junit, to_junit(outcomes), force=True)
        _told(outcomes, reached, format)
        return _exit_code(outcomes, reached, fail_under)

    if watch:
        _watched(once, paths)
    raise stop(once())


def _amended(suite: "Suite", paths: Sequence[str], only: str, amend: Sequence[str], format: Format) -> int:
    """The suite before and after amendments."""
    from ..whatif.suite_change import suite_change
    from ..whatif.suite_told import page

    answer, faults = suite_change(_files(paths), amend, suite, _named(only))
    faults_told(faults)
    if not answer.scenarios and not faults:
        raise bad_argument("no scenarios found", "give files or folders that hold some, or another word after -k")
    if format is Format.JSON:
        write(json.dumps(answer.model_dump(mode="json"), indent=2, ensure_ascii=False))
    else:
        write_lines(page(answer).to_lines(width()))
    if faults:
        return BAD_INPUT
    return SOUND if answer.met[1] == answer.expected else FAILED


def _files(paths: Sequence[str]) -> "list[FilePath]":
    from ..play.suite import scenario_files

    missing = [path for path in paths if not FilePath(path).exists()]
    if missing:
        raise bad_argument(f"no such file or folder: `{missing[0]}`", "give scenario files or folders that hold some")
    return scenario_files(paths)


def _named(only: str) -> "Callable[[FilePath, Scenario], bool]":
    """Whether a scenario has the word in its path, title or tags."""
    word = only.casefold()
    return lambda file, scenario: word in f"{file} {scenario.scenario} {' '.join(scenario.tags)}".casefold()


def _outcomes(suite: "Suite", paths: Sequence[str], only: str) -> "list[Outcome]":
    outcomes = suite.outcomes(_files(paths), _named(only))
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


def _told(outcomes: "Sequence[Outcome]", reached: "Sequence[Coverage]", format: Format) -> None:
    faults_told(fault for one in outcomes for fault in one.faults)
    if format is Format.JSON:
        write(json.dumps(_data(outcomes, reached), indent=2, ensure_ascii=False))
        return
    for one in outcomes:
        for failure in one.failures:
            write(str(failure))
    for cover in reached:
        write_lines(_coverage_lines(cover))
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


def _data(outcomes: "Sequence[Outcome]", reached: "Sequence[Coverage]") -> dict[str, object]:
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
    }


def _exit_code(outcomes: "Sequence[Outcome]", reached: "Sequence[Coverage]", fail_under: float | None) -> int:
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
