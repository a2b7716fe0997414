"""A smallest scenario against a property, and whether what is played really goes against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..check.witness import Story, status_there
from ..errors import FaultsError
from ..files import scenario_from
from ..play import Moment, Timeline, play
from ..policy import Policy
from ..properties import Property
from ..scenario import Scenario
from ..space.layout import Box
from ..space.reach import Reach, Way
from ..space.region import Region
from ..terms import StepKind
from ..verdict import Evaluator, said_of
from .situation import actions_of, holds, judgements

ABOUT = "The smallest scenario that goes against the property `{name}`: {says}"


@dataclass
class _Watched(Story):
    """A story in which the case is looked at whenever another case has acted or time has passed."""

    def wait(self, after: Box) -> None:
        super().wait(after)
        self.look()

    def other(self, action: str, before: Box) -> bool:
        done = super().other(action, before)
        if done:
            self.steps.append({"case": self.way.space.topic})
        return done

    def look(self) -> None:
        """A checkpoint of the case, on this day."""
        self.steps.append({"at": str(self.day), "case": self.way.space.topic})


def witness(name: str, one: Property, reach: Reach, way: Way) -> Scenario | None:
    """The way as a scenario that expects what the property speaks of; None where another case's story is missing."""
    story = (_Watched if one.once is not None else Story)(reach, way)
    data = story.told()
    if data is None:
        return None
    timeline = list(data["timeline"])
    end: dict[str, Any] = {"case": one.topic}
    if timeline and timeline[-1].keys() <= {"at", "case"}:
        end = timeline.pop()  # the case was looked at just now
    elif way.steps and way.steps[-1].move.kind == "wait":
        end["at"] = str(story.day)
    if one.at_most is not None:
        _counted(one, way, timeline)
    about = ABOUT.format(name=name, says=" ".join(one.says.split()))
    timeline.append({**end, "expect": _expected(one, way, way.end)})
    title = f"Against: {name.replace('-', ' ').replace('_', ' ')}"
    made = {"scenario": title, "about": about, "policy": reach.policy.policy, **data, "timeline": timeline}
    return scenario_from(made, reach.policy)


def _expected(one: Property, way: Way, state: Box) -> dict[str, str]:
    """The statuses, in a state of the way, of the actions that the property speaks of, or else of all."""
    there = Region(way.space.layout, (state,))
    return {name: status_there(way.space, name, there).value for name in actions_of(one) or tuple(way.space.actions)}


def _counted(one: Property, way: Way, timeline: list[dict[str, Any]]) -> None:
    """Let each step of the case expect what is counted: what is said of the action, whether the duty stands."""
    own = [step for step in timeline if step["case"] == one.topic and ("event" in step or "action" in step)]
    passages = [number for number, each in enumerate(way.steps) if each.move.kind in ("event", "action")]
    after = [*(each.before for each in way.steps[1:]), way.end]
    times = one.at_most
    for step, number in zip(own, passages, strict=True):
        if times and times.duty is not None:
            step["expect"] = _expected(one, way, after[number])
        elif times and times.action is not None and step.get("action") == times.action:
            before = Region(way.space.layout, (way.steps[number].before,))
            step["judged"] = said_of(status_there(way.space, step["action"], before)).value


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
