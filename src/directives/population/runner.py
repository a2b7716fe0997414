"""Carries out programs on columns of codes, block by block: by NumPy, or by the kernels of `kernel.py` where they are.

Both say the same, bit for bit.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from .kernel import Kernels, kernels
from .program import AND, EVERY, NONE, OR, STORE, XOR, Program

Bytes: TypeAlias = npt.NDArray[np.uint8]
Codes: TypeAlias = npt.NDArray[Any]
Planes: TypeAlias = npt.NDArray[np.uint64]

CHUNK = 1 << 13
"""Cases whose planes stand together in a result; a kernel takes them through all steps before it goes on."""
BLOCK, LARGE_BLOCK = 8 * CHUNK, 16 * CHUNK
"""Cases that are taken at once, so that what is worked on stays in the cache; NumPy takes more, to call less."""
WORTH = 1 << 16
"""Cases for which numba is worth its start; fewer are done by NumPy."""

Run: TypeAlias = Callable[[Sequence[Bytes], Planes], None]


def carried_out(program: Program, columns: Sequence[Bytes], count: int, into: Planes | None = None) -> Planes:
    """The outputs over `count` cases (chunk, output, word of 64 cases); bits beyond the last case mean nothing.

    `columns` are codes of one byte. An earlier result may be given, to be written over where it has the right size: new
    memory costs more than what is written there.
    """
    shape = (-(-count // CHUNK), program.outputs, CHUNK // 64)
    found = np.empty(shape, np.uint64) if into is None or into.shape != shape else into
    compiled = kernels() if count >= WORTH else None
    run, size = (_by_kernel(program, compiled), BLOCK) if compiled else (_by_numpy(program), LARGE_BLOCK)
    for start in range(0, count, size):
        stop = min(start + size, count)
        run([column[start:stop] for column in columns], found[start // CHUNK : -(-stop // CHUNK)])
    return found


def _by_kernel(program: Program, compiled: Kernels) -> Run:
    lanes, bits = program.lanes
    codes = np.empty((len(lanes), BLOCK // 8), np.uint64)
    registers = np.empty((program.registers, CHUNK // 64), np.uint64)
    registers[NONE], registers[EVERY] = 0, ~np.uint64(0)
    bytes_of, spare = registers.view(np.uint8), np.empty(CHUNK // 8, np.uint64)

    def run(given: Sequence[Bytes], into: Planes) -> None:
        for words, lane in zip(codes, lanes, strict=True):
            for column, shift in lane:
                compiled.put_aside(_words(given[column]), np.uint64(shift), shift == 0, words)
        compiled.planes(codes, bits, program.steps, registers, bytes_of, spare, into)

    return run


def _words(codes: Bytes) -> Planes:
    """Codes of one byte as words of eight, the last one filled up."""
    if len(codes) % 8 or not codes.flags.c_contiguous or codes.ctypes.data % 8:
        codes = np.append(codes, np.zeros(-len(codes) % 8, np.uint8))
    return codes.view(np.uint64)


def _by_numpy(program: Program) -> Run:
    registers = np.empty((program.registers, LARGE_BLOCK // CHUNK, CHUNK // 64), np.uint64)
    registers[NONE], registers[EVERY] = 0, ~np.uint64(0)
    how = {AND: np.bitwise_and, OR: np.bitwise_or, XOR: np.bitwise_xor}
    inputs, steps = program.inputs.tolist(), program.steps.tolist()
    spare = np.empty((LARGE_BLOCK // CHUNK, CHUNK // 64), np.uint64)

    def run(given: Sequence[Bytes], into: Planes) -> None:
        planes, inverse = list(registers[:, : len(into)]), spare[: len(into)]
        for column, bit, register in inputs:
            packed = np.packbits(given[column] & np.uint8(1 << bit), bitorder="little")
            planes[register].reshape(-1).view(np.uint8)[: len(packed)] = packed
        for operation, place, left, right in steps:
            if operation in how:
                how[operation](planes[left], planes[right], planes[place])
            elif operation == STORE:
                into[:, place] = planes[left]
            else:
                np.bitwise_and(planes[left], np.invert(planes[right], inverse), planes[place])

    return run


def looked_up(table: Codes, columns: Sequence[tuple[Codes, int]], count: int) -> Codes:
    """What a table says at the codes of columns, each with its radix, as one number of mixed radix a case."""
    found = np.empty(count, table.dtype)
    compiled = (
        kernels() if count >= WORTH and len(columns) and all(codes.dtype == np.uint8 for codes, _ in columns) else None
    )
    mixed = np.empty(min(BLOCK, count), np.uint32 if compiled else np.intp)
    for start in range(0, count, BLOCK):
        into, here = found[start : start + BLOCK], mixed[: min(BLOCK, count - start)]
        some = [codes[start : start + BLOCK] for codes, _ in columns]
        if compiled is not None:
            compiled.looked_up(np.stack(some), np.array([size for _, size in columns], np.uint32), table, here, into)
        else:
            here[:] = 0
            for codes, (_, size) in zip(some, columns, strict=True):
                np.multiply(here, size, out=here)
                np.add(here, codes, out=here)
            into[:] = table[here]
    return found


__all__ = ["BLOCK", "Bytes", "Codes", "carried_out", "looked_up"]
