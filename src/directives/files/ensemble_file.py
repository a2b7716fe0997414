"""Ensembles from files and from plain data, checked against their policy."""

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from ..errors import Fault, FaultsError, Places, did_you_mean
from ..policy import Policy
from .policy_file import load_policy, packaged_policies
from .shape import shaped
from .yaml_text import Parsed, parse, read_text

if TYPE_CHECKING:
    from ..ensemble import Ensemble


def load_ensemble(source: str | FilePath | Mapping[str, Any], policy: Policy | None = None) -> "Ensemble":
    """An ensemble from a file or from plain data; raises FaultsError with every fault of it.

    It is checked against the policy given, or else the packaged one that it names.

    >>> learners = {"topic": "learner", "count": 100, "facts": {"standing": "trainee"}}
    >>> given = {"ensemble": "Shut out", "starts": "1960-07-11", "horizon": 12, "populations": {"learners": learners}}
    >>> load_ensemble(given).populations["learners"].count
    100
    """
    if isinstance(source, Mapping):
        return _ensemble(Parsed(dict(source), Places("<ensemble>")), policy)
    return ensemble_from_text(read_text(source), str(source), policy)


def ensemble_from_text(text: str, name: str = "<ensemble>", policy: Policy | None = None) -> "Ensemble":
    """The ensemble that a YAML text holds; raises FaultsError with every fault of it."""
    return _ensemble(parse(text, name), policy)


def _ensemble(parsed: Parsed, policy: Policy | None) -> "Ensemble":
    from ..ensemble import Ensemble  # most commands read no ensemble, and its models take time to build
    from .ensemble_faults import ensemble_faults

    ensemble, faults = shaped(Ensemble, parsed)
    if ensemble is not None:
        if policy is None and ensemble.policy not in packaged_policies():
            cure = did_you_mean(ensemble.policy, packaged_policies())
            cure += "; another policy's file is given with --policy"
            message = f"unknown policy `{ensemble.policy}`"
            faults.append(Fault(parsed.places.value(("policy",)), "unknown-policy", message, cure))
        else:
            faults.extend(ensemble_faults(ensemble, policy or load_policy(ensemble.policy), parsed.places))
    if faults or ensemble is None:
        raise FaultsError(faults)
    return ensemble.placed(parsed.places)
