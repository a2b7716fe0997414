"""Small random ensembles of a policy, and what playing one run of them says."""

import datetime
from collections import Counter

from hypothesis import strategies as st

from directives.ensemble import Ensemble
from directives.play import play
from directives.simulate.course import Course
from directives.simulate.outcome import is_stock
from directives.simulate.trajectory import retold
from directives.space import Arrays
from directives.strategies import _readings

CHANCES = (0.0, 0.3, 0.6, 1.0)
USES = ("always", "never", 0.5)
FREE = ("permitted", "exempt", "silent", "conflict", "reserved")


@st.composite
def ensembles(draw, policy, most_cases=4, most_populations=2, luck=True):
    """Ensembles of cases of one or two topics; without luck, every chance is 0 or 1 and every fact has one value."""
    felt = [name for name, one in policy.topics.items() if one.counters]
    topics = draw(st.lists(st.sampled_from([*policy.topics, *felt, *felt]), min_size=1, max_size=most_populations))
    populations = {f"group_{n}": draw(population(policy, topic, most_cases, luck)) for n, topic in enumerate(topics, 1)}
    events = [name for name, one in policy.events.items() if set(one.topics) & set(topics)]
    starts = draw(st.dates(min_value=datetime.date(1960, 1, 29), max_value=datetime.date(1960, 3, 2)))
    hazards = draw(st.lists(hazard(policy, events, populations, luck), max_size=4)) if events else []
    shocked = draw(st.sampled_from([None, *events]))
    step = draw(st.sampled_from(("day", "week", "month")))
    return Ensemble.model_validate(
        {
            "ensemble": "drawn",
            "policy": policy.policy,
            "starts": starts,
            "step": step,
            "horizon": draw(st.integers(1, 6 if luck else 3)),
            "seed": draw(st.integers(0, 2**32)),
            "populations": populations,
            "hazards": hazards,
            "shocks": [{"event": shocked, "at": starts + datetime.timedelta(1)}] if shocked else [],
            "conduct": {
                "careless": draw(st.sampled_from((0.0, 0.4, 1.0) if luck else (0.0, 1.0))),
                **{key: draw(st.sampled_from(USES if luck else USES[:2])) for key in FREE},
            },
        }
    )


@st.composite
def population(draw, policy, topic, most_cases, luck):
    facts = {}
    for name in policy.topics[topic].facts:
        values = policy.facts[name].values
        if policy.facts[name].initial is None or draw(st.booleans()):
            spread = {value: draw(st.sampled_from((0.5, 1, 2))) for value in values}
            facts[name] = draw(st.sampled_from([*values, spread] if luck else values))
    return {"topic": topic, "count": draw(st.integers(1, most_cases)), "facts": facts}


@st.composite
def hazard(draw, policy, events, populations, luck):
    event = draw(st.sampled_from(events))
    topics = policy.events[event].topics
    one = {"event": event, "chance": draw(st.sampled_from(CHANCES if luck else (0.0, 1.0)))}
    shared = [
        name
        for name in policy.facts
        if all(name in policy.topics[p["topic"]].facts for p in populations.values() if p["topic"] in topics)
    ]
    if shared and draw(st.booleans()):
        fact = draw(st.sampled_from(shared))
        one["when"] = {fact: draw(st.sampled_from(policy.facts[fact].values))}
    return one


def readings(policy):
    return _readings(policy)


def simulated(plan, run):
    """The measures of one run: each step's, by population and key, those that are not 0."""
    course = Course(plan, [run]).run()
    found = {}
    for crowd in course.crowds:
        keys, series = crowd.series()
        for column, key in enumerate(keys):
            found[crowd.members.name, key] = series[0, :, column].tolist()
    return found


def played(plan, run, evaluator=None):
    """The same of the run written out as a scenario and played."""
    scenario = retold(plan, run)
    timeline = play(scenario, plan.policy, evaluator or Arrays(plan.policy))
    assert timeline.summary.met == timeline.summary.expected
    last = len(plan.days) - 1

    def step_of(day):
        return next(index for index, one in enumerate(plan.days) if day <= one)

    flows = Counter()
    group = {case: case.rpartition("_")[0] for case in scenario.matters}
    for duty in timeline.duties:
        where = group[duty.case]
        flows[where, ("duty", duty.action, "arisen"), step_of(duty.since)] += 1
        flows[where, ("duty", duty.action, "open"), step_of(duty.since)] += 1
        if duty.until is not None:
            flows[where, ("duty", duty.action, duty.state.value), step_of(duty.until)] += 1
            flows[where, ("duty", duty.action, "open"), step_of(duty.until)] -= 1
    facts = {}
    for moment in timeline.steps:
        where = group[moment.case]
        if moment.kind.value == "event":
            flows[where, ("event", moment.name), step_of(moment.at)] += 1
        if moment.kind.value == "action":
            flows[where, ("action", moment.name, moment.judgement.value), step_of(moment.at)] += 1
        before = facts.get(moment.case, {})
        for fact, value in moment.facts.items():
            if before.get(fact) != value:
                flows[where, ("fact", fact, value), step_of(moment.at)] += 1
                if fact in before:
                    flows[where, ("fact", fact, before[fact]), step_of(moment.at)] -= 1
        facts[moment.case] = moment.facts
    found = {}
    for (where, key, step), number in flows.items():
        found.setdefault((where, key), [0] * (last + 1))[step] += number
    for (_, key), numbers in found.items():
        if is_stock(key):
            for step in range(last):
                numbers[step + 1] += numbers[step]
    return found
