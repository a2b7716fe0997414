"""All states of a small policy one by one, and what its cases can come to: what the space is held to.

Counters are followed as DESIGN 2 counts them, saturating at a cap, for policies whose counters are a case's own and
have no window (`tamed` makes a policy so). It knows `tests/reference.py` and the models, and nothing of the space.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from directives.policy import Occurrence, Policy

from . import reference

State = tuple[tuple[str, Any], ...]
"""A value for every fact and counter of a topic, by name, in order of name; the readings are held apart."""


def tamed(policy: Policy) -> Policy:
    """The policy with counters of a case's own and without windows, and the reading of windows out of play."""
    counters = {name: one.model_copy(update={"per": "case", "within": None}) for name, one in policy.counters.items()}
    return Policy.model_construct(**{**dict(policy), "counters": counters})


def readings(*policies: Policy, leave: tuple[str, ...] = ("days",)) -> Iterator[dict[str, Any]]:
    """Every choice of the readings that the policies share, but those left at their defaults."""
    first = policies[0]
    names = [name for name in first.readings if name not in leave]
    rest = {name: first.defaults[name] for name in leave if name in first.readings}
    for chosen in product(*(first.readings[name].domain for name in names)):
        yield {**dict(zip(names, chosen, strict=True)), **rest}


def moved(policy: Policy, topic: str, state: Mapping[str, Any], cap: int) -> Iterator[tuple[str, str, State]]:
    """Every event and action that can happen in a state, with the state after it."""
    found: list[tuple[str, str, Occurrence]] = [("event", *one) for one in policy.events_of(topic).items()]
    found += [("action", *one) for one in policy.actions_of(topic).items()]
    for kind, name, one in found:
        if all(reference.admits(entry, state[fact], {}) for fact, entry in one.needs.items()):
            counted = {
                counter: min(cap, state[counter] + 1)
                for counter in policy.topics[topic].counters
                if kind == "action" and name in policy.counters[counter].counts
            }
            yield kind, name, tuple(sorted({**state, **one.sets, **counted}.items()))


def starts(policy: Policy, topic: str) -> Iterator[State]:
    """Every state in which a case of the topic can begin."""
    has = policy.topics[topic]
    values = [[one] if (one := policy.facts[name].initial) else policy.facts[name].values for name in has.facts]
    for chosen in product(*values):
        yield tuple(sorted({**dict(zip(has.facts, chosen, strict=True)), **dict.fromkeys(has.counters, 0)}.items()))


def reachable(
    policy: Policy, topic: str, chosen: Mapping[str, Any], cap: int = 4, blameless: bool = False
) -> set[State]:
    """What a case of the topic can come to with these readings, by any or by blameless conduct."""
    found = set(starts(policy, topic))
    left = list(found)
    while left:
        state = dict(left.pop())
        for kind, name, after in moved(policy, topic, state, cap):
            if kind == "action" and blameless and blamed(policy, topic, name, {**state, **chosen}):
                continue
            if after not in found:
                found.add(after)
                left.append(after)
    return found


def blamed(policy: Policy, topic: str, action: str, state: Mapping[str, Any]) -> bool:
    """Whether doing the action there is neither compliant nor unregulated."""
    in_force = reference.evaluate(policy, topic, state).in_force
    return reference.JUDGED[reference.status(policy, action, in_force)] not in ("compliant", "unregulated")


def verdict(policy: Policy, topic: str, state: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """What is said in a state of every subject: ("status", action), ("clash", one, other), ("impossible", action)."""
    evaluation = reference.evaluate(policy, topic, state)
    actions = policy.actions_of(topic)
    statuses = {name: reference.status(policy, name, evaluation.in_force) for name in actions}
    said = {("status", name): status for name, status in statuses.items()}
    for both in policy.incompatible:
        clash = all(statuses.get(name) == "obligatory" for name in both.pair)
        said["clash", *sorted(set(both.pair))] = "yes" if clash else "no"
    for name, action in actions.items():
        can = all(reference.admits(entry, state[fact], {}) for fact, entry in action.needs.items())
        said["impossible", name] = "yes" if statuses[name] == "obligatory" and not can else "no"
    for claim in policy.claims_of(topic).values():
        for what in claim.concludes:
            said["conclusion", what] = evaluation.conclusions.get(what, "(nothing)")
    return said
