"""What is in one region and not in another, as a region whose boxes are made only when somebody asks for them.

Where boxes would multiply (what is left of a wide topic by many sparse norms) the answers come from a sweep: whether
there is a state, how many there are, which is the cheapest, what is shared with other regions.
"""

from collections.abc import Iterable
from functools import cached_property

from .layout import Box
from .region import Region, met_by
from .sweep import Sweep


class Rest(Region):
    """The states of `wanted` that are not in `taken`; its methods may raise TooWideError.

    >>> from .layout import Layout
    >>> layout = Layout({"a": [(0,), (1,)], "b": [(0,), (1,)]})
    >>> rest = Rest(Region.everything(layout), Region.of(layout, {"a": [1], "b": [1]}))
    >>> bool(rest), rest.sweep.count(), bool(rest & Region.of(layout, {"a": [1], "b": [1]}))
    (True, 3, False)
    """

    wanted: Region
    taken: Region

    def __init__(self, wanted: Region, taken: Region) -> None:
        """Nothing is worked out before it is asked for."""
        taken = Region(wanted.layout, met_by(wanted.layout, taken.boxes, wanted.boxes))
        self.__dict__.update(layout=wanted.layout, wanted=wanted, taken=taken)

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """The states as disjoint boxes; raises TooManyBoxesError."""
        return (self.wanted - self.taken).boxes

    @cached_property
    def sweep(self) -> Sweep:
        """What answers for it."""
        return Sweep(self)

    def parts(self) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
        """Boxes that its states are in, and boxes that they are not in."""
        return self.wanted.boxes, self.taken.boxes

    def __bool__(self) -> bool:
        """Whether there is a state in it."""
        return self._some

    @cached_property
    def _some(self) -> bool:
        return self.sweep.first() is not None

    def __and__(self, other: Region) -> Region:
        """The states of both."""
        if isinstance(other, Rest):
            return Rest(self.wanted & other.wanted, self.taken | other.taken)
        return self if other.boxes == (self.layout.full,) else Rest(self.wanted & other, self.taken)

    __rand__ = __and__

    def __sub__(self, other: Region) -> Region:
        """The states of this that are not in the other."""
        if not isinstance(other, Rest):
            return Rest(self.wanted, self.taken | other)
        return (self - other.wanted) | (self & other.taken)

    def __or__(self, other: Region) -> Region:
        """The states of either; boxes are made unless one of the two has none."""
        if not self or not other:
            return self or other
        return Region.union(self.layout, (*self.boxes, *other.boxes))

    def __ror__(self, other: Region) -> Region:
        """The states of either; boxes are made unless one of the two has none."""
        return self | other

    def __rsub__(self, other: Region) -> Region:
        """The states of the other that are not in this."""
        return (other - self.wanted) | (other & self.taken)

    def meets(self, other: Region) -> bool:
        """Whether the two share a state."""
        return bool(self & other)

    def has(self, state: Box) -> bool:
        """Whether a state (a box with one class for each field) is in it."""
        return self.wanted.has(state) and not self.taken.has(state)

    def freed(self, names: Iterable[str]) -> Region:
        """The states that differ from one of these in the names at most."""
        gone = frozenset(names)
        if gone >= self.layout.fields.keys():
            return Region.everything(self.layout) if self else Region(self.layout, ())
        return Region.union(self.layout, (self.layout.freed(box, gone) for box in Sweep(self, last=gone).shadow(gone)))
