"""Checks about time by naive search: state by state, by the reference alone, no sets of states, no boxes."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from directives import Policy

from .. import reference

MOST = 4
"""Counters are cut here: above every threshold of the policies that are drawn."""
BLAMELESS = {"obligatory", "permitted", "exempt", "silent"}
State = tuple[Any, ...]
"""The values of a topic's facts and counters, in their order."""
N = TypeVar("N")
Onwards = Callable[[N], Iterable[tuple[str, N]]]
"""Every way on from a state or the like: the kind of move, and where it leads."""


def closure(begun: Iterable[N], onwards: Onwards[N]) -> dict[N, int]:
    """All that is come to, with the number of steps on a shortest way; waiting is no step."""
    found: dict[N, int] = {}
    layer, steps = list(begun), 0
    while layer:
        further = []
        for one in layer:
            if one not in found:
                found[one] = steps
                for kind, after in onwards(one):
                    (layer if kind == "wait" else further).append(after)
        layer, steps = further, steps + 1
    return found


def leads(begun: N, onwards: Onwards[N], there: Callable[[N], bool]) -> bool:
    seen, queue = {begun}, [begun]
    for one in queue:
        if there(one):
            return True
        new = {after for _, after in onwards(one)} - seen
        seen |= new
        queue += new
    return False


class Topic:
    """One topic of a policy under one choice of readings."""

    def __init__(self, world: "World", name: str) -> None:
        self.world, self.policy, self.name = world, world.policy, name
        has = world.policy.topics[name]
        self.facts, self.counters = has.facts, has.counters
        self.names = (*has.facts, *has.counters)
        self.actions = world.policy.actions_of(name)
        self.said: dict[State, dict[str, tuple[str, frozenset[str]]]] = {}
        self.moved: dict[tuple[State, int], list[tuple[str, str, State]]] = {}

    def universe(self) -> Iterator[State]:
        facts = (self.policy.facts[name].values for name in self.facts)
        return itertools.product(*facts, *(range(MOST + 1) for _ in self.counters))

    def starts(self) -> list[State]:
        facts = [self.policy.facts[name] for name in self.facts]
        given = (one.values if one.initial is None else (one.initial,) for one in facts)
        return list(itertools.product(*given, *((0,) for _ in self.counters)))

    def known(self, state: State) -> dict[str, Any]:
        return dict(zip(self.names, state, strict=True)) | self.world.readings

    def say(self, state: State, action: str) -> tuple[str, frozenset[str]]:
        """The status of the action, and the modalities of the norms in force on it."""
        if state not in self.said:
            force = reference.evaluate(self.policy, self.name, self.known(state)).in_force
            norms = [self.policy.norms[name] for name in force]
            self.said[state] = {
                one: (
                    reference.status(self.policy, one, force),
                    frozenset(norm.modality.value for norm in norms if norm.action == one),
                )
                for one in self.actions
            }
        return self.said[state][action]

    def status(self, state: State, action: str) -> str:
        return self.say(state, action)[0]

    def obligatory(self, state: State, action: str) -> bool:
        return self.status(state, action) == "obligatory"

    def owed(self, state: State, action: str) -> bool:
        return "oblige" in self.say(state, action)[1]

    def can(self, state: State, needs: Mapping[str, Any]) -> bool:
        known = self.known(state)
        return all(reference.admits(entry, known[name], {}) for name, entry in needs.items())

    def does(self, state: State, action: str) -> bool:
        return self.can(state, self.actions[action].needs)

    def may(self, state: State, action: str) -> bool:
        return not self.world.compliant or self.status(state, action) in BLAMELESS

    def bump(self, known: dict[str, Any], action: str, own: bool) -> None:
        for name in self.counters:
            one = self.policy.counters[name]
            if action in one.counts and (own or one.per == "all"):
                known[name] = min(known[name] + 1, MOST)

    def moves(self, state: State) -> list[tuple[str, str, State]]:
        """Every way on: kind, name, the state after; asked again only when more may be done in other cases."""
        key = (state, sum(map(len, self.world.doing.values())))
        if key not in self.moved:
            self.moved[key] = list(self._moves(state))
        return self.moved[key]

    def _moves(self, state: State) -> Iterator[tuple[str, str, State]]:
        kinds = (("event", self.policy.events_of(self.name)), ("action", self.actions))
        for kind, name, one in ((kind, *item) for kind, some in kinds for item in some.items()):
            if self.can(state, one.needs) and (kind == "event" or self.may(state, name)):
                known = self.known(state) | one.sets
                if kind == "action":
                    self.bump(known, name, own=True)
                yield kind, name, tuple(known[one] for one in self.names)
        falling = [name for name in self.counters if self.policy.counters[name].within is not None]
        known = self.known(state)
        for fallen in itertools.product(*(range(known[name] + 1) for name in falling)):
            yield "wait", "", tuple((known | dict(zip(falling, fallen, strict=True)))[one] for one in self.names)
        for action, whens in self.world.doing.items():
            if any(all(known.get(name, count) == count for name, count in when) for when in whens):
                after = dict(known)
                self.bump(after, action, own=False)
                yield "other", action, tuple(after[one] for one in self.names)

    def onwards(self, state: State) -> list[tuple[str, State]]:
        return [(kind, after) for kind, _, after in self.moves(state)]


class World:
    """The topics of a policy under one choice of readings, and which actions other cases can do when."""

    def __init__(self, policy: Policy, readings: Mapping[str, Any], compliant: bool) -> None:
        self.policy, self.readings, self.compliant = policy, dict(readings), compliant
        self.doing: dict[str, set[tuple[tuple[str, int], ...]]] = {name: set() for name in policy.actions}
        self.topics = {name: Topic(self, name) for name in policy.topics}
        self.reached: dict[str, dict[State, int]] = {}
        before = -1
        while before != sum(map(len, self.doing.values())):
            before = sum(map(len, self.doing.values()))
            self.reached = {name: closure(one.starts(), one.onwards) for name, one in self.topics.items()}
            for name, topic in self.topics.items():
                for state, action in itertools.product(self.reached[name], topic.actions):
                    if topic.does(state, action) and topic.may(state, action):
                        self.doing[action].add(self.shared(topic, state))

    def shared(self, topic: Topic, state: State) -> tuple[tuple[str, int], ...]:
        known = topic.known(state)
        return tuple((name, known[name]) for name in topic.counters if self.policy.counters[name].per == "all")


Findings = dict[tuple[str, ...], dict[State, int]]
"""By topic and actions: the states, each with the number of steps on a shortest way that shows it."""


class Naive:
    """What the checks about time should find under one choice of readings."""

    def __init__(self, policy: Policy, readings: Mapping[str, Any]) -> None:
        self.policy = policy
        self.free = World(policy, readings, compliant=False)
        self.compliant = World(policy, readings, compliant=True)

    @cached_property
    def hopes(self) -> dict[tuple[str, str], dict[State, bool]]:
        """For each action where it is obligatory: whether some way keeps it so until it can be done."""
        found: dict[tuple[str, str], dict[State, bool]] = {}
        for topic, action in ((one, action) for one in self.free.topics.values() for action in one.actions):
            obliged = [one for one in self.free.reached[topic.name] if topic.obligatory(one, action)]
            found[topic.name, action] = {state: self.hope(topic, state, action) for state in obliged}
        return found

    def hope(self, topic: Topic, state: State, action: str) -> bool:
        def onwards(one: State) -> list[tuple[str, State]]:
            return [(kind, after) for kind, after in topic.onwards(one) if topic.obligatory(after, action)]

        return leads(state, onwards, lambda one: topic.does(one, action))

    def duties(self, arose_hopeless: bool, compliant: bool) -> Findings:
        """Where a duty is open that can never be discharged, by whether it could have been when it arose."""
        found: Findings = {}
        for (name, action), hopes in self.hopes.items():
            story = Story((self.compliant if compliant else self.free).topics[name], action, hopes)
            sought = "hopeless" if arose_hopeless else "hopeful"
            there = {state: far for (state, duty), far in story.nodes.items() if duty == sought and not hopes[state]}
            if there:
                found[name, action] = there
        return found

    def traps(self) -> Findings:
        """For each set of duties the states from which they cannot all be met, and could be but for any one of them."""
        told = {name: Knots(self.policy, topic).told() for name, topic in self.compliant.topics.items()}
        return {(name, *some): states for name, knots in told.items() for some, states in knots.items()}

    def permissions(self) -> set[tuple[str, str]]:
        """The topic and name of each norm that permits only what can never be done."""
        found = set()
        for name, norm in self.policy.norms.items():
            if norm.permit:
                topic = self.free.topics[norm.topic]
                there = [
                    state
                    for state in self.free.reached[norm.topic]
                    if name in reference.evaluate(self.policy, norm.topic, topic.known(state)).in_force
                ]
                usable = (topic.does(s, norm.permit) and topic.status(s, norm.permit) != "conflict" for s in there)
                if there and not any(usable):
                    found.add((norm.topic, name))
        return found


class Story:
    """One duty along all ways: in a state it is none, done, or open since it arose hopeful or hopeless."""

    def __init__(self, topic: Topic, action: str, hopes: Mapping[State, bool]) -> None:
        self.topic, self.action, self.hopes = topic, action, hopes
        self.nodes = closure([(state, self.arisen(state)) for state in topic.starts()], self.onwards)

    def arisen(self, state: State) -> str:
        if not self.topic.obligatory(state, self.action):
            return "none"
        return "hopeful" if self.hopes[state] else "hopeless"

    def onwards(self, node: tuple[State, str]) -> Iterator[tuple[str, tuple[State, str]]]:
        state, duty = node
        for kind, name, after in self.topic.moves(state):
            if duty == "none" or not self.topic.obligatory(after, self.action):
                left = self.arisen(after)
            elif (kind, name) == ("action", self.action) and not self.topic.actions[name].continuous:
                left = "done"
            else:
                left = duty
            yield kind, (after, left)


Node = tuple[State, tuple[str, ...]]
"""A state, and how it stands with the duty of each action that may be owed: none, open or done."""


class Knots:
    """The traps of one topic: ways of compliant conduct, every duty followed."""

    def __init__(self, policy: Policy, topic: Topic) -> None:
        self.policy, self.topic = policy, topic
        reached = topic.world.reached[topic.name]
        self.owed = [action for action in topic.actions if any(topic.owed(state, action) for state in reached)]
        begun = [
            (state, tuple("open" if topic.owed(state, one) else "none" for one in self.owed))
            for state in topic.starts()
        ]
        self.nodes = closure(begun, self.onwards)

    def onwards(self, node: Node) -> Iterator[tuple[str, Node]]:
        state, duties = node
        for kind, name, after in self.topic.moves(state):
            pairs = zip(self.owed, duties, strict=True)
            yield kind, (after, tuple(self.left(duty, action, state, (kind, name), after) for action, duty in pairs))

    def left(self, duty: str, action: str, before: State, move: tuple[str, str], after: State) -> str:
        if not self.topic.owed(after, action):
            return "none"
        anew = self.topic.obligatory(after, action) and not self.topic.obligatory(before, action)
        if anew or not self.topic.owed(before, action):
            return "open"
        return "done" if move == ("action", action) else duty

    def in_order(self, node: Node, some: tuple[str, ...]) -> bool:
        state, duties = node
        kept_up = []
        for action, duty in zip(self.owed, duties, strict=True):
            if action in some and duty != "none":
                if self.topic.actions[action].continuous:
                    kept_up.append(action)
                    if not (self.topic.obligatory(state, action) and self.topic.does(state, action)):
                        return False
                elif duty == "open":
                    return False
        return not any(set(both.pair) <= set(kept_up) for both in self.policy.incompatible)

    def stuck(self, nodes: Iterable[Node], some: tuple[str, ...]) -> set[Node]:
        return {node for node in nodes if not leads(node, self.onwards, lambda one: self.in_order(one, some))}

    def told(self) -> dict[tuple[str, ...], dict[State, int]]:
        sizes = range(1, len(self.owed) + 1)
        sets = [some for size in sizes for some in itertools.combinations(self.owed, size)]
        stuck = {some: self.stuck(self.nodes, some) for some in sets}
        found: dict[tuple[str, ...], dict[State, int]] = {}
        for some in sets:
            fewer = (stuck[other] for other in sets if set(other) < set(some))
            for node in sorted(stuck[some].difference(*fewer), key=lambda node: -self.nodes[node]):
                found.setdefault(some, {})[node[0]] = self.nodes[node]
        return found
