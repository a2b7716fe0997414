"""Which values of a topic's facts, counters and readings are told apart by anything, and which stand together.

Topics that share a counter are linked: what is done in one is felt in the other, so they share its readings too.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from ..condition import Among, Count, Test
from ..policy import Policy
from .layout import Value

Classes: TypeAlias = dict[str, list[tuple[Value, ...]]]


def classes(policy: Policy, topic: str) -> Classes:
    """For every fact and counter of the topic and every reading that it or a linked topic tests: its classes of values.

    >>> from directives import load_policy
    >>> classes(load_policy(), "technology")
    {'came_by': [('acquired', 'studied', 'purchased')], 'own_study': [('intensive',), ('neglected',)]}
    """
    has = policy.topics[topic]
    own, linked = list(_tests(policy, (topic,))), list(_tests(policy, links(policy, topic)))
    found: Classes = {name: _fact_classes(policy, topic, name, own) for name in has.facts}
    found |= {name: [(number,) for number in range(_cap(policy, name, linked) + 1)] for name in has.counters}
    spoken = {test.name for test in linked} | {str(test.threshold) for test in linked if isinstance(test, Count)}
    for name in policy.readings:
        if name in spoken:
            found[name] = _reading_classes(policy, name, linked)
    return found


@functools.cache
def _links(shared: tuple[tuple[str, ...], ...], topic: str) -> tuple[str, ...]:
    """The topics that one is linked with, itself among them, through any of the groups."""
    found = {topic}
    while grown := {one for group in shared if found & set(group) for one in group} - found:
        found |= grown
    return tuple(sorted(found))


def links(policy: Policy, topic: str) -> tuple[str, ...]:
    """The topic and every topic that it shares a counter with, directly or through others."""
    groups = []
    for name, counter in policy.counters.items():
        if counter.per == "all":
            having = {one for one, has in policy.topics.items() if name in has.counters}
            acting = {one for action in counter.counts for one in policy.actions[action].topics}
            groups.append(tuple(sorted(having | acting)) if having else ())
    return _links(tuple(groups), topic)


def _tests(policy: Policy, topics: Iterable[str]) -> Iterator[Test]:
    for topic in topics:
        for name in (*policy.norms_of(topic), *policy.claims_of(topic)):
            for branch in policy.branches[name]:
                yield from branch


def _cap(policy: Policy, counter: str, tests: Iterable[Test]) -> int:
    """The largest number that the counter is compared with."""
    bounds = [0]
    for test in tests:
        if isinstance(test, Count) and test.name == counter:
            bound = test.threshold
            bounds.append(bound if isinstance(bound, int) else max(int(one) for one in policy.readings[bound].domain))
    return max(bounds)


def _fact_classes(policy: Policy, topic: str, name: str, tests: Iterable[Test]) -> list[tuple[Value, ...]]:
    fact = policy.facts[name]
    telling: list[frozenset[Value]] = [test.values for test in tests if isinstance(test, Among) and test.name == name]
    occurrences = (*policy.events_of(topic).values(), *policy.actions_of(topic).values())
    for needs in (*(one.needs for one in occurrences), policy.topics[topic].settled):
        telling += [values for needed, values in policy.admitted(needs).items() if needed == name]
    telling += [frozenset({one.sets[name]}) for one in occurrences if name in one.sets]
    if fact.initial is not None:
        telling.append(frozenset({fact.initial}))
    return _merged(fact.values, telling)


def _reading_classes(policy: Policy, name: str, tests: Iterable[Test]) -> list[tuple[Value, ...]]:
    values = policy.readings[name].domain
    if any(isinstance(test, Count) and test.threshold == name for test in tests):
        return [(value,) for value in values]
    return _merged(values, [test.values for test in tests if isinstance(test, Among) and test.name == name])


def _merged(values: Iterable[Value], telling: Iterable[frozenset[Value]]) -> list[tuple[Value, ...]]:
    """The values in classes, alike in every one of the telling sets."""
    sets = list(dict.fromkeys(telling))
    found: dict[tuple[bool, ...], tuple[Value, ...]] = {}
    for value in values:
        key = tuple(value in one for one in sets)
        found[key] = (*found.get(key, ()), value)
    return list(found.values())


def told_apart(policy: Policy, topic: str) -> Mapping[str, list[tuple[Value, ...]]]:
    """The classes of the facts of a topic that hold several values, by name."""
    return {
        name: several for name, some in classes(policy, topic).items() if (several := [c for c in some if len(c) > 1])
    }
