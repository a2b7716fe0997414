"""From the rules that fired to an evaluation. It decides nothing: what does not fit together is the engine's fault."""

from collections.abc import Iterable, Mapping, Set

from ..condition import State
from ..errors import EngineFaultError
from ..policy import Policy
from ..verdict import Evaluation
from .ruleset import Rule


def evaluation_of(policy: Policy, topic: str, state: State, fired: Iterable[Rule]) -> Evaluation:
    """What the statements of the rules that fired on a state of the topic come to.

    Raises EngineFaultError when they contradict one another: each norm that applies must be in force or set aside, and
    set aside by just those norms in force that override it; each claim that applies must have concluded.
    """
    stated: dict[str, set[str]] = {
        kind: set() for kind in ("applies", "in_force", "set_aside", "concludes", "complete")
    }
    matched: dict[str, dict[str, str | int]] = {}
    by: dict[str, set[str]] = {}
    for rule in fired:
        then = rule.then
        stated[then.kind].add(then.name)
        if then.kind == "applies":
            matched.setdefault(then.name, {}).update((name, state[name]) for name in rule.speaks_of)
        elif then.kind == "set_aside":
            by.setdefault(then.name, set()).add(then.by)
    wrong = sorted(_contradictions(policy, stated, by))
    if wrong:
        raise EngineFaultError(f"the rules engine contradicts itself on `{'`, `'.join(wrong)}`; no verdict was given")
    concluding = [claim for name, claim in policy.claims_of(topic).items() if name in stated["concludes"]]
    return Evaluation(
        in_force=frozenset(stated["in_force"]),
        set_aside={name: tuple(sorted(others)) for name, others in by.items()},
        matched=matched,
        conclusions={fact: value for claim in concluding for fact, value in claim.concludes.items()},
    )


def _contradictions(policy: Policy, stated: Mapping[str, Set[str]], by: Mapping[str, Set[str]]) -> Set[str]:
    """The norms and claims of which the statements cannot all be true."""
    applies, in_force = stated["applies"], stated["in_force"]
    claims = applies & policy.claims.keys()
    ruled = {
        name
        for name in in_force ^ by.keys()
        if by.get(name, set()) == in_force & set(policy.superiors[name])
    }  # fmt: skip
    return (claims ^ stated["concludes"]) | ((applies - claims) ^ ruled) | (in_force & by.keys())
