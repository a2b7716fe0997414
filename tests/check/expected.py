"""What the static checks should find in a small policy, from their definitions, state by state.

A finding is named by its code, topic, actions, norms and key; what it is about are the reachable states it holds in,
None where it is about the file. Taking a norm, an override or a part of a condition out is done on the policy's plain
data, which the reference then evaluates.
"""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from directives.policy import Policy

from .. import reference
from .naive import Naive, State, Topic

Name = tuple[str, str, tuple[str, ...], tuple[str, ...], str]
Expected = dict[Name, set[State] | None]

TORN = {
    "duty-conflict": [("oblige", "forbid"), ("oblige", "exempt")],
    "permission-conflict": [("forbid", "permit")],
    "reserve-conflict": [("reserve", other) for other in ("oblige", "forbid", "permit", "exempt")],
}


def expected(naive: Naive) -> Expected:
    """Every finding of every static check."""
    found: Expected = {}
    for topic in naive.topics.values():
        there = set(naive.any_conduct[topic.name])
        for check in (conflicts, statuses, dead, redundant, idle_overrides, vacuous, idle, reinstated):
            for (code, actions, norms, key), states in check(topic, there):
                assert (code, topic.name, actions, norms, key) not in found
                found[code, topic.name, actions, norms, key] = states
    found |= dict(idle_values(naive))
    return {name: states for name, states in found.items() if states is None or states}


Found = Iterator[tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], set[State] | None]]


def conflicts(topic: Topic, there: set[State]) -> Found:
    for one, other in combinations(norms_of(topic), 2):
        first, second = (topic.policy.norms[name] for name in (one, other))
        if first.action == second.action:
            both = {state for state in there if {one, other} <= topic.told_of[state].in_force}
            pair = {first.modality.value, second.modality.value}
            for code, pairs in TORN.items():
                if any(pair == set(torn) for torn in pairs):
                    yield (code, (first.action,), (one, other), ""), both


def statuses(topic: Topic, there: set[State]) -> Found:
    """Clashes, impossible duties, gaps, silences and strains."""
    status = topic.statuses
    open_ = {state for state in there if not topic.settled(state)}
    bare = {state for state in open_ if not topic.told_of[state].in_force}
    yield ("gap", (), (), ""), bare
    for both in topic.policy.incompatible:
        if set(both.pair) <= topic.actions.keys():
            torn = {state for state in there if all(status[state][one] == "obligatory" for one in both.pair)}
            norms = [name for one in both.pair for name in directing(topic, torn, one, "oblige")]
            yield ("clash", both.pair, tuple(norms), ""), torn
    for name, action in topic.actions.items():
        able = {state for state in open_ if topic.can(action, state)}
        silent = {state for state in able if status[state][name] == "silent"}
        on = tuple(norm for norm in norms_of(topic) if topic.policy.norms[norm].action == name)
        yield ("silence", (name,), on, ""), silent
        owed = {state for state in there if status[state][name] == "obligatory" and not topic.can(action, state)}
        yield ("impossible-duty", (name,), tuple(directing(topic, owed, name, "oblige")), ""), owed
        for principle, one in topic.policy.principles.items():
            for modality, said in (("permit", "permitted"), ("oblige", "obligatory")):
                if name in one.strained_by:
                    strained = {state for state in able if status[state][name] == said}
                    norms_ = tuple(directing(topic, strained, name, modality))
                    yield ("strain", (name,), norms_, f"{principle} {said}"), strained


def dead(topic: Topic, there: set[State]) -> Found:
    """The states of a norm that is always set aside are those in which it applies; else it is about the file."""
    for name in norms_of(topic):
        if not any(name in topic.told_of[state].in_force for state in there):
            aside = {state for state in there if name in topic.told_of[state].set_aside}
            free = Naive(topic.policy, {})
            alive = any(name in free.topics[topic.name].told_of[s].in_force for s in free.any_conduct[topic.name])
            yield ("dead-norm", (topic.policy.norms[name].action,), (name,), ""), aside if aside and not alive else None


def redundant(topic: Topic, there: set[State]) -> Found:
    for name in norms_of(topic):
        alive = {state for state in there if name in topic.told_of[state].in_force}
        if alive and verdicts(topic, without_norm(topic.policy, name), there) == verdicts(topic, topic.policy, there):
            yield ("redundant-norm", (topic.policy.norms[name].action,), (name,), ""), alive


def idle_overrides(topic: Topic, there: set[State]) -> Found:
    for name in norms_of(topic):
        norm = topic.policy.norms[name]
        for inferior in norm.overrides:
            if any(name in topic.told_of[s].in_force for s in there) and any(
                applies(topic, inferior, s) for s in there
            ):
                left = without_override(topic.policy, name, inferior)
                if verdicts(topic, left, there) == verdicts(topic, topic.policy, there):
                    both = {state for state in there if applies(topic, name, state) and applies(topic, inferior, state)}
                    actions = tuple(dict.fromkeys((norm.action, topic.policy.norms[inferior].action)))
                    yield ("idle-override", actions, (name, inferior), ""), both or None


def vacuous(topic: Topic, there: set[State]) -> Found:
    directed = {**topic.policy.norms_of(topic.name), **topic.policy.claims_of(topic.name)}
    for name, one in directed.items():
        if not any(applies(topic, name, state) for state in there):
            continue
        when, unless = (plain(side) for side in (one.when, one.unless))
        lacking: list[tuple[str, Any, Any]] = [(f"when{at}", left, unless) for at, left in parts(when or {})]
        if unless:
            lacking.append(("unless", when, None))
            lacking += [(f"unless{at}", when, left) for at, left in parts(unless) if left]
        told: list[str] = []
        for at, *left in lacking:
            within = any(at.startswith((f"{one}.", f"{one}[")) for one in told)
            fixed = set(at.replace("[", ".").split(".")) & set(topic.naive.fixed)
            if not within and not fixed and same(topic, name, *left):
                told.append(at)
                norms, key = ((name,), at) if name in topic.policy.norms else ((), f"{name} {at}")
                yield ("vacuous-condition", (), norms, key), None


def idle(topic: Topic, there: set[State]) -> Found:
    """Idle events and actions: a largest set of events such that nothing else tells of any of them."""
    events = topic.policy.events_of(topic.name)
    idle_ = set(events)

    def asked(state: State) -> tuple[Any, ...]:
        able = {name for name, one in topic.actions.items() if topic.can(one, state)}
        happen = {name for name, one in events.items() if name not in idle_ and topic.can(one, state)}
        return applying(topic, state), topic.settled(state), able, happen

    def quiet(one: Any) -> bool:
        return all(asked(s) == asked(topic.changed(s, one.sets)) for s in there if topic.can(one, s))

    while loud := {name for name in idle_ if not quiet(events[name])}:
        idle_ -= loud
    for name in idle_:
        yield ("idle-event", (), (), name), None
    for name, one in topic.actions.items():
        if quiet(one) and (one.sets or not any(topic.can(one, state) for state in there)):
            yield ("idle-action", (name,), (), ""), None


def idle_values(naive: Naive) -> Iterator[tuple[Name, None]]:
    for fact, one in naive.policy.facts.items():
        topics = [topic for topic in naive.topics.values() if fact in topic.values]
        groups: list[list[str]] = []
        for value in one.values:
            for group in groups:
                if all(alike(topic, fact, group[0], value) for topic in topics):
                    group.append(value)
                    break
            else:
                groups.append([value])
        for group in groups:
            if len(group) > 1:
                yield ("idle-value", topics[0].name if topics else "", (), (), " ".join((fact, *group))), None


def reinstated(topic: Topic, there: set[State]) -> Found:
    norms = topic.policy.norms
    over = {name: [other for other in norms_of(topic) if name in norms[other].overrides] for name in norms_of(topic)}
    for name in norms_of(topic):
        action = norms[name].action
        for middle in over[name]:
            for last in over[middle]:
                states = set()
                for state in there:
                    in_force = topic.told_of[state].in_force
                    applying_ = {one for one in over if applies(topic, one, state)}
                    lasting = [one for one in applying_ if not applying_.intersection(over[one])]
                    hangs = {name, last} <= in_force and middle in applying_
                    if hangs and reference.status(topic.policy, action, lasting) != topic.statuses[state][action]:
                        states.add(state)
                yield ("reinstatement", (action,), (name, middle, last), ""), states


def norms_of(topic: Topic) -> list[str]:
    return list(topic.policy.norms_of(topic.name))


def directing(topic: Topic, states: set[State], action: str, modality: str) -> list[str]:
    """The norms of a modality that are in force on the action in some of the states."""
    norms = topic.policy.norms
    return [
        name
        for name in norms_of(topic)
        if norms[name].action == action
        and norms[name].modality == modality
        and any(name in topic.told_of[state].in_force for state in states)
    ]


def applying(topic: Topic, state: State) -> frozenset[str]:
    """The norms that apply and the claims that hold."""
    return frozenset(topic.told_of[state].matched)


def applies(topic: Topic, name: str, state: State) -> bool:
    return name in topic.told_of[state].matched


def verdicts(topic: Topic, policy: Policy, there: set[State]) -> list[dict[str, str]]:
    """The statuses in each state, in the same order for every policy."""
    found = []
    for state in sorted(there, key=str):
        in_force = reference.evaluate(policy, topic.name, topic.told(state)).in_force
        found.append({action: reference.status(policy, action, in_force) for action in topic.actions})
    return found


def without_norm(policy: Policy, name: str) -> Policy:
    data = policy.model_dump(mode="json", by_alias=True, exclude_none=True)
    del data["norms"][name]
    return Policy.model_validate(data)


def without_override(policy: Policy, name: str, inferior: str) -> Policy:
    data = policy.model_dump(mode="json", by_alias=True, exclude_none=True)
    data["norms"][name]["overrides"] = [one for one in data["norms"][name]["overrides"] if one != inferior]
    return Policy.model_validate(data)


def plain(condition: Any) -> Any:
    return condition and condition.model_dump(mode="json", by_alias=True, exclude_none=True)


def parts(condition: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The place of each part of a condition, and the condition without it."""
    for name, entry in condition.items():
        yield f".{name}", {key: value for key, value in condition.items() if key != name}
        if name != "any" and isinstance(entry, dict) and len(entry) == 2:
            for side, other in (("at_least", "below"), ("below", "at_least")):
                yield f".{name}.{side}", {**condition, name: {other: entry[other]}}
        if name == "any":
            for index, one in enumerate(entry):
                rest = [other for place, other in enumerate(entry) if place != index]
                if rest:
                    yield f".any[{index}]", {**condition, "any": rest}
                for at, left in parts(one):
                    if left:
                        yield f".any[{index}]{at}", {**condition, "any": [*entry[:index], left, *entry[index + 1 :]]}


def same(topic: Topic, name: str, when: Any, unless: Any) -> bool:
    """Whether it would apply in the same reachable states with these conditions: asked of a claim beside it."""
    data = topic.policy.model_dump(mode="json", by_alias=True, exclude_none=True)
    sides = {key: side for key, side in (("when", when), ("unless", unless)) if side}
    clause = next(iter(data["clauses"]))
    data["claims"]["Z"] = {"clause": clause, "topic": topic.name, "concludes": {"z": "z"}, "says": "z", **sides}
    beside = Naive(Policy.model_validate(data), topic.naive.fixed)
    there = beside.topics[topic.name]
    return all(applies(there, name, s) == applies(there, "Z", s) for s in beside.any_conduct[topic.name])


def alike(topic: Topic, fact: str, one: str, other: str) -> bool:
    occurrences = [*topic.policy.events_of(topic.name).values(), *topic.actions.values()]

    def asked(state: State) -> tuple[Any, ...]:
        return applying(topic, state), topic.settled(state), [topic.can(each, state) for each in occurrences]

    return all(
        asked(state) == asked(topic.changed(state, {fact: other}))
        for state in topic.states
        if state[topic.at[fact]] == one
    )


def readings_of(topic: Topic, states: set[State]) -> set[State]:
    """The readings that some of the states have."""
    return {tuple(state[topic.at[name]] for name in topic.values if name in topic.policy.readings) for state in states}


def box(topic: Topic, values: dict[str, Any]) -> set[State]:
    """All states that a patch admits."""
    return set(product(*(values.get(name, every) for name, every in topic.values.items())))
