"""What a comparison of two policies says: the shapes that `diff --format json` writes."""

from typing import Literal

from ..check.patches import BoundedPatch
from ..condition import Model, Value
from ..scenario import Scenario
from .edits import Edit
from .freedom import Direction, Relation
from .subject import Kind


class Side(Model):
    """One of the two policies: its name, its title, and the titles of the amendments made to it."""

    policy: str
    title: str
    amended: tuple[str, ...] = ()
    literal: bool = False

    def __str__(self) -> str:
        """The policy by name, with what was done to it."""
        literal = " (without implied norms)" if self.literal else ""
        return self.policy + literal + "".join(f' as amended by "{title}"' for title in self.amended)


class Part(Model):
    """Where a shift has one and the same grounds, and the same changes taken back would undo it.

    `before` and `after` name the norms in force there on what shifts (for a conclusion, the claims that hold).
    `undone_by` holds the smallest sets of changed entries which, taken back while the rest stay, give the earlier
    verdict again in every state of the part; several sets are alternatives. Where over eight changes are concerned,
    sets of up to two are tried, and then all together. `patches` cover the part, largest first.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    undone_by: tuple[tuple[str, ...], ...]
    states: int
    patches: tuple[BoundedPatch, ...]
    more: int = 0
    more_share: float = 0.0


class Witness(Model):
    """A smallest scenario that ends in a state of a shift, with what each policy expects there; each was replayed.

    `one_story` tells that both play the same cases and steps. A side is None where no case comes to such a state under
    that policy, or where no scenario was found that replays.
    """

    before: Scenario | None
    after: Scenario | None
    one_story: bool


class Shift(Model):
    """A change of what verdicts say of one thing: in which states it was one and now is another.

    `kind` is `status` (of the action `names`), `clash` (of two), `impossible` (a duty that cannot be done) or
    `conclusion`. `before` and `after` are statuses, `yes` or `no`, or what is concluded. `direction` is None but for a
    status. `states` counts those that a case can come to under either policy; `only_before` and `only_after` those of
    them that it can come to under just one.
    """

    topic: str
    kind: Kind
    names: tuple[str, ...]
    before: str
    after: str
    direction: Direction | None
    states: int
    only_before: int
    only_after: int
    readings_words: str
    parts: tuple[Part, ...]
    witness: Witness | None


class Compared(Model):
    """A topic that both policies have: its states, how many a case can come to, in how many some verdict changes.

    `relations` tells of each action that shifts whether it is only stricter, only laxer, restated or mixed.
    """

    topic: str
    states: int
    only_before: int
    only_after: int
    changed: int
    relations: dict[str, Relation]


class Difference(Model):
    """Everything in which two policies differ.

    `edits` are the changes that can alter verdicts, `frame` those of facts, readings, counters, topics, events and what
    actions set; `worded` names entries of which only words changed; `apart` says which topics could not be compared;
    `undecided` what was given up, its budget used up. `same_verdicts` and `equivalent` are proofs: over all states that
    a case can come to under either policy.
    """

    format: Literal[1] = 1
    before: Side
    after: Side
    readings: dict[str, Value] = {}
    edits: tuple[Edit, ...]
    frame: tuple[Edit, ...]
    worded: tuple[str, ...]
    apart: dict[str, tuple[str, ...]]
    topics: tuple[Compared, ...]
    shifts: tuple[Shift, ...]
    relation: Relation
    same_verdicts: bool
    equivalent: bool
    exact: bool
    undecided: tuple[str, ...] = ()
