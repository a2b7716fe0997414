"""The two policies that are compared, from names and files: an amendment stands for the policy that it makes."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..errors import Fault, FaultsError, Places
from ..files import (
    amended,
    amendment_from_text,
    load_amendment,
    load_policy,
    packaged_policies,
    parse,
    read_text,
    reading_faults,
)
from ..play import evaluator_for
from ..policy import Policy
from ..space.layout import Value
from .compare import difference
from .difference import Difference, Side


@dataclass(frozen=True)
class Chosen:
    """A policy to compare: what it is called, and the policy that amendments of it would be made to."""

    policy: Policy
    side: Side
    amends: Policy

    def with_amendment(self, source: str) -> "Chosen":
        """The same with an amendment file made to it; raises FaultsError where it does not fit."""
        amendment = load_amendment(source, self.policy)
        side = self.side.model_copy(update={"amended": (*self.side.amended, amendment.title)})
        return Chosen(amended(self.policy, amendment), side, self.amends)

    def literal(self) -> "Chosen":
        """The same without implied norms."""
        return Chosen(self.policy.literal(), self.side.model_copy(update={"literal": True}), self.amends)


def chosen(source: str, base: Policy | None = None) -> Chosen:
    """The policy that a name or file stands for; an amendment is made to `base` if it names that, else to its own.

    Raises FaultsError with every fault of the file.

    >>> str(chosen("remarks-1960").side)
    'remarks-1960'
    """
    if source not in packaged_policies() and source.endswith((".yaml", ".yml")):
        text = read_text(source)
        content = parse(text, source).content
        if isinstance(content, dict) and "amends" in content:
            about = base if base is not None and base.policy == content["amends"] else None
            amendment = amendment_from_text(text, source, about)
            to = about or load_policy(amendment.amends)
            made = amended(to, amendment)
            return Chosen(made, Side(policy=made.policy, title=made.title, amended=(amendment.title,)), to)
    policy = load_policy(source)
    return Chosen(policy, Side(policy=policy.policy, title=policy.title), policy)


def sides(before: str, after: str | None, amendments: Sequence[str], literal: bool = False) -> tuple[Chosen, Chosen]:
    """The policies before and after: `after` is by default the same as before, amendments are made to it in order.

    Where `after` is an amendment, it is made to `before`; where that is one too, to the policy which that amends.
    """
    try:
        one = chosen(before)
        other = chosen(after, one.amends) if after is not None else one
        for amendment in amendments:
            other = other.with_amendment(amendment)
    except FaultsError as error:
        raise FaultsError(map(_cured, error.faults)) from None
    return (one.literal(), other.literal()) if literal else (one, other)


def _cured(fault: Fault) -> Fault:
    """The fault with a cure that holds here: a policy is given by name or file, and its amendments after it."""
    if fault.code not in ("other-policy", "unknown-policy") or "--policy" not in fault.help:
        return fault
    cure = "give the policy that it amends first: directives diff POLICY AMENDMENT"
    names = f"{fault.help.partition(';')[0]}; or " if fault.code == "unknown-policy" else ""
    return dataclasses.replace(fault, help=names + cure)


def compared(
    before: Chosen, after: Chosen, readings: Mapping[str, Value] | None = None, engine: str | None = None
) -> Difference:
    """Everything in which two chosen policies differ; `readings` fixes some, `engine` replays the witnesses.

    Raises FaultsError where a reading is unknown to both or has not that value.

    >>> compared(*sides("remarks-1960", None, []), {"period_days": 30}).equivalent
    True
    """
    fixed = dict(readings or {})
    faults = list(_reading_faults(before.policy, after.policy, fixed))
    if faults:
        raise FaultsError(faults)
    named = (before.side, after.side)
    return difference(before.policy, after.policy, lambda policy: evaluator_for(policy, engine), fixed, named)


def _reading_faults(before: Policy, after: Policy, fixed: Mapping[str, Value]) -> Iterator[Fault]:
    """What is wrong with the readings that are fixed: each must be one of a policy, with a value that it has there."""
    own = {name: value for name, value in fixed.items() if name in before.readings}
    rest = {name: value for name, value in fixed.items() if name not in before.readings or name in after.readings}
    yield from reading_faults(before, own, Places("readings"))
    yield from reading_faults(after, rest, Places("readings"))
