"""How many mutants of a policy a suite of scenarios kills: which survive, and what would kill them.

A mutant is killed when some expectation that the policy meets is not met by it. One that gives every action of every
reachable state the status that the policy gives it is equivalent, proved so over all states, and left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from pydantic import field_serializer

from ..check import replayed, witness
from ..condition import Model, Value
from ..policy import Policy
from ..scenario import Scenario
from ..space.layout import Box
from ..space.ordinary import ordinary
from ..space.reach import Reach
from ..space.region import Region, TooManyBoxesError
from ..space.sweep import TooWideError
from ..space.topic_space import TopicSpace
from ..verdict import Evaluator
from .expectations import Expectations
from .mutant import KINDS, Mutant, mutants
from .shifts import Shift, reach_of_all, shifts
from .visits import box, visits
from .where import where

ABOUT = (
    "What this expects holds of the policy and not of the mutant. It is the shortest way to a state that tells the two "
    "apart, readings at their defaults where they can be."
)


class Tally(Model):
    """What became of the mutants of one kind, in numbers."""

    killed: int = 0
    survived: int = 0
    equivalent: int = 0
    undecided: int = 0


class Told(Model):
    """A mutant by its id, with what is changed in it."""

    id: str
    kind: str
    norm: str
    says: str


class Survivor(Told):
    """A mutant that meets all that the suite expects, and a reachable state that tells it apart.

    There the `action` has one status in the policy (`before`) and another in the mutant (`after`). `where` is the
    largest set of such states, in words, at the `readings` that the state has off their defaults; `more` counts the
    others that an irredundant cover has. `scenario` is the number, in the list of the mutation, of a scenario that
    would kill it; None where none was found that replays.
    """

    action: str
    before: str
    after: str
    where: str
    more: int
    readings: dict[str, Value]
    state: dict[str, Value]
    scenario: int | None


class Mutation(Model):
    """What a suite makes of the mutants of a policy.

    `killed` gives for each mutant killed the place of the first expectation that it does not meet. `scenarios` would
    kill the survivors, each replayed through policy and mutant. Undecided mutants, with which a budget was used up or
    for which no scenario was found though a state seems to tell them apart, do not count for the score.
    """

    format: Literal[1] = 1
    policy: str
    files: int
    expectations: int
    kinds: dict[str, Tally]
    killed: dict[str, str]
    survivors: tuple[Survivor, ...]
    equivalent: tuple[Told, ...]
    undecided: tuple[Told, ...]
    scenarios: tuple[Scenario, ...]

    @field_serializer("scenarios")
    def _plain(self, scenarios: tuple[Scenario, ...]) -> list[dict[str, Any]]:
        return [one.plain() for one in scenarios]

    @property
    def score(self) -> float:
        """The share of the mutants killed among those killed and those surviving, from 0 to 100."""
        counted = len(self.killed) + len(self.survivors)
        return 100.0 * len(self.killed) / counted if counted else 100.0


def mutation(
    policy: Policy,
    scenarios: Mapping[str, Scenario],
    evaluator_of: Callable[[Policy], Evaluator],
    progress: Callable[[int, int], None] | None = None,
) -> Mutation:
    """What scenarios, by file, make of all mutants of the policy, all of whose expectations the policy meets.

    `evaluator_of` makes what replays the scenarios that would kill survivors; `progress` is told how many mutants of
    how many are done.

    >>> from directives import evaluator_for, load_policy, load_scenario
    >>> policy = load_policy()
    >>> student = load_scenario({"scenario": "A student", "case": {"topic": "learner", "standing": "trainee"}})
    >>> found = mutation(policy, {"student.yaml": student}, evaluator_for)
    >>> len(found.killed), found.survivors[0].says
    (0, 'TC.1a left out')
    """
    every = mutants(policy)
    reach = reach_of_all(policy, every)
    expectations = Expectations(reach)
    for file, scenario in scenarios.items():
        expectations.add(scenario, file)
    trial = _Trial(policy, reach, expectations, evaluator_of)
    for done, one in enumerate(every, 1):
        trial.try_out(one)
        if progress:
            progress(done, len(every))
    return Mutation(
        policy=policy.policy,
        files=len(scenarios),
        expectations=len(expectations.places),
        kinds={kind: trial.tally(kind) for kind in KINDS},
        killed={one.id: place for one, place in trial.killed.items()},
        survivors=tuple(trial.survivors),
        equivalent=_told(trial.equivalent),
        undecided=_told(trial.undecided),
        scenarios=tuple(trial.scenarios),
    )


def _by_action(some: Iterable[Shift]) -> dict[str, Region]:
    """For each action all the states in which its status shifts."""
    found: dict[str, Region] = {}
    for one in some:
        found[one.action] = found[one.action] | one.region if one.action in found else one.region
    return found


def _told(some: Iterable[Mutant]) -> tuple[Told, ...]:
    return tuple(map(_told_of, some))


def _told_of(mutant: Mutant) -> Told:
    return Told(id=mutant.id, kind=mutant.kind, norm=mutant.norm, says=mutant.says)


def _end(scenario: Scenario, space: TopicSpace) -> Box:
    """The state at the end of a scenario of which all is known."""
    *_, last = visits(scenario, space.policy)
    return box(space.layout, last.after, space.policy)


@dataclass
class _Trial:
    """One mutant after another: what becomes of it."""

    policy: Policy
    reach: Reach
    expectations: Expectations
    evaluator_of: Callable[[Policy], Evaluator]
    killed: dict[Mutant, str] = field(default_factory=dict)
    equivalent: list[Mutant] = field(default_factory=list)
    undecided: list[Mutant] = field(default_factory=list)
    survivors: list[Survivor] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    """Scenarios that would kill survivors."""

    def __post_init__(self) -> None:
        self.made = Expectations(self.reach)

    def try_out(self, mutant: Mutant) -> None:
        """Put the mutant where it belongs."""
        topic = self.policy.norms[mutant.norm].topic
        try:
            made = shifts(self.reach.space(topic), mutant)
            expected = self.expectations.killing(topic, made)
            if expected is not None:
                self.killed[mutant] = str(self.expectations.places[expected])
            elif alive := list(self.reachable(topic, made)):
                self.survives(mutant, topic, alive)
            else:
                self.equivalent.append(mutant)
        except (TooManyBoxesError, TooWideError):
            self.undecided.append(mutant)

    def reachable(self, topic: str, made: list[Shift]) -> Iterable[Shift]:
        """The shifts cut down to the states that a case can come to."""
        for one in made:
            if region := one.region & self.reach.states(topic):
                yield Shift(one.action, one.before, one.after, region)

    def survives(self, mutant: Mutant, topic: str, alive: list[Shift]) -> None:
        """Note a survivor, with a state that tells it apart and, if there is one, a scenario that would kill it."""
        space = self.reach.space(topic)
        known = self.made.killing(topic, alive) if self.reach.exact(topic) else None
        scenario = None if known else self.would_kill(mutant, topic, alive)
        if not known and scenario is None and not self.reach.exact(topic):
            self.undecided.append(mutant)
            return
        state = _end(scenario, space) if scenario else ordinary(space, alive[0].region)
        shift = next(one for one in alive if one.region.has(state))
        known = known or self.made.killing(topic, alive)
        there = where(space, _by_action(alive)[shift.action], self.reach.states(topic), 1, state)
        self.survivors.append(
            Survivor(
                **dict(_told_of(mutant)), action=shift.action, before=shift.before.value, after=shift.after.value,
                where=there.words[0], more=there.more, readings=there.readings, state=there.values,
                scenario=int(self.made.places[known].file) if known else self.number(scenario),
            )
        )  # fmt: skip

    def number(self, scenario: Scenario | None) -> int | None:
        """The number of a scenario, which is taken in."""
        if scenario is None:
            return None
        self.made.add(scenario, str(len(self.scenarios)))
        self.scenarios.append(scenario)
        return len(self.scenarios) - 1

    def would_kill(self, mutant: Mutant, topic: str, alive: list[Shift]) -> Scenario | None:
        """The shortest scenario found that the policy meets and the mutant does not, near ordinary cases."""
        found = []
        for region in _by_action(alive).values():
            scenario = witness(self.reach, topic, region, f"Kills a mutant: {mutant.says}")
            if scenario is not None and self.kills(scenario, mutant):
                found.append(scenario.model_copy(update={"about": ABOUT, "tags": ("mutation",)}))
        return min(found, key=lambda one: (len(one.readings), len(one.timeline)), default=None)

    def kills(self, scenario: Scenario, mutant: Mutant) -> bool:
        """Whether the policy meets all that the scenario expects, and the mutant does not."""
        changed = mutant.of(self.policy)
        return replayed(scenario, self.policy, self.evaluator) and not replayed(
            scenario, changed, self.evaluator_of(changed)
        )

    @cached_property
    def evaluator(self) -> Evaluator:
        """What replays scenarios by the policy."""
        return self.evaluator_of(self.policy)

    def tally(self, kind: str) -> Tally:
        """What became of the mutants of a kind, in numbers."""
        return Tally(
            killed=sum(one.kind == kind for one in self.killed),
            survived=sum(one.kind == kind for one in self.survivors),
            equivalent=sum(one.kind == kind for one in self.equivalent),
            undecided=sum(one.kind == kind for one in self.undecided),
        )
