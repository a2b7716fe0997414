"""A way through the states of a topic as a story: the cases, steps and days of a scenario that goes it.

Where the way has another case act, a case is added that does; where it waits, the days are set apart.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..space.layout import Box, Value
from ..space.reach import Reach
from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..space.ways import Passage, Way
from ..terms import Judgement
from ..verdict import JUDGEMENT
from .days import Least, earliest, standing

FIRST_DAY = datetime.date(1960, 7, 12)
"""The day of a story's first step: the day after the remarks."""
LAST_DAY = (datetime.date.max - FIRST_DAY).days


@dataclass(frozen=True)
class Beat:
    """One step of a story, with the state in which our case is before it."""

    case: str
    move: str
    kind: str
    ours: Box
    judged: Judgement | None
    """What the verdict before says of an action; None for an event."""


@dataclass
class Story:
    """A way as a scenario is to tell it."""

    reach: Reach
    way: Way
    closely: bool = False
    """Whether the counters must stand all along as the way has them: where the way tells more than its end."""
    cases: dict[str, dict[str, Value]] = field(default_factory=dict)
    beats: list[Beat] = field(default_factory=list)

    def told(self, actions: Iterable[str]) -> dict[str, Any] | None:
        """The readings, cases and timeline of a scenario, at the end with the statuses of the actions.

        None if another case had to do things first that are felt here, and if no days let the counters stand so.
        """
        space = self.way.space
        self.cases[space.topic] = _facts(space, self.way.start)
        for step in self.way.steps:
            if step.move.kind == "other":
                if not self.other(step.move.name, step.before):
                    return None
            elif step.move.kind != "wait":
                self.beats.append(_beat(space, space.topic, step, step.before))
        timeline = self.timeline()
        if timeline is None:
            return None
        expect = {one: space.status_at(one, self.way.end).value for one in actions}
        timeline[-1] |= {"case": space.topic, "expect": expect}
        readings = self.readings()
        return {**({"readings": readings} if readings else {}), "cases": self.cases, "timeline": timeline}

    def readings(self) -> dict[str, Value]:
        """The readings that are off their defaults."""
        decoded = self.way.space.layout.decoded(self.way.end)
        defaults = self.reach.policy.defaults
        told = {name: decoded[name][0] for name in decoded if name in defaults and defaults[name] not in decoded[name]}
        return {name: value for name, value in {**self.reach.fixed, **told}.items() if value != defaults[name]}

    def other(self, action: str, ours: Box) -> bool:
        """Let another case come to where it can do the action, and do it; whether one can."""
        found = []
        for topic in self.reach.policy.actions[action].topics:
            (act,) = (one for one in self.reach.moves(topic) if (one.kind, one.name) == ("action", action))
            apart = self.reach.apart(topic, self.alike(self.reach.space(topic), ours))
            if way := apart.way(act.needs):
                found.append((way, Passage(way.end, act)))
        if not found:
            return False
        way, done = min(found, key=lambda one: len(one[0].steps))
        name = f"other_{len(self.cases)}"
        self.cases[name] = _facts(way.space, way.start)
        self.beats += [_beat(way.space, name, step, ours) for step in (*way.steps, done)]
        return True

    def alike(self, space: TopicSpace, ours: Box) -> Region:
        """The states of a topic with the readings and shared counters of this state of ours."""
        policy, decoded = self.reach.policy, self.way.space.layout.decoded(ours)
        shared = [name for name, one in policy.counters.items() if one.per == "all"]
        same = [name for name in (*shared, *policy.readings) if name in decoded and name in space.layout.fields]
        return Region.of(space.layout, {name: decoded[name] for name in same})

    def timeline(self) -> list[dict[str, Any]] | None:
        """The steps on their days, and the day of the end.

        Each on a day of its own where windows allow it. All along the counters stand as the way has them, so that it is
        known how each step is judged; if that cannot be, conduct need not be compliant and the story need not be told
        closely, they do so at the end.
        """
        end = len(self.beats)
        for points in (range(end + 1),) if self.reach.compliant or self.closely else (range(end + 1), (end,)):
            least = [one for point in points for one in self.counters_at(point)]
            for apart in (1, 0):
                days = earliest(end + 1, [*((step + 1, step, apart) for step in range(end)), *least])
                if days is not None and days[-1] <= LAST_DAY:
                    dates = [str(FIRST_DAY + datetime.timedelta(days=day)) for day in days]
                    steps = [self.step(beat, judged=len(points) > end) for beat in self.beats]
                    return [{"at": date, **step} for date, step in zip(dates, [*steps, {}], strict=True)]
        return None

    def step(self, beat: Beat, judged: bool) -> dict[str, Any]:
        """A beat as a step; of another case it is only known how it is judged if it must be compliant."""
        told = beat.judged if judged and (beat.case == self.way.space.topic or self.reach.compliant) else None
        return {"case": beat.case, beat.kind: beat.move, **({"judged": told.value} if told else {})}

    def counters_at(self, point: int) -> Iterator[Least]:
        """What keeps the counters with a window before a step, or at the end, where the way has them."""
        space, policy = self.way.space, self.reach.policy
        decoded = space.layout.decoded(self.beats[point].ours if point < len(self.beats) else self.way.end)
        for name in policy.topics[space.topic].counters:
            counter = policy.counters[name]
            window = self.reach.window(name) if counter.within not in decoded else int(decoded[str(counter.within)][0])
            if window is not None:
                counted = [
                    index
                    for index, beat in enumerate(self.beats[:point])
                    if beat.kind == "action"
                    and beat.move in counter.counts
                    and (counter.per == "all" or beat.case == space.topic)
                ]
                most = len(space.layout.fields[name].classes) - 1
                yield from standing(counted, int(decoded[name][0]), most, window, point)


def _beat(space: TopicSpace, case: str, step: Passage, ours: Box) -> Beat:
    judged = None
    if step.move.kind == "action":
        judged = JUDGEMENT[space.status_at(step.move.name, step.before)]
    return Beat(case, step.move.name, step.move.kind, ours, judged)


def _facts(space: TopicSpace, state: Box) -> dict[str, Value]:
    """A case that begins in the state: its topic, and the facts that are not initial."""
    decoded = space.layout.decoded(state)
    facts = space.policy.topics[space.topic].facts
    given = {name: decoded[name][0] for name in facts if space.policy.facts[name].initial not in decoded[name]}
    return {"topic": space.topic, **given}
