"""`directives why-not`: what stands in the way of a status, and what it would take."""

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


def why_not(
    scenario: ScenarioArgument,
    action: ActionArgument,
    status: StatusArgument,
    case: CaseOption = None,
    step: StepOption = None,
    format: FormatOption = PageFormat.TEXT,
    readings: Readings = [],
    engine: EngineOption = None,
    literal: Literal = False,
    policy: PolicyOption = None,
) -> None:
    """Tell why an action does not have a status: what failed or is in the way, and what it would take."""
    from ..whatif.why_not import why_not as answered
    from ..whatif.why_not_page import why_not_page

    found, question = posed(scenario, case, step, policy, readings, engine, literal)
    answer = answered(found, action, status, **question)
    print_answer(answer, why_not_page(answer), format)
