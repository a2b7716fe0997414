"""Where a situation holds: among all states of a topic, and at a moment of a played timeline.

The two are written apart on purpose: what the space proves or refutes is held to what the engine plays.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from ..condition import State, Test, branches
from ..play import Moment
from ..policy import Policy
from ..properties import (
    ExcludingJudgement,
    ExcludingStatus,
    JudgementEntry,
    Properties,
    Property,
    Situation,
    StatusEntry,
)
from ..space.classes import Asked
from ..space.region import Region
from ..space.topic_space import TopicSpace
from ..terms import Judgement, Status
from ..verdict import JUDGEMENT, can_happen

STATUSES = tuple(status for status in Status if status is not Status.UNDETERMINED)


def asked(properties: Properties, policy: Policy) -> Asked:
    """The tests that properties ask of the states of each topic, which must be told apart for their sake."""
    found: dict[str, list[Test]] = {}
    for one in properties.prove.values():
        for condition in (situation.when for situation in situations(one)):
            alternatives = branches(condition, None, policy.domains) if condition else ()
            found.setdefault(one.topic, []).extend(test for branch in alternatives for test in branch)
    return found


def situations(one: Property) -> Iterator[Situation]:
    """Every situation that a property speaks of, and those within them."""
    way = one.can_always_still
    outer = (one.once, one.never, one.always, one.whenever, one.then, *((way.origin, way.goal) if way else ()))
    left = [situation for situation in outer if situation is not None]
    while left:
        situation = left.pop(0)
        yield situation
        left += [*(situation.any or ()), *([situation.denied] if situation.denied else [])]


def actions_of(one: Property) -> tuple[str, ...]:
    """The actions whose verdicts a property speaks of."""
    found: dict[str, None] = {}
    for situation in situations(one):
        found |= dict.fromkeys((*situation.status, *situation.judged))
        found |= dict.fromkeys(situation.clash if isinstance(situation.clash, tuple) else ())
        found |= {} if situation.impossible in (None, "any") else {str(situation.impossible): None}
    times = one.at_most
    return (*found, *([times.duty or times.action or ""] if times and not times.event else []))


def where(space: TopicSpace, situation: Situation) -> Region:
    """The states of a topic in which a situation holds.

    >>> from directives import load_policy
    >>> space = TopicSpace(load_policy(), "learner")
    >>> exempt = Situation.model_validate({"status": {"study_diligently": "exempt"}})
    >>> [space.layout.decoded(box)["access"] for box in where(space, exempt).boxes]
    [('denied',)]
    """
    found = space.everything
    for part in _parts(space, situation):
        found = found & part
    return found


def _parts(space: TopicSpace, one: Situation) -> Iterator[Region]:
    """The regions in all of which the states of a situation lie."""
    if one.when is not None:
        yield space.where(branches(one.when, None, space.policy.domains))
    if one.settled is not None:
        yield space.settled if one.settled else space.everything - space.settled
    yield from (space.status(name, *statuses(entry)) for name, entry in one.status.items())
    yield from (space.status(name, *judged_by(entry)) for name, entry in one.judged.items())
    yield from (space.can(space.actions[name]) for name in (*one.judged, *one.can))
    yield from (space.everything - space.can(space.actions[name]) for name in one.cannot)
    if one.clash is not None:
        yield _union(space, (_clash(space, pair) for pair in _pairs(space, one.clash)))
    if one.impossible is not None:
        names = tuple(space.actions) if one.impossible == "any" else (one.impossible,)
        yield _union(space, (space.status(name, Status.OBLIGATORY) - space.can(space.actions[name]) for name in names))
    yield from (space.in_force[name] for name in one.in_force)
    yield from (space.applies[name] - space.in_force[name] for name in one.set_aside)
    yield from (_concluded(space, name) for name in one.concludes)
    if one.any is not None:
        yield _union(space, (where(space, inner) for inner in one.any))
    if one.denied is not None:
        yield space.everything - where(space, one.denied)


def statuses(entry: StatusEntry) -> tuple[Status, ...]:
    """The statuses that an entry admits."""
    admitted = _admitted(entry, STATUSES)
    return tuple(status for status in STATUSES if status in admitted)


def judged_by(entry: JudgementEntry) -> tuple[Status, ...]:
    """The statuses of an action of which doing it is judged as an entry admits."""
    admitted = judgements(entry)
    return tuple(status for status in STATUSES if JUDGEMENT[status] in admitted)


def judgements(entry: JudgementEntry) -> Collection[str]:
    """The judgements that an entry admits."""
    return _admitted(entry, [one for one in Judgement if one is not Judgement.UNDETERMINED])


def _admitted(entry: StatusEntry | JudgementEntry, known: Iterable[str]) -> Collection[str]:
    if isinstance(entry, ExcludingStatus | ExcludingJudgement):
        return {one for one in known if one not in _listed(entry.excluded)}
    return _listed(entry)


def _listed(entry: str | tuple[str, ...]) -> tuple[str, ...]:
    return entry if isinstance(entry, tuple) else (entry,)


def _pairs(space: TopicSpace, clash: str | tuple[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs of the topic's actions that a situation asks about."""
    for both in space.policy.incompatible:
        if set(both.pair) <= space.actions.keys() and (clash == "any" or set(clash) == set(both.pair)):
            yield both.pair


def _clash(space: TopicSpace, pair: tuple[str, str]) -> Region:
    one, other = (space.status(name, Status.OBLIGATORY) for name in pair)
    return one & other


def _concluded(space: TopicSpace, what: str) -> Region:
    claims = space.policy.claims_of(space.topic).items()
    return _union(space, (space.applies[name] for name, claim in claims if what in claim.concludes))


def _union(space: TopicSpace, regions: Iterable[Region]) -> Region:
    return Region.union(space.layout, (box for region in regions for box in region.boxes))


def holds(situation: Situation, moment: Moment, readings: Mapping[str, str | int], policy: Policy) -> bool:
    """Whether a situation holds at a moment of a played timeline, all facts of which are known."""
    return (
        all(_held(situation, moment, {**moment.facts, **moment.counters, **readings}, policy))
        and (situation.denied is None or not holds(situation.denied, moment, readings, policy))
        and (situation.any is None or any(holds(one, moment, readings, policy) for one in situation.any))
    )


def _held(one: Situation, moment: Moment, state: State, policy: Policy) -> Iterator[bool]:
    """Whether each thing that a situation asks, but for alternatives and what it denies, is so."""
    actions = policy.actions_of(moment.topic)
    if one.when is not None:
        alternatives = branches(one.when, None, policy.domains)
        yield any(all(test.holds(state) for test in branch) for branch in alternatives)
    if one.settled is not None:
        needs = policy.admitted(policy.topics[moment.topic].settled)
        yield (bool(needs) and all(state[name] in values for name, values in needs.items())) is one.settled
    yield from (moment.verdict[name].status in statuses(entry) for name, entry in one.status.items())
    yield from (moment.verdict[name].status in judged_by(entry) for name, entry in one.judged.items())
    yield from (can_happen(policy, actions[name], state) for name in (*one.judged, *one.can))
    yield from (not can_happen(policy, actions[name], state) for name in one.cannot)
    if one.clash is not None:
        yield any(one.clash == "any" or set(one.clash) == set(pair) for pair in moment.clashes)
    if one.impossible is not None:
        yield bool(moment.impossible) if one.impossible == "any" else one.impossible in moment.impossible
    in_force = {name for ruling in moment.verdict.values() for name in ruling.norms}
    aside = {each.norm for ruling in moment.verdict.values() for each in ruling.set_aside}
    yield in_force.issuperset(one.in_force) and aside.issuperset(one.set_aside)
    yield from (moment.conclusions.get(name) == value for name, value in one.concludes.items())
