"""Mutants against all states of small policies, one by one: equivalence both ways, what kills, what would kill."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directives.play import play
from directives.space import Arrays
from directives.strategies import scenarios
from directives.suite import Mutation, mutants, mutation, space_coverage
from directives.suite.expectations import Expectations
from directives.suite.shifts import reach_of_all, shifts
from directives.suite.suggest import suggestions
from directives.suite.verdicts import Verdicts
from directives.suite.visits import visits

from ..check.naive import Naive
from .brute import DRAWN, expecting, fewest_walks, shifted, statuses, together, verdicts

FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
MOST_MUTANTS = 6


def some_mutants(data, policy):
    found = mutants(policy)
    numbers = data.draw(st.lists(st.integers(0, max(0, len(found) - 1)), max_size=MOST_MUTANTS, unique=True))
    return [found[number] for number in numbers if found]


@FEW
@given(st.data())
def test_shifts_are_just_the_states_that_the_naive_reading_tells_apart(data):
    policy = data.draw(DRAWN)
    chosen = some_mutants(data, policy)
    naive, reach = together(policy, chosen), reach_of_all(policy, chosen)
    for mutant in chosen:
        topic = naive.topics[policy.norms[mutant.norm].topic]
        layout, made = reach.space(topic.name).layout, shifts(reach.space(topic.name), mutant)
        wanted = shifted(policy, mutant, naive)
        for state in topic.states:
            there = layout.single(dict(zip(topic.values, state, strict=True)))
            found = {one.action: (one.before.value, one.after.value) for one in made if one.region.has(there)}
            assert found == {action: wanted[state, action] for action in topic.actions if (state, action) in wanted}
            assert reach.states(topic.name).has(there) == (state in naive.any_conduct[topic.name])


@FEW
@given(st.data())
def test_an_expectation_kills_just_those_mutants_that_do_not_meet_it(data):
    policy = data.draw(DRAWN)
    chosen = some_mutants(data, policy)
    scenario = expecting(data.draw(scenarios(policy)), policy)
    reach = reach_of_all(policy, chosen)
    expectations = Expectations(reach)
    expectations.add(scenario)
    for mutant in chosen:
        topic = policy.norms[mutant.norm].topic
        changed = mutant.of(policy)
        summary = play(scenario, changed, Arrays(changed)).summary
        killed = expectations.killing(topic, shifts(reach.space(topic), mutant))
        assert (killed is not None) == (summary.met < summary.expected)


@FEW
@given(st.data())
def test_visits_are_where_the_scenario_is_when_it_is_played(data):
    policy = data.draw(DRAWN)
    scenario = data.draw(scenarios(policy))
    timeline = play(scenario, policy, Arrays(policy))
    for visit, moment in zip(visits(scenario, policy), timeline.steps, strict=True):
        assert (visit.case, visit.topic) == (moment.case, moment.topic)
        known = {name: some[0] if len(some) == 1 else "unknown" for name, some in visit.after.items()}
        assert known == {**moment.facts, **moment.counters, **timeline.readings}
        assert (visit.before is not None) == (moment.judgement is not None)


@settings(FEW, max_examples=15)
@given(st.data())
def test_every_mutant_is_killed_equivalent_or_told_apart_by_a_state_and_a_scenario(data):
    policy = data.draw(DRAWN)
    suite = {"one.yaml": expecting(data.draw(scenarios(policy)), policy)}
    found = mutation(policy, suite, Arrays)
    every = {one.id: one for one in mutants(policy)}
    told = [*found.killed, *(one.id for some in (found.survivors, found.equivalent, found.undecided) for one in some)]
    assert sorted(told) == sorted(every)
    naive = together(policy, every.values())
    for one in found.equivalent[:3]:
        reachable = naive.any_conduct[policy.norms[one.norm].topic]
        assert not [state for state, _ in shifted(policy, every[one.id], naive) if state in reachable]
    for one in found.survivors:
        topic, state = policy.norms[one.norm].topic, {**policy.defaults, **one.state}
        assert statuses(policy, topic, state)[one.action] == one.before
        assert statuses(every[one.id].of(policy), topic, state)[one.action] == one.after != one.before
        assert tuple(one.state[name] for name in naive.topics[topic].values) in naive.any_conduct[topic]
    killed_by_what_is_written(policy, found, every, suite)


def killed_by_what_is_written(policy, found: Mutation, every, suite):
    """Each scenario holds of the policy; not of the survivor that it is for, nor of any once it is in the suite."""
    for one in found.survivors:
        if one.scenario is not None:
            changed = every[one.id].of(policy)
            kept, lost = (play(found.scenarios[one.scenario], each, Arrays(each)).summary for each in (policy, changed))
            assert kept.met == kept.expected
            assert lost.met < lost.expected
    again = mutation(policy, {**suite, **{f"{n}.yaml": one for n, one in enumerate(found.scenarios)}}, Arrays)
    assert all(one.scenario is None for one in again.survivors)


@FEW
@given(st.data())
def test_verdicts_part_the_states_as_the_naive_reading_does(data):
    policy = data.draw(DRAWN)
    scenario = data.draw(scenarios(policy))
    naive, found = Naive(policy, policy.defaults), Verdicts(policy)
    seen = list(verdicts(play(scenario, policy, Arrays(policy)), policy))
    at_defaults = not scenario.readings
    told = space_coverage(policy, [scenario])
    for topic in told.topics:
        about = naive.topics[topic.topic]
        parts = {tuple(about.statuses[state].values()) for state in naive.any_conduct[topic.topic]}
        assert {tuple(one) for one in found.of(topic.topic)} == parts
        assert topic.total == len(parts)
        unvisited = {tuple(one.statuses.values()) for one in topic.unvisited}
        assert topic.visited + len(unvisited) == topic.total
        if at_defaults:
            surely = {one for name, one, known in seen if name == topic.topic and known and one in parts}
            perhaps = {one for name, one, _ in seen if name == topic.topic and "undetermined" not in one}
            assert parts - unvisited <= perhaps
            begun_as_usual = not any(case.facts for case in scenario.matters.values())
            assert not begun_as_usual or surely <= parts - unvisited


@settings(FEW, max_examples=15)
@given(st.data())
def test_suggested_scenarios_visit_all_and_are_the_fewest_where_that_is_said(data):
    policy = data.draw(DRAWN)
    found = Verdicts(policy)
    wanted = {topic: found.unvisited(topic) for topic in policy.topics}
    made = suggestions(found, Arrays(policy))
    for scenario in made.scenarios:
        summary = play(scenario, policy, Arrays(policy)).summary
        assert summary.met == summary.expected > 0
    assert sum(len(found.unvisited(topic)) for topic in policy.topics) == made.missed
    naive = Naive(policy, policy.defaults)
    if not made.missed and all(len(some) <= 5 for some in wanted.values()):
        fewest = 0
        for topic, some in wanted.items():
            about, sets = naive.topics[topic], {one: set() for one in some}
            for state in naive.any_conduct[topic]:
                sets[tuple(about.statuses[state].values())].add(state)
            fewest += fewest_walks(naive, topic, sets)
        assert made.at_least <= fewest
        assert not made.fewest or len(made.scenarios) <= fewest
