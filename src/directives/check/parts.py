"""The parts of a condition, each with the condition that is left without it.

Parts are entries, both bounds of an entry that has two, an `any` as a whole and its alternatives, at any depth. It
knows conditions as files give them and nothing of states.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..condition import Bounds, Condition, Entry, Excluding

Path = tuple[str | int, ...]


class Part(NamedTuple):
    """A part of a condition: where it stands, how a file writes it, what is left without it (None if nothing is)."""

    path: Path
    said: str
    left: Condition | None


def parts(condition: Condition) -> Iterator[Part]:
    """Every part, those that hold others before them; the only alternative of an `any` is no part besides the `any`.

    >>> one = Condition.model_validate({"a": "on", "any": [{"b": "on"}, {"n": {"below": 2}}]})
    >>> [(part.path, part.said) for part in parts(one)][:3]
    [(('a',), 'a: on'), (('any',), 'any: [b: on, n: {below: 2}]'), (('any', 0), 'b: on')]
    """
    for name, entry in condition.entries.items():
        yield Part((name,), entry_said(name, entry), _with(condition, **{name: None}))
        if isinstance(entry, Bounds) and entry.at_least is not None and entry.below is not None:
            yield Part(
                (name, "at_least"), f"at_least: {entry.at_least}", _with(condition, **{name: Bounds(below=entry.below)})
            )
            yield Part(
                (name, "below"), f"below: {entry.below}", _with(condition, **{name: Bounds(at_least=entry.at_least)})
            )
    if condition.any is not None:
        yield Part(("any",), f"any: [{', '.join(map(_said, condition.any))}]", _with(condition, any=None))
        for index, one in enumerate(condition.any):
            before, after = condition.any[:index], condition.any[index + 1 :]
            if before or after:
                yield Part(("any", index), _said(one), _with(condition, any=(*before, *after)))
            for part in parts(one):
                if part.left is not None:
                    left = _with(condition, any=(*before, part.left, *after))
                    yield Part(("any", index, *part.path), part.said, left)


def _with(condition: Condition, **instead: object) -> Condition | None:
    """The condition with other entries or alternatives, those that are None taken out; None if nothing is left."""
    kept = {**condition.entries, "any": condition.any, **instead}
    left: dict[str, Any] = {name: entry for name, entry in kept.items() if entry is not None}
    return Condition.model_construct(**left) if left else None


def _said(condition: Condition) -> str:
    told = [entry_said(name, entry) for name, entry in condition.entries.items()]
    if condition.any is not None:
        told.append(f"any: [{', '.join(map(_said, condition.any))}]")
    return ", ".join(told) if len(told) == 1 else "{" + ", ".join(told) + "}"


def entry_said(name: str, entry: Entry) -> str:
    """An entry as a file writes it."""
    if isinstance(entry, Bounds):
        bounds = (("at_least", entry.at_least), ("below", entry.below))
        return f"{name}: {{{', '.join(f'{side}: {bound}' for side, bound in bounds if bound is not None)}}}"
    if isinstance(entry, Excluding):
        return f"{name}: {{not: {_values(entry.excluded)}}}"
    return f"{name}: {_values(entry)}"


def _values(values: object) -> str:
    return f"[{', '.join(map(str, values))}]" if isinstance(values, tuple) else str(values)
