"""Acceptances from files and from plain data, checked against their policy."""

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from ..acceptance import Acceptance
from ..errors import Fault, FaultsError, Places
from ..policy import Policy
from .shape import shaped
from .yaml_text import Parsed, parse, read_text


def load_acceptance(source: str | FilePath | Mapping[str, Any], policy: Policy | None = None) -> Acceptance:
    """An acceptance from a file or from plain data; raises FaultsError with every fault of it.

    With a policy it must be of that policy. Whether its findings are there, `check.accept` tells.

    >>> load_acceptance({"accepts": "remarks-1960", "findings": {"gap material": "It is left free."}}).accepts
    'remarks-1960'
    """
    if isinstance(source, Mapping):
        return _acceptance(Parsed(dict(source), Places("<acceptance>")), policy)
    return acceptance_from_text(read_text(source), str(source), policy)


def acceptance_from_text(text: str, name: str = "<acceptance>", policy: Policy | None = None) -> Acceptance:
    """The acceptance that a YAML text holds; raises FaultsError with every fault of it."""
    return _acceptance(parse(text, name), policy)


def _acceptance(parsed: Parsed, policy: Policy | None) -> Acceptance:
    acceptance, faults = shaped(Acceptance, parsed)
    if acceptance is not None and policy is not None and acceptance.accepts != policy.policy and not faults:
        message = f"the acceptance is of findings of policy `{acceptance.accepts}`, not `{policy.policy}`"
        cure = f"check `{acceptance.accepts}` with it"
        faults.append(Fault(parsed.places.value(("accepts",)), "other-policy", message, cure))
    if faults or acceptance is None:
        raise FaultsError(faults)
    return acceptance.placed(parsed.places)
