"""Scenarios that visit the verdicts that a suite does not: stories of one case each, as few as are found.

A story goes on from one unvisited verdict to the next for as long as it can. That no fewer would do is known where so
many unvisited verdicts are found that no case can visit two of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..check import replayed
from ..check.story import Story
from ..condition import Model
from ..files import scenario_from
from ..scenario import Scenario
from ..space.reach import Reach
from ..space.region import Region
from ..space.ways import Passage, Way, Ways, starts
from ..verdict import Evaluator
from .verdicts import Statuses, Verdicts
from .visits import visits

MOST_TRIED = 5_000
"""As many choices are tried for the most verdicts of which no case can visit two."""


class Suggestions(Model):
    """Scenarios that visit what no scenario visited, each replayed; `missed` verdicts have no such scenario.

    `at_least` so many stories of one case are needed: no case can visit two of so many verdicts. Where that is not
    fewer than are suggested, they are the fewest.
    """

    scenarios: tuple[Scenario, ...]
    at_least: int
    missed: int

    @property
    def fewest(self) -> bool:
        """Whether it is known that no fewer stories of one case each visit as much."""
        return not self.missed and len(self.scenarios) <= self.at_least


def suggestions(verdicts: Verdicts, evaluator: Evaluator) -> Suggestions:
    """Scenarios that visit the verdicts not visited so far, topic by topic; a topic that is undecided has none.

    Each expects the status of every action where it visits a verdict for the first time, and was replayed through the
    evaluator.
    """
    suggester = _Suggester(verdicts, evaluator)
    for topic in verdicts.policy.topics:
        suggester.visit_all(topic)
    return Suggestions(scenarios=tuple(suggester.made), at_least=suggester.at_least, missed=suggester.missed)


@dataclass
class _Suggester:
    verdicts: Verdicts
    evaluator: Evaluator
    made: list[Scenario] = field(default_factory=list)
    at_least: int = 0
    missed: int = 0

    def visit_all(self, topic: str) -> None:
        """Make scenarios until all verdicts of a topic are visited, or no further one is."""
        walks = _Walks(self.verdicts.reach, topic, self.verdicts.unvisited(topic))
        self.at_least += walks.apart()
        left = self.verdicts.unvisited(topic)
        number = 0
        while left:
            way = walks.walk(set(left))
            scenario = self.told(way, f"A suggested {topic.replace('_', ' ')}, {number + 1}") if way else None
            if scenario is not None:
                number += 1
                self.made.append(scenario)
                self.verdicts.visit(scenario)
            after = {one: region for one, region in self.verdicts.unvisited(topic).items() if one in left}
            if len(after) == len(left):  # it cannot be told: give the verdict up that it would have ended in
                self.missed += 1
                ended = Region(way.space.layout, (way.end,)) if way else None
                given_up = next((one for one in after if ended is None or ended.within(after[one])), next(iter(after)))
                del after[given_up]
            left = after

    def told(self, way: Way, title: str) -> Scenario | None:
        """A way as a scenario that expects each verdict that it visits first; None if there is none that replays."""
        policy, topic = self.verdicts.policy, way.space.topic
        story = Story(self.verdicts.reach, way).told(tuple(way.space.actions))
        if story is None:
            return None
        story["timeline"] = [one for step in story["timeline"] for one in _looked_at(step, topic)]
        found = self.expecting(scenario_from({"scenario": title, "policy": policy.policy, **story}, policy))
        return found if found is not None and replayed(found, policy, self.evaluator) else None

    def expecting(self, scenario: Scenario) -> Scenario | None:
        """The scenario with the verdicts expected that no other visited; what is not needed for them is left out."""
        new: dict[tuple[str, Statuses], int] = {}
        for visit in visits(scenario, self.verdicts.policy):
            statuses = self.verdicts.at(visit)
            if visit.step is not None and statuses is not None and (visit.topic, statuses) not in self.verdicts.visited:
                new.setdefault((visit.topic, statuses), visit.step)
        if not new:
            return None
        actions = self.verdicts.reach.space
        expected = {
            step: dict(zip(actions(topic).actions, statuses, strict=True)) for (topic, statuses), step in new.items()
        }
        steps = [
            step.model_copy(update={"expect": expected.get(index, {})})
            for index, step in enumerate(scenario.timeline[: max(expected) + 1])
            if step.name is not None or index in expected
        ]
        about = f"It visits {len(new)} verdict{'s' if len(new) > 1 else ''} that no other scenario visits."
        return scenario.model_copy(update={"about": about, "tags": ("suggested",), "timeline": tuple(steps)})


def _looked_at(step: Mapping[str, Any], case: str) -> Iterator[Mapping[str, Any]]:
    """A step with a look at a case just before and just after it, on the same day: others may have changed its lot."""
    yield {"at": step["at"], "case": case}
    yield {name: one for name, one in step.items() if name != "expect"}
    yield {"at": step["at"], "case": case}


class _Walks:
    """The walks of a case of a topic through verdicts that are to be visited."""

    def __init__(self, reach: Reach, topic: str, wanted: Mapping[Statuses, Region]) -> None:
        self.space = reach.space(topic)
        self.moves = reach.moves(topic)
        self.wanted = wanted
        reached = {one: Ways(self.space, region, self.moves).states for one, region in wanted.items()}
        self.follows = {
            one: {other for other, region in wanted.items() if other != one and region.meets(states)}
            for one, states in reached.items()
        }

    def apart(self) -> int:
        """So many of the verdicts are found of which no case can visit two."""
        together = {
            one: {other for other in self.wanted if other in self.follows[one] or one in self.follows[other]}
            for one in self.wanted
        }
        return len(_most_apart(set(self.wanted), together, MOST_TRIED)[0])

    def walk(self, left: set[Statuses]) -> Way | None:
        """A way from a start through as many as it can of the verdicts that are left, those first that lead to most."""
        ways = [Ways(self.space, starts(self.space), self.moves)]
        goals: list[Region] = []
        pending = set(left)
        while nearest := self.next(ways[-1], pending):
            pending.remove(nearest)
            goals.append(self.wanted[nearest] & ways[-1].states)
            ways.append(Ways(self.space, goals[-1], self.moves))
        return self.back(ways, goals) if goals else None

    def next(self, ways: Ways, pending: set[Statuses]) -> Statuses | None:
        """Of the verdicts that the ways come to, the one from which most others are come to; the nearest such."""
        states = ways.states
        open_to = {one: len(self.follows[one] & pending) for one in pending if self.wanted[one].meets(states)}
        most = [one for one, number in open_to.items() if number == max(open_to.values())]
        found = [(len(way.steps), one) for one in most if (way := ways.way(self.wanted[one]))]
        return min(found)[1] if found else None

    def back(self, ways: list[Ways], goals: list[Region]) -> Way:
        """The one way through all goals, followed from its end."""
        passages: list[Passage] = []
        goal = goals[-1]
        end = None
        for leg in reversed(ways[: len(goals)]):
            way = leg.way(goal)
            assert way is not None, "a goal is come to by the ways that it was chosen from"
            end = way.end if end is None else end
            passages = [*way.steps, *passages]
            goal = Region(self.space.layout, (way.start,))
        assert end is not None
        return Way(self.space, tuple(passages), end)


def _most_apart(
    left: set[Statuses], together: Mapping[Statuses, set[Statuses]], tries: int
) -> tuple[list[Statuses], int]:
    """Verdicts no two of which go together, as many as can be; with few tries left, as many as are found at once."""
    if not left or tries <= 0:
        return [], tries
    one = min(sorted(left), key=lambda each: len(together[each] & left))
    found, tries = _most_apart(left - together[one] - {one}, together, tries - 1)
    best = [one, *found]
    if len(together[one] & left) > 1:  # one that goes with at most one other is in some largest choice
        other, tries = _most_apart(left - {one}, together, tries - 1)
        best = max(best, other, key=len)
    return best, tries
