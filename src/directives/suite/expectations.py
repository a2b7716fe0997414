"""What a suite expects, each expectation as the states that it is about: whether a mutant meets it, one look tells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..errors import Path, Place
from ..scenario import Scenario
from ..space.layout import Box
from ..space.reach import Reach
from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..terms import Judgement, Status
from ..verdict import JUDGEMENT
from .shifts import Shift
from .visits import box, visits


@dataclass(frozen=True)
class Expected:
    """One expectation: of an action in one of some states (a box), its status, or with `judged` how doing it is judged.

    Meant is what all the states share, else `undetermined` (DESIGN 2, unknown facts).
    """

    topic: str
    action: str
    states: Box
    judged: bool
    value: str


@dataclass
class Expectations:
    """All expectations of a suite, each once, with the place where it stands first."""

    reach: Reach
    places: dict[Expected, Place] = field(default_factory=dict)
    _of: dict[tuple[str, str], list[Expected]] = field(default_factory=dict)

    def add(self, scenario: Scenario, file: str = "") -> None:
        """Take in those of a scenario that can be played."""
        for one, path in _expected(scenario, self.reach):
            if one not in self.places:
                place = scenario.places.value(path)
                self.places[one] = place if place.line else Place(file or place.file)
                self._of.setdefault((one.topic, one.action), []).append(one)

    def killing(self, topic: str, shifts: Sequence[Shift]) -> Expected | None:
        """The first expectation that is not met when statuses shift like this; None if all are, as they were before."""
        space = self.reach.space(topic)
        by_action: dict[str, list[Shift]] = {}
        for one in shifts:
            by_action.setdefault(one.action, []).append(one)
        for action, some in by_action.items():
            for expected in self._of.get((topic, action), ()):
                if not _met(expected, space, some):
                    return expected
        return None


def _expected(scenario: Scenario, reach: Reach) -> Iterator[tuple[Expected, Path]]:
    for visit in visits(scenario, reach.policy):
        if visit.step is None:
            continue
        step, layout = scenario.timeline[visit.step], reach.space(visit.topic).layout
        path: Path = ("timeline", visit.step)
        if step.judged is not None and visit.before is not None and step.action is not None:
            states = box(layout, visit.before, reach.policy)
            yield Expected(visit.topic, step.action, states, True, step.judged.value), (*path, "judged")
        states = box(layout, visit.after, reach.policy)
        for action, status in step.expect.items():
            yield Expected(visit.topic, action, states, False, status.value), (*path, "expect", action)


def _met(expected: Expected, space: TopicSpace, shifts: Sequence[Shift]) -> bool:
    """Whether an expectation that the policy meets is met after the shifts of its action."""
    states = Region(space.layout, (expected.states,))
    moved = [(states & one.region, one.after) for one in shifts if states.meets(one.region)]
    if not moved:
        return True
    found = {after for _, after in moved}
    rest = states - Region(space.layout, tuple(box for region, _ in moved for box in region.boxes))
    if rest:
        found |= {status for status, there in space.statuses(expected.action).items() if rest.meets(there)}
    return expected.value == (_judged(found) if expected.judged else _shared(found))


def _shared(statuses: Iterable[Status]) -> str:
    found = set(statuses)
    return found.pop().value if len(found) == 1 else Status.UNDETERMINED.value


def _judged(statuses: Iterable[Status]) -> str:
    found: set[Judgement] = {JUDGEMENT[one] for one in statuses}
    return found.pop().value if len(found) == 1 else Judgement.UNDETERMINED.value
