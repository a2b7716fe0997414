"""Policies from files, from plain data, and the packaged ones by name."""

import functools
from collections.abc import Mapping
from importlib import resources
from pathlib import Path as FilePath
from typing import Any

from ..errors import Fault, FaultsError, Place, Places, did_you_mean
from ..policy import Policy
from .policy_faults import policy_faults
from .shape import shaped
from .yaml_text import Parsed, parse, read_text

REMARKS = "remarks-1960"
"""The policy that is meant where none is named."""


def packaged_policies() -> list[str]:
    """The names of the policies that come with the package, sorted.

    >>> packaged_policies()
    ['remarks-1960']
    """
    return list(_names())


def load_policy(source: str | FilePath = REMARKS) -> Policy:
    """A packaged policy by name, or a policy file by path; raises FaultsError with every fault of it.

    >>> load_policy().title
    'Some remarks on a report by Nie Rongzhen'
    """
    if isinstance(source, str) and source in packaged_policies():
        return _packaged(source)
    if not FilePath(source).exists() and not str(source).endswith((".yaml", ".yml")):
        cure = did_you_mean(source, packaged_policies()) + "; or give a file"
        raise FaultsError([Fault(Place(str(source)), "unknown-policy", f"unknown policy `{source}`", cure)])
    return policy_from_text(read_text(source), str(source))


def policy_text(source: str | FilePath = REMARKS) -> tuple[str, str]:
    """The text of a packaged policy or of a policy file, and its path.

    >>> policy_text()[0].count("policy: remarks-1960")
    1
    """
    if isinstance(source, str) and source in packaged_policies():
        file = resources.files("directives").joinpath("policies", f"{source}.yaml")
        return file.read_text(encoding="utf-8"), str(file)
    return read_text(source), str(source)


def policy_from_text(text: str, name: str = "<policy>") -> Policy:
    """The policy that a YAML text holds; raises FaultsError with every fault of it."""
    return _policy(parse(text, name))


def policy_from(data: Mapping[str, Any]) -> Policy:
    """The policy that plain data holds; raises FaultsError with every fault of it.

    >>> policy_from({"policy": "tiny"})
    Traceback (most recent call last):
        ...
    directives.errors.FaultsError: <policy>: `title` is missing
      help: add `title`
    ...
    """
    return _policy(Parsed(data, Places("<policy>")))


def _policy(parsed: Parsed) -> Policy:
    policy, faults = shaped(Policy, parsed)
    if policy is not None:
        faults.extend(policy_faults(policy, parsed.content, parsed.places, whole=not faults))
    if faults or policy is None:
        raise FaultsError(faults)
    return policy.placed(parsed.places)


@functools.cache
def _names() -> tuple[str, ...]:
    folder = resources.files("directives").joinpath("policies")
    return tuple(sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml")))


@functools.cache
def _packaged(name: str) -> Policy:
    return policy_from_text(policy_text(name)[0], f"{name}.yaml")
