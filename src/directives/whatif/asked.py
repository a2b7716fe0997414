"""What a question is about: an action, a case, a moment of a played scenario. It finds them and the faults in asking.

Every answer begins here, so that all of them mean the same moment by the same words.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Literal, TypedDict, Unpack

from ..condition import Model
from ..errors import Fault, FaultsError, Path, Place, Places, did_you_mean
from ..files import load_policy, load_scenario
from ..play import Moment, Timeline, evaluator_for, play
from ..policy import Policy
from ..scenario import Scenario, Step
from ..terms import Judgement, Status
from ..verdict import Evaluator, Ruling
from . import wording
from .situation import Situation, situation

Source = Scenario | str | FilePath | Mapping[str, Any]
"""A scenario as a model, a file or plain data."""


class Answer(Model):
    """What every answer begins with: the scenario, the case and the moment, the action and its status then.

    `step` counts the steps of the file from 1, 0 is the start; `at` is null in an undated scenario; `moment` and
    `sentence` are words. `format` is the version of its JSON.
    """

    format: Literal[1] = 1
    scenario: str
    policy: str
    readings: dict[str, str | int]
    case: str
    topic: str
    step: int
    at: datetime.date | None
    moment: str
    action: str
    status: Status
    sentence: str


@dataclass(frozen=True)
class Asked:
    """A question about an action for a case just after a step, and the played scenario that it is asked of."""

    scenario: Scenario
    policy: Policy
    evaluator: Evaluator
    readings: Mapping[str, str | int]
    action: str
    case: str
    step: int
    timeline: Timeline

    @property
    def topic(self) -> str:
        """The topic of the case."""
        return self.scenario.matters[self.case].topic

    @property
    def moment(self) -> Moment:
        """The moment asked about, as it was played."""
        return self.timeline.steps[len(self.scenario.matters) + self.step]

    @property
    def ruling(self) -> Ruling:
        """What the verdict at that moment says of the action."""
        return self.moment.verdict[self.action]

    @property
    def judged(self) -> Judgement | None:
        """What was said of doing the action, where the step is just that."""
        done = self.timeline.steps[len(self.scenario.matters) + self.step - 1] if self.step else None
        return done.judgement if done and (done.case, done.name) == (self.case, self.action) else None

    def answered(self) -> dict[str, Any]:
        """What the answer begins with."""
        return {
            "scenario": self.scenario.scenario,
            "policy": self.policy.policy,
            "readings": dict(self.readings),
            "case": self.case,
            "topic": self.topic,
            "step": self.step,
            "at": self.moment.at,
            "moment": wording.moment(self.scenario, self.policy, self.case, self.step),
            "action": self.action,
            "status": self.ruling.status,
            "sentence": wording.headline(self.policy, self.action, self.ruling.status),
        }

    def situation(self) -> Situation:
        """How the case stands at that moment."""
        return situation(self.scenario, self.policy, self.readings, self.case, self.step)


class Asking(TypedDict, total=False):
    """What a question may give besides scenario and action, by keyword.

    `case` is needed where several fit; `step` counts the steps of the file from 1 and is the last by default, 0 is the
    start; `policy`, `readings`, `engine` and `literal` are as for `run`.
    """

    case: str | None
    step: int | None
    policy: Policy | None
    readings: Mapping[str, str | int] | None
    engine: str | None
    literal: bool


def asked(scenario: Source, action: str, **asking: Unpack[Asking]) -> Asked:
    """The question, found and played.

    Raises FaultsError for what is wrong in the scenario or in the question.
    """
    policy = asking.get("policy")
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario, policy)
    about = policy or load_policy(loaded.policy)
    about = about.literal() if asking.get("literal") else about
    number = _step(loaded, asking.get("step"))
    who = _case(loaded, about, action, asking.get("case"), number)
    evaluator = evaluator_for(about, asking.get("engine"))
    timeline = play(looked_at(loaded, who, number), about, evaluator, asking.get("readings"))
    return Asked(loaded, about, evaluator, timeline.readings, action, who, number, timeline)


def looked_at(scenario: Scenario, case: str, step: int) -> Scenario:
    """The scenario with a checkpoint of the case just after the step."""
    steps = scenario.timeline
    seen = scenario.model_copy(update={"timeline": (*steps[:step], Step(case=case), *steps[step:])})
    return seen.placed(_moved(scenario.places, step))


def _moved(places: Places, step: int) -> Places:
    """The places of a file, for a scenario that has one step more than it: the steps from there on have moved up."""

    def moved(known: Mapping[Path, tuple[int, int]]) -> dict[Path, tuple[int, int]]:
        return {_behind(path, step): place for path, place in known.items()}

    return Places(places.file, moved(places.keys), moved(places.values))


def _behind(path: Path, step: int) -> Path:
    if len(path) > 1 and path[0] == "timeline" and isinstance(path[1], int) and path[1] >= step:
        return ("timeline", path[1] + 1, *path[2:])
    return path


def given_status(status: str | Status) -> Status:
    """The status that a question names; raises FaultsError for one that norms cannot give."""
    known = [one.value for one in Status if one is not Status.UNDETERMINED]
    if status in known:
        return Status(status)
    if status == Status.UNDETERMINED:
        cure = "ask `why`: it tells what the status depends on"
        raise wrong("status", "bad-argument", "no norm makes an action `undetermined`: not knowing does", cure)
    raise wrong("status", "bad-argument", f"unknown status `{status}`", did_you_mean(status, known))


def wrong(place: str, code: str, message: str, cure: str) -> FaultsError:
    """The error for one fault in what was asked."""
    return FaultsError([Fault(Place(place), code, message, cure)])


def which_case(scenario: Scenario, case: str) -> str:
    """The cure for a case that is not there."""
    return "there is one case only: leave its name out" if scenario.case else did_you_mean(case, scenario.matters)


def _step(scenario: Scenario, step: int | None) -> int:
    last = len(scenario.timeline)
    if step is not None and not 0 <= step <= last:
        raise wrong("step", "bad-argument", f"expected a step from 0 (the start) to {last}, found `{step}`",
                    "the steps of the file count from 1")  # fmt: skip
    return last if step is None else step


def _case(scenario: Scenario, policy: Policy, action: str, case: str | None, step: int) -> str:
    """The case that is named, or else the step's, or else the only one in which the action can be done."""
    matters = scenario.matters
    if case is not None and case not in matters:
        raise wrong("case", "unknown-case", f"unknown case `{case}`", which_case(scenario, case))
    among = {case: matters[case]} if case is not None else matters
    actions = list(dict.fromkeys(name for one in among.values() for name in policy.actions_of(one.topic)))
    if action not in policy.actions:
        raise wrong("action", "unknown-action", f"unknown action `{action}`", did_you_mean(action, actions))
    fitting = [name for name, one in among.items() if action in policy.actions_of(one.topic)]
    if not fitting:
        topics = " and ".join(dict.fromkeys(f"`{one.topic}`" for one in among.values()))
        message = f"action `{action}` is none of topic {topics}"
        raise wrong("action", "action-not-in-topic", message, did_you_mean(action, actions))
    if len(fitting) == 1:
        return fitting[0]
    last = scenario.case_of(scenario.timeline[step - 1]) if step else None
    if last not in fitting:
        cure = "name one: " + ", ".join(fitting)
        raise wrong("case", "which-case", f"which case is `{action}` asked about?", cure)
    return last
