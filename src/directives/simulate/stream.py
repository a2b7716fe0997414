"""The luck of each run: numbers drawn from a counter-based generator, keyed by the seed and the number of the run.

The numbers of a run are the same in whatever company, order or process it is simulated.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from .lots import Draws

AT_ONCE = 8192
"""About so many numbers are drawn of a run at a time."""


def draws(seed: int, runs: Sequence[int], blocks: int, size: int) -> Iterator[Draws]:
    """For each of so many blocks, `size` (even) 32-bit numbers of every run: an array (run, number).

    >>> together = [block.tolist() for block in draws(7, [0, 1], 3, 2)]
    >>> alone = [block.tolist() for block in draws(7, [1], 3, 2)]
    >>> [block[1] for block in together] == [block[0] for block in alone]
    True
    """
    generators = [np.random.Philox(key=np.array([seed, run], np.uint64)) for run in runs]
    at_once = min(max(1, AT_ONCE // max(1, size)), blocks)
    drawn = np.empty((len(runs), at_once * size), np.uint32)
    for start in range(0, blocks, at_once):
        many = min(at_once, blocks - start)
        for row, generator in enumerate(generators):
            drawn[row, : many * size] = _halves(generator.random_raw(many * size // 2))
        for block in range(many):
            yield drawn[:, block * size : (block + 1) * size]


def _halves(numbers: npt.NDArray[np.uint64]) -> Draws:
    """Each 64-bit number as two, the lower half first, on any machine."""
    return numbers.astype("<u8", copy=False).view("<u4")
