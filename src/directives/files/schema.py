"""JSON Schemas of the file formats, for editors."""

from typing import Any

from ..acceptance import Acceptance
from ..amendment import Amendment
from ..policy import Policy
from ..scenario import Scenario

KINDS = ("policy", "scenario", "amendment", "acceptance", "properties", "ensemble")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, one of KINDS; raises KeyError for another.

    >>> schema("scenario")["title"]
    'Scenario'
    """
    made = {
        "policy": _policy,
        "scenario": _scenario,
        "amendment": _amendment,
        "acceptance": _acceptance,
        "properties": _properties,
        "ensemble": _ensemble,
    }[kind]()
    return {"$schema": _DIALECT, **made}


def _policy() -> dict[str, Any]:
    return Policy.model_json_schema()


def _scenario() -> dict[str, Any]:
    made = Scenario.model_json_schema()
    made["oneOf"] = [{"required": ["case"]}, {"required": ["cases"]}]
    return made


def _acceptance() -> dict[str, Any]:
    return Acceptance.model_json_schema()


def _ensemble() -> dict[str, Any]:
    from ..ensemble import Ensemble  # its models take time to build

    return Ensemble.model_json_schema()


def _amendment() -> dict[str, Any]:
    """As a policy, but every section may be left out, every entry may name some fields only, and null repeals."""
    made = Policy.model_json_schema()
    for name in ("policy", "title", "source"):
        del made["properties"][name]
    del made["$defs"]["Source"]
    for section in made["properties"].values():
        for pattern, entry in section.get("patternProperties", {}).items():
            section["patternProperties"][pattern] = _or_null(entry)
    for name, definition in made["$defs"].items():
        if name not in ("Condition", "Excluding", "Bounds"):
            needed = definition.pop("required", [])
            fields = definition["properties"]
            fields.update({key: _or_null(one) for key, one in fields.items() if key not in needed})
    pair = made["$defs"]["Incompatible"]
    pair["required"] = ["pair"]
    pair["properties"]["why"] = _or_null(pair["properties"]["why"])
    own = Amendment.model_json_schema()["properties"]
    made["properties"] = {name: own[name] for name in ("amends", "title", "about")} | made["properties"]
    return {**made, "title": "Amendment", "description": "Changes to a policy.", "required": ["amends", "title"]}


def _properties() -> dict[str, Any]:
    from ..properties import KINDS, Properties  # as for ensembles

    made = Properties.model_json_schema()
    one = made["$defs"]["Property"]
    one["oneOf"] = [{"required": [kind]} for kind in KINDS]
    one["dependentRequired"] = {"whenever": ["then"], "then": ["whenever"], "only_then": ["then"]}
    return made


def _or_null(one: dict[str, Any]) -> dict[str, Any]:
    null = {"type": "null"}
    return one if null in one.get("anyOf", ()) else {"anyOf": [one, null]}
