"""From what checks saw to findings: reachable states, their cover, the readings they hang on, a replayed witness."""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..policy import Policy
from ..scenario import Scenario
from ..space.cover import constrained, cover, readings_of, words
from ..space.layout import Box, Value
from ..space.region import Region, TooManyBoxesError
from ..space.sweep import TooWideError, count
from ..space.topic_space import TopicSpace
from ..verdict import Evaluator
from .finding import Finding, Patch
from .registry import CHECKS, Check
from .subject import Raw, Subject
from .witness import replayed, witness

SHOWN = 12
"""As many patches of a finding's cover are told; of the rest their number and share."""


def check(
    policy: Policy, evaluator: Evaluator, fixed: Mapping[str, Value] | None = None, codes: Iterable[str] | None = None
) -> list[Finding]:
    """Every finding of the checks named by their codes (all of them by default), in the order of the registry.

    `fixed` readings have just that value. Exact over all states; what a check could not decide within its budget is a
    finding that says so in `undecided`. Each witness was replayed through the evaluator.

    >>> from directives import evaluator_for, load_policy
    >>> policy = load_policy()
    >>> [one.norms for one in check(policy, evaluator_for(policy), codes=["clash"])]
    [('SP.1b', 'ST.2c')]
    """
    subject = Subject(policy, dict(fixed or {}))
    return [
        finding
        for code in (CHECKS if codes is None else codes)
        for finding in _findings(subject, CHECKS[code], evaluator)
    ]


def _findings(subject: Subject, one: Check, evaluator: Evaluator) -> Iterator[Finding]:
    try:
        for raw in one.find(subject):
            yield from _Worked(subject, one, raw, evaluator).finding()
    except (TooManyBoxesError, TooWideError) as error:
        yield Finding(
            id=one.code, code=one.code, severity=one.severity, topic="", says=f"not decided: {one.definition}",
            undecided=f"its budget was used up ({type(error).__name__})",
        )  # fmt: skip


@dataclass(frozen=True)
class _Worked:
    """One thing that a check saw, worked out."""

    subject: Subject
    check: Check
    raw: Raw
    evaluator: Evaluator

    def finding(self) -> Iterator[Finding]:
        """The finding; none if no case can come to any of its states."""
        if self.raw.region is None:
            yield self.made()
            return
        reachable = self.subject.reachable(self.raw.topic)
        region = self.raw.region if self.raw.anywhere else self.raw.region & reachable
        if region:
            yield self.told(region, reachable)

    @property
    def space(self) -> TopicSpace:
        return self.subject.space(self.raw.topic)

    def told(self, region: Region, reachable: Region) -> Finding:
        states = count(region)
        patches = [self.patch(box, region) for box in cover(region, reachable)]
        shown, rest = patches[:SHOWN], patches[SHOWN:]
        readings = readings_of(region, reachable, self.subject.policy.defaults)
        compliant = region.meets(self.subject.compliant_conduct.states(self.raw.topic))
        scenario = self.witness(region, compliant)
        return self.made(
            states=states,
            reachable=_counted(reachable),
            patches=tuple(shown),
            more=len(rest),
            more_share=count(region - self.union(shown)) / states if rest else 0.0,
            readings=None if readings is None else tuple(readings),
            readings_words=self.hanging(readings),
            compliant=compliant,
            exact=self.subject.any_conduct.exact(self.raw.topic),
            witness=scenario,
            undecided="" if scenario else "no scenario for it was found that replays",
        )

    def made(self, **more: object) -> Finding:
        raw = self.raw
        key = [self.check.code, raw.topic, *raw.actions, *raw.norms, *([raw.key] if raw.key else [])]
        clauses = tuple(dict.fromkeys(self.subject.policy.norms[name].clause for name in raw.norms))
        return Finding.model_validate(
            {
                "id": " ".join(key), "code": self.check.code, "severity": self.check.severity, "topic": raw.topic,
                "says": raw.says, "actions": raw.actions, "norms": raw.norms, "clauses": clauses, "advice": raw.advice,
                **more,
            }
        )  # fmt: skip

    def patch(self, box: Box, region: Region) -> Patch:
        values = constrained(self.space.layout, box)
        told = ", ".join(words(self.space.layout, name, some) for name, some in values.items())
        return Patch(values=values, words=told or "always", states=count(Region(self.space.layout, (box,)) & region))

    def union(self, patches: Iterable[Patch]) -> Region:
        return Region.of(self.space.layout, *(dict(one.values) for one in patches))

    def hanging(self, readings: list[dict[str, tuple[Value, ...]]] | None) -> str:
        """For which readings it holds, in words."""
        if readings is None:
            return "for all readings"
        layout = self.space.layout
        return "iff " + "; or ".join(
            " and ".join(words(layout, name, values) for name, values in one.items()) for one in readings
        )

    def witness(self, region: Region, compliant: bool) -> Scenario | None:
        reach = self.subject.compliant_conduct if compliant else self.subject.any_conduct
        title = f"A witness: {self.raw.says}"
        found = witness(reach, self.raw.topic, region, title, self.raw.actions)
        return found if found is not None and replayed(found, self.subject.policy, self.evaluator) else None


@functools.lru_cache(maxsize=64)
def _counted(region: Region) -> int:
    return count(region)
