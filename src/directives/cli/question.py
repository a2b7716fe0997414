"""What the commands that answer a question about one scenario share: arguments, options, how an answer is printed."""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console import readings_of, width, write, write_lines
from .options import Engine, PageFormat, policy_of

if TYPE_CHECKING:
    from ..condition import Model
    from ..scenario import Scenario
    from ..whatif.outline import Page

ScenarioArgument = Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file; `-` is standard input.")]
ActionArgument = Annotated[str, typer.Argument(metavar="ACTION", help="The action that is asked about.")]
StatusArgument = Annotated[
    str,
    typer.Argument(metavar="STATUS", help="obligatory, forbidden, permitted, exempt, reserved, conflict or silent."),
]
CaseOption = Annotated[
    str | None, typer.Option("--case", metavar="NAME", help="The case, where several fit.", show_default=False)
]
StepOption = Annotated[
    int | None,
    typer.Option("--step", metavar="N", help="After this step of the file; 0 is the start. [default: the last]",
                 show_default=False),
]  # fmt: skip
FormatOption = Annotated[PageFormat, typer.Option("--format", help="How to write it.")]


def posed(
    file: str,
    case: str | None,
    step: int | None,
    policy: str | None,
    readings: list[str],
    engine: Engine | None,
    literal: bool,
) -> "tuple[Scenario, dict[str, Any]]":
    """The scenario and the rest of a question, as the functions of `whatif` take them."""
    about = policy_of(policy)
    choices = readings_of(readings)
    rest = {"case": case, "step": step, "policy": about, "readings": choices, "engine": engine, "literal": literal}
    return _scenario(file, about), rest


def _scenario(file: str, policy: Any) -> "Scenario":
    from ..files import MOST_BYTES, decoded, load_scenario, scenario_from_text

    if file != "-":
        return load_scenario(file, policy)
    return scenario_from_text(decoded(sys.stdin.buffer.read(MOST_BYTES + 1), "<stdin>"), "<stdin>", policy)


def print_answer(answer: "Model", page: "Page", format: PageFormat) -> None:
    """Print an answer in the format asked for."""
    from ..whatif.outline import to_lines, to_markdown

    if format is PageFormat.JSON:
        write(json.dumps(answer.model_dump(mode="json"), indent=2, ensure_ascii=False))
    elif format is PageFormat.MARKDOWN:
        write(to_markdown(page))
    else:
        write_lines(to_lines(page, width()))
