"""Kernels compiled by numba, where it is installed (extra `fast`): the same as NumPy does, in fewer passes.

Compiled once and kept beside this file, or in the user's cache where that cannot be written.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Kernels:
    """The compiled functions: two that carry out a program over a block, and one that reads a table by mixed codes."""

    put_aside: Callable[..., None]
    planes: Callable[..., None]
    looked_up: Callable[..., None]


@functools.cache
def kernels() -> Kernels | None:
    """The kernels; None where numba is not installed."""
    try:
        import numba
    except ImportError:
        return None
    # nothing is allocated in them, so that counting references to rows of arrays (nrt) would be time for nothing
    options: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}
    compiled: Callable[..., Any] = numba.njit(**options)
    planes = compiled(_planes_by(compiled(_turned), compiled(_taken), compiled(_work)))
    return Kernels(compiled(_put_aside), planes, compiled(_looked_up))


def _put_aside(codes: Any, shift: Any, first: bool, into: Any) -> None:
    """Put the codes of a column, as words of eight, beside those that a lane holds; the first column clears it."""
    for number in range(len(codes)):
        into[number] = (codes[number] << shift) if first else into[number] | (codes[number] << shift)


def _turned(words: Any, into: Any) -> None:
    """Turn squares of 8 by 8 bits: byte k of a word then has bit k of the codes of its eight cases."""
    for number in range(len(into)):
        word = words[number]
        moved = ((word >> np.uint64(7)) ^ word) & np.uint64(0x00AA00AA00AA00AA)
        word ^= moved ^ (moved << np.uint64(7))
        moved = ((word >> np.uint64(14)) ^ word) & np.uint64(0x0000CCCC0000CCCC)
        word ^= moved ^ (moved << np.uint64(14))
        moved = ((word >> np.uint64(28)) ^ word) & np.uint64(0x00000000F0F0F0F0)
        into[number] = word ^ moved ^ (moved << np.uint64(28))


def _taken(words: Any, bit: Any, into: Any) -> None:
    """Take a byte of each word."""
    for number in range(len(words)):
        into[number] = np.uint8((words[number] >> (np.uint64(8) * bit)) & np.uint64(255))


def _work(steps: Any, registers: Any, into: Any) -> None:
    """All steps of a program over a chunk: rows of registers, and results."""
    for number in range(steps.shape[0]):
        operation, row = steps[number, 0], np.uint64(steps[number, 1])
        left, right = registers[np.uint64(steps[number, 2])], registers[np.uint64(steps[number, 3])]
        place = into[row] if operation == 4 else registers[row]
        if operation == 0:
            for word in range(len(left)):
                place[word] = left[word] & right[word]
        elif operation == 1:
            for word in range(len(left)):
                place[word] = left[word] | right[word]
        elif operation == 2:
            for word in range(len(left)):
                place[word] = left[word] ^ right[word]
        elif operation == 3:
            for word in range(len(left)):
                place[word] = left[word] & ~right[word]
        else:
            for word in range(len(left)):
                place[word] = left[word]


def _planes_by(turned: Any, taken: Any, work: Any) -> Any:
    def planes(  # noqa: PLR0913  # arrays to work in come from outside
        lanes: Any, bits: Any, steps: Any, registers: Any, bytes_of: Any, spare: Any, into: Any
    ) -> None:
        """Carry out a program: lanes (lane, word of 8 cases) to planes (chunk, output, word of 64 cases).

        `bits` has (lane, bit, register), lane by lane; `bytes_of` are the registers as bytes.
        """
        size = len(spare)
        for chunk in range(into.shape[0]):
            lane = -1
            for number in range(bits.shape[0]):
                if bits[number, 0] != lane:
                    lane = bits[number, 0]
                    turned(lanes[lane, chunk * size : (chunk + 1) * size], spare)
                taken(spare, np.uint64(bits[number, 1]), bytes_of[bits[number, 2]])
            work(steps, registers, into[chunk])

    return planes


def _looked_up(codes: Any, factors: Any, table: Any, mixed: Any, into: Any) -> None:
    """Read a table at the codes of columns (column, case) as one number of mixed radix."""
    many = len(into)
    for case in range(many):
        mixed[case] = 0
    for column in range(len(factors)):
        factor, some = factors[column], codes[column]
        for case in range(many):
            mixed[case] = mixed[case] * factor + some[case]
    for case in range(many):
        into[case] = table[mixed[case]]
