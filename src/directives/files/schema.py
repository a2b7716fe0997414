"""JSON Schemas of the file formats, for editors."""

from typing import Any

from ..policy import Policy
from ..scenario import Scenario

KINDS = ("policy", "scenario", "amendment")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file: `policy`, `scenario` or `amendment`; raises KeyError for another.

    >>> schema("scenario")["title"]
    'Scenario'
    """
    made = {"policy": _policy, "scenario": _scenario, "amendment": _amendment}[kind]()
    return {"$schema": _DIALECT, **made}


def _policy() -> dict[str, Any]:
    return Policy.model_json_schema()


def _scenario() -> dict[str, Any]:
    made = Scenario.model_json_schema()
    made["oneOf"] = [{"required": ["case"]}, {"required": ["cases"]}]
    return made


def _amendment() -> dict[str, Any]:
    """As a policy, but every section may be left out, every entry may name some fields only, and null repeals it."""
    made = Policy.model_json_schema()
    for name in ("policy", "source"):
        del made["properties"][name]
    for section in made["properties"].values():
        entry = section.get("additionalProperties")
        if isinstance(entry, dict):
            section["additionalProperties"] = {"anyOf": [entry, {"type": "null"}]}
    for name, definition in made["$defs"].items():
        if name not in ("Condition", "Excluding", "Bounds", "Incompatible"):
            definition.pop("required", None)
    made["properties"] = {
        "amends": {"type": "string", "description": "The policy that is amended."},
        **made["properties"],
    }
    return {**made, "title": "Amendment", "description": "Changes to a policy.", "required": ["amends", "title"]}
