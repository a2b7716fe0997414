"""The policies and states that the peers decide on: the remarks, and random policies of any size."""

import itertools
import random
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from directives import Policy, evaluator_for, load_policy
from directives.condition import State
from directives.terms import Modality
from directives.verdict import OPPOSED

from .plain import Plain

FACTS = {20: 8, 200: 12, 2000: 20}
"""How many facts a random policy of so many norms has."""
TOPIC = "matter"
MODALITIES = (Modality.OBLIGE, Modality.FORBID, Modality.PERMIT, Modality.PERMIT, Modality.EXEMPT)


def random_policy(norms: int, facts: int | None = None, seed: int = 1960) -> Policy:
    """A policy of one topic with an action for every ten norms; superiors and their superiors, counters, readings.

    A norm asks for one or two facts, a counter at a threshold that is a number or a reading, now and then for either
    of two things, or has an exception of its own. It overrides four in five of the opposed norms before it. One
    in ten of those that are the first on their action is a reservation.
    """
    drawn = random.Random(seed)
    many = facts or FACTS.get(norms, 12)
    values = {f"f{number}": [f"v{one}" for one in range(drawn.randint(2, 5))] for number in range(many)}
    actions = [f"a{number}" for number in range(max(2, norms // 10))]
    made: dict[str, dict[str, Any]] = {}
    for number in range(norms):
        action = drawn.choice(actions)
        others = [one for one in made.values() if one["on"] == action]
        modality = Modality.RESERVE if not others and drawn.random() < 0.1 else drawn.choice(MODALITIES)
        made[f"N.{number}"] = {
            "on": action,
            "modality": modality,
            "when": _when(drawn, values),
            "unless": _entries(drawn, values, 1) if drawn.random() < 0.25 else None,
            "overrides": [
                name
                for name, one in made.items()
                if one["on"] == action and {one["modality"], modality} in OPPOSED and drawn.random() < 0.8
            ],
        }
    return _policy(values, actions, made)


def _entries(drawn: random.Random, values: Mapping[str, list[str]], most: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in drawn.sample(sorted(values), drawn.randint(1, most)):
        some = drawn.sample(values[name], drawn.randint(1, len(values[name]) - 1))
        found[name] = {"not": some} if drawn.random() < 0.2 else some
    return found


def _when(drawn: random.Random, values: Mapping[str, list[str]]) -> dict[str, Any]:
    found = _entries(drawn, values, 2)
    if drawn.random() < 0.2:
        found["c0"] = {drawn.choice(["at_least", "below"]): drawn.choice([1, 2, 4, "limit"])}
    if drawn.random() < 0.1:
        found["mood"] = drawn.choice(["strict", "mild"])
    if drawn.random() < 0.2:
        found["any"] = [_entries(drawn, values, 1), _entries(drawn, values, 2)]
    return found


def _policy(values: Mapping[str, list[str]], actions: list[str], made: Mapping[str, Mapping[str, Any]]) -> Policy:
    text = {"clause": "A.1", "topic": TOPIC, "says": "it is said"}
    norms = {
        name: {**text, one["modality"].value: one["on"], **{key: one[key] for key in ("when", "unless", "overrides")}}
        for name, one in made.items()
    }
    return Policy.model_validate(
        {
            "policy": "random",
            "title": "A random policy",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "readings": {
                "limit": {"range": [0, 6], "default": 3, "clause": "A.1", "note": "how many are many"},
                "mood": {"values": ["strict", "mild"], "default": "mild", "clause": "A.1", "note": "how it is read"},
            },
            "facts": {name: {"values": some} for name, some in values.items()},
            "counters": {"c0": {"counts": actions[:1], "per": "case"}},
            "topics": {TOPIC: {"says": "the matter", "facts": list(values), "counters": ["c0"]}},
            "actions": {name: {"topic": TOPIC, "says": "do it"} for name in actions},
            "norms": norms,
        }
    )


def remarks() -> tuple[Policy, str]:
    """The remarks, and the topic on which they have most norms."""
    policy = load_policy()
    return policy, max(policy.topics, key=lambda topic: len(policy.norms_of(topic)))


def small() -> Policy:
    """A random policy of 16 norms over three facts, small enough to look at every state."""
    return random_policy(16, facts=3)


def every_state(policy: Policy, topic: str, counts: int = 4, readings: bool = False) -> Iterator[State]:
    """All states of a topic with counters below `counts`; the readings at their defaults, or at all their values."""
    about, plain = policy.topics[topic], Plain.of(policy, topic)
    axes: dict[str, tuple[str | int, ...]] = {name: plain.values[name] for name in about.facts}
    axes |= {name: plain.values[name] for name in policy.readings if readings}
    axes |= {name: tuple(range(counts)) for name in about.counters}
    for values in itertools.product(*axes.values()):
        yield policy.defaults | dict(zip(axes, values, strict=True))


def random_states(policy: Policy, topic: str, seed: int = 711, readings: bool = False) -> Iterator[State]:
    """Random states of a topic, without end; counters from 0 to 7; `readings` are drawn, or at their defaults."""
    drawn = random.Random(seed)
    plain, about = Plain.of(policy, topic), policy.topics[topic]
    while True:
        state = policy.defaults | {name: drawn.choice(plain.values[name]) for name in about.facts}
        if readings:
            state |= {name: drawn.choice(plain.values[name]) for name in policy.readings}
        yield state | {name: drawn.randrange(8) for name in about.counters}


def mix(policy: Policy, topic: str, states: Iterable[State]) -> tuple[float, float, float]:
    """Of all statuses of the states: how many a norm gives, how many where one is set aside, and one reinstated.

    A norm is reinstated that is in force although a superior of it applies: that superior is itself set aside.
    """
    evaluator = evaluator_for(policy, "arrays")
    actions, every, spoken, aside, again = policy.actions_of(topic), 0, 0, 0, 0
    for state in states:
        found = evaluator.evaluate(topic, state)
        every += len(actions)
        spoken += len({policy.norms[name].action for name in found.in_force})
        aside += len({policy.norms[name].action for name in found.set_aside})
        again += len(
            {policy.norms[name].action for name in found.in_force if set(policy.superiors[name]) & set(found.set_aside)}
        )
    return spoken / every, aside / every, again / every
