"""What of a policy a suite of scenarios has reached: norms in force and set aside, overrides, topics, events, ..."""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator

from ..condition import Model
from ..policy import Policy
from ..terms import Judgement, Status
from .timeline import Moment, Timeline


class Reached(Model):
    """How often each thing of one kind was reached, by name; 0 for never."""

    kind: str
    times: dict[str, int]
    counted: bool = True

    @property
    def never(self) -> list[str]:
        """The names that were never reached."""
        return [name for name, times in self.times.items() if not times]


class Coverage(Model):
    """The kinds of things a suite can reach, and how far it did.

    The share counts norms in force, overrides, claims, topics, events and actions; statuses and
    judgements are told, not counted, for a policy may have no way to some of them.
    """

    policy: str
    kinds: tuple[Reached, ...]

    @property
    def percent(self) -> float:
        """The share of what counts that was reached, from 0 to 100."""
        times = [times for one in self.kinds if one.counted for times in one.times.values()]
        return 100.0 * sum(map(bool, times)) / len(times) if times else 100.0


def coverage(policy: Policy, timelines: Iterable[Timeline]) -> Coverage:
    """What the timelines reached of the policy, each step counted."""
    seen: dict[str, Tally[str]] = {}
    for timeline in timelines:
        for moment in timeline.steps:
            for kind, name in _seen(moment):
                seen.setdefault(kind, Tally())[name] += 1
    overrides = [f"{name} > {inferior}" for name, norm in policy.norms.items() for inferior in norm.overrides]
    return Coverage(
        policy=policy.policy,
        kinds=tuple(
            Reached(kind=kind, times={name: seen.get(kind, Tally())[name] for name in names}, counted=counted)
            for kind, names, counted in (
                ("norms in force", list(policy.norms), True),
                ("overrides", overrides, True),
                ("claims", list(policy.claims), True),
                ("topics", list(policy.topics), True),
                ("events", list(policy.events), True),
                ("actions", list(policy.actions), True),
                ("statuses", [status.value for status in Status], False),
                ("judgements", [judgement.value for judgement in Judgement], False),
            )
        ),
    )


def _seen(moment: Moment) -> Iterator[tuple[str, str]]:
    """Each kind and name that a moment reaches."""
    yield "topics", moment.topic
    yield from (("claims", name) for name in moment.claims)
    for ruling in moment.verdict.values():
        yield "statuses", ruling.status.value
        yield from (("norms in force", name) for name in ruling.norms)
        yield from (("overrides", f"{by} > {aside.norm}") for aside in ruling.set_aside for by in aside.by)
    if moment.name is not None:
        yield f"{moment.kind.value}s", moment.name
    if moment.judgement is not None:
        yield "judgements", moment.judgement.value
