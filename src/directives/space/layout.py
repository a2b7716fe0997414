"""How the states of a topic are coded: each name a field of bits, one bit a class of values that nothing tells apart.

A box, a product of sets of values, is then one integer: the AND of two boxes is their intersection, and whether
it is empty one addition tells. It knows nothing of norms.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

Value: TypeAlias = str | int
Box: TypeAlias = int
"""The union of the bits of the classes that each field admits; a box that leaves a field without bits is empty."""


@dataclass(frozen=True)
class Field:
    """One name of a layout: its classes of values, and where its bits stand."""

    name: str
    classes: tuple[tuple[Value, ...], ...]
    offset: int

    @cached_property
    def mask(self) -> int:
        """All bits of the field."""
        return ((1 << len(self.classes)) - 1) << self.offset

    @cached_property
    def guard(self) -> int:
        """The guard bit of the field."""
        return 1 << (self.offset + len(self.classes))

    @cached_property
    def codes(self) -> Mapping[Value, int]:
        """The bit of the class of each value, in place."""
        return {value: 1 << (self.offset + index) for index, one in enumerate(self.classes) for value in one}

    @cached_property
    def size(self) -> int:
        """How many values it has."""
        return sum(map(len, self.classes))

    def weight(self, code: int) -> int:
        """How many values stand behind some bits of it, in place."""
        if self.size == len(self.classes):
            return code.bit_count()
        return sum(len(one) for index, one in enumerate(self.classes) if code >> (self.offset + index) & 1)

    def bits(self, values: Iterable[Value]) -> int:
        """The bits of the classes that hold any of the values; one that is unknown to the field has none."""
        found = 0
        for value in values:
            found |= self.codes.get(value, 0)
        return found

    def values(self, box: Box) -> tuple[Value, ...]:
        """The values that a box admits, in the order of the field."""
        code = (box & self.mask) >> self.offset
        return tuple(value for index, one in enumerate(self.classes) if code >> index & 1 for value in one)


class Layout:
    """The fields of a topic's states.

    Between the fields stands a guard bit, always 0 in a box: adding `ones` carries into it just where a field has bits.

    >>> layout = Layout({"contract": [("running",), ("expired",)], "urged": [(0,), (1,)]})
    >>> layout.empty(layout.box({"contract": ["running"]}) & layout.box({"contract": ["expired"], "urged": [1]}))
    True
    >>> layout.decoded(layout.box({"urged": [1]}))
    {'contract': ('running', 'expired'), 'urged': (1,)}
    """

    def __init__(self, classes: Mapping[str, Sequence[tuple[Value, ...]]]) -> None:
        """Lay out the names in their order."""
        self.fields: dict[str, Field] = {}
        self.ones = self.guards = offset = 0
        for name, some in classes.items():
            self.fields[name] = Field(name, tuple(some), offset)
            self.ones |= self.fields[name].mask
            offset += len(some)
            self.guards |= 1 << offset
            offset += 1
        self.full: Box = self.ones
        self.field_at = [one for one in self.fields.values() for _ in range(len(one.classes) + 1)]

    def empty(self, box: Box) -> bool:
        """Whether no state is in the box."""
        return (box + self.ones) & self.guards != self.guards

    def box(self, admitted: Mapping[str, Iterable[Value]]) -> Box:
        """The box of the states whose values are among those admitted; names left out admit all."""
        found = self.full
        for name, values in admitted.items():
            field = self.fields[name]
            found &= ~field.mask | field.bits(values)
        return found

    def decoded(self, box: Box) -> dict[str, tuple[Value, ...]]:
        """The values that a box admits, by name."""
        return {name: field.values(box) for name, field in self.fields.items()}

    def constrained(self, box: Box) -> Iterator[Field]:
        """The fields of which a box does not admit all."""
        missing = self.full & ~box
        while missing:
            field = self.field_at[(missing & -missing).bit_length() - 1]
            yield field
            missing &= ~field.mask

    def size(self, box: Box) -> int:
        """How many states a box has, every value counted."""
        found = 1
        for field in self.fields.values():
            code = box & field.mask
            found *= field.size if code == field.mask else field.weight(code)
        return found

    def freed(self, box: Box, names: Iterable[str]) -> Box:
        """The box with all values of these names."""
        for name in names:
            if name in self.fields:
                box |= self.fields[name].mask
        return box

    def single(self, state: Mapping[str, Value]) -> Box:
        """The box of one state (of its class: values that nothing tells apart stand together)."""
        return self.box({name: [state[name]] for name in self.fields})
