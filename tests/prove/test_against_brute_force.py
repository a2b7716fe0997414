"""Every kind of property of small random policies, held to all states and all timelines taken one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from directives import Case, Policy, Scenario, evaluator_for, strategies
from directives.files import load_properties
from directives.play import play
from directives.properties import Property, Situation
from directives.prove import prove
from directives.prove.situation import holds
from directives.prove.witness import goes_against
from directives.strategies import policies
from directives.terms import Judgement, Status
from tests import brute, reference

CAP = 4
STATUSES = [one.value for one in Status if one is not Status.UNDETERMINED]
JUDGEMENTS = [one.value for one in Judgement if one is not Judgement.UNDETERMINED]


def listed(words: list[str]) -> st.SearchStrategy[Any]:
    some = st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True)
    return st.one_of(st.sampled_from(words), some, some.map(lambda one: {"not": one}))


@st.composite
def situations(draw: st.DrawFn, policy: Policy, topic: str, depth: int = 1) -> dict[str, Any]:
    has = policy.topics[topic]
    actions, norms = list(policy.actions_of(topic)), list(policy.norms_of(topic))
    condition = strategies._conditions({"facts": has.facts, "counters": has.counters}, 1)
    one: dict[str, st.SearchStrategy[Any]] = {
        "when": condition,
        "settled": st.booleans(),
        "impossible": st.just("any"),
        "clash": st.just("any"),
    }
    if actions:
        one |= {
            "status": st.dictionaries(st.sampled_from(actions), listed(STATUSES), min_size=1, max_size=2),
            "judged": st.dictionaries(st.sampled_from(actions), listed(JUDGEMENTS), min_size=1, max_size=1),
            "can": st.sampled_from(actions).map(lambda name: [name]),
            "cannot": st.sampled_from(actions).map(lambda name: [name]),
        }
    if norms:
        one |= {key: st.sampled_from(norms).map(lambda name: [name]) for key in ("in_force", "set_aside")}
    concluded = [claim.concludes for claim in policy.claims_of(topic).values()]
    one |= {"concludes": st.sampled_from(concluded)} if concluded else {}
    if depth:
        inner = situations(policy, topic, depth - 1)
        one |= {"any": st.lists(inner, min_size=1, max_size=2), "not": inner}
    keys = draw(st.lists(st.sampled_from([*one, "when", *(["status"] if actions else [])]), max_size=2, unique=True))
    return {key: draw(one[key]) for key in keys}


@st.composite
def properties(draw: st.DrawFn, policy: Policy) -> dict[str, Any]:
    topic = draw(st.sampled_from(list(policy.topics)))
    found: dict[str, Any] = {"says": "?", "topic": topic, "conduct": draw(st.sampled_from(("any", "compliant")))}
    one = situations(policy, topic)
    events, actions = list(policy.events_of(topic)), list(policy.actions_of(topic))
    kind = draw(
        st.sampled_from(("never", "always", "whenever", "can_always_still", *(("at_most",) if actions else ())))
    )
    if kind == "at_most":
        name = draw(st.sampled_from(actions))
        counted = [{"action": name}, {"duty": name}, {"action": name, "judged": draw(listed(JUDGEMENTS))}]
        counted += [{"event": event} for event in events]
        return {**found, "at_most": {"n": draw(st.integers(0, 2)), **draw(st.sampled_from(counted))}}
    if kind == "can_always_still":
        way = {"from": draw(one), "to": draw(one), "alone": draw(st.booleans())}
        by = draw(st.sampled_from((None, "any", "compliant")))
        return {**found, "can_always_still": {**way, **({"by": by} if by else {})}}
    if draw(st.booleans()):
        found["once"] = draw(one)
    if events + actions and draw(st.booleans()):
        found["after"] = draw(st.sampled_from(events + actions))
    if kind == "whenever":
        return {**found, "whenever": draw(one), "then": draw(one), "only_then": draw(st.booleans())}
    return {**found, kind: draw(one)}


@st.composite
def questions(draw: st.DrawFn) -> tuple[Policy, Property]:
    policy = brute.tamed(draw(policies()))
    drawn = draw(properties(policy))
    return policy, load_properties({"properties": "drawn", "policy": "drawn", "prove": {"p": drawn}}, policy).prove["p"]


@dataclass
class Explored:
    """A property of the cases of one topic under one choice of readings, followed step by step."""

    policy: Policy
    one: Property
    chosen: Mapping[str, Any]

    def whole(self, state: brute.State) -> dict[str, Any]:
        return {**dict(state), **self.chosen}

    def so(self, situation: Situation, state: brute.State) -> bool:
        return told(self.policy, self.one.topic, self.whole(state), situation)

    def onwards(self, state: brute.State, conduct: str, alone: bool = False) -> Iterator[tuple[str, str, brute.State]]:
        for kind, name, after in brute.moved(self.policy, self.one.topic, dict(state), CAP):
            blamed = kind == "action" and brute.blamed(self.policy, self.one.topic, name, self.whole(state))
            if not (conduct == "compliant" and blamed) and not (alone and kind == "event"):
                yield kind, name, after

    def shortest(self) -> int | None:
        """The fewest steps after which something goes against the property; None if nothing ever does."""
        seen = {node: 0 for state in brute.starts(self.policy, self.one.topic) for node in self.begun(state)}
        layer = list(seen)
        depth = 0
        while layer:
            if any(self.against(node) for node in layer):
                return depth
            depth += 1
            found = [after for node in layer for after in self.followed(node)]
            layer = [node for node in dict.fromkeys(found) if node not in seen]
            seen |= dict.fromkeys(layer, depth)
        return None

    def begun(self, state: brute.State) -> Iterator[tuple[brute.State, int, str]]:
        """A state, how often it has occurred or whether `once` has held, and what happened last."""
        one = self.one
        if one.at_most is not None:
            due = one.at_most.duty is not None and self.status(state, one.at_most.duty) == "obligatory"
            yield state, int(due), ""
        else:
            yield state, int(one.once is None or self.so(one.once, state)), ""

    def followed(self, node: tuple[brute.State, int, str]) -> Iterator[tuple[brute.State, int, str]]:
        state, number, _ = node
        for kind, name, after in self.onwards(state, self.one.conduct or "any"):
            more = number + self.occurs(state, kind, name, after) if self.one.at_most else number
            if self.one.once is not None:
                more = int(bool(number) or self.so(self.one.once, after))
            yield after, more, name if self.one.after is not None else ""

    def occurs(self, state: brute.State, kind: str, name: str, after: brute.State) -> bool:
        times = self.one.at_most
        if times is None or times.event is not None:
            return times is not None and (kind, name) == ("event", times.event)
        if times.duty is not None:
            return self.status(state, times.duty) != "obligatory" and self.status(after, times.duty) == "obligatory"
        if (kind, name) != ("action", times.action):
            return False
        said = reference.JUDGED[self.status(state, name)]
        return times.judged is None or said in admitted(times.judged, JUDGEMENTS)

    def status(self, state: brute.State, action: str) -> str:
        in_force = reference.evaluate(self.policy, self.one.topic, self.whole(state)).in_force
        return reference.status(self.policy, action, in_force)

    def against(self, node: tuple[brute.State, int, str]) -> bool:
        state, number, last = node
        one = self.one
        if one.at_most is not None:
            return number > one.at_most.n
        if one.can_always_still is not None:
            return self.so(one.can_always_still.origin, state) and state not in self.leading
        if not number or (one.after is not None and last != one.after):
            return False
        if one.whenever is not None:
            given, then = self.so(one.whenever, state), self.so(one.then, state)
            return (given and not then) or (one.only_then and then and not given)
        return self.so(one.never, state) if one.never is not None else not self.so(one.always, state)

    @cached_property
    def leading(self) -> set[brute.State]:
        """The reachable states from which some timeline leads to the goal."""
        way = self.one.can_always_still
        conduct = way.by or self.one.conduct or "any"
        every = brute.reachable(self.policy, self.one.topic, self.chosen, CAP)
        onwards = {state: {after for _, _, after in self.onwards(state, conduct, way.alone)} for state in every}
        found = {state for state in every if self.so(way.goal, state)}
        while more := {state for state in every - found if onwards[state] & found}:
            found |= more
        return found


def admitted(entry: Any, known: list[str]) -> list[str]:
    excluded = getattr(entry, "excluded", None)
    values = entry if excluded is None else excluded
    values = [values] if isinstance(values, str) else list(values)
    return values if excluded is None else [one for one in known if one not in values]


def told(policy: Policy, topic: str, state: dict[str, Any], one: Situation) -> bool:
    """Whether a situation holds in a state, read off its definition."""
    evaluation = reference.evaluate(policy, topic, state)
    said = brute.verdict(policy, topic, state)
    actions = policy.actions_of(topic)

    def can(name: str) -> bool:
        return all(reference.admits(entry, state[fact], {}) for fact, entry in actions[name].needs.items())

    needs = policy.topics[topic].settled
    settled = bool(needs) and all(reference.admits(entry, state[fact], {}) for fact, entry in needs.items())
    judged = {name: reference.JUDGED[said["status", name]] for name in actions if can(name)}
    return (
        (one.when is None or reference.holds(one.when, state))
        and one.settled in (None, settled)
        and all(said["status", name] in admitted(entry, STATUSES) for name, entry in one.status.items())
        and all(judged.get(name) in admitted(entry, JUDGEMENTS) for name, entry in one.judged.items())
        and all(map(can, one.can))
        and not any(map(can, one.cannot))
        and (one.clash is None or "yes" in [value for key, value in said.items() if key[0] == "clash"])
        and (one.impossible is None or "yes" in [value for key, value in said.items() if key[0] == "impossible"])
        and set(one.in_force) <= evaluation.in_force
        and set(one.set_aside) <= set(evaluation.set_aside)
        and all(evaluation.conclusions.get(name) == value for name, value in one.concludes.items())
        and (one.any is None or any(told(policy, topic, state, inner) for inner in one.any))
        and (one.denied is None or not told(policy, topic, state, one.denied))
    )


def proof_of(policy: Policy, one: Property):
    found = load_properties({"properties": "drawn", "policy": "drawn", "prove": {"p": data(one)}}, policy)
    return prove(found, policy, evaluator_for(policy, "arrays")).proofs[0]


def data(one: Property) -> dict[str, Any]:
    return one.model_dump(mode="json", by_alias=True, exclude_defaults=True)


@settings(max_examples=60)
@given(questions())
def test_a_property_is_proved_exactly_where_nothing_goes_against_it_and_else_refuted_by_a_smallest_scenario(question):
    policy, one = question
    proof = proof_of(policy, one)
    against = []
    for chosen in brute.readings(policy):
        steps = Explored(policy, one, chosen).shortest()
        if steps is not None:
            off = sum(chosen[name] != default for name, default in policy.defaults.items())
            against.append((off, steps))
    if not against:
        assert proof.outcome == "proved"
        assert proof.witness is None
        return
    assert proof.outcome == "refuted"
    steps = sum(step.name is not None for step in proof.witness.timeline)
    assert (len(proof.witness.readings), steps) == min(against)
    timeline = play(proof.witness, policy, evaluator_for(policy, "arrays"))
    assert timeline.summary.met == timeline.summary.expected
    assert goes_against(timeline, one, policy)


@settings(max_examples=30)
@given(st.data())
def test_no_timeline_that_is_played_goes_against_what_is_proved(data):
    policy = data.draw(policies())
    drawn = data.draw(properties(policy))
    one = load_properties({"properties": "?", "policy": "drawn", "prove": {"p": {**drawn, "conduct": "any"}}}, policy)
    evaluator = evaluator_for(policy, "arrays")
    asked = one.prove["p"]
    if asked.can_always_still is not None or prove(one, policy, evaluator).proofs[0].outcome != "proved":
        return
    cases = {name: data.draw(beginnings(policy, asked.topic)) for name in (asked.topic, "other")}
    scenario = Scenario(
        scenario="drawn", policy="drawn", cases=cases, timeline=data.draw(strategies.timelines(policy, cases))
    )
    timeline = play(scenario, policy, evaluator)
    for end in range(1, len(timeline.steps) + 1):
        if timeline.steps[end - 1].case == asked.topic:
            part = timeline.model_copy(update={"steps": timeline.steps[:end], "duties": ()})
            assert not goes_against(part, asked, policy)


@st.composite
def beginnings(draw: st.DrawFn, policy: Policy, topic: str) -> Case:
    """A case as it can begin: facts as they are at first, or any where that is not said."""
    free = [name for name in policy.topics[topic].facts if policy.facts[name].initial is None]
    facts = {name: draw(st.sampled_from(policy.facts[name].values)) for name in free}
    return Case.model_validate({"topic": topic, **facts})


@settings(max_examples=40)
@given(st.data())
def test_a_situation_is_read_alike_off_a_played_moment_and_off_its_definition(data):
    policy = brute.tamed(data.draw(policies()))
    scenario = data.draw(strategies.scenarios(policy, unknowns=False, most_cases=1))
    timeline = play(scenario, policy, evaluator_for(policy, "arrays"))
    for moment in timeline.steps[-2:]:
        one = Situation.model_validate(data.draw(situations(policy, moment.topic)))
        state = {**moment.facts, **moment.counters, **timeline.readings}
        assert holds(one, moment, timeline.readings, policy) == told(policy, moment.topic, state, one)
