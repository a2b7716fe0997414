"""What proving a property comes to: the shapes that `prove --format json` writes."""

from typing import Literal

from ..check.patches import BoundedPatch
from ..condition import Model, Value
from ..properties import Conduct
from ..scenario import Scenario

Outcome = Literal["proved", "refuted", "undecided"]


class Proof(Model):
    """One property: proved over all states that a case can come to, refuted by a scenario, or undecided, and why.

    `states` counts the states looked at, `premise` those of them in which the property asks for something; it is
    `vacuous` if that is none, so that there was nothing to prove. `against` counts the states that go against it,
    `patches` cover them, largest first. `steps` is, for `can_always_still`, the most moves that are needed; `times` is,
    for `at_most`, how often what is counted can occur, n + 1 standing for more than n. `witness` is a smallest scenario
    against it, replayed; `undecided` says why nothing is decided.
    """

    file: str
    name: str
    says: str
    topic: str
    kind: str
    conduct: Conduct
    readings: dict[str, Value]
    outcome: Outcome
    vacuous: bool = False
    states: int = 0
    premise: int = 0
    against: int = 0
    patches: tuple[BoundedPatch, ...] = ()
    more: int = 0
    more_share: float = 0.0
    steps: int | None = None
    times: int | None = None
    witness: Scenario | None = None
    undecided: str = ""


class Proofs(Model):
    """The proofs of one file."""

    format: Literal[1] = 1
    file: str
    properties: str
    policy: str
    proofs: tuple[Proof, ...]

    @property
    def proved(self) -> bool:
        """Whether every property is proved."""
        return self.count("proved") == len(self.proofs)

    def count(self, outcome: Outcome) -> int:
        """How many properties came to this."""
        return sum(one.outcome == outcome for one in self.proofs)
