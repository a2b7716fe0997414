"""directives: a policy document as rules that run, explain themselves and can be checked."""

from .condition import Condition
from .errors import (
    DirectivesError,
    EngineFaultError,
    EngineMissingError,
    Fault,
    FaultsError,
    LimitError,
    Place,
    StateError,
)
from .files import load_policy, load_scenario, packaged_policies, policy_from, scenario_from
from .frame import evaluate
from .play import Duty, Moment, Timeline, evaluator_for, run
from .policy import Norm, Policy
from .scenario import Case, Scenario, Step
from .terms import Judgement, Modality, Status
from .verdict import Ruling

__all__ = [
    "Case",
    "Condition",
    "DirectivesError",
    "Duty",
    "EngineFaultError",
    "EngineMissingError",
    "Fault",
    "FaultsError",
    "Judgement",
    "LimitError",
    "Modality",
    "Moment",
    "Norm",
    "Place",
    "Policy",
    "Ruling",
    "Scenario",
    "StateError",
    "Status",
    "Step",
    "Timeline",
    "evaluate",
    "evaluator_for",
    "load_policy",
    "load_scenario",
    "packaged_policies",
    "policy_from",
    "run",
    "scenario_from",
]
