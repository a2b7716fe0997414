"""Which verdicts of a policy a suite visits: of every topic the reachable states, parted by the status of every action.

A step visits the verdict of the states that its case may be in after it, where they all have the same. Where unknown
facts leave several verdicts it visits none, and so does a step at other readings than those that are looked at.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ..condition import Model, Value
from ..policy import Policy
from ..scenario import Scenario
from ..space.reach import Reach
from ..space.region import Region, TooManyBoxesError
from ..space.sweep import TooWideError, count
from ..space.topic_space import TopicSpace
from ..terms import Status
from .visits import Visit, box, visits
from .where import where

SHOWN = 3
"""As many of the largest sets of states of an unvisited verdict are told in words."""
MOST_VERDICTS = 1_000
"""A topic with more verdicts than this is undecided: to visit them all is nobody's aim."""


class TooManyVerdictsError(Exception):
    """A topic has more than MOST_VERDICTS verdicts."""


Statuses: TypeAlias = tuple[Status, ...]
"""A verdict as the statuses of the actions of a topic, in their order."""


class Unvisited(Model):
    """A verdict that no step visits: the status of every action, in how many states, and where, in words.

    `where` are the largest of an irredundant cover of the states, at the `readings` nearest to the defaults (those off
    them); `more` of it are left out.
    """

    statuses: dict[str, Status]
    states: int
    readings: dict[str, Value] = {}
    where: tuple[str, ...]
    more: int


class TopicCoverage(Model):
    """How many of the verdicts of a topic are visited; `undecided` says why that could not be told.

    Where not `exact`, some verdict may be counted that no timeline reaches. `elsewhere` are those that only other
    readings give, told and not counted.
    """

    topic: str
    visited: int
    total: int
    unvisited: tuple[Unvisited, ...] = ()
    exact: bool = True
    undecided: str = ""
    elsewhere: "TopicCoverage | None" = None


class SpaceCoverage(Model):
    """How far a suite goes in the space of a policy, at these readings."""

    policy: str
    readings: dict[str, Value]
    topics: tuple[TopicCoverage, ...]

    @property
    def percent(self) -> float:
        """The share of the verdicts that is visited, from 0 to 100."""
        total = sum(one.total for one in self.topics)
        return 100.0 * sum(one.visited for one in self.topics) / total if total else 100.0


@dataclass
class Verdicts:
    """The verdicts of every topic, and those visited so far.

    Readings that are not given are at their defaults; with `anywhere` the verdicts are those of all readings.
    """

    policy: Policy
    readings: Mapping[str, Value] = field(default_factory=dict)
    anywhere: bool = False
    visited: set[tuple[str, Statuses]] = field(default_factory=set)
    undecided: dict[str, str] = field(default_factory=dict)
    """Why the verdicts of a topic could not be told."""
    _of: dict[str, dict[Statuses, Region]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reach = Reach(self.policy, None if self.anywhere else {**self.policy.defaults, **self.readings})

    def of(self, topic: str) -> Mapping[Statuses, Region]:
        """The reachable states of each verdict of a topic; none where the topic is undecided."""
        if topic not in self._of:
            try:
                self._of[topic] = _parted(self.reach.space(topic), self.reach.states(topic))
            except TooManyVerdictsError:
                self.undecided[topic] = f"not decided: more than {MOST_VERDICTS:,} verdicts"
                self._of[topic] = {}
            except TooManyBoxesError:
                self.undecided[topic] = "not decided: its verdicts are parted into too many pieces"
                self._of[topic] = {}
        return self._of[topic]

    def unvisited(self, topic: str) -> dict[Statuses, Region]:
        """Those that are not visited yet."""
        return {one: region for one, region in self.of(topic).items() if (topic, one) not in self.visited}

    def visit(self, scenario: Scenario, topics: Container[str] | None = None) -> None:
        """Take in all steps of a scenario that can be played, or those of cases of some topics."""
        for one in visits(scenario, self.policy, self.readings):
            statuses = self.at(one) if topics is None or one.topic in topics else None
            if statuses is not None:
                self.visited.add((one.topic, statuses))

    def at(self, visit: Visit) -> Statuses | None:
        """The verdict that a step visits; None if it visits none."""
        layout = self.reach.space(visit.topic).layout
        known = box(layout, visit.after, self.policy)
        if layout.empty(known):
            return None
        states = Region(layout, (known,))
        return next((one for one, region in self.of(visit.topic).items() if states.within(region)), None)


def _parted(space: TopicSpace, states: Region) -> dict[Statuses, Region]:
    """The states by the statuses that they give the actions of their topic."""
    found: dict[Statuses, Region] = {(): states} if states else {}
    for action in space.actions:
        split = {
            (*statuses, status): region & there
            for statuses, region in found.items()
            for status, there in space.statuses(action).items()
        }
        found = {statuses: region for statuses, region in split.items() if region}
        if len(found) > MOST_VERDICTS:
            raise TooManyVerdictsError
    return found


def space_coverage(
    policy: Policy, scenarios: Iterable[Scenario], readings: Mapping[str, Value] | None = None
) -> SpaceCoverage:
    """How many verdicts of each topic the scenarios visit at the default readings, or at these.

    >>> from directives import load_policy, load_scenario
    >>> student = load_scenario({"scenario": "A student", "case": {"topic": "learner", "standing": "trainee"}})
    >>> learner = space_coverage(load_policy(), [student]).topics[6]
    >>> learner.topic, learner.visited, learner.total, learner.unvisited[0].where
    ('learner', 1, 2, ('access is denied',))
    """
    return covered(Verdicts(policy, readings or {}), scenarios)


def covered(verdicts: Verdicts, scenarios: Iterable[Scenario]) -> SpaceCoverage:
    """The same, of verdicts that take in the scenarios."""
    anywhere = Verdicts(verdicts.policy, verdicts.readings, anywhere=True)
    hanging = [topic for topic in verdicts.policy.topics if _hangs(verdicts, topic)]
    for scenario in scenarios:
        verdicts.visit(scenario)
        anywhere.visit(scenario, hanging)
    topics = tuple(_decided(verdicts, anywhere, topic) for topic in verdicts.policy.topics)
    readings = {**verdicts.policy.defaults, **verdicts.readings}
    return SpaceCoverage(policy=verdicts.policy.policy, readings=readings, topics=topics)


def _decided(verdicts: Verdicts, anywhere: Verdicts, topic: str) -> TopicCoverage:
    try:
        return _with_elsewhere(verdicts, anywhere, topic)
    except (TooManyBoxesError, TooWideError):
        return TopicCoverage(topic=topic, visited=0, total=0, undecided="not decided: too many states to tell")


def _with_elsewhere(verdicts: Verdicts, anywhere: Verdicts, topic: str) -> TopicCoverage:
    found = _topic(verdicts, topic, verdicts.of(topic))
    if not _hangs(verdicts, topic):
        return found
    others = {one: region for one, region in anywhere.of(topic).items() if one not in verdicts.of(topic)}
    return found.model_copy(update={"elsewhere": _topic(anywhere, topic, others)}) if others else found


def _hangs(verdicts: Verdicts, topic: str) -> bool:
    """Whether the verdicts of a topic are known and may hang on readings."""
    known = bool(verdicts.of(topic)) and topic not in verdicts.undecided
    return known and any(name in verdicts.policy.readings for name in verdicts.reach.space(topic).layout.fields)


def _topic(verdicts: Verdicts, topic: str, some: Mapping[Statuses, Region]) -> TopicCoverage:
    """How many of some verdicts of a topic are visited."""
    space, states = verdicts.reach.space(topic), verdicts.reach.states(topic)
    left = {one: region for one, region in some.items() if (topic, one) not in verdicts.visited}
    return TopicCoverage(
        topic=topic,
        visited=len(some) - len(left),
        total=len(some),
        unvisited=tuple(_unvisited(space, one, region, states) for one, region in left.items()),
        exact=verdicts.reach.exact(topic),
        undecided=verdicts.undecided.get(topic, ""),
    )


def _unvisited(space: TopicSpace, statuses: Statuses, region: Region, states: Region) -> Unvisited:
    there = where(space, region, states, SHOWN)
    return Unvisited(
        statuses=dict(zip(space.actions, statuses, strict=True)),
        states=count(region),
        readings=there.readings,
        where=there.words,
        more=there.more,
    )
