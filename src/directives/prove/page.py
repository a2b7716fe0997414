"""Proofs in words: what was proved over how much, what is refuted by which scenario, what is not decided and why."""

from collections.abc import Iterator, Mapping, Sequence

from ..check.in_short import in_short
from ..play.page import Entry, Note, Page, Part
from ..play.telling import words
from ..policy import Policy
from .proof import Proof, Proofs

WHERE = 3
"""As many patches of what goes against a property are told in words; of the rest their number."""
_ROLES = {"proved": "compliant", "refuted": "violation", "undecided": "undetermined"}


def proofs_page(found: Sequence[Proofs], policies: Mapping[str, Policy]) -> Page:
    """The page of some files' proofs; the policies, by name, say how stories begin."""
    counts = [(sum(one.count(outcome) for one in found), outcome) for outcome in ("proved", "refuted", "undecided")]
    told = ", ".join(f"{number} {outcome}" for number, outcome in counts if number)
    return Page(
        title=f"Properties: {told}",
        parts=tuple(
            Part(
                heading=f"{one.properties} ({one.file})",
                entries=tuple(_entry(proof, policies[one.policy]) for proof in one.proofs),
            )
            for one in found
        ),
    )


def _entry(proof: Proof, policy: Policy) -> Entry:
    notes = [Note(proof.says, "about"), *(Note(text, role) for text, role in _told(proof, policy))]
    return Entry(proof.outcome, proof.name, "", tuple(notes), _ROLES[proof.outcome])


def _told(proof: Proof, policy: Policy) -> Iterator[tuple[str, str]]:
    if proof.outcome == "proved":
        yield f"{_proved(proof)}{_scope(proof, policy)}", "cite"
        return
    if proof.patches:
        yield f"against it: {_against(proof)}{_scope(proof, policy)}", ""
    if proof.undecided:
        yield proof.undecided, "undetermined"
    if proof.witness is not None:
        yield f"shown by {in_short(proof.witness, policy)}", "facts"
        yield f"at the end: {_end(proof)}", "facts"


def _proved(proof: Proof) -> str:
    if proof.vacuous:
        return "but there is nothing to prove: no case comes to where it asks for something"
    if proof.kind == "can_always_still":
        moves = f"at most {proof.steps} move{'' if proof.steps == 1 else 's'}" if proof.steps else "no move at all"
        return f"from each of {proof.premise:,} states, with {moves}"
    if proof.kind == "at_most":
        return f"it occurs at most {_times(proof.times or 0)}, over {proof.states:,} states"
    if proof.premise < proof.states:
        return f"in all {proof.premise:,} states of {proof.states:,} in which it asks for something"
    return f"in all {proof.states:,} states"


def _times(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def _scope(proof: Proof, policy: Policy) -> str:
    """For which readings and conduct it is so, where that is not all."""
    told = ["compliant conduct"] if proof.conduct == "compliant" else []
    if proof.readings and proof.readings == policy.defaults:
        told.append("readings at their defaults")
    else:
        told += [f"{words(name)} {words(str(value))}" for name, value in proof.readings.items()]
    return f" ({', '.join(told)})" if told else ""


def _against(proof: Proof) -> str:
    share = f"{proof.against:,} of {max(proof.premise, proof.against):,} states"
    shown = "; or ".join(one.words for one in proof.patches[:WHERE])
    left = proof.more + max(0, len(proof.patches) - WHERE)
    return f"{share}, where {shown}" + (f"; and {left} more" if left else "")


def _end(proof: Proof) -> str:
    if proof.kind == "can_always_still":
        return "no timeline leads on from there"
    expected = proof.witness.timeline[-1].expect if proof.witness else {}
    return ", ".join(f"{words(name)} {status.value}" for name, status in expected.items())
