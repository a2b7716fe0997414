"""Scenarios that visit the verdicts that a suite does not: stories of one case each, as few as are found.

A story goes on from one unvisited verdict to the next for as long as it can. That no fewer would do is known where so
many unvisited verdicts are found that no case can visit two of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..check import replayed
from ..check.story import Story
from ..condition import Model
from ..files import scenario_from
from ..scenario import Scenario, Step
from ..space.reach import Passage, Reach, Way, Ways, starts
from ..space.region import Region
from ..verdict import Evaluator
from .verdicts import Statuses, Verdicts
from .visits import visits


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
        policy = self.verdicts.policy
        story = Story(self.verdicts.reach, way).told(tuple(way.space.actions))
        if story is None:
            return None
        scenario = scenario_from({"scenario": title, "policy": policy.policy, **story}, policy)
        found = self.expecting(scenario)
        return found if found is not None and replayed(found, policy, self.evaluator) else None

    def expecting(self, scenario: Scenario) -> Scenario | None:
        """The scenario with the verdicts expected that no other visited, and nothing else after the last of them."""
        new: dict[tuple[str, Statuses], tuple[int | None, str]] = {}
        for visit in visits(scenario, self.verdicts.policy):
            statuses = self.verdicts.at(visit)
            if statuses is not None and (visit.topic, statuses) not in self.verdicts.visited:
                new.setdefault((visit.topic, statuses), (visit.step, visit.case))
        if not new:
            return None
        expected = {
            place: dict(zip(self.verdicts.reach.space(topic).actions, statuses, strict=True))
            for (topic, statuses), place in new.items()
        }
        first = scenario.timeline[0].at
        begun = [
            Step.model_validate({"at": first, "case": case, "expect": expect})
            for (step, case), expect in expected.items()
            if step is None
        ]
        last = max((step for step, _ in expected if step is not None), default=-1)
        steps = [
            step.model_copy(update={"expect": expected.get((index, scenario.case_of(step)), {})})
            for index, step in enumerate(scenario.timeline[: last + 1])
        ]
        about = f"It visits {len(new)} verdict{'s' if len(new) > 1 else ''} that no other scenario visits."
        return scenario.model_copy(update={"about": about, "tags": ("suggested",), "timeline": (*begun, *steps)})


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
        found: list[Statuses] = []
        for one in sorted(self.wanted, key=lambda one: len(self.follows[one])):
            if not any(one in self.follows[other] or other in self.follows[one] for other in found):
                found.append(one)
        return len(found)

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
