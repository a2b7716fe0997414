"""Many complete states at once: a plane is one bit a state, packed; norms and statuses are ANDs and ORs of planes.

Which status the norms in force make is asked of `verdict.py`, once for each way in which modalities can meet. It
knows nothing of unknown facts, nor of where the states come from.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ..policy import Policy
from ..terms import Modality, Status
from ..verdict import status_of
from .axes import Asked, Tests

Bytes: TypeAlias = npt.NDArray[np.uint8]

STATUSES = tuple(Status)
"""The statuses by their code; UNDETERMINED comes last and is never that of a complete state."""
OBLIGATORY, UNDETERMINED = STATUSES.index(Status.OBLIGATORY), STATUSES.index(Status.UNDETERMINED)
ABSENT = 255
"""The code of the status of an action that is not of the topic."""


def width(bits: int) -> int:
    """The bytes of a mask of so many bits: 1, 2, 4 or 8, or as many as it takes.

    >>> [width(bits) for bits in (0, 9, 33, 200)]
    [1, 2, 8, 25]
    """
    needed = max(1, -(-bits // 8))
    return next((size for size in (1, 2, 4, 8) if size >= needed), needed)


@dataclass(frozen=True)
class Legend:
    """What the columns and bits of a result stand for, in their order."""

    actions: tuple[str, ...]
    norms: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, policy: Policy, topic: str | None = None) -> "Legend":
        """The legend of a topic; of the whole policy where the topic is a column."""
        actions = tuple(policy.actions if topic is None else policy.actions_of(topic))
        norms = tuple(policy.norms if topic is None else policy.norms_of(topic))
        pairs = tuple(both.pair for both in policy.incompatible if set(both.pair) <= set(actions))
        return cls(actions, norms, pairs)


@dataclass(frozen=True)
class Known:
    """What holds of complete states: `status` (action, state), `norms` and `cannot` masks (state, byte).

    `cannot` has the bit of every action whose needs do not hold, among those that can be obligatory.
    """

    status: Bytes
    norms: Bytes
    cannot: Bytes


class Planes:
    """The norms of a topic under chosen readings, ready for complete states."""

    def __init__(self, policy: Policy, topic: str, asked: Asked, legend: Legend) -> None:
        """Keep what evaluating takes."""
        self.asked = asked
        self.legend = legend
        self._superiors = {name: [s for s in policy.superiors[name] if s in asked.norms] for name in asked.norms}
        self._actions = {name: _Action.of(policy, topic, name) for name in policy.actions_of(topic)}

    def evaluate(self, codes: Sequence[Bytes], count: int) -> Known:
        """What holds of `count` states, given the class of each on every axis."""
        planes = _Planes(dict(zip((axis.name for axis in self.asked.axes), codes, strict=True)), count)
        force = self._in_force(planes)
        norms = {bit: force[name] for bit, name in enumerate(self.legend.norms) if name in force}
        cannot = {
            row: ~planes.all_of(needs) if (needs := self.asked.needs[name]) is not None else planes.every
            for row, name in enumerate(self.legend.actions)
            if name in self.asked.needs
        }
        return Known(
            self._statuses(force, planes, count),
            _masks(norms, width(len(self.legend.norms)), count),
            _masks(cannot, width(len(self.legend.actions)), count),
        )

    def _statuses(self, force: Mapping[str, Bytes], planes: "_Planes", count: int) -> Bytes:
        """The status codes of all actions, two of which go through the bits of one byte."""
        found = np.empty((len(self.legend.actions), count), np.uint8)
        rows = {row: name for row, name in enumerate(self.legend.actions) if name in self._actions}
        found[[row for row in range(len(found)) if row not in rows]] = ABSENT
        for pair in _pairs(rows):
            bits = [self._actions[rows[row]].status(force, planes) for row in pair]
            both = _bytes({place + 4 * half: bit for half, some in enumerate(bits) for place, bit in enumerate(some)})
            np.bitwise_and(both[:count], 15, out=found[pair[0]])
            if len(pair) > 1:
                np.right_shift(both[:count], 4, out=found[pair[1]])
        return found

    def _in_force(self, planes: "_Planes") -> dict[str, Bytes]:
        """Where each norm is in force: where it applies and no superior is (DESIGN 2)."""
        force: dict[str, Bytes] = {}
        for name, alternatives in self.asked.norms.items():
            here = planes.any_of(alternatives)
            for superior in self._superiors[name]:
                here = here & ~force[superior]
            force[name] = here
        return force


@dataclass(frozen=True)
class _Action:
    """The norms on an action by modality, and the status code of each way in which modalities can meet."""

    norms: Mapping[Modality, tuple[str, ...]]
    codes: Mapping[tuple[bool, ...], int]

    @classmethod
    def of(cls, policy: Policy, topic: str, action: str) -> "_Action":
        on = {name: norm for name, norm in policy.norms_of(topic).items() if norm.action == action}
        norms = {
            modality: some
            for modality in Modality
            if (some := tuple(name for name, norm in on.items() if norm.modality is modality))
        }
        ways = itertools.product((False, True), repeat=len(norms))
        return cls(norms, {way: STATUSES.index(status_of(itertools.compress(norms, way))) for way in ways})

    def status(self, force: Mapping[str, Bytes], planes: "_Planes") -> list[Bytes]:
        """The three bits of the status code, as planes."""
        bits = [planes.none] * 3
        there = [_folded(np.bitwise_or, (force[name] for name in some), planes.none) for some in self.norms.values()]
        for way, code in self.codes.items():
            if code:
                parts = (one if yes else ~one for one, yes in zip(there, way, strict=True))
                here = _folded(np.bitwise_and, parts, planes.every)
                bits = [bit | here if code >> place & 1 else bit for place, bit in enumerate(bits)]
        return bits


class _Planes:
    """The planes of some states, each made when it is first asked for."""

    def __init__(self, codes: Mapping[str, Bytes], count: int) -> None:
        self._codes = codes
        self._made: dict[tuple[str, frozenset[int]], Bytes] = {}
        self.none = np.zeros(-(-count // 8), np.uint8)
        self.every = ~self.none

    def any_of(self, alternatives: Iterable[Tests]) -> Bytes:
        """Where one of some alternatives holds."""
        return _folded(np.bitwise_or, map(self.all_of, alternatives), self.none)

    def all_of(self, tests: Tests) -> Bytes:
        """Where all tests hold."""
        return _folded(np.bitwise_and, (self._test(name, some) for name, some in tests.items()), self.every)

    def _test(self, name: str, classes: frozenset[int]) -> Bytes:
        key = (name, classes)
        if key not in self._made:
            if len(classes) == 1:
                self._made[key] = np.packbits(self._codes[name] == next(iter(classes)), bitorder="little")
            else:
                singles = (self._test(name, frozenset({one})) for one in classes)
                self._made[key] = _folded(np.bitwise_or, singles, self.none)
        return self._made[key]


def _folded(how: Callable[[Bytes, Bytes], Bytes], planes: Iterable[Bytes], start: Bytes) -> Bytes:
    """All planes by one operation; the start where there are none."""
    several = iter(planes)
    found = next(several, start)
    for one in several:
        found = how(found, one)
    return found


def _pairs(rows: Iterable[int]) -> Iterator[tuple[int, ...]]:
    several = iter(rows)
    while pair := tuple(itertools.islice(several, 2)):
        yield pair


def _masks(planes: Mapping[int, Bytes], size: int, count: int) -> Bytes:
    """One mask a state of `size` bytes, from a plane for each bit that may be set."""
    found = np.zeros((count, size), np.uint8)
    for byte in range(size):
        some = {bit % 8: plane for bit, plane in planes.items() if bit // 8 == byte}
        if some:
            found[:, byte] = _bytes(some)[:count]
    return found


_SWAPS = (
    (np.uint64(7), np.uint64(0x00AA00AA00AA00AA)),
    (np.uint64(14), np.uint64(0x0000CCCC0000CCCC)),
    (np.uint64(28), np.uint64(0x00000000F0F0F0F0)),
)
"""The three steps that turn a square of 8 by 8 bits: by how much bits move, and which do."""


def _bytes(planes: Mapping[int, Bytes]) -> Bytes:
    """One byte a state, from up to eight planes by the place of their bit: squares of 8 by 8 bits are turned."""
    size = len(next(iter(planes.values())))
    square = np.zeros((size, 8), np.uint8)
    for bit, plane in planes.items():
        square[:, bit] = plane
    turned = square.view("<u8").ravel()
    for shift, mask in _SWAPS:
        moved = turned >> shift
        moved ^= turned
        moved &= mask
        turned ^= moved
        moved <<= shift
        turned ^= moved
    return turned.view(np.uint8)
