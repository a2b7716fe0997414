"""Mutants, verdicts and walks of small policies, worked out state by state over the naive reading alone."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from directives import Policy, Scenario
from directives.play import Timeline, play
from directives.scenario import Step
from directives.space import Arrays
from directives.strategies import policies
from directives.suite import Mutant

from .. import reference
from ..check.counting import counting_policies
from ..check.naive import Naive, State

DRAWN = st.one_of(policies(), counting_policies())
"""Small policies, half of them with counters in windows."""


def together(policy: Policy, mutants: Iterable[Mutant]) -> Naive:
    """The states that the policy or any of the mutants tells apart; what can be come to, norms have no say in."""
    versions = {f"{one.id}~": one.after for one in mutants if one.after is not None}
    norms = {name: norm.model_copy(update={"overrides": ()}) for name, norm in versions.items()}
    return Naive(policy.model_copy(update={"norms": {**policy.norms, **norms}}), {})


def statuses(policy: Policy, topic: str, state: dict[str, Any]) -> dict[str, str]:
    """The status of every action of a topic in a state."""
    in_force = reference.evaluate(policy, topic, state).in_force
    return {action: reference.status(policy, action, in_force) for action in policy.actions_of(topic)}


def shifted(policy: Policy, mutant: Mutant, naive: Naive) -> dict[tuple[State, str], tuple[str, str]]:
    """The states of the mutant's topic, with the actions that have another status there: before and after."""
    topic = naive.topics[policy.norms[mutant.norm].topic]
    changed, found = mutant.of(policy), {}
    for state in topic.states:
        before, after = (statuses(one, topic.name, topic.told(state)) for one in (policy, changed))
        found |= {
            (state, action): (before[action], after[action]) for action in before if before[action] != after[action]
        }
    return found


def expecting(scenario: Scenario, policy: Policy) -> Scenario:
    """The scenario, with all that holds of it expected at every step."""
    timeline = play(scenario, policy, Arrays(policy))
    steps = []
    for step, moment in zip(scenario.timeline, timeline.steps[len(scenario.matters) :], strict=True):
        expect = {action: ruling.status for action, ruling in moment.verdict.items()}
        steps.append(Step.model_validate({**dict(step), "expect": expect, "judged": moment.judgement}))
    return scenario.model_copy(update={"timeline": tuple(steps)})


def verdicts(timeline: Timeline, policy: Policy) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """The topic and statuses of each moment, and whether all its facts are known."""
    for moment in timeline.steps:
        told = tuple(moment.verdict[action].status.value for action in policy.actions_of(moment.topic))
        yield moment.topic, told, "unknown" not in moment.facts.values()


def fewest_walks(naive: Naive, topic: str, wanted: dict[tuple[str, ...], set[State]]) -> int:
    """How many walks of a case visit all the sets of states wanted, at the fewest: by trying all."""
    about, names = naive.topics[topic], list(wanted)
    others = {one for name in naive.topics for one in naive.acts(name, naive.any_conduct[name], False)}
    felt = about.felt(others)

    def mark(state: State, seen: frozenset[Any]) -> frozenset[Any]:
        return seen | {name for name in names if state in wanted[name]}

    queue = deque((state, mark(state, frozenset())) for state in about.starts())
    met = set(queue)
    while queue:
        state, seen = queue.popleft()
        for after in (*about.after(state, felt, False), *about.waits(state)):
            one = (after, mark(after, seen))
            if one not in met:
                met.add(one)
                queue.append(one)
    masks = {seen for _, seen in met}
    best = [one for one in masks if not any(one < other for other in masks)]
    return next(
        size
        for size in range(len(names) + 1)
        if any(set().union(*some) == set(names) for some in combinations(best, size))
    )
