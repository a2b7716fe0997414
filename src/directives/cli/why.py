"""`directives why`: the argument for an action's status at a moment of a scenario."""

from .options import EngineOption, Literal, PageFormat, PolicyOption, Readings
from .question import ActionArgument, CaseOption, FormatOption, ScenarioArgument, StepOption, posed, print_answer


def why(
    scenario: ScenarioArgument,
    action: ActionArgument,
    case: CaseOption = None,
    step: StepOption = None,
    format: FormatOption = PageFormat.TEXT,
    readings: Readings = [],
    engine: EngineOption = None,
    literal: Literal = False,
    policy: PolicyOption = None,
) -> None:
    """Tell why an action must, may or must not be done: norms, the facts that made them apply, what answers them."""
    from ..whatif.why import why as answered
    from ..whatif.why_page import why_page

    found, question = posed(scenario, case, step, policy, readings, engine, literal)
    answer = answered(found, action, **question)
    print_answer(answer, why_page(answer), format)
