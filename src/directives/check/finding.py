"""What a check found: the shapes of a finding, as `check --format json` writes them."""

from typing import Literal

from pydantic import Field

from ..condition import Model, Value
from ..scenario import Scenario

Severity = Literal["error", "warning", "note"]


class Patch(Model):
    """One maximal box of a finding's states: what it asks of each name, in values and in words; how many states."""

    values: dict[str, tuple[Value, ...]]
    words: str
    states: int


class Finding(Model):
    """One finding: what it is about, where it holds, for which readings, and a smallest scenario that shows it.

    `id` is stable as long as the norms and actions concerned are; `states` counts the reachable states it holds in
    (a counter counts up to the largest number it is compared with), `share` is their part of all reachable states of
    the topic; `patches` are an irredundant cover of them, largest first, `more` how many are left out and
    `more_share` their part. `readings` is None where it holds for all, else the boxes of readings for which it does.
    `compliant` tells whether compliant conduct leads there. `witness` is a scenario that was replayed through the
    engine; None where there is nothing to show, or where `undecided` says why.
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
    more: int = 0
    more_share: float = 0.0
    readings: tuple[dict[str, tuple[Value, ...]], ...] | None = None
    readings_words: str = ""
    compliant: bool | None = None
    exact: bool = True
    witness: Scenario | None = None
    advice: str = ""
    undecided: str = ""
    accepted: str = Field(default="", description="The reason for which an accept file lets it stand.")

    @property
    def share(self) -> float:
        """The part of the topic's reachable states that the finding holds in, from 0 to 1."""
        return self.states / self.reachable if self.states and self.reachable else 0.0
