"""States met so far as row numbers, and what occurrences add to the measures as label numbers.

A row is a state beside a vector of counts over all cases. Numbers are given in the order in which states are met, so
they may differ from one process to another; nothing that is told of a run hangs on them.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from .states import Change, Counts, Key, State, States


class Rows:
    """The states met of one population; row `number * codes + code` is a state at the shared counts of that code."""

    def __init__(self, states: States) -> None:
        """Nothing is met yet."""
        self.states = states
        self.met: list[State] = []
        self._numbers: dict[State, int] = {}
        self.sizes = tuple(states.caps.of[name] + 1 for name in states.shared)
        self.codes = int(np.prod(self.sizes, dtype=np.int64)) if self.sizes else 1
        self.labels: list[Change] = [()]
        self._labels: dict[Change, int] = {(): 0}
        self.measures: dict[Key, int] = {}
        self._turned: dict[tuple[int, int, int, Counts], tuple[int, int]] = {}
        self._matrix: npt.NDArray[np.float64] = np.zeros((0, 0))

    def number(self, state: State) -> int:
        """The number of a state."""
        if state not in self._numbers:
            self._numbers[state] = len(self.met)
            self.met.append(state)
        return self._numbers[state]

    def label(self, change: Iterable[tuple[Key, int]]) -> int:
        """The number of a change; 0 where it adds nothing."""
        sums: dict[Key, int] = {}
        for key, number in change:
            sums[key] = sums.get(key, 0) + number
        plain = tuple(sorted((key, number) for key, number in sums.items() if number))
        if plain not in self._labels:
            self._labels[plain] = len(self.labels)
            self.labels.append(plain)
            for key, _ in plain:
                self.measures.setdefault(key, len(self.measures))
        return self._labels[plain]

    def code(self, shared: Counts) -> int:
        """The code of the shared counts."""
        found = 0
        for size, number in zip(self.sizes, shared, strict=True):
            found = found * size + number
        return found

    def shared(self, code: int) -> Counts:
        """The shared counts of a code."""
        found: list[int] = []
        for size in reversed(self.sizes):
            code, number = divmod(code, size)
            found.append(number)
        return tuple(reversed(found))

    def turned(self, number: int, before: int, after: int, own: Counts) -> tuple[int, int]:
        """What other counts make of a state: its number and the label of the change."""
        key = (number, before, after, own)
        if key not in self._turned:
            state, change = self.states.counted(self.met[number], self.shared(before), own, self.shared(after))
            self._turned[key] = (self.number(state), self.label(change))
        return self._turned[key]

    def matrix(self) -> npt.NDArray[np.float64]:
        """What each label (row) adds to each measure (column)."""
        if self._matrix.shape != (len(self.labels), len(self.measures)):
            self._matrix = np.zeros((len(self.labels), len(self.measures)))
            for row, change in enumerate(self.labels):
                for key, number in change:
                    self._matrix[row, self.measures[key]] = number
        return self._matrix
