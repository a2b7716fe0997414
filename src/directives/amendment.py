"""The amendment as data: which entries of a policy it repeals, changes in part, or enacts.

How it is laid over a policy, and whether the result is sound, is decided in `files/`.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr

from .condition import Label, Model
from .errors import Path, Places

Fields = dict[str, Any]
"""The fields of an entry that are named, by name."""
Deed = Literal["enacts", "changes", "repeals"]
"""What an amendment does to one entry of a policy."""

NAMED = (
    "sections",
    "clauses",
    "principles",
    "readings",
    "facts",
    "counters",
    "topics",
    "events",
    "actions",
    "norms",
    "claims",
)
"""The sections whose entries have names; the one other section, `incompatible`, is a list of pairs."""


class Amendment(Model):
    """Changes to a policy: an entry replaces the fields it names, null repeals, a new name enacts.

    A pair of `incompatible` is known by its two actions; one whose `why` is null is repealed.

    >>> Amendment(amends="remarks-1960", title="Retain for ever", norms={"SP.2d": None}).entries
    [('norms', 'SP.2d')]
    """

    amends: Label
    title: Annotated[str, Field(min_length=1)]
    about: str = ""
    sections: dict[str, str | None] = {}
    clauses: dict[str, Fields | None] = {}
    principles: dict[str, Fields | None] = {}
    readings: dict[str, Fields | None] = {}
    facts: dict[str, Fields | None] = {}
    counters: dict[str, Fields | None] = {}
    topics: dict[str, Fields | None] = {}
    events: dict[str, Fields | None] = {}
    actions: dict[str, Fields | None] = {}
    incompatible: tuple[Fields, ...] = ()
    norms: dict[str, Fields | None] = {}
    claims: dict[str, Fields | None] = {}
    _places: Places = PrivateAttr(default_factory=lambda: Places("<amendment>"))

    @property
    def places(self) -> Places:
        """Where in its file each entry stands."""
        return self._places

    def placed(self, places: Places) -> "Amendment":
        """The same amendment, knowing where in its file each entry stands."""
        self._places = places
        return self

    @property
    def entries(self) -> list[Path]:
        """The way to each entry: its section and its name, or its index in `incompatible`."""
        named = [(section, name) for section in NAMED for name in getattr(self, section)]
        return [*named, *(("incompatible", index) for index in range(len(self.incompatible)))]

    def without(self, entry: Path) -> "Amendment":
        """The amendment with one entry left out; its places are not kept."""
        section, key = str(entry[0]), entry[1]
        if section == "incompatible":
            left: object = tuple(one for index, one in enumerate(self.incompatible) if index != key)
        else:
            left = {name: one for name, one in getattr(self, section).items() if name != key}
        return self.model_copy(update={section: left})
