"""What the checks look at: a policy, its spaces, and what cases can come to by any and by compliant conduct."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..policy import Policy
from ..space.layout import Value
from ..space.reach import Reach
from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..terms import Modality


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
        return [
            name
            for name, norm in self.space(topic).norms.items()
            if norm.action == action and modality in (None, norm.modality)
        ]

    def say(self, norm: str) -> str:
        """A norm with its clause, as findings name it."""
        return f"{norm} (clause {self.policy.norms[norm].clause})"
