"""Two policies over the same states: what either tells apart, what either can come to.

The states of a topic are those of both vocabularies together: a name that only one policy knows is a field of its own,
on which the other says nothing. Compared are the states whose values both know.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..policy import Policy
from ..space.classes import Classes, classes
from ..space.layout import Layout, Value
from ..space.reach import Reach
from ..space.region import Region
from ..space.topic_space import TopicSpace


@dataclass
class Alongside:
    """Two policies, one before and one after a change; `fixed` readings have just that value.

    >>> from directives import load_policy
    >>> both = Alongside(load_policy(), load_policy())
    >>> both.space_before("learner").layout is both.space_after("learner").layout
    True
    """

    before: Policy
    after: Policy
    fixed: Mapping[str, Value] = field(default_factory=dict)
    _reached: dict[str, tuple[Region, Region]] = field(default_factory=dict)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics that both have and that can be compared."""
        return tuple(name for name in self.before.topics if name in self.after.topics and not self.apart(name))

    def apart(self, topic: str) -> tuple[str, ...]:
        """The names for which a topic of both cannot be compared: fact here and reading there, or no shared value."""
        return tuple(name for name in self._names(topic) if self._unlike(topic, name))

    @cached_property
    def layouts(self) -> Mapping[str, Layout]:
        """For every topic of both the layout that tells apart what either does."""
        return {topic: Layout(self._refined(topic)) for topic in self.topics}

    @cached_property
    def reach_before(self) -> Reach:
        """What cases can come to before the change."""
        return Reach(self.before, self._fixed(0), layouts=self._layouts_of(0))

    @cached_property
    def reach_after(self) -> Reach:
        """What cases can come to after it."""
        return Reach(self.after, self._fixed(1), layouts=self._layouts_of(1))

    def space_before(self, topic: str) -> TopicSpace:
        """The topic's states as the earlier policy reads them."""
        return self.reach_before.space(topic)

    def space_after(self, topic: str) -> TopicSpace:
        """The topic's states as the later policy reads them."""
        return self.reach_after.space(topic)

    def common(self, topic: str) -> Region:
        """The states whose values both policies know."""
        return self.space_before(topic).everything & self.space_after(topic).everything

    def reached(self, topic: str) -> tuple[Region, Region]:
        """The common states that a case can come to before, and those after.

        A name that only one of the two knows has there the values that it can have in that one.
        """
        if topic not in self._reached:
            before, after = self.reach_before.states(topic), self.reach_after.states(topic)
            there, here = self.common(topic) & before, self.common(topic) & after
            self._reached[topic] = (
                there & after.freed(self._known(0, topic)),
                here & before.freed(self._known(1, topic)),
            )
        return self._reached[topic]

    def exact(self, topic: str) -> bool:
        """Whether every state told reachable is so, under both."""
        return self.reach_before.exact(topic) and self.reach_after.exact(topic)

    @property
    def _both(self) -> tuple[Policy, Policy]:
        return self.before, self.after

    def _fixed(self, side: int) -> dict[str, Value]:
        """The fixed readings that a policy has."""
        return {name: value for name, value in self.fixed.items() if name in self._both[side].readings}

    def _known(self, side: int, topic: str) -> list[str]:
        """The names of the topic's layout that a policy knows there."""
        return [name for name in self.layouts[topic].fields if _kind(self._both[side], topic, name)]

    @cached_property
    def _classes(self) -> tuple[dict[str, Classes], dict[str, Classes]]:
        """The classes of either policy by topic; a counter goes everywhere as far as it goes anywhere."""
        before, after = ({topic: classes(policy, topic) for topic in policy.topics} for policy in self._both)
        counters = self.before.counters.keys() | self.after.counters.keys()
        every = [one for by_topic in (before, after) for one in by_topic.values()]
        for name in counters:
            longest = max((some for one in every if (some := one.get(name))), key=len, default=None)
            for policy, by_topic in ((self.before, before), (self.after, after)):
                for one in by_topic.values():
                    if name in one and name in policy.counters and longest is not None:
                        one[name] = longest
        return before, after

    def _names(self, topic: str) -> Iterable[str]:
        return dict.fromkeys((*self._classes[0][topic], *self._classes[1][topic]))

    def _unlike(self, topic: str, name: str) -> bool:
        """Whether both policies know the name, but as different things or with no value in common."""
        if "" in (kinds := [_kind(policy, topic, name) for policy in self._both]):
            return False
        one, other = ({value for some in self._classes_of(side, topic, name) for value in some} for side in (0, 1))
        return kinds[0] != kinds[1] or not one & other

    def _refined(self, topic: str) -> Classes:
        """The classes of a topic's names, told apart by either policy."""
        return {name: _finer(*(self._classes_of(side, topic, name) for side in (0, 1))) for name in self._names(topic)}

    def _classes_of(self, side: int, topic: str, name: str) -> list[tuple[Value, ...]]:
        """The classes of a name for one policy: all values together where it does not test it, none if unknown."""
        some = self._classes[side][topic].get(name)
        policy = self._both[side]
        if some is None and name in policy.readings:
            return [tuple(policy.readings[name].domain)]
        return some or []

    def _layouts_of(self, side: int) -> Mapping[str, Layout]:
        """The layouts of all topics of a policy: shared where they are compared, else its own."""
        own = {topic: Layout(some) for topic, some in self._classes[side].items() if topic not in self.layouts}
        return {**own, **self.layouts}


def _kind(policy: Policy, topic: str, name: str) -> str:
    """What a policy knows a name as in a topic; nothing where it does not."""
    has = policy.topics[topic]
    kinds = (("fact", has.facts), ("counter", has.counters), ("reading", policy.readings))
    return next((kind for kind, names in kinds if name in names), "")


def _finer(one: list[tuple[Value, ...]], other: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """The values of both in classes that lie within the classes of either; new values come last."""
    first = {value: index for index, some in enumerate(one) for value in some}
    second = {value: index for index, some in enumerate(other) for value in some}
    found: dict[tuple[int, int], tuple[Value, ...]] = {}
    for value in dict.fromkeys((*first, *second)):
        key = (first.get(value, -1), second.get(value, -1))
        found[key] = (*found.get(key, ()), value)
    return list(found.values())
