"""From YAML files to models and back, every fault placed."""

from .acceptance_file import acceptance_from_text, load_acceptance
from .amended_text import amended_text
from .amending import plain
from .amendment_file import amended, amendment_from_text, load_amendment
from .answers import load_answers
from .ensemble_file import ensemble_from_text, load_ensemble
from .new_scenario import new_scenario
from .policy_file import REMARKS, load_policy, packaged_policies, policy_from, policy_from_text, policy_text
from .property_file import load_properties, properties_from_text
from .scenario_faults import reading_faults
from .scenario_file import load_scenario, scenario_from, scenario_from_text
from .schema import KINDS, schema
from .to_yaml import acceptance_to_yaml, scenario_to_yaml
from .yaml_text import MOST_BYTES, decoded, parse, read_text

__all__ = [
    "KINDS",
    "MOST_BYTES",
    "REMARKS",
    "acceptance_from_text",
    "acceptance_to_yaml",
    "amended",
    "amended_text",
    "amendment_from_text",
    "decoded",
    "ensemble_from_text",
    "load_acceptance",
    "load_amendment",
    "load_answers",
    "load_ensemble",
    "load_policy",
    "load_properties",
    "load_scenario",
    "new_scenario",
    "packaged_policies",
    "parse",
    "plain",
    "policy_from",
    "policy_from_text",
    "policy_text",
    "properties_from_text",
    "read_text",
    "reading_faults",
    "scenario_from",
    "scenario_from_text",
    "scenario_to_yaml",
    "schema",
]
