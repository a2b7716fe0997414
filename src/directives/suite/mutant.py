"""Mutants: policies that differ from one in a single thing said of a single norm.

What a suite of scenarios expects of the policy should not all hold of a mutant too. It knows nothing of states.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from ..amendment import NAMED
from ..check.parts import parts
from ..errors import Places
from ..files.policy_faults import norm_faults
from ..policy import Norm, Policy
from ..terms import Modality
from .rewriting import Rewrite, Rewriting, rewritten

Kind: TypeAlias = Literal["norm", "exception", "override", "entry", "modality", "threshold", "value"]
KINDS: Mapping[Kind, str] = {
    "norm": "a norm left out",
    "exception": "an `unless` left out",
    "override": "an override left out",
    "entry": "an entry of a condition left out",
    "modality": "another modality",
    "threshold": "a threshold shifted",
    "value": "a value swapped for another",
}
"""What is changed in a mutant of each kind."""
assert tuple(KINDS) == get_args(Kind)


@dataclass(frozen=True)
class Mutant:
    """A policy in which one norm is another, or is left out (`after` is None); `says` tells what is changed.

    `id` is stable as long as the norm and the values of its facts and readings are.
    """

    id: str
    kind: Kind
    norm: str
    says: str
    after: Norm | None

    def of(self, policy: Policy) -> Policy:
        """The mutant as a policy; a norm that is left out is overridden by none."""
        norms = dict(policy.norms)
        if self.after is not None:
            norms[self.norm] = self.after
        else:
            del norms[self.norm]
            norms = {name: _without_override(norm, self.norm) for name, norm in norms.items()}
        return Policy.model_construct(**{**dict(policy), "norms": norms})


def mutants(policy: Policy) -> list[Mutant]:
    """Every mutant of a policy that could be loaded, norm by norm, in the order of KINDS.

    That a clause is then cited by no norm is no obstacle. Claims are left as they are: no scenario expects anything of
    what they conclude.

    >>> from directives import load_policy
    >>> [one.says for one in mutants(load_policy()) if one.norm == "ST.2b"][:3]
    ['ST.2b left out', 'ST.2b no longer overrides ST.2a', 'ST.2b without `access: denied`']
    """
    made = [one for name in policy.norms for one in _of_norm(policy, name)]
    return [one for one in made if _sound(one, policy)]


def _sound(mutant: Mutant, policy: Policy) -> bool:
    """Whether the mutant could be loaded: only the norm that is changed and those overriding it can be at fault now."""
    changed = mutant.of(policy)
    declared = {section: getattr(changed, section) for section in NAMED}
    near = [mutant.norm, *policy.superiors[mutant.norm], *policy.norms[mutant.norm].overrides]
    norms = {name: changed.norms[name] for name in near if name in changed.norms}
    narrow = Policy.model_construct(**{**dict(changed), "norms": norms})
    return not any(norm_faults(narrow, declared, Places("<mutant>")))


def _of_norm(policy: Policy, name: str) -> Iterator[Mutant]:
    norm = policy.norms[name]
    seen: list[Norm | None] = [norm]
    for kind, says, after in _changes(policy, norm):
        if after not in seen:
            yield Mutant(f"{name}#{len(seen)}", kind, name, f"{name} {says}", after)
            seen.append(after)


def _changes(policy: Policy, norm: Norm) -> Iterator[tuple[Kind, str, Norm | None]]:
    rewriting = Rewriting(policy)
    yield "norm", "left out", None
    if norm.unless is not None:
        yield "exception", "without its `unless`", norm.model_copy(update={"unless": None})
    for inferior in norm.overrides:
        yield "override", f"no longer overrides {inferior}", _without_override(norm, inferior)
    for key, condition, where in (("when", norm.when, ""), ("unless", norm.unless, " under `unless`")):
        for part in parts(condition) if condition else ():
            yield "entry", f"without `{part.said}`{where}", norm.model_copy(update={key: part.left})
    for modality in Modality:
        if modality is not norm.modality:
            changed = norm.model_copy(update={norm.modality.value: None, modality.value: norm.action})
            yield "modality", f"says {modality.value} instead of {norm.modality.value}", changed
    yield from _rewritten(norm, "threshold", rewriting.shifted)
    yield from _rewritten(norm, "value", rewriting.swapped)


def _rewritten(norm: Norm, kind: Kind, rewrite: Rewrite) -> Iterator[tuple[Kind, str, Norm]]:
    for key, condition, where in (("when", norm.when, ""), ("unless", norm.unless, " under `unless`")):
        for said, left in rewritten(condition, rewrite) if condition else ():
            yield kind, f"with {said}{where}", norm.model_copy(update={key: left})


def _without_override(norm: Norm, inferior: str) -> Norm:
    if inferior not in norm.overrides:
        return norm
    return norm.model_copy(update={"overrides": tuple(one for one in norm.overrides if one != inferior)})
