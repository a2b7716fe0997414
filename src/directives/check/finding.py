"""What a check found: the shapes of a finding, as `check --format json` writes them."""

from typing import Any, Literal

from pydantic import Field, computed_field, field_serializer

from ..condition import Model, Value
from ..scenario import Scenario

Severity = Literal["error", "warning", "note"]


class Patch(Model):
    """One maximal box of a finding's states: what it asks of each name, in values and in words; how many states.

    `new` counts those of its states that no patch before it holds; over a whole cover they add up to all states.
    """

    values: dict[str, tuple[Value, ...]]
    words: str
    states: int
    new: int


class Slice(Model):
    """The states of a finding at one choice of readings: at their defaults, or as near to them as it holds at all.

    `readings` are those off their defaults; `states`, `reachable` and `patches` as in a finding.
    """

    readings: dict[str, Value]
    states: int
    reachable: int
    patches: tuple[Patch, ...]


class Finding(Model):
    """One finding: what it is about, where it holds, for which readings, and a smallest scenario that shows it.

    `id` is stable as long as the norms and actions concerned are; `states` counts the reachable states it holds in
    (a counter counts up to the largest number it is compared with), `share` is their part of all reachable states of
    the topic; `patches` are an irredundant cover of them, largest first. Where these hang on readings, `nearest` is the
    slice of them at the default readings, or at those nearest to them. `readings` is None where it holds for all, else
    the boxes of readings for which it does. `compliant` tells whether compliant conduct leads there, None where that is
    not known; `exact` whether every state told is known to be reachable. `witness` is a scenario that was replayed
    through the engine; None where there is nothing to show, or where `undecided` says why.
    `accepted` is the reason for which an acceptance lets it stand.
    """

    id: str
    code: str
    severity: Severity
    topic: str
    says: str
    actions: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    states: int | None = None
    reachable: int | None = None
    patches: tuple[Patch, ...] = ()
    nearest: Slice | None = None
    readings: tuple[dict[str, tuple[Value, ...]], ...] | None = None
    readings_words: str = ""
    compliant: bool | None = None
    exact: bool = True
    witness: Scenario | None = None
    advice: str = ""
    undecided: str = ""
    accepted: str = Field(default="", description="The reason for which an acceptance lets it stand.")

    @computed_field  # type: ignore[prop-decorator]  # mypy knows no decorated properties
    @property
    def share(self) -> float:
        """The part of the topic's reachable states that the finding holds in, from 0 to 1."""
        return self.states / self.reachable if self.states and self.reachable else 0.0

    @field_serializer("witness")
    def _plain(self, witness: Scenario | None) -> dict[str, Any] | None:
        return None if witness is None else witness.plain()
