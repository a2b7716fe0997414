"""A state evaluated naively, reasons and all: by recursion over the alternatives of conditions and over overrides."""

from directives import Policy
from directives.condition import State
from directives.verdict import Evaluation


def naive(policy: Policy, topic: str, state: State) -> Evaluation:
    norms, claims = policy.norms_of(topic), policy.claims_of(topic)
    matched: dict[str, dict[str, str | int]] = {}
    for name in (*norms, *claims):
        for branch in policy.branches[name]:
            if all(test.holds(state) for test in branch):
                spoken = [word for test in branch for word in (test.name, getattr(test, "threshold", None))]
                matched.setdefault(name, {}).update({word: state[word] for word in spoken if isinstance(word, str)})

    def against(name: str) -> tuple[str, ...]:
        above = (other for other, norm in norms.items() if other in matched and name in norm.overrides)
        return tuple(sorted(other for other in above if not against(other)))

    set_aside = {name: against(name) for name in norms if name in matched and against(name)}
    return Evaluation(
        in_force=frozenset(name for name in norms if name in matched and name not in set_aside),
        set_aside=set_aside,
        matched=matched,
        conclusions={
            fact: said for name, one in claims.items() if name in matched for fact, said in one.concludes.items()
        },
    )
