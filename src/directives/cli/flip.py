"""`directives flip`: the smallest changes of a story that give an action a status."""

from typing import Annotated

import typer

from .console import bad_argument
from .options import EngineOption, Literal, PageFormat, PolicyOption, Readings
from .question import (
    ActionArgument,
    CaseOption,
    FormatOption,
    ScenarioArgument,
    StatusArgument,
    StepOption,
    posed,
    print_answer,
)


def flip(
    scenario: ScenarioArgument,
    action: ActionArgument,
    status: StatusArgument,
    case: CaseOption = None,
    step: StepOption = None,
    only: Annotated[
        list[str], typer.Option("--only", metavar="KIND", help="facts, readings or events; may be given again.")
    ] = [],
    keep: Annotated[
        list[str],
        typer.Option("--keep", metavar="NAME", help="Leave as it is: case.fact, fact, reading, event, action, step."),
    ] = [],
    cost: Annotated[
        list[str], typer.Option("--cost", metavar="NAME=N", help="What changing it costs, by name or kind.")
    ] = [],
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, max=9, help="What the changes may cost together.")
    ] = 3,
    every: Annotated[bool, typer.Option("--all", help="Tell every way, however many there are.")] = False,
    format: FormatOption = PageFormat.TEXT,
    readings: Readings = [],
    engine: EngineOption = None,
    literal: Literal = False,
    policy: PolicyOption = None,
) -> None:
    """Find the smallest changes (facts, readings, steps) that give an action a status: all of them, each played."""
    from ..whatif.flip import flip as answered
    from ..whatif.flip_page import MOST_TOLD, flip_page

    found, question = posed(scenario, case, step, policy, readings, engine, literal)
    answer = answered(
        found, action, status, only=_several(only), keep=_several(keep), cost=_costs(cost), most=most, **question
    )
    print_answer(answer, flip_page(answer, len(answer.ways) if every else MOST_TOLD), format)


def _several(given: list[str]) -> list[str]:
    """Names, of which several may stand in one argument with commas between."""
    return [name.strip() for some in given for name in some.split(",") if name.strip()]


def _costs(given: list[str]) -> dict[str, int]:
    found = {}
    for one in _several(given):
        name, _, price = one.partition("=")
        if not price.strip().isdigit():
            raise bad_argument(f"expected name=number after --cost, found `{one}`", "--cost readings=2")
        found[name.strip()] = int(price)
    return found
