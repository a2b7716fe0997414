"""Many complete states at once: the norms of a topic as a program on planes, each of them one bit a state.

Which status the norms in force make is asked of `verdict.py`, once for each way in which modalities can meet. It
knows nothing of unknown facts, nor of where the states come from.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from ..policy import Policy
from ..terms import Modality, Status
from ..verdict import status_of
from .axes import Asked, Tests
from .program import EVERY, NONE, Program, Writer
from .runner import Bytes, carried_out

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


@dataclass(frozen=True)
class Planned:
    """A program for columns whose codes stand for these classes, and what its outputs are, one after another.

    `actions` gives the row of each action whose status comes out as three planes, `norms` and `cannot` the bits whose
    planes follow; the last plane is that of the cases of which something is unknown, or bad, if any can be.
    """

    program: Program
    actions: tuple[int, ...]
    norms: tuple[int, ...]
    cannot: tuple[int, ...]
    unknown: bool


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
        return self.known(self._plain, carried_out(self._plain.program, codes, count), count)

    @cached_property
    def _plain(self) -> Planned:
        return self.planned([np.arange(axis.size, dtype=np.uint8) for axis in self.asked.axes])

    def planned(self, places: Sequence[Bytes]) -> Planned:
        """The program for columns, one an axis, whose codes stand for these classes; an axis's size is unknown."""
        tests = _Tests(Writer(), dict(zip((axis.name for axis in self.asked.axes), enumerate(places), strict=True)))
        force: dict[str, int] = {}
        for name, alternatives in self.asked.norms.items():
            here = tests.any_of(alternatives)
            for superior in self._superiors[name]:
                here = tests.writer.both(here, tests.writer.inverse(force[superior]))
            force[name] = here
        actions = [row for row, name in enumerate(self.legend.actions) if name in self._actions]
        norms = {bit: force[name] for bit, name in enumerate(self.legend.norms) if name in force}
        needs = {
            row: self.asked.needs[name] for row, name in enumerate(self.legend.actions) if name in self.asked.needs
        }
        cannot = {row: EVERY if one is None else tests.writer.inverse(tests.all_of(one)) for row, one in needs.items()}
        bits = [bit for row in actions for bit in self._actions[self.legend.actions[row]].status(force, tests.writer)]
        hidden = tests.any_of({axis.name: frozenset({axis.size})} for axis in self.asked.axes)
        program = tests.writer.program([*bits, *norms.values(), *cannot.values(), hidden])
        return Planned(program, tuple(actions), tuple(norms), tuple(cannot), hidden != NONE)

    def known(self, planned: Planned, planes: npt.NDArray[np.uint64], count: int) -> Known:
        """What planes (chunk, output, word) say of `count` complete states."""
        rows = iter(planes.transpose(1, 0, 2).reshape(planes.shape[1], -1).view(np.uint8))
        bits = {row: [next(rows) for _ in range(3)] for row in planned.actions}
        norms = {bit: next(rows) for bit in planned.norms}
        cannot = {bit: next(rows) for bit in planned.cannot}
        return Known(
            _statuses(bits, len(self.legend.actions), count),
            _masks(norms, width(len(self.legend.norms)), count),
            _masks(cannot, width(len(self.legend.actions)), count),
        )


def _statuses(planes: Mapping[int, Sequence[Bytes]], actions: int, count: int) -> Bytes:
    """The status codes of all actions, two of which go through the bits of one byte."""
    found = np.full((actions, count), ABSENT, np.uint8)
    for pair in _pairs(planes):
        both = _bytes({place + 4 * half: bit for half, row in enumerate(pair) for place, bit in enumerate(planes[row])})
        np.bitwise_and(both[:count], 15, out=found[pair[0]])
        if len(pair) > 1:
            np.right_shift(both[:count], 4, out=found[pair[1]])
    return found


@dataclass(frozen=True)
class _Action:
    """The norms on an action by modality, and the status code of each way in which modalities can meet."""

    norms: Mapping[Modality, tuple[str, ...]]
    codes: tuple[int, ...]

    @classmethod
    def of(cls, policy: Policy, topic: str, action: str) -> "_Action":
        on = {name: norm for name, norm in policy.norms_of(topic).items() if norm.action == action}
        there = _cheapest(tuple(modality for modality in Modality if any(n.modality is modality for n in on.values())))
        norms = {one: tuple(name for name, norm in on.items() if norm.modality is one) for one in there}
        return cls(norms, _codes(there))

    def status(self, force: Mapping[str, int], writer: Writer) -> list[int]:
        """The three bits of the status code, as nodes."""
        there = [writer.any_of(force[name] for name in some) for some in self.norms.values()]
        return _bits(there, self.codes, writer)


def _codes(modalities: Sequence[Modality]) -> tuple[int, ...]:
    """The status code of each way in which modalities can meet, at 2**i added up over those that are there."""
    ways = (way[::-1] for way in itertools.product((False, True), repeat=len(modalities)))
    return tuple(STATUSES.index(status_of(itertools.compress(modalities, way))) for way in ways)


def _bits(there: Sequence[int], codes: Sequence[int], writer: Writer) -> list[int]:
    """The three bits of a status code as nodes, given those of the modalities."""
    return [writer.function(there, [bool(code >> place & 1) for code in codes]) for place in range(3)]


@cache
def _cheapest(modalities: tuple[Modality, ...]) -> tuple[Modality, ...]:
    """The modalities in that order in which their status takes the fewest steps."""

    def steps(order: tuple[Modality, ...]) -> int:
        writer = Writer()
        return len(
            writer.program(_bits([writer.bit(0, one) for one in range(len(order))], _codes(order), writer)).steps
        )

    return min(itertools.permutations(modalities), key=steps)


@dataclass(frozen=True)
class _Tests:
    """Tests on axes as nodes of a program: for each axis its column and the class of each of its codes."""

    writer: Writer
    columns: Mapping[str, tuple[int, Bytes]]

    def any_of(self, alternatives: Iterable[Tests]) -> int:
        """Where one of some alternatives holds."""
        return self.writer.any_of(map(self.all_of, alternatives))

    def all_of(self, tests: Tests) -> int:
        """Where all tests hold."""
        return self.writer.all_of(self._test(name, some) for name, some in tests.items())

    def _test(self, name: str, classes: frozenset[int]) -> int:
        column, places = self.columns[name]
        bits = [self.writer.bit(column, place) for place in range((len(places) - 1).bit_length())]
        truth = [int(one) in classes for one in places]
        return self.writer.function(bits, [*truth, *[None] * ((1 << len(bits)) - len(truth))])


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
