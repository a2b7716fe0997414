"""Carries out programs on columns of codes, block by block: by NumPy, or by the kernels of `kernel.py` where they are.

Both say the same, bit for bit.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from .kernel import kernels
from .program import AND, EVERY, OR, XOR, Program

Bytes: TypeAlias = npt.NDArray[np.uint8]
Codes: TypeAlias = npt.NDArray[Any]
Planes: TypeAlias = npt.NDArray[np.uint64]

BLOCK = 1 << 16
"""Cases that are taken at once, so that their planes stay in the cache."""
TILE = 64
"""Words of 64 cases that a kernel takes through all steps before it goes on."""


def carried_out(program: Program, columns: Sequence[Bytes], count: int) -> Planes:
    """The planes of the outputs (output, word of 64 cases) over `count` cases; bits beyond the last mean nothing."""
    found = np.empty((len(program.outputs), -(-count // 64)), np.uint64)
    run = _by_kernel(program) or _by_numpy(program)
    for start in range(0, count, BLOCK):
        stop = min(start + BLOCK, count)
        run([column[start:stop] for column in columns], found[:, start // 64 : -(-stop // 64)])
    return found


Run: TypeAlias = Callable[[Sequence[Bytes], Planes], None]


def _by_kernel(program: Program) -> Run | None:
    compiled = kernels()
    if compiled is None:
        return None
    columns = 1 + max((int(one) for one in program.inputs[:, 0]), default=0)
    codes = np.zeros((columns, BLOCK // 8), np.uint64)
    registers = np.zeros((program.registers, TILE), np.uint64)
    registers[EVERY] = ~np.uint64(0)

    def run(given: Sequence[Bytes], into: Planes) -> None:
        for row, column in zip(codes.view(np.uint8), given, strict=False):
            row[: len(column)] = column
        compiled.planes(codes, program.inputs, program.steps, program.outputs, registers, into)

    return run


def _by_numpy(program: Program) -> Run:
    registers = np.zeros((program.registers, BLOCK // 64), np.uint64)
    registers[EVERY] = ~np.uint64(0)
    how = {AND: np.bitwise_and, OR: np.bitwise_or, XOR: np.bitwise_xor}
    inputs, steps = program.inputs.tolist(), program.steps.tolist()

    def run(given: Sequence[Bytes], into: Planes) -> None:
        words = into.shape[1]
        planes = list(registers[:, :words])
        for column, bit, register in inputs:
            packed = np.packbits(given[column] & np.uint8(1 << bit), bitorder="little")
            planes[register].view(np.uint8)[: len(packed)] = packed
        for operation, place, left, right in steps:
            if operation in how:
                how[operation](planes[left], planes[right], out=planes[place])
            else:
                np.bitwise_and(planes[left], ~planes[right], out=planes[place])
        for row, register in zip(into, program.outputs, strict=True):
            row[:] = planes[register]

    return run


def looked_up(table: Codes, columns: Sequence[tuple[Codes, int]], count: int) -> Codes:
    """What a table says at the codes of columns, each with its radix, as one number of mixed radix a case."""
    found = np.empty(count, table.dtype)
    compiled = kernels() if len(columns) and all(codes.dtype == np.uint8 for codes, _ in columns) else None
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
