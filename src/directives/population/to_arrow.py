"""Outcomes as Arrow columns: a dictionary column of statuses for each action, masks or lists for the rest.

Each mask field tells in its metadata (`directives.bits`, a JSON list) what its bits stand for, lowest first.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]

from .columns import Bad
from .outcome import Outcome
from .planes import ABSENT, STATUSES, Legend, width
from .runner import Bytes

MASKS = ("in_force", "open", "clashes", "impossible")
"""The columns beside those of the actions: norms in force, norms perhaps in force, clashes, impossible duties."""
FAULTS = "faults"
"""The column that tells what is wrong with a row, where faults are reported rather than raised."""
BITS = b"directives.bits"
STATUS_WORDS = pa.array([str(status) for status in STATUSES])
_UNSIGNED = {1: pa.uint8(), 2: pa.uint16(), 4: pa.uint32(), 8: pa.uint64()}


def names_of(legend: Legend) -> dict[str, tuple[str, ...]]:
    """What the bits of each mask column stand for; a clash is written with `+` between its actions."""
    return dict(
        zip(
            MASKS,
            (legend.norms, legend.norms, tuple("+".join(pair) for pair in legend.pairs), legend.actions),
            strict=True,
        )
    )


def schema(legend: Legend, lists: bool = False, faults: bool = False, prefix: str = "") -> "pa.Schema":
    """The columns that are added to a table: an action each, then MASKS, then FAULTS where they are reported."""
    fields = [pa.field(prefix + name, pa.dictionary(pa.int8(), pa.string())) for name in legend.actions]
    for name, words in names_of(legend).items():
        kind = pa.list_(pa.string()) if lists else mask_type(len(words))
        fields.append(pa.field(prefix + name, kind, metadata={BITS: json.dumps(words)}))
    return pa.schema([*fields, *([pa.field(prefix + FAULTS, pa.string())] if faults else [])])


def mask_type(bits: int) -> Any:
    """An unsigned integer of the width it takes; more than 64 bits are so many bytes, the lowest bits first."""
    return _UNSIGNED.get(width(bits)) or pa.binary(width(bits))


def columns(outcome: Outcome, legend: Legend, lists: bool, faulty: npt.NDArray[np.bool_] | None) -> Iterator[Any]:
    """The Arrow arrays of an outcome, in the order of `schema`; null in faulty rows and for actions of other topics."""
    mixed = bool((outcome.status == ABSENT).any())
    for codes in outcome.status:
        absent = (codes == ABSENT) | (False if faulty is None else faulty) if mixed or faulty is not None else None
        indices = pa.array(codes.view(np.int8), mask=absent)
        yield pa.DictionaryArray.from_arrays(indices, STATUS_WORDS)
    masks = (outcome.in_force, outcome.open, outcome.clashes, outcome.impossible)
    for mask, words in zip(masks, names_of(legend).values(), strict=True):
        yield _lists(mask, words, faulty) if lists else _masks(mask, faulty)


def _masks(mask: Bytes, faulty: npt.NDArray[np.bool_] | None) -> Any:
    size = mask.shape[1]
    if size in _UNSIGNED:
        return pa.array(np.ascontiguousarray(mask).view(f"<u{size}").ravel(), mask=faulty)
    valid = None if faulty is None else pa.py_buffer(np.packbits(~faulty, bitorder="little").tobytes())
    buffers = [valid, pa.py_buffer(np.ascontiguousarray(mask))]
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(size), len(mask), buffers)


def _lists(mask: Bytes, words: Sequence[str], faulty: npt.NDArray[np.bool_] | None) -> Any:
    bits = np.unpackbits(mask, axis=1, bitorder="little")[:, : len(words)]
    offsets = np.concatenate([[0], np.cumsum(bits.sum(axis=1, dtype=np.int64))]).astype(np.int32)
    named = pa.array(words, pa.string()).take(pa.array(np.nonzero(bits)[1]))
    null = None if faulty is None else pa.array(faulty)
    return pa.ListArray.from_arrays(pa.array(offsets), named, mask=null)


def reported(bad: Iterable[Bad], count: int) -> Any:
    """The column of faults: what is wrong with each row, `; ` between; null where nothing is."""
    found = np.full(count, None, object)
    for one in bad:
        for row in one.rows:
            found[row] = f"{found[row]}; {one.message}" if found[row] else one.message
    return pa.array(found, pa.string())
