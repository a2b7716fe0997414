"""From what checks saw to findings: reachable states, their cover, the readings they hang on, a replayed witness."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..play import evaluator_for
from ..policy import Policy
from ..scenario import Scenario
from ..space.cover import constrained, cover, readings_of, words
from ..space.layout import Box, Value
from ..space.ordinary import ordinary
from ..space.reach import Reach
from ..space.region import Region, TooManyBoxesError
from ..space.shares import shares
from ..space.sweep import TooWideError, count
from ..space.topic_space import TopicSpace
from ..space.ways import Way
from ..verdict import Evaluator
from .finding import Finding, Patch, Slice
from .registry import CHECKS, Check
from .seen import Seen, seen
from .subject import Raw, Subject
from .witness import as_scenario, least_changed, replayed


def check(
    policy: Policy,
    evaluator: Evaluator | None = None,
    fixed: Mapping[str, Value] | None = None,
    codes: Iterable[str] | None = None,
) -> list[Finding]:
    """Every finding of the checks named by their codes (all of them by default), in the order of the registry.

    `fixed` readings have just that value. Exact over all states; what a check could not decide within its budget is a
    finding that says so in `undecided`. Each witness was replayed through the evaluator, by default the rules engine
    where it imports.

    >>> from directives import load_policy
    >>> [one.norms for one in check(load_policy(), codes=["clash"])]
    [('SP.1b', 'ST.2c')]
    """
    return list(found(Subject(policy, dict(fixed or {})), evaluator or evaluator_for(policy), codes))


def found(subject: Subject, evaluator: Evaluator, codes: Iterable[str] | None = None) -> Iterator[Finding]:
    """Every finding of a subject, one after another, as `check` gives them."""
    for code in CHECKS if codes is None else codes:
        yield from _findings(subject, CHECKS[code], evaluator)


def _findings(subject: Subject, one: Check, evaluator: Evaluator) -> Iterator[Finding]:
    try:
        for each in seen(subject, one):
            yield told(each, evaluator)
    except (TooManyBoxesError, TooWideError) as error:
        yield Finding(
            id=one.code, code=one.code, severity=one.severity, topic="", says=f"not decided: {one.definition}",
            undecided=f"its budget was used up ({type(error).__name__})",
        )  # fmt: skip


def told(one: Seen, evaluator: Evaluator) -> Finding:
    """What a check saw as a finding, its witness replayed; raises what budgets raise."""
    worked = _Worked(one, evaluator)
    return worked.made() if one.region is None else worked.told(one.region)


@dataclass(frozen=True)
class _Worked:
    """One thing that a check saw, worked out."""

    seen: Seen
    evaluator: Evaluator

    @property
    def subject(self) -> Subject:
        return self.seen.subject

    @property
    def raw(self) -> Raw:
        return self.seen.raw

    @property
    def space(self) -> TopicSpace:
        return self.subject.space(self.raw.topic)

    def told(self, region: Region) -> Finding:
        reachable = self.subject.reachable(self.raw.topic)
        patches = self.patches(region, reachable)
        readings = readings_of(region, reachable, self.subject.policy.defaults)
        compliant, scenario = self.shown()
        return self.made(
            states=count(region),
            reachable=counted(reachable),
            patches=patches,
            nearest=self.nearest(region, reachable) if self.hang_on_readings(patches) else None,
            readings=None if readings is None else tuple(readings),
            readings_words=self.hanging(readings),
            compliant=compliant,
            exact=self.exact(),
            witness=scenario,
            undecided="" if scenario else "no scenario for it was found that replays",
        )

    def made(self, **more: object) -> Finding:
        raw, check = self.raw, self.seen.check
        key = [check.code, raw.topic, *raw.actions, *raw.norms, *([raw.key] if raw.key else [])]
        clauses = tuple(dict.fromkeys(self.subject.policy.norms[name].clause for name in raw.norms))
        return Finding.model_validate(
            {
                "id": " ".join(key), "code": check.code, "severity": check.severity, "topic": raw.topic,
                "says": raw.says, "actions": raw.actions, "norms": raw.norms, "clauses": clauses, "advice": raw.advice,
                **more,
            }
        )  # fmt: skip

    def patches(self, region: Region, reachable: Region) -> tuple[Patch, ...]:
        """A cover of the region, each patch with how much it adds to those before it."""
        boxes = cover(region, reachable)
        told = zip(boxes, shares(reachable, boxes), strict=True)
        return tuple(self.patch(box, Region(self.space.layout, (box,)) & reachable, new) for box, new in told)

    def patch(self, box: Box, states: Region, new: int) -> Patch:
        layout = self.space.layout
        values = constrained(layout, box)
        said = {name: self.occurring(name, states) if len(some) > 1 else some for name, some in values.items()}
        told = (words(layout, name, said[name] if len(said[name]) == 1 else some) for name, some in values.items())
        return Patch(values=values, words=", ".join(told) or "always", states=count(states), new=new)

    def occurring(self, name: str, states: Region) -> tuple[Value, ...]:
        """The values that some of the states has: a maximal box also admits those that no case can come to."""
        bits = 0
        for box in states.boxes:
            bits |= box
        return self.space.layout.fields[name].values(bits)

    def hang_on_readings(self, patches: Iterable[Patch]) -> bool:
        return any(name in self.subject.policy.readings for one in patches for name in one.values)

    def nearest(self, region: Region, reachable: Region) -> Slice:
        """The states at the default readings, or at those nearest to them at which there are any."""
        space, defaults = self.space, self.subject.policy.defaults
        values = space.layout.decoded(ordinary(space, least_changed(space, region)))
        known = {
            name: one if one in values[name] else values[name][0] for name, one in defaults.items() if name in values
        }
        here = Region.of(space.layout, {name: [value] for name, value in known.items()})
        return Slice(
            readings={name: value for name, value in known.items() if value != defaults[name]},
            states=count(region & here),
            reachable=count(reachable & here),
            patches=self.patches(region & here, reachable & here),
        )

    def hanging(self, readings: list[dict[str, tuple[Value, ...]]] | None) -> str:
        """For which readings it holds, in words."""
        if readings is None:
            return "for all readings"
        layout = self.space.layout
        return "iff " + "; or ".join(
            " and ".join(words(layout, name, values) for name, values in one.items()) for one in readings
        )

    def exact(self) -> bool:
        """Whether all its states are known to be such; where ways show it, their every step is to be so."""
        reaches = (self.subject.any_conduct, *([self.subject.compliant_conduct] if self.raw.trails else []))
        return all(reach.exact(self.raw.topic) for reach in reaches)

    def shown(self) -> tuple[bool | None, Scenario | None]:
        """Whether compliant conduct leads there, None if that is not known; and a witness, compliant if it does."""
        conduct, blameless = self.subject.compliant_conduct, self.seen.blameless
        known = blameless if not blameless or conduct.exact(self.raw.topic) else None
        for reach, way in self.seen.ways():
            scenario = self.witness(reach, way)
            if scenario is not None:
                return (True if reach is conduct else known), scenario
        return known, None

    def witness(self, reach: Reach, way: Way) -> Scenario | None:
        closely = self.raw.trails is not None
        made = as_scenario(reach, way, f"A witness: {self.raw.says}", self.raw.actions, closely)
        return made if made is not None and replayed(made, self.subject.policy, self.evaluator) else None


@functools.lru_cache(maxsize=64)
def counted(region: Region) -> int:
    """How many states a region has; counted once for those that are asked for again and again."""
    return count(region)
