"""Two policies compared over all states: what changes, by which changes, and whether it is stricter or laxer."""

from .alongside import Alongside
from .compare import difference
from .difference import Compared, Difference, Part, Shift, Side, Witness
from .edits import Edit, Edits
from .freedom import Direction, Relation, direction, relation
from .sides import compared, sides

__all__ = [
    "Alongside",
    "Compared",
    "Difference",
    "Direction",
    "Edit",
    "Edits",
    "Part",
    "Relation",
    "Shift",
    "Side",
    "Witness",
    "compared",
    "difference",
    "direction",
    "relation",
    "sides",
]
