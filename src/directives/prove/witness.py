"""A smallest scenario against a property, and whether what is played really goes against it."""

from collections.abc import Iterator
from typing import Any

from ..check.story import Story
from ..errors import FaultsError
from ..files import scenario_from
from ..play import Moment, Timeline, play
from ..policy import Policy
from ..properties import Property
from ..scenario import Scenario
from ..space.reach import Reach
from ..space.ways import Way
from ..terms import StepKind
from ..verdict import Evaluator
from .situation import actions_of, holds, judgements

ABOUT = "The smallest scenario that goes against the property `{name}`: {says}"


def witness(name: str, one: Property, reach: Reach, way: Way) -> Scenario | None:
    """The way as a scenario that expects what the property speaks of; None where another case's story is missing."""
    actions = actions_of(one) or tuple(way.space.actions)
    data = Story(reach, way).told(actions)
    if data is None:
        return None
    if one.at_most is not None and one.at_most.duty is not None:
        _due(one.at_most.duty, way, data["timeline"])
    if one.once is not None:
        data["timeline"] = list(_watched(way, data["timeline"]))
    about = ABOUT.format(name=name, says=" ".join(one.says.split()))
    title = f"Against: {name.replace('-', ' ').replace('_', ' ')}"
    made = {"scenario": title, "about": about, "tags": ["witness"], "policy": reach.policy.policy, **data}
    return scenario_from(made, reach.policy)


def _watched(way: Way, timeline: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The steps, with checkpoints of our case just after another case has acted and where time has passed."""
    left = iter(timeline)
    told = next(left)
    for step in way.steps:
        if step.move.kind == "wait" and step is not way.steps[-1]:
            yield {"at": told["at"], "case": way.space.topic}
        elif step.move.kind == "other":
            case = told["case"]
            while told["case"] == case:
                yield told
                told = next(left)
            yield {"case": way.space.topic}
        elif step.move.kind != "wait":
            yield told
            told = next(left)
    yield told


def _due(duty: str, way: Way, timeline: list[dict[str, Any]]) -> None:
    """Let each step of the case expect whether the duty stands after it."""
    own = [step for step in timeline if step["case"] == way.space.topic and ("event" in step or "action" in step)]
    after = [*(each.before for each in way.steps[1:]), way.end]
    passages = [number for number, each in enumerate(way.steps) if each.move.kind in ("event", "action")]
    for step, number in zip(own, passages, strict=True):
        step["expect"] = {duty: way.space.status_at(duty, after[number]).value}


def confirmed(scenario: Scenario, one: Property, policy: Policy, evaluator: Evaluator) -> bool:
    """Whether the scenario plays, meets its expectations, and goes against the property."""
    try:
        timeline = play(scenario, policy, evaluator)
    except FaultsError:
        return False  # a step cannot happen: the space allowed for more than any timeline can do
    met = timeline.summary.met == timeline.summary.expected
    return met and goes_against(timeline, one, policy)


def goes_against(timeline: Timeline, one: Property, policy: Policy) -> bool:
    """Whether the end of a timeline goes against a property of the case that is named like its topic.

    For `can_always_still`: whether it ends where the property asks for a way on, and not at the goal itself.
    """
    moments = [moment for moment in timeline.steps if moment.case == one.topic]
    last = moments[-1]

    def so(situation: Any, moment: Moment = last) -> bool:
        return holds(situation, moment, timeline.readings, policy)

    if one.at_most is not None:
        return sum(_occurred(timeline, one, moments)) > one.at_most.n
    if one.can_always_still is not None:
        return so(one.can_always_still.origin) and not so(one.can_always_still.goal)
    if one.once is not None and not any(so(one.once, moment) for moment in moments):
        return False
    if one.after is not None and not _just_after(moments, one.after):
        return False
    if one.whenever is not None and one.then is not None:
        before, then = so(one.whenever), so(one.then)
        return (before and not then) or (one.only_then and then and not before)
    return so(one.never) if one.never is not None else not so(one.always)


def _just_after(moments: list[Moment], name: str) -> bool:
    happened = [moment for moment in moments if moment.kind is not StepKind.CHECKPOINT]
    return bool(happened) and happened[-1].name == name


def _occurred(timeline: Timeline, one: Property, moments: list[Moment]) -> Iterator[bool]:
    """Whether what a property counts occurred, at each step or duty."""
    times = one.at_most
    if times is None:
        return
    if times.duty is not None:
        yield from (duty.case == one.topic and duty.action == times.duty for duty in timeline.duties)
    for moment in moments:
        if times.action is not None and moment.kind is StepKind.ACTION and moment.name == times.action:
            yield times.judged is None or moment.judgement in judgements(times.judged)
        if times.event is not None and moment.kind is StepKind.EVENT:
            yield moment.name == times.event
