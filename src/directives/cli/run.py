"""`directives run`: play scenarios and tell what happened, what now holds and why."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from .console import BAD_INPUT, bad_argument, faults_told, readings_of, stop, width, write, write_lines
from .options import EngineOption, Literal, PageFormat, PolicyOption, Readings, policy_of

if TYPE_CHECKING:
    from ..errors import Fault
    from ..scenario import Scenario


def run(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Scenario files and folders; `-` is standard input.")
    ],
    format: Annotated[PageFormat, typer.Option("--format", help="How to write it.")] = PageFormat.TEXT,
    readings: Readings = [],
    engine: EngineOption = None,
    literal: Literal = False,
    full: Annotated[bool, typer.Option("--full", help="Repeat what has not changed; name the silent actions.")] = False,
    policy: PolicyOption = None,
) -> None:
    """Play scenarios: at each step what happened, what must, may and must not be done, and which norm says so."""
    from ..files import load_policy
    from ..play import evaluator_for, play
    from ..play.telling import tell
    from ..play.to_markdown import to_markdown
    from ..play.to_text import to_lines

    chosen, choices = policy_of(policy), readings_of(readings)
    played = []
    for scenario in loaded(files, policy):
        whole = chosen or load_policy(scenario.policy)
        about = whole.literal() if literal else whole
        played.append((play(scenario, about, evaluator_for(about, engine), choices), scenario, about))
    if format is PageFormat.JSON:
        data = [timeline.model_dump(mode="json") for timeline, _, _ in played]
        write(json.dumps(data[0] if len(data) == 1 else data, indent=2, ensure_ascii=False))
        return
    for number, one in enumerate(played):
        if format is PageFormat.MARKDOWN:
            write(("\n" if number else "") + to_markdown(*one, full=full))
        else:
            write_lines([[]] if number else [])
            write_lines(to_lines(tell(*one, full=full), width(), full))


def loaded(files: list[str], policy: str | None) -> "list[Scenario]":
    """Every scenario; when any has faults, all the faults are told and nothing is run."""
    from ..errors import FaultsError
    from ..files import MOST_BYTES, decoded, load_scenario, scenario_from_text
    from ..play.suite import scenario_files

    about = policy_of(policy)
    found: list[Scenario] = []
    faults: list[Fault] = []
    for file in [each for one in files for each in ([one] if one == "-" else map(str, scenario_files([one])))]:
        try:
            if file == "-":
                text = decoded(sys.stdin.buffer.read(MOST_BYTES + 1), "<stdin>")
                found.append(scenario_from_text(text, "<stdin>", about))
            else:
                found.append(load_scenario(file, about))
        except FaultsError as error:
            faults.extend(error.faults)
    if faults:
        faults_told(faults)
        raise stop(BAD_INPUT)
    if not found:
        raise bad_argument("no scenarios found", "give scenario files or folders that hold some")
    return found
