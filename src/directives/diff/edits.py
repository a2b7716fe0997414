"""What was changed between two policies, entry by entry, and the policy with some of the changes taken back.

An entry is known by its name, a pair of `incompatible` by its two actions. Words alone (`says`, `note`, hedges, the
clause cited) change no verdict; they are told apart from what does. This file knows nothing of states.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from ..condition import Model
from ..policy import Claim, Norm, Policy

Deed = Literal["added", "repealed", "altered"]


class Edit(Model):
    """One entry that was changed: its section and name, what was done to it and, where it was altered, in what.

    `what` holds for a norm `topic`, `modality`, `condition` or `overrides`, else the names of fields.

    >>> str(Edit(section="norms", name="SP.2c", deed="altered", what=("condition",)))
    'SP.2c (condition)'
    """

    section: str
    name: str
    deed: Deed
    what: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What the entry is called: norms and claims by name alone."""
        said = {"incompatible": f"the pair {self.name}", "norms": self.name, "claims": self.name}
        return said.get(self.section, f"{self.section.removesuffix('s')} {self.name}")

    def __str__(self) -> str:
        """The entry, and in brackets what was done to it."""
        return f"{self.called} ({', '.join(self.what) if self.deed == 'altered' else self.deed})"


@dataclass(frozen=True)
class Edits:
    """Everything that was changed between two policies."""

    before: Policy
    after: Policy

    @cached_property
    def ruling(self) -> tuple[Edit, ...]:
        """What can change the verdict on a state: norms, claims, incompatible pairs, what actions need."""
        order = {name: at for at, name in enumerate(dict.fromkeys((*self.before.norms, *self.after.norms)))}
        norms = sorted(self._norms(), key=lambda edit: order[edit.name])
        return (*norms, *self._claims(), *self._pairs(), *self._needs())

    @cached_property
    def framing(self) -> tuple[Edit, ...]:
        """What changes which states there are and what leads to them: facts, readings, counters, topics, events, ..."""
        return tuple(edit for section in _FRAME for edit in self._fields(section, _FRAME[section]))

    @cached_property
    def worded(self) -> tuple[str, ...]:
        """The norms and claims of which only words, hedges or the clause changed."""
        changed = {edit.name for edit in self.ruling if edit.section in ("norms", "claims")}
        both = [*_both(self.before.norms, self.after.norms), *_both(self.before.claims, self.after.claims)]
        return tuple(name for name, one, other in both if name not in changed and one != other)

    def _norms(self) -> Iterator[Edit]:
        yield from _named("norms", self.before.norms, self.after.norms)
        shared = self.before.norms.keys() & self.after.norms.keys()
        for name, one, other in _both(self.before.norms, self.after.norms):
            differs = {
                "topic": one.topic != other.topic,
                "modality": (one.modality, one.action) != (other.modality, other.action),
                "condition": self._asks_otherwise(name, one, other),
                "overrides": shared & set(one.overrides) != shared & set(other.overrides),
            }
            if any(differs.values()):
                what = tuple(key for key, so in differs.items() if so)
                yield Edit(section="norms", name=name, deed="altered", what=what)

    def _claims(self) -> Iterator[Edit]:
        yield from _named("claims", self.before.claims, self.after.claims)
        for name, one, other in _both(self.before.claims, self.after.claims):
            differs = {
                "topic": one.topic != other.topic,
                "condition": self._asks_otherwise(name, one, other),
                "concludes": one.concludes != other.concludes,
            }
            if any(differs.values()):
                what = tuple(key for key, so in differs.items() if so)
                yield Edit(section="claims", name=name, deed="altered", what=what)

    def _asks_otherwise(self, name: str, one: Norm | Claim, other: Norm | Claim) -> bool:
        if (one.when, one.unless) == (other.when, other.unless):
            return False
        return set(self.before.branches[name]) != set(self.after.branches[name])

    def _pairs(self) -> Iterator[Edit]:
        before, after = ({pair_name(one.pair): one for one in policy.incompatible} for policy in self._policies)
        yield from _named("incompatible", before, after)

    def _needs(self) -> Iterator[Edit]:
        for name, one, other in _both(self.before.actions, self.after.actions):
            if one.needs != other.needs:
                yield Edit(section="actions", name=name, deed="altered", what=("needs",))

    @property
    def _policies(self) -> tuple[Policy, Policy]:
        return self.before, self.after

    def _fields(self, section: str, fields: tuple[str, ...]) -> Iterator[Edit]:
        before, after = getattr(self.before, section), getattr(self.after, section)
        yield from _named(section, before, after)
        for name, one, other in _both(before, after):
            what = tuple(field for field in fields if getattr(one, field) != getattr(other, field))
            if what:
                yield Edit(section=section, name=name, deed="altered", what=what)


_FRAME = {
    "topics": ("facts", "counters", "settled"),
    "facts": ("values", "initial"),
    "counters": ("counts", "per", "within"),
    "readings": ("domain", "default"),
    "events": ("topics", "needs", "sets"),
    "actions": ("topics", "sets", "continuous"),
}
"""The fields of each section that change what states there are and what leads to them."""


def pair_name(pair: Iterable[str]) -> str:
    """What a pair of `incompatible` is called: its two actions, in order of name.

    >>> pair_name(("send_off_warmly", "assist_work"))
    'assist_work with send_off_warmly'
    """
    return " with ".join(sorted(set(pair)))


def taken_back(before: Policy, after: Policy, edits: Collection[Edit]) -> Policy | None:
    """The later policy with these of its edits taken back, for verdicts alone; None where overrides run in a circle.

    An override between two norms that both policies have is as in the policy from which the overriding norm comes; one
    that involves an added or repealed norm comes and goes with it. Facts and readings are those of either policy.
    """
    back = {section: {edit.name for edit in edits if edit.section == section} for section in _BACK}
    norms = _mixed(before.norms, after.norms, back["norms"])
    pairs = [{pair_name(one.pair): one for one in policy.incompatible} for policy in (before, after)]
    made = {
        "norms": {
            name: norm.model_copy(update={"overrides": tuple(_overridden(before, after, name, norm, norms))})
            for name, norm in norms.items()
        },
        "claims": _mixed(before.claims, after.claims, back["claims"]),
        "incompatible": tuple(_mixed(pairs[0], pairs[1], back["incompatible"]).values()),
        "actions": {
            name: one.model_copy(update={"needs": before.actions[name].needs}) if name in back["actions"] else one
            for name, one in after.actions.items()
        },
    }
    mixed = Policy.model_construct(**{**dict(after), **_vocabulary(before, after), **made})
    return None if _circular(mixed) else mixed


_BACK = ("norms", "claims", "incompatible", "actions")


def _mixed(before: Mapping[str, Any], after: Mapping[str, Any], back: Collection[str]) -> dict[str, Any]:
    """The later entries, but those named as they were before."""
    kept = {name: before.get(name) if name in back else one for name, one in after.items()}
    kept |= {name: one for name, one in before.items() if name in back}
    return {name: one for name, one in kept.items() if one is not None}


def _overridden(before: Policy, after: Policy, name: str, norm: Norm, others: Mapping[str, Norm]) -> Iterator[str]:
    """Which of the other norms of a mixed policy a norm of it overrides."""
    either = (one for policy in (before, after) if name in policy.norms for one in policy.norms[name].overrides)
    for other in dict.fromkeys((*norm.overrides, *either)):
        shared = all(one in policy.norms for one in (name, other) for policy in (before, after))
        if other in others and (other in norm.overrides or not shared):
            yield other


def _circular(policy: Policy) -> bool:
    left = {name: set(norm.overrides) for name, norm in policy.norms.items()}
    while left:
        lowest = [name for name, inferiors in left.items() if not inferiors & left.keys()]
        if not lowest:
            return True
        for name in lowest:
            del left[name]
    return False


def _vocabulary(before: Policy, after: Policy) -> dict[str, Any]:
    """The facts, readings and counters of either policy, the facts with the values of both, and the topics of both."""
    facts = {
        name: one.model_copy(update={"values": tuple(dict.fromkeys((*one.values, *before.facts[name].values)))})
        if name in before.facts
        else one
        for name, one in after.facts.items()
    }
    topics = {
        name: one.model_copy(
            update={
                "facts": tuple(dict.fromkeys((*one.facts, *before.topics[name].facts))),
                "counters": tuple(dict.fromkeys((*one.counters, *before.topics[name].counters))),
            }
        )
        if name in before.topics
        else one
        for name, one in after.topics.items()
    }
    return {
        "facts": {**before.facts, **facts},
        "readings": {**before.readings, **after.readings},
        "counters": {**before.counters, **after.counters},
        "topics": topics,
    }


def _named(section: str, before: Collection[str], after: Collection[str]) -> Iterator[Edit]:
    yield from (Edit(section=section, name=name, deed="repealed") for name in before if name not in after)
    yield from (Edit(section=section, name=name, deed="added") for name in after if name not in before)


def _both(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    return ((name, one, after[name]) for name, one in before.items() if name in after)
