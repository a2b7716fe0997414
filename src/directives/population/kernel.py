"""Kernels compiled by numba, where it is installed (extra `fast`): the same as NumPy does, in fewer passes.

Compiled once and kept beside this file, or in the user's cache where that cannot be written.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

SPREAD, GATHER = np.uint64(0x0101010101010101), np.uint64(0x0102040810204080)
"""The lowest bit of each byte of a word, and the factor that brings those eight bits into the top byte."""


@dataclass(frozen=True)
class Kernels:
    """The compiled functions: `planes` carries out a program over a block, `looked_up` reads a table by mixed codes."""

    planes: Callable[..., None]
    looked_up: Callable[..., None]


@functools.cache
def kernels() -> Kernels | None:
    """The kernels; None where numba is not installed."""
    try:
        import numba
    except ImportError:
        return None
    compiled = numba.njit(cache=True, nogil=True, boundscheck=False)
    return Kernels(compiled(_planes_by(compiled(_read), compiled(_step))), compiled(_looked_up))


def _read(column: Any, first: int, bit: Any, register: Any, many: int) -> None:
    """Gather a bit of the codes of a column (word of 8 cases), from a word of 64 cases on."""
    for word in range(many):
        found = np.uint64(0)
        for byte in range(8):
            spread = (column[(first + word) * 8 + byte] >> bit) & SPREAD
            found |= ((spread * GATHER) >> np.uint64(56)) << np.uint64(8 * byte)
        register[word] = found


def _step(operation: int, place: Any, left: Any, right: Any) -> None:
    """One step of a program over a tile."""
    if operation == 0:
        for word in range(len(place)):
            place[word] = left[word] & right[word]
    elif operation == 1:
        for word in range(len(place)):
            place[word] = left[word] | right[word]
    elif operation == 2:
        for word in range(len(place)):
            place[word] = left[word] ^ right[word]
    else:
        for word in range(len(place)):
            place[word] = left[word] & ~right[word]


def _planes_by(read: Any, step: Any) -> Any:
    def planes(codes: Any, inputs: Any, steps: Any, outputs: Any, registers: Any, into: Any) -> None:
        """Carry out a program: codes (column, word of 8 cases) to planes (output, word of 64 cases), tile by tile."""
        words, tile = into.shape[1], registers.shape[1]
        for first in range(0, words, tile):
            many = min(tile, words - first)
            for number in range(inputs.shape[0]):
                column, bit, register = inputs[number]
                read(codes[column], first, np.uint64(bit), registers[register], many)
            for number in range(steps.shape[0]):
                operation, place, left, right = steps[number]
                step(operation, registers[place], registers[left], registers[right])
            for number in range(outputs.shape[0]):
                for word in range(many):
                    into[number, first + word] = registers[outputs[number], word]

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
