"""From plain data to a model, with every fault of shape placed and said in the file's own words.

It turns what pydantic reports into faults. So that one fault does not hide the rest, it also gives
the model of what is left when the faulty entries are taken out.
"""

import contextlib
import copy
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..errors import Fault, Path, Places, did_you_mean, dotted
from .yaml_text import Parsed

M = TypeVar("M", bound=BaseModel)

_EXPECTED = {
    "string_type": "a word",
    "int_type": "an integer",
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "tuple_type": "a list",
    "date_type": "a date",
    "date_from_datetime_parsing": "a date",
}
_TOGETHER = ("one_counted", "one_kind", "then_what", "no_part")
"""What the keys of a property come to when they do not go together."""
_NAME = "a name starts with a letter and has only letters, digits and `_` (small letters, save in clauses and norms)"


def shaped(model: type[M], parsed: Parsed) -> tuple[M | None, list[Fault]]:
    """The model of the data without its faulty entries, and the faults; None where nothing is left."""
    with contextlib.suppress(ValidationError):
        return model.model_validate(parsed.content), list(parsed.faults)
    faults: dict[Path, Fault] = {}
    left = copy.deepcopy(parsed.content)
    for _ in range(8):
        try:
            return model.model_validate(left), [*parsed.faults, *faults.values()]
        except ValidationError as error:
            found = dict(_faults(model, error, left, parsed.places))
            told = tuple(faults)
            for path, fault in found.items():
                emptied = fault.code == "missing-key" and bool(told) and _at(left, path[:-1]) == {}
                if not emptied and not any(path[: len(known)] == known or known[: len(path)] == path for known in told):
                    faults[path] = fault
            if not isinstance(left, dict):
                break
            for path, fault in found.items():
                _mend(model, left, path, fault.code == "missing-key")
    return None, [*parsed.faults, *faults.values()]


def _mend(model: type[BaseModel], data: dict[str, Any], path: Path, missing: bool) -> None:
    """Take the deepest mapping entry on the path out; at the top, put something for what is missing.

    A mapping in a list is emptied instead, so that the places of what follows it stay true.
    """
    if missing and len(path) == 1:
        outer = typing.get_origin(model.model_fields[str(path[0])].annotation)
        data[str(path[0])] = {} if outer is dict else "missing"
        return
    path = path[:-1] if missing else path
    while path and not isinstance(path[-1], str):
        element = _at(data, path)
        if isinstance(element, dict) and element:
            element.clear()
            return
        path = path[:-1]
    outside = _at(data, path[:-1])
    if path and isinstance(outside, dict):
        outside.pop(path[-1], None)


def _faults(model: type[BaseModel], error: ValidationError, data: Any, places: Places) -> Iterator[tuple[Path, Fault]]:
    """Each fault with the path of the entry to take out; alternatives of one value are told once."""
    seen: dict[Path, list[str]] = {}
    kept: dict[Path, Mapping[str, Any]] = {}
    for one in error.errors(include_url=False):
        path = _path(one["loc"], data)
        if one["type"] == "too_short" and _at(data, path):
            continue  # it is short only because its entries are faulty, and these are told
        if one["type"] == "missing" and isinstance(one["loc"][-1], str):
            path = (*path, one["loc"][-1])
        seen.setdefault(path, []).append(one["type"])
        if path not in kept or one["type"] not in _EXPECTED:
            kept[path] = dict(one)
    for path, shown in kept.items():
        if shown["type"] == "missing" and isinstance(shown["loc"][-1], int):
            yield path, Fault(places.value(path), "wrong-value", "expected two entries, found fewer", "give both")
        elif shown["type"] == "missing":
            message = f"`{path[-1]}` is missing{_in(path[:-1])}"
            yield path, Fault(places.key(path[:-1]), "missing-key", message, f"add `{path[-1]}`")
        elif shown["type"] == "extra_forbidden":
            known = _keys(model, path[:-1])
            fault = Fault(
                places.key(path), "unknown-key", f"unknown key `{path[-1]}`", did_you_mean(path[-1], known, 30)
            )
            yield path, fault
        else:
            yield path, _value_fault(shown, seen[path], path, data, places)


def _in(path: Path) -> str:
    return f" in `{dotted(path)}`" if path else ""


def _value_fault(one: Mapping[str, Any], kinds: Sequence[str], path: Path, data: Any, places: Places) -> Fault:
    kind, found = one["type"], _at(data, path)
    place = places.key(path) if one["loc"] and one["loc"][-1] == "[key]" else places.value(path)
    shown = _shown(path[-1] if one["loc"] and one["loc"][-1] == "[key]" else found)
    if kind == "string_pattern_mismatch":
        return Fault(place, "bad-name", f"expected a name, found {shown}", _NAME)
    if kind == "too_short":
        return Fault(
            place, "wrong-value", f"expected at least one entry, found {shown}", "give one, or leave the key out"
        )
    if kind == "string_too_short":
        return Fault(place, "wrong-value", "expected some text, found none", "give some")
    if kind in ("enum", "literal_error"):
        known = [word.strip(" '") for word in one["ctx"]["expected"].replace(" or ", ", ").split(",")]
        return Fault(place, "unknown-value", f"unknown value {shown}", did_you_mean(found, known))
    if kind == "iso_date":
        return Fault(place, "bad-date", f"expected a date, found {shown}", "year-month-day, like 1960-07-11")
    if kind in ("one_domain", "one_modality", "one_thing", "nothing_judged", "some_cases", *_TOGETHER):
        return Fault(place, "wrong-keys", one["msg"], "see `directives schema` for the keys")
    if kind in _EXPECTED:
        expected = list(dict.fromkeys(_EXPECTED[other] for other in kinds if other in _EXPECTED))
        return Fault(
            place, "wrong-type", f"expected {' or '.join(expected)}, found {shown}", _type_cure(expected, found)
        )
    return Fault(place, "wrong-value", f"{one['msg'].lower()}, found {shown}", "see `directives schema` for what fits")


def _type_cure(expected: Sequence[str], found: Any) -> str:
    if found is None:
        return "give a value, or leave the key out"
    if isinstance(found, list | dict):
        return f"give {expected[0]} here"
    if "a list" in expected:
        return f"put it in brackets: [{_shown(found).strip('`')}]"
    if "a mapping" in expected:
        return "give entries as `key: value`"
    return "choose a word: YAML reads true, false, null and numbers as something else"


def _shown(found: Any) -> str:
    if found is None:
        return "nothing"
    if isinstance(found, dict):
        return "a mapping"
    if isinstance(found, list):
        return "a list" if found else "an empty list"
    return f"`{str(found).lower() if isinstance(found, bool) else found}`"


def _path(loc: Sequence[str | int], content: Any) -> Path:
    """The part of pydantic's location that stands in the data; its names of alternatives are left out."""
    path: Path = ()
    data: Any = content
    for part in loc:
        inside: bool = part in data if isinstance(data, dict) else isinstance(data, list) and part in range(len(data))
        if inside:
            data = data[part]
            path = (*path, part)
    return path


def _at(data: Any, path: Path) -> Any:
    """What stands at a path; None where something on the way has been taken out."""
    for part in path:
        if isinstance(data, dict) and part not in data:
            return None
        data = data[part]
    return data


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that a mapping at this path of the model may have."""
    found: list[type[BaseModel]] = [model]
    for part in path:
        found = [inner for one in found for inner in _inner(one, part)] or found
    return [field.alias or name for one in found for name, field in one.model_fields.items()]


def _inner(model: type[BaseModel], part: str | int) -> list[type[BaseModel]]:
    field = model.model_fields.get(str(part))
    if field:
        return _models(field.annotation)
    extra = model.model_config.get("extra") == "allow"
    return _models(typing.get_type_hints(model)["__pydantic_extra__"]) if extra else []


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The models that an annotation mentions."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [model for argument in typing.get_args(annotation) for model in _models(argument)]
