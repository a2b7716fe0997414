"""A smallest scenario that shows a finding: the shortest way to one of its states, with what should hold there.

It is replayed before it is given: `replayed` says whether the evaluator meets every expectation. Smallest means: fewest
readings off their defaults, then fewest steps, then facts as ordinary as can be.
"""

from ..files import scenario_from
from ..play import play
from ..policy import Policy
from ..scenario import Scenario
from ..space.layout import Box
from ..space.paths import Trail
from ..space.reach import Reach
from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..space.ways import Way
from ..verdict import Evaluator
from .story import Story

ABOUT = (
    "The smallest scenario in which this holds: the shortest way there, readings at their defaults where they can be."
)


def witness(
    reach: Reach,
    topic: str,
    region: Region,
    title: str,
    actions: tuple[str, ...] = (),
    trail: Trail | None = None,
) -> Scenario | None:
    """A smallest scenario that ends in a state of the region, expecting the statuses of the actions there.

    Of a `trail` only its ways lead there. None where no way does, or where the way needs a case whose own story would
    have to be told first.
    """
    way = nearest_way(reach, topic, region, trail)
    return as_scenario(reach, way, title, actions, closely=trail is not None) if way else None


def nearest_way(reach: Reach, topic: str, region: Region, trail: Trail | None = None) -> Way | None:
    """A shortest way to a state of the region with as few readings off their defaults as can be; None if none leads."""
    nearest = least_changed(reach.space(topic), region & (trail.region if trail else reach.states(topic)))
    return trail.way(nearest) if trail else reach.way(topic, nearest)


def as_scenario(
    reach: Reach, way: Way, title: str, actions: tuple[str, ...] = (), closely: bool = False
) -> Scenario | None:
    """A way as a scenario, expecting the statuses of the actions at its end; None where it cannot be told."""
    data = Story(reach, way, closely=closely).told(actions or tuple(way.space.actions))
    if data is None:
        return None
    return scenario_from(
        {"scenario": title, "about": ABOUT, "tags": ["witness"], "policy": reach.policy.policy, **data}, reach.policy
    )


def replayed(scenario: Scenario, policy: Policy, evaluator: Evaluator) -> bool:
    """Whether the scenario plays and meets all its expectations; ruled on is only what it expects and does."""
    asked = {name for step in scenario.timeline for name in (*step.expect, *([step.action] if step.action else []))}
    summary = play(scenario, policy, evaluator, about=asked).summary
    return summary.met == summary.expected


def least_changed(space: TopicSpace, region: Region) -> Region:
    """The part of a region with the fewest readings off their defaults, these at their defaults."""
    known = {name: [one] for name, one in space.policy.defaults.items() if name in space.layout.fields}
    if there := region & Region.of(space.layout, known):
        return there
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
