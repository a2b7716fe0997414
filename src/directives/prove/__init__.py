"""Properties of a policy, proved over all states and timelines or refuted by a smallest scenario."""

from .proof import Outcome, Proof, Proofs
from .prove import prove

__all__ = ["Outcome", "Proof", "Proofs", "prove"]
