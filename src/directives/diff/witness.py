"""Smallest scenarios that end in a state in which two policies part: one story for both where one serves both.

Each side is played through its own evaluator and kept only if the end is as the space says. Smallest means the shortest
way under one of the two, readings at their defaults where they can be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..check.story import Story
from ..check.witness import least_changed
from ..errors import FaultsError
from ..files import scenario_from
from ..play import Moment, play
from ..policy import Policy
from ..scenario import Scenario
from ..space.layout import Value
from ..space.reach import Reach
from ..space.region import Region
from ..space.ways import Way
from ..verdict import Evaluator
from .alongside import Alongside
from .difference import Witness
from .subject import NO, NOTHING, YES, Subject

ABOUT = "The smallest scenario in which the two policies part here, as it is expected {side} the change."


@dataclass
class Showing:
    """What makes the witnesses of a comparison; one evaluator is made for each policy."""

    both: Alongside
    evaluator: Callable[[Policy], Evaluator]
    _made: dict[int, Evaluator] = field(default_factory=dict)

    def witness(self, subject: Subject, said: tuple[str, str], region: Region) -> Witness | None:
        """A smallest scenario for a shift, as either policy plays it; None where neither side has one."""
        single: list[Scenario | None] = [None, None]
        for side in (1, 0):
            way = self._way(side, subject.topic, region)
            told = _Told(self.both, subject, way, self._reach(side)) if way else None
            if told is None or told.data is None:
                continue
            found = [self._replayed(told, one, said[one]) for one in (0, 1)]
            if all(found):
                return Witness(before=found[0], after=found[1], one_story=True)
            single[side] = found[side]
        return Witness(before=single[0], after=single[1], one_story=False) if any(single) else None

    def _way(self, side: int, topic: str, region: Region) -> Way | None:
        """A shortest way to the region under one policy; through states of both where some are."""
        reach = self._reach(side)
        there, here = self.both.reached(topic)
        mine = region & (there, here)[side]
        shared = mine & (there, here)[1 - side]
        return reach.way(topic, least_changed(reach.space(topic), shared or mine)) if mine else None

    def _reach(self, side: int) -> Reach:
        return (self.both.reach_before, self.both.reach_after)[side]

    def _replayed(self, told: "_Told", side: int, expected: str) -> Scenario | None:
        policy = (self.both.before, self.both.after)[side]
        if side not in self._made:
            self._made[side] = self.evaluator(policy)
        try:
            scenario = scenario_from(told.scenario(side), policy)
            timeline = play(scenario, policy, self._made[side])
        except FaultsError:
            return None  # this side cannot play the other's story: it has another one or none
        met = timeline.summary.met == timeline.summary.expected
        return scenario if met and _said(timeline.steps[-1], told.subject) == expected else None


def _said(moment: Moment, subject: Subject) -> str:
    """What a played moment says of the subject."""
    if subject.kind == "status":
        return moment.verdict[subject.names[0]].status.value
    if subject.kind == "clash":
        return YES if set(subject.names) in map(set, moment.clashes) else NO
    if subject.kind == "impossible":
        return YES if subject.names[0] in moment.impossible else NO
    return moment.conclusions.get(subject.names[0], NOTHING)


@dataclass
class _Told:
    """A way under one policy as a story that either may play."""

    both: Alongside
    subject: Subject
    way: Way
    reach: Reach

    def __post_init__(self) -> None:
        self.data = Story(self.reach, self.way).told(())

    def scenario(self, side: int) -> dict[str, Any]:
        """The story as data for one of the policies: its facts and readings, and what it expects in the end."""
        data = self.data or {}
        policy = (self.both.before, self.both.after)[side]
        *steps, end = data["timeline"]
        names = self.subject.names if self.subject.kind == "clash" else self.subject.names[:1]
        return {
            "scenario": f"Where two policies part: {' and '.join(names)}".replace("_", " "),
            "about": ABOUT.format(side=("before", "after")[side]),
            "tags": ["witness"],
            "policy": policy.policy,
            "readings": self._readings(policy),
            "cases": {name: self._facts(name, case, policy) for name, case in data["cases"].items()},
            "timeline": [
                *({key: one for key, one in step.items() if key != "judged"} for step in steps),
                {**end, "expect": self._expected(side)},
            ],
        }

    def _readings(self, policy: Policy) -> dict[str, Value]:
        """The readings of a policy that are off its defaults: those fixed, and those that the way has otherwise."""
        decoded = self.way.space.layout.decoded(self.way.end)
        off = {
            name: decoded[name][0]
            for name, default in policy.defaults.items()
            if name in decoded and default not in decoded[name]
        }
        fixed = {name: value for name, value in self.both.fixed.items() if policy.defaults.get(name, value) != value}
        return {**fixed, **off}

    def _facts(self, name: str, case: Mapping[str, Any], policy: Policy) -> dict[str, Any]:
        """The facts of a case that this policy knows; what only it knows as the way begins."""
        known = policy.topics[case["topic"]].facts if case["topic"] in policy.topics else ()
        found = {key: value for key, value in case.items() if key == "topic" or key in known}
        if name == self.subject.topic:
            found |= self._own(known, policy)
        return found

    def _own(self, known: tuple[str, ...], policy: Policy) -> dict[str, Any]:
        there = self.way.space.policy.topics[self.subject.topic].facts
        decoded = self.way.space.layout.decoded(self.way.start)
        own = [fact for fact in known if fact not in there and fact in decoded]
        return {fact: decoded[fact][0] for fact in own if policy.facts[fact].initial is None}

    def _expected(self, side: int) -> dict[str, str]:
        if self.subject.kind == "conclusion":
            return {}
        space = (self.both.space_before, self.both.space_after)[side](self.subject.topic)
        names = [name for name in self.subject.names if name in space.actions]
        return {name: space.status_at(name, self.way.end).value for name in names}
