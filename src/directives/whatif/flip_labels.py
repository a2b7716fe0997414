"""Sets of changes as the bits of integers, and which of them a search keeps.

A *label* is a set of changes with what it costs. Of two labels that lead to the same, one of which holds the other, the
larger is never a smallest change, whatever comes after: so it may be let go.
"""

from dataclasses import dataclass, field
from enum import Enum

from ..errors import LimitError

Label = tuple[int, int]
"""Changes as bits, and their cost."""
Atom = tuple[str, ...]
"""A change: (fact, case, name, value), (drop, step), (insert, case, kind, name, copy) or (reading, name, class)."""

MOST_LABELS = 400_000
"""A search that keeps more labels than this is given up, rather than answered in part."""


class Keep(Enum):
    """Which labels a node keeps: all that hold no other, all that cost least, or one that costs least."""

    SMALLEST = 1
    CHEAPEST = 2
    ONE = 3


@dataclass
class Atoms:
    """The changes that have been met, each a bit, and how many labels the whole search has kept."""

    bits: dict[Atom, int] = field(default_factory=dict)
    kept: int = 0

    def bit(self, *atom: str) -> int:
        """The bit of a change."""
        return 1 << self.bits.setdefault(atom, len(self.bits))

    def of(self, label: int) -> list[Atom]:
        """The changes of a label."""
        return [atom for atom, at in self.bits.items() if label >> at & 1]

    def add(self, labels: list[Label], bits: int, cost: int, keep: Keep) -> bool:
        """Take a label up among those of a node, if it is one to keep."""
        if keep is Keep.SMALLEST:
            if any(other & bits == other for other, _ in labels):
                return False
            labels[:] = [one for one in labels if bits & one[0] != bits]
        elif labels:
            if labels[0][1] < cost or (labels[0][1] == cost and (keep is Keep.ONE or (bits, cost) in labels)):
                return False
            if labels[0][1] > cost:
                labels.clear()
        labels.append((bits, cost))
        self.kept += 1
        if self.kept > MOST_LABELS:
            raise LimitError(
                "there are too many combinations of changes to weigh them all"
                "\n  help: allow fewer of them: --only facts, --keep case.fact, or a smaller --most"
            )
        return True
