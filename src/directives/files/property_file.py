"""Properties from files and from plain data, checked against their policy."""

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from ..errors import Fault, FaultsError, Places, did_you_mean
from ..policy import Policy
from .policy_file import load_policy, packaged_policies
from .shape import shaped
from .yaml_text import Parsed, parse, read_text

if TYPE_CHECKING:
    from ..properties import Properties


def load_properties(source: str | FilePath | Mapping[str, Any], policy: Policy | None = None) -> "Properties":
    """Properties from a file or from plain data; raises FaultsError with every fault of them.

    They are checked against the policy given, or else the packaged one that they name.

    >>> able = {"says": "Every duty can be done.", "topic": "learner", "never": {"impossible": "any"}}
    >>> list(load_properties({"properties": "On learners", "prove": {"able": able}}).prove)
    ['able']
    """
    if isinstance(source, Mapping):
        return _properties(Parsed(dict(source), Places("<properties>")), policy)
    return properties_from_text(read_text(source), str(source), policy)


def properties_from_text(text: str, name: str = "<properties>", policy: Policy | None = None) -> "Properties":
    """The properties that a YAML text holds; raises FaultsError with every fault of them."""
    return _properties(parse(text, name), policy)


def _properties(parsed: Parsed, policy: Policy | None) -> "Properties":
    from ..properties import Properties  # most commands read no properties, and their models take time to build
    from .property_faults import property_faults

    properties, faults = shaped(Properties, parsed)
    if properties is not None:
        if policy is None and properties.policy not in packaged_policies():
            cure = did_you_mean(properties.policy, packaged_policies())
            cure += "; another policy's file is given with --policy"
            message = f"unknown policy `{properties.policy}`"
            faults.append(Fault(parsed.places.value(("policy",)), "unknown-policy", message, cure))
        else:
            faults.extend(property_faults(properties, policy or load_policy(properties.policy), parsed.places))
    if faults or properties is None:
        raise FaultsError(faults)
    return properties.placed(parsed.places)
