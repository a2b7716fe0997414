"""Small policies for tests of the engine: one topic, one action, norms as plain data."""

from collections.abc import Mapping
from typing import Any

from directives import Policy

SAID = {"clause": "A.1", "says": "it is said"}


def policy_of(
    norms: Mapping[str, Mapping[str, Any]],
    facts: Mapping[str, list[str]] | None = None,
    *,
    counters: tuple[str, ...] = (),
    readings: Mapping[str, Mapping[str, Any]] | None = None,
    claims: Mapping[str, Mapping[str, Any]] | None = None,
) -> Policy:
    """A policy with one topic `matter` and one action `act`; a norm that names no modality obliges."""
    named = facts or {}
    modalities = ("oblige", "forbid", "permit", "exempt", "reserve")
    return Policy.model_validate(
        {
            "policy": "small",
            "title": "A small policy",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "facts": {name: {"values": values} for name, values in named.items()},
            "counters": {name: {"counts": ["act"], "per": "case"} for name in counters},
            "readings": {name: {"clause": "A.1", "note": "a choice", **one} for name, one in (readings or {}).items()},
            "topics": {"matter": {"says": "a matter", "facts": list(named), "counters": list(counters)}},
            "actions": {"act": {"topic": "matter", "says": "act"}},
            "norms": {
                name: {**SAID, "topic": "matter", **({} if set(modalities) & set(norm) else {"oblige": "act"}), **norm}
                for name, norm in norms.items()
            },
            "claims": {name: {**SAID, "topic": "matter", **claim} for name, claim in (claims or {}).items()},
        }
    )


def chain_of(length: int) -> Policy:
    """Norms N.1, N.2, ... that all apply while `door` is open, each overriding the one before it."""
    norms = {
        f"N.{number}": {"when": {"door": "open"}, "overrides": [f"N.{number - 1}"] if number > 1 else []}
        for number in range(1, length + 1)
    }
    return policy_of(norms, {"door": ["open", "shut"]})
