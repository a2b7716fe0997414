"""A condition with one of its entries written otherwise: a value swapped for another, a threshold shifted.

Entries left out altogether are `check/parts.py`'s. It knows what values there are, and nothing of states.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..check.parts import entry_said
from ..condition import Bounds, Condition, Count, Entry, Excluding, Value
from ..policy import Policy

Rewrite: TypeAlias = Callable[[str, Entry], Iterator[Entry]]
"""The other entries that may stand for an entry on a name."""


def rewritten(condition: Condition, rewrite: Rewrite) -> Iterator[tuple[str, Condition]]:
    """The condition with one entry rewritten, at any depth, in every way; what stands there instead of what.

    >>> one = Condition.model_validate({"any": [{"contract": "expired"}, {"urged": {"below": 2}}]})
    >>> [said for said, _ in rewritten(one, lambda name, entry: iter(["running"] if entry == "expired" else []))]
    ['contract: running instead of contract: expired']
    """
    for name, entry in condition.entries.items():
        for other in rewrite(name, entry):
            yield f"{entry_said(name, other)} instead of {entry_said(name, entry)}", _with(condition, **{name: other})
    for index, one in enumerate(condition.any or ()):
        for said, left in rewritten(one, rewrite):
            before, after = (condition.any or ())[:index], (condition.any or ())[index + 1 :]
            yield said, _with(condition, any=(*before, left, *after))


def _with(condition: Condition, **instead: object) -> Condition:
    kept = {**condition.entries, **({"any": condition.any} if condition.any else {}), **instead}
    return Condition.model_validate(kept)


@dataclass(frozen=True)
class Rewriting:
    """How the entries of a policy's conditions may be rewritten."""

    policy: Policy

    def swapped(self, name: str, entry: Entry) -> Iterator[Entry]:
        """An entry on values with one of them swapped for another, or left out of several."""
        if isinstance(entry, Bounds):
            return
        excluding = isinstance(entry, Excluding)
        values = entry.excluded if isinstance(entry, Excluding) else entry
        for other in self._values(name, values):
            yield Excluding.model_validate({"not": other}) if excluding else other

    def shifted(self, _: str, entry: Entry) -> Iterator[Entry]:
        """An entry on a counter with one threshold up or down by one; for a reading also its default, or another."""
        if not isinstance(entry, Bounds):
            return
        for side in ("at_least", "below"):
            bound = getattr(entry, side)
            for other in self._thresholds(bound) if bound is not None else ():
                yield entry.model_copy(update={side: other})

    def _values(self, name: str, values: Value | tuple[Value, ...]) -> Iterator[Value | tuple[Value, ...]]:
        listed = values if isinstance(values, tuple) else (values,)
        for index, value in enumerate(listed):
            before, after = listed[:index], listed[index + 1 :]
            for other in (one for one in self._others(name, value) if one not in listed):
                yield (*before, other, *after) if isinstance(values, tuple) else other
            if len(listed) > 1:
                yield (*before, *after)

    def _others(self, name: str, value: Value) -> Sequence[Value]:
        """The values that may be swapped for a value: all others; of numbers those next to it."""
        reading = self.policy.readings.get(name)
        if reading is None:
            return [one for one in self.policy.facts[name].values if one != value]
        if isinstance(value, int):
            return [one for one in (value - 1, value + 1) if one in reading.domain]
        return [one for one in reading.domain if one != value]

    def _thresholds(self, bound: int | str) -> Iterator[int | str]:
        if isinstance(bound, int):
            yield from (one for one in (bound - 1, bound + 1) if one >= 0)
            return
        default = int(self.policy.readings[bound].default)
        yield from (one for one in (default - 1, default, default + 1) if one >= 0)
        yield from (one for one in self.readings_held_against if one != bound)

    @property
    def readings_held_against(self) -> list[str]:
        """The readings that some counter is held against."""
        tests = (test for some in self.policy.branches.values() for branch in some for test in branch)
        found = {test.threshold for test in tests if isinstance(test, Count)}
        return [name for name in self.policy.readings if name in found]
