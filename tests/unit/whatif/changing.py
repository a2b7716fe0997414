"""Random changes to random stories, and the same changes made naively, by hand on the scenario alone."""

import datetime

from hypothesis import settings
from hypothesis import strategies as st

from directives import Case, Scenario, Step, load_policy, strategies
from directives.files import amended
from directives.play import attempt, evaluator_for
from directives.whatif import Amend, Choose, Drop, Insert, Set, Story
from directives.whatif.variant import days

REMARKS = load_policy()


few = settings(max_examples=settings.default.max_examples // 3)
"""A story takes long to draw and to play many times."""

KINDS = ("set", "reading", "insert", "drop")


@st.composite
def stories(draw, most=3, kinds=KINDS):
    """A story of up to three cases with up to some changes of some kinds; the changed story may break off."""
    policy = draw(st.one_of(st.just(REMARKS), strategies.policies()))
    scenario = draw(strategies.scenarios(policy))
    wanted = draw(st.lists(st.sampled_from(kinds), max_size=most))
    changes = [change for kind in wanted if (change := draw(_change(kind, policy, scenario))) is not None]
    return Story(scenario, policy, tuple(changes), "arrays")


@st.composite
def _change(draw, kind, policy, scenario):
    case = draw(st.sampled_from(sorted(scenario.matters)))
    topic = scenario.matters[case].topic
    facts = policy.topics[topic].facts
    if kind == "set" and facts:
        fact = draw(st.sampled_from(facts))
        return Set(case, fact, draw(st.sampled_from((*policy.facts[fact].values, "unknown"))))
    if kind == "reading" and policy.readings:
        name = draw(st.sampled_from(sorted(policy.readings)))
        return Choose(name, draw(st.sampled_from(policy.readings[name].domain)))
    if kind == "drop" and scenario.timeline:
        return Drop(draw(st.integers(1, len(scenario.timeline))))
    happenings = [("event", one) for one in policy.events_of(topic)] + [
        ("action", one) for one in policy.actions_of(topic)
    ]
    if kind == "insert" and happenings:
        what, name = draw(st.sampled_from(happenings))
        dated = [day for day in days(scenario) if day is not None]
        day = draw(st.sampled_from(dated)) if dated else None
        shift = datetime.timedelta(days=draw(st.integers(-2, 2)))
        return Insert(Step.model_validate({"at": day and day + shift, "case": case, what: name}))
    return None


def naively(story, made):
    """The scenario with the changes made one after another on plain data, without any joint timeline."""
    matters, readings = story.scenario.matters, dict(story.scenario.readings)
    dated = zip(story.scenario.timeline, days(story.scenario), strict=True)
    steps = [
        (number, step.model_copy(update={"at": day, "case": story.scenario.case_of(step)}))
        for number, (step, day) in enumerate(dated, 1)
    ]
    whole = [(number, step.at) for number, step in steps]
    for number in story.all:
        change = story.changes[number - 1]
        if isinstance(change, Insert):
            at = change.step.at or (whole[-1][1] if whole else None)
            place = sum(at is None or day is None or day <= at for _, day in whole)
            whole.insert(place, (-number, at))
            if number in made:
                new = change.step.model_copy(update={"at": at, "case": story.scenario.case_of(change.step)})
                steps.append((-number, new))
        elif number in made and isinstance(change, Set):
            before = matters[change.case]
            matters[change.case] = Case.model_validate(
                {"topic": before.topic, **before.facts, change.fact: change.value}
            )
        elif number in made and isinstance(change, Choose):
            readings[change.reading] = change.value
    gone = {one.number for number, one in enumerate(story.changes, 1) if isinstance(one, Drop) and number in made}
    order = [key for key, _ in whole]
    kept = sorted((one for one in steps if one[0] not in gone), key=lambda one: order.index(one[0]))
    told = story.scenario.model_dump(exclude={"case", "cases", "readings", "timeline"})
    return Scenario(**told, cases=matters, readings=readings, timeline=tuple(step for _, step in kept))


def played_naively(story, made):
    amendments = [
        one.amendment for number, one in enumerate(story.changes, 1) if isinstance(one, Amend) and number in made
    ]
    policy = amended(story.policy, *amendments) if amendments else story.policy
    return attempt(naively(story, made), policy, evaluator_for(policy, "arrays"))
