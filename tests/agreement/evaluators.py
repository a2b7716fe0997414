"""Every evaluator there is, the naive reference among them. Whoever adds one to the package adds it here."""

from collections.abc import Callable
from dataclasses import dataclass

from directives import engine
from directives.condition import State
from directives.policy import Policy
from directives.space import Arrays
from directives.verdict import Evaluation, Evaluator

from .. import reference

Maker = Callable[[Policy], Evaluator]


@dataclass(frozen=True)
class Reference:
    """The reference as an evaluator, so that `play` and `verdict` are compared with it alone."""

    policy: Policy
    name: str = "reference"

    def evaluate(self, topic: str, state: State) -> Evaluation:
        return reference.evaluate(self.policy, topic, state)


def _imports(module: str) -> bool:
    try:
        __import__(module)
    except ImportError:
        return False
    return True


EVALUATORS: dict[str, Maker] = {"reference": Reference, "arrays": Arrays}
if _imports("durable.engine"):
    EVALUATORS["durable"] = engine.RulesEngine
