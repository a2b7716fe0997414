"""A straight line of operations on planes, each of them one bit a case; what is alike is worked out once.

It knows nothing of norms: `planes.py` writes programs, `runner.py` carries them out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

AND, OR, XOR, AND_NOT, STORE = range(5)
NONE, EVERY = 0, 1
"""The nodes that hold nowhere and everywhere; their registers have the same numbers."""


@dataclass(frozen=True)
class Program:
    """What to do, as arrays of int32.

    `inputs` has (column, bit, register) of each plane that is read from codes; `steps` (operation, into, left, right)
    in order, where STORE puts `left` into the output `into`; `registers` and `outputs` are how many there are; `widths`
    gives the bits of the codes of each column that is read.
    """

    inputs: npt.NDArray[np.int32]
    steps: npt.NDArray[np.int32]
    registers: int
    outputs: int
    widths: Mapping[int, int]

    @cached_property
    def lanes(self) -> tuple[list[list[tuple[int, int]]], npt.NDArray[np.int32]]:
        """Columns side by side in bytes, each with its shift; for each bit its lane, its place there, its register."""
        lanes: list[list[tuple[int, int]]] = []
        left: list[int] = []
        where: dict[int, tuple[int, int]] = {}
        for column, width in sorted(self.widths.items(), key=lambda one: -one[1]):
            lane = next((number for number, free in enumerate(left) if free >= width), len(lanes))
            if lane == len(lanes):
                lanes.append([])
                left.append(8)
            where[column] = (lane, 8 - left[lane])
            lanes[lane].append((column, 8 - left[lane]))
            left[lane] -= width
        bits = sorted((where[c][0], where[c][1] + bit, register) for c, bit, register in self.inputs.tolist())
        return lanes, np.array(bits, np.int32).reshape(-1, 3)


@dataclass
class Writer:
    """Makes a program, node by node; a node is a plane by its number.

    >>> writer = Writer()
    >>> left, right = writer.bit(0, 0), writer.bit(0, 1)
    >>> writer.both(left, right) == writer.both(right, left)
    True
    >>> writer.program([writer.both(left, writer.inverse(right))]).steps.tolist()
    [[3, 4, 2, 3], [4, 0, 4, 0]]
    """

    _nodes: list[tuple[int, ...]] = field(default_factory=lambda: [(), ()])
    _known: dict[tuple[int, ...], int] = field(default_factory=dict)
    _widths: dict[int, int] = field(default_factory=dict)
    _inverse: dict[int, int] = field(default_factory=lambda: {NONE: EVERY, EVERY: NONE})

    def bit(self, column: int, place: int) -> int:
        """Where a bit of the codes of a column is set; every bit that its codes have must be asked for."""
        self._widths[column] = max(place + 1, self._widths.get(column, 0))
        return self._node((column, place))

    def both(self, left: int, right: int) -> int:
        """Where both hold."""
        if NONE in (left, right) or self._inverse.get(left) == right:
            return NONE
        if right in (left, EVERY):
            return left
        if left == EVERY:
            return right
        for one, other in ((left, right), (right, left)):
            if (negated := self._negated(other)) is not None:
                return self._node((AND_NOT, one, negated))
        return self._node((AND, *sorted((left, right))))

    def either(self, left: int, right: int) -> int:
        """Where one of the two holds, or both."""
        if EVERY in (left, right) or self._inverse.get(left) == right:
            return EVERY
        if right in (left, NONE):
            return left
        return right if left == NONE else self._node((OR, *sorted((left, right))))

    def inverse(self, node: int) -> int:
        """Where it does not hold."""
        if node not in self._inverse:
            found = self._node((XOR, EVERY, node))
            self._inverse[node], self._inverse[found] = found, node
        return self._inverse[node]

    def any_of(self, nodes: Iterable[int]) -> int:
        """Where some node holds."""
        found = NONE
        for node in nodes:
            found = self.either(found, node)
        return found

    def all_of(self, nodes: Iterable[int]) -> int:
        """Where every node holds."""
        found = EVERY
        for node in nodes:
            found = self.both(found, node)
        return found

    def function(self, variables: Sequence[int], truth: Sequence[bool | None]) -> int:
        """Where a truth table says so: at 2**i added up over the variables i that hold; None may go either way."""
        if all(one is not True for one in truth):
            return NONE
        if all(one is not False for one in truth):
            return EVERY
        half = len(truth) // 2
        pairs = list(zip(truth[:half], truth[half:], strict=True))
        if all(None in pair or pair[0] is pair[1] for pair in pairs):
            return self.function(variables[:-1], [one if other is None else other for one, other in pairs])
        yes, no = (self.function(variables[:-1], some) for some in (truth[half:], truth[:half]))
        return self._chosen(variables[-1], yes, no)

    def program(self, outputs: Sequence[int]) -> Program:
        """The program that works out these nodes, with no step that none of them hangs on."""
        order = self._ordered(outputs)
        inputs = [node for node in order if len(self._nodes[node]) == 2]
        last = {one: node for node in order for one in (*self._uses(node), node)}
        stores: dict[int, list[int]] = {}
        for row, node in enumerate(outputs):
            stores.setdefault(node, []).append(row)
        place = {NONE: NONE, EVERY: EVERY, **{node: 2 + number for number, node in enumerate(inputs)}}
        free, registers = list[int](), len(place)
        made = [(STORE, row, place[node], 0) for node in (NONE, EVERY, *inputs) for row in stores.get(node, ())]
        for node in order:
            if len(self._nodes[node]) == 3:
                operation, left, right = self._nodes[node]
                place[node], registers = (free.pop(), registers) if free else (registers, registers + 1)
                made.append((operation, place[node], place[left], place[right]))
                made += [(STORE, row, place[node], 0) for row in stores.get(node, ())]
            ended = {one for one in (*self._uses(node), node) if last[one] == node and place[one] >= 2 + len(inputs)}
            free += [place[one] for one in ended]  # only now: a step never writes where it reads
        return Program(
            _array([(*self._nodes[node], place[node]) for node in inputs], 3),
            _array(made, 4),
            registers,
            len(outputs),
            {column: self._widths[column] for column in dict.fromkeys(self._nodes[node][0] for node in inputs)},
        )

    def _chosen(self, by: int, yes: int, no: int) -> int:
        """What one node says where another holds, and what a third says elsewhere."""
        if yes == EVERY:
            return self.either(by, no)
        if no == EVERY:
            return self.either(self.inverse(by), yes)
        return self.either(self.both(by, yes), self.both(no, self.inverse(by)))

    def _negated(self, node: int) -> int | None:
        """What a node is the inverse of, if that is how it was made."""
        made = self._nodes[node]
        return made[2] if len(made) == 3 and made[:2] == (XOR, EVERY) else None

    def _node(self, made: tuple[int, ...]) -> int:
        if made not in self._known:
            self._known[made] = len(self._nodes)
            self._nodes.append(made)
        return self._known[made]

    def _uses(self, node: int) -> tuple[int, ...]:
        """The nodes that a node is made of."""
        made = self._nodes[node]
        return made[1:] if len(made) == 3 else ()

    def _ordered(self, outputs: Iterable[int]) -> list[int]:
        """The nodes that the outputs hang on, each soon before it is wanted; constants are always there."""
        found: dict[int, None] = {}
        ahead = [(node, False) for node in reversed([*outputs])]
        while ahead:
            node, ready = ahead.pop()
            if ready:
                found[node] = None
            elif node not in found and node not in (NONE, EVERY):
                ahead += [(node, True), *((one, False) for one in reversed(self._uses(node)))]
        return list(found)


def _array(rows: Sequence[Any], width: int) -> npt.NDArray[np.int32]:
    return np.array(rows, np.int32).reshape(-1, width)
