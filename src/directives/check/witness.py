"""A smallest scenario that shows a finding: the shortest way to one of its states, with what should hold there.

It is replayed before it is given: `replayed` says whether the evaluator meets every expectation. Smallest means: fewest
readings off their defaults, then fewest steps, then facts as ordinary as can be.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..files import scenario_from
from ..play import play
from ..policy import Policy
from ..scenario import Scenario
from ..space.layout import Box, Value
from ..space.reach import Reach, Way, ordinary, starts
from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..verdict import Evaluator

ABOUT = (
    "The smallest scenario in which this holds: the shortest way there, readings at their defaults where they can be."
)
FIRST_DAY = datetime.date(1960, 7, 12)
"""The day of a witness's first step: the day after the remarks."""


def witness(reach: Reach, topic: str, region: Region, title: str, actions: tuple[str, ...] = ()) -> Scenario | None:
    """A smallest scenario that ends in a state of the region, expecting the statuses of the actions there.

    None where no way leads there, or where the way needs a case whose own story would have to be told first.
    """
    space = reach.space(topic)
    way = reach.way(topic, least_changed(space, region & reach.states(topic)))
    if way is None:
        return None
    story = _Story(reach, way)
    data = story.told()
    if data is None:
        return None
    expect = {action: space.status_at(action, way.end).value for action in actions or tuple(space.actions)}
    data["timeline"].append({"at": str(story.day), "case": topic, "expect": expect})
    return scenario_from({"scenario": title, "about": ABOUT, "policy": reach.policy.policy, **data}, reach.policy)


def replayed(scenario: Scenario, policy: Policy, evaluator: Evaluator) -> bool:
    """Whether the scenario plays and meets all its expectations."""
    summary = play(scenario, policy, evaluator).summary
    return summary.met == summary.expected


def least_changed(space: TopicSpace, region: Region) -> Region:
    """The part of a region with the fewest readings off their defaults, these at their defaults."""
    best: list[Box] = []
    fewest = len(space.layout.fields) + 1
    for box in region.boxes:
        changed, nearest = _nearest(space, box)
        if changed < fewest:
            fewest, best = changed, []
        if changed == fewest:
            best.append(nearest)
    return Region.union(space.layout, best)


def _nearest(space: TopicSpace, box: Box) -> tuple[int, Box]:
    """How many readings a box has off their defaults, and the box with the others at theirs."""
    changed = 0
    for name, default in space.policy.defaults.items():
        if one := space.layout.fields.get(name):
            bit = one.bits([default]) & box
            changed += not bit
            box = box & ~one.mask | bit if bit else box
    return changed, box


@dataclass
class _Story:
    """A way as the cases and steps of a scenario; every step on a day of its own, where windows allow it."""

    reach: Reach
    way: Way
    day: datetime.date = FIRST_DAY
    cases: dict[str, dict[str, Value]] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)
    acts: list[tuple[datetime.date, str]] = field(default_factory=list)

    def told(self) -> dict[str, Any] | None:
        """The story as scenario data; None if another case's action has no case that could do it at once."""
        space = self.way.space
        self.cases[space.topic] = self.facts(space, self.way.start)
        states = [*(step.before for step in self.way.steps), self.way.end]
        for step, after in zip(self.way.steps, states[1:], strict=True):
            if step.move.kind == "wait":
                self.wait(after)
            elif step.move.kind == "other":
                if not self.other(step.move.name, step.before):
                    return None
            else:
                self.happen(space.topic, step.move.kind, step.move.name)
        readings = space.policy.defaults
        decoded = space.layout.decoded(self.way.end)
        chosen = {
            name: decoded[name][0] for name in readings if name in decoded and readings[name] not in decoded[name]
        }
        return {**({"readings": chosen} if chosen else {}), "cases": self.cases, "timeline": self.steps}

    def facts(self, space: TopicSpace, state: Box) -> dict[str, Value]:
        """A case that begins in the state: its topic, and the facts that are not initial."""
        decoded = space.layout.decoded(state)
        facts = space.policy.topics[space.topic].facts
        given = {name: decoded[name][0] for name in facts if space.policy.facts[name].initial not in decoded[name]}
        return {"topic": space.topic, **given}

    def happen(self, case: str, kind: str, name: str) -> None:
        """Another step, on the next day."""
        self.steps.append({"at": str(self.day), "case": case, kind: name})
        if kind == "action":
            self.acts.append((self.day, name))
        self.day += datetime.timedelta(days=1)

    def wait(self, after: Box) -> None:
        """Let so much time pass that counters with a window have fallen to what they are in the next state."""
        policy, layout = self.way.space.policy, self.way.space.layout
        for name in policy.topics[self.way.space.topic].counters:
            counter = policy.counters[name]
            if counter.within is None:
                continue
            days = int(policy.defaults[counter.within]) if isinstance(counter.within, str) else counter.within
            acts = [day for day, action in self.acts if action in counter.counts]
            gone = len(acts) - int(layout.decoded(after)[name][0])
            if gone > 0:
                self.day = max(self.day, acts[gone - 1] + datetime.timedelta(days=days))

    def other(self, action: str, before: Box) -> bool:
        """Let another case, one that can do it from its start, do the action."""
        policy = self.reach.policy
        for topic in policy.actions[action].topics:
            space = self.reach.space(topic)
            move = next(one for one in self.reach.moves(topic) if one.kind == "action" and one.name == action)
            ready = move.needs & starts(space).freed(self.shared(space)) & self.alike(space, before)
            if ready:
                name = f"other_{len(self.cases)}"
                self.cases[name] = self.facts(space, ordinary(space, ready))
                self.happen(name, "action", action)
                return True
        return False

    def shared(self, space: TopicSpace) -> list[str]:
        """The counters of a topic that are counted over all cases."""
        return [name for name in space.policy.topics[space.topic].counters if space.policy.counters[name].per == "all"]

    def alike(self, space: TopicSpace, before: Box) -> Region:
        """The states of a topic with the readings and shared counters of this state of ours."""
        decoded: Mapping[str, tuple[Value, ...]] = self.way.space.layout.decoded(before)
        same = [*self.shared(space), *space.policy.readings]
        return Region.of(space.layout, {n: decoded[n] for n in same if n in decoded and n in space.layout.fields})
