"""From YAML files to models and back, every fault placed."""

from .amending import plain
from .amendment_file import amended, amendment_from_text, load_amendment
from .new_scenario import new_scenario
from .policy_file import REMARKS, load_policy, packaged_policies, policy_from, policy_from_text
from .scenario_faults import reading_faults
from .scenario_file import load_scenario, scenario_from, scenario_from_text
from .schema import KINDS, schema
from .yaml_text import MOST_BYTES, decoded, parse, read_text

__all__ = [
    "KINDS",
    "MOST_BYTES",
    "REMARKS",
    "amended",
    "amendment_from_text",
    "decoded",
    "load_amendment",
    "load_policy",
    "load_scenario",
    "new_scenario",
    "packaged_policies",
    "parse",
    "plain",
    "policy_from",
    "policy_from_text",
    "read_text",
    "reading_faults",
    "scenario_from",
    "scenario_from_text",
    "schema",
]
