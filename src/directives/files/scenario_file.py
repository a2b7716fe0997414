"""Scenarios from files and from plain data, checked against their policy."""

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from ..errors import Fault, FaultsError, Places, did_you_mean
from ..policy import Policy
from ..scenario import Scenario
from .policy_file import load_policy, packaged_policies
from .scenario_faults import scenario_faults
from .shape import shaped
from .yaml_text import Parsed, parse, read_text


def load_scenario(source: str | FilePath | Mapping[str, Any], policy: Policy | None = None) -> Scenario:
    """A scenario from a file or from plain data; raises FaultsError with every fault of it.

    It is checked against the policy given, or else the packaged one that it names.

    >>> load_scenario({"scenario": "A student", "case": {"topic": "learner", "standing": "trainee"}}).scenario
    'A student'
    """
    if isinstance(source, Mapping):
        return scenario_from(source, policy)
    return scenario_from_text(read_text(source), str(source), policy)


def scenario_from_text(text: str, name: str = "<scenario>", policy: Policy | None = None) -> Scenario:
    """The scenario that a YAML text holds; raises FaultsError with every fault of it."""
    return _scenario(parse(text, name), policy)


def scenario_from(data: Mapping[str, Any], policy: Policy | None = None) -> Scenario:
    """The scenario that plain data holds; raises FaultsError with every fault of it."""
    return _scenario(Parsed(data, Places("<scenario>")), policy)


def _scenario(parsed: Parsed, policy: Policy | None) -> Scenario:
    scenario, faults = shaped(Scenario, parsed)
    if scenario is not None:
        about = policy or _named(scenario, parsed.places)
        faults.extend(scenario_faults(scenario, about, parsed.places))
    if faults or scenario is None:
        raise FaultsError(faults)
    return scenario.placed(parsed.places)


def _named(scenario: Scenario, places: Places) -> Policy:
    if scenario.policy not in packaged_policies():
        cure = did_you_mean(scenario.policy, packaged_policies()) + "; another policy's file is given with --policy"
        message = f"unknown policy `{scenario.policy}`"
        raise FaultsError([Fault(places.value(("policy",)), "unknown-policy", message, cure)])
    return load_policy(scenario.policy)
