"""What the checks look at: a policy, its spaces, and what cases can come to by any and by compliant conduct."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..policy import Policy
from ..space.layout import Value
from ..space.paths import Trail
from ..space.reach import Reach
from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..terms import Modality


class Trails(NamedTuple):
    """The ways that lead to what a check saw, by any conduct and by compliant conduct."""

    any: Trail
    compliant: Trail


@dataclass(frozen=True)
class Raw:
    """What a check saw, before it is worked out as a finding: the norms and actions, the states, a sentence, advice.

    `region` is cut down to reachable states and the finding is dropped if none is left; None for a finding about the
    file rather than about states. `key` tells findings of one code apart that share topic, actions and norms.
    """

    topic: str
    says: str
    region: Region | None = None
    actions: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    advice: str = ""
    key: str = ""
    anywhere: bool = False
    """Whether the region is told as it is, reachable or not."""
    trails: Trails | None = None
    """The ways that show it, where not every way to a state of the region does."""


@dataclass(frozen=True)
class Subject:
    """A policy as the checks see it; `fixed` readings have just that value."""

    policy: Policy
    fixed: Mapping[str, Value] = field(default_factory=dict)

    @cached_property
    def any_conduct(self) -> Reach:
        """What cases can come to, whatever is done."""
        return Reach(self.policy, self.fixed)

    @cached_property
    def compliant_conduct(self) -> Reach:
        """What cases can come to when all we do is compliant or unregulated."""
        return Reach(self.policy, self.fixed, compliant=True)

    @cached_property
    def unfixed(self) -> "Subject":
        """The same policy with no reading fixed."""
        return Subject(self.policy) if self.fixed else self

    def spaces(self) -> Iterator[TopicSpace]:
        """The space of every topic, in the order of the file."""
        return (self.any_conduct.space(topic) for topic in self.policy.topics)

    def space(self, topic: str) -> TopicSpace:
        """The space of a topic."""
        return self.any_conduct.space(topic)

    def reachable(self, topic: str) -> Region:
        """The states that a case of the topic can come to by any conduct."""
        return self.any_conduct.states(topic)

    def on(self, topic: str, action: str, modality: Modality | None = None) -> list[str]:
        """The norms of the topic on an action, of one modality or of all."""
        norms = self.space(topic).norms
        return [name for name in self.space(topic).on.get(action, ()) if modality in (None, norms[name].modality)]

    def say(self, norm: str) -> str:
        """A norm with its clause, as findings name it."""
        return f"{norm} (clause {self.policy.norms[norm].clause})"

    def does(self, action: str) -> str:
        """What doing the action is, to follow `we must` or `whether to`."""
        return self.policy.actions[action].says.rstrip(".")

    def holds(self, principle: str) -> str:
        """A principle with what it says."""
        return f"{principle} ({self.policy.principles[principle].says.rstrip('.')})"


def listed(words: Iterable[str], link: str = "and", most: int = 4) -> str:
    """Words as a sentence lists them; of more than `most` the others are counted.

    >>> listed(["a", "b", "c"]), listed("abcdef")
    ('a, b and c', 'a, b, c, d and 2 more')
    """
    told = list(words)
    told = told if len(told) <= most else [*told[:most], f"{len(told) - most} more"]
    return f" {link} ".join(one for one in (", ".join(told[:-1]), told[-1]) if one)
