"""`directives mutate`: whether a suite would notice if the policy said something else."""

import json
import sys
from collections.abc import Callable
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated

import typer

from .console import (
    BAD_INPUT,
    FAILED,
    bad_argument,
    complain,
    faults_told,
    save_all,
    stop,
    width,
    write,
    write_lines,
)
from .options import (
    EngineOption,
    FailUnder,
    Force,
    Format,
    Literal,
    PolicyOption,
    SuitePaths,
    Word,
    files_of,
    policy_of,
    with_word,
)

if TYPE_CHECKING:
    from ..play.suite import Outcome, Suite
    from ..scenario import Scenario
    from ..suite import Mutation


def mutate(
    paths: SuitePaths = ["scenarios"],
    kill: Annotated[
        FilePath | None,
        typer.Option("--kill", metavar="DIR", help="Write scenarios that kill the survivors.", show_default=False),
    ] = None,
    fail_under: FailUnder = None,
    only: Word = "",
    format: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.TEXT,
    force: Force = False,
    engine: EngineOption = None,
    literal: Literal = False,
    policy: PolicyOption = None,
) -> None:
    """Change a policy in one thing at a time: which mutants do the scenarios tell from it, and which survive."""
    from ..play.suite import Suite
    from ..suite.mutation_told import percent, to_lines

    suite = Suite(policy_of(policy), engine, literal)
    outcomes = _sound(suite.outcomes(files_of(paths), with_word(only)))
    found = _mutations(suite, outcomes)
    if kill is not None:
        _written(found, kill, force, policy, literal)
    if format is Format.JSON:
        data = [{**one.model_dump(mode="json"), "score": round(one.score, 2)} for one in found]
        write(json.dumps(data[0] if len(data) == 1 else data, indent=2, ensure_ascii=False))
    else:
        for number, one in enumerate(found):
            write_lines([[]] if number else [])
            write_lines(to_lines(one, suite.about(one.policy), width()))
    short = [one for one in found if fail_under is not None and one.score < fail_under]
    for one in short:
        complain(f"{percent(one.score)} % of the mutants of {one.policy} were killed, under {fail_under:g} %")
    if short:
        raise stop(FAILED)


def _sound(outcomes: "list[Outcome]") -> "list[Outcome]":
    """The outcomes, if all are sound: what is not met by the policy tells nothing of a mutant."""
    if not outcomes:
        raise bad_argument("no scenarios found", "give files or folders that hold some, or another word after -k")
    if any(one.faults for one in outcomes):
        faults_told(fault for one in outcomes for fault in one.faults)
        raise stop(BAD_INPUT)
    unmet = [failure for one in outcomes for failure in one.failures]
    if unmet:
        complain("\n".join(map(str, unmet)))
        told = f"{len(unmet)} expectation{' is' if len(unmet) == 1 else 's are'} not met by the policy itself"
        complain(f"{told}: mend {'it' if len(unmet) == 1 else 'them'} first, then ask which mutants are killed")
        raise stop(FAILED)
    return outcomes


def _mutations(suite: "Suite", outcomes: "list[Outcome]") -> "list[Mutation]":
    """One for each policy that the scenarios are about."""
    from ..play import evaluator_for
    from ..suite import mutation

    by_policy: dict[str, dict[str, Scenario]] = {}
    for one in outcomes:
        if one.scenario is not None:
            by_policy.setdefault(one.scenario.policy, {})[one.file] = one.scenario
    return [
        mutation(suite.about(name), some, lambda about: evaluator_for(about, suite.engine), _progress())
        for name, some in by_policy.items()
    ]


def _progress() -> Callable[[int, int], None] | None:
    """What tells on standard error how far it is; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        return None

    def told(done: int, total: int) -> None:
        sys.stderr.write(f"\rmutant {done} of {total}" if done < total else f"\r{' ' * 40}\r")

    return told


def _written(found: "list[Mutation]", folder: FilePath, force: bool, policy: str | None, literal: bool) -> None:
    from ..suite.written import killing_files

    options = ([f"--policy {policy}"] if policy else []) + (["--literal"] if literal else [])
    files: dict[str, str] = {}
    for one in found:
        for name, text in killing_files(one, folder, " ".join(options)).items():
            files[f"{one.policy}-{name}" if name in files else name] = text
    save_all(folder, files, force)
    complain(f"{folder}: {len(files)} scenario{'' if len(files) == 1 else 's'} written")
