"""A story and its variants, laid out on one joint timeline, so that any two of them can be compared step by step.

The joint timeline has a slot for every step of the file and for every step that some change puts in. In a variant
without that step a checkpoint stands in the slot: it changes nothing and tells how things stand then. So all variants
of a story have the same slots, and nothing has to be guessed about which step answers which.
"""

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..errors import FaultsError, Path, Places
from ..files import amended
from ..files.scenario_faults import scenario_faults
from ..play import Attempt, Moment, attempt, evaluator_for
from ..play.counters import Day
from ..policy import Policy
from ..scenario import Case, Scenario, Step
from ..terms import UNKNOWN
from ..verdict import Evaluator
from .change import Amend, Change, Choose, Drop, Insert, Set
from .remembering import Remembering

Made = Collection[int]
"""Which of a story's changes are made, by number, counted from 1."""


@dataclass(frozen=True)
class Slot:
    """One place of the joint timeline: a step of the file by its number, or one that a change puts in.

    `added` numbers the change that puts it in, `dropped` those that leave it out. The last slots have no number and no
    change: they tell how each case stands at the end.
    """

    step: Step
    number: int | None = None
    added: int | None = None
    dropped: tuple[int, ...] = ()

    @property
    def ends(self) -> bool:
        """Whether it tells how a case stands at the end."""
        return self.number is None and self.added is None

    def happens(self, made: Made) -> bool:
        """Whether the step is there once these changes are made."""
        if self.added is not None:
            return self.added in made
        return not any(one in made for one in self.dropped)

    def held(self, made: Made) -> Step:
        """The step, or the checkpoint that stands in for it."""
        return self.step if self.happens(made) else Step(at=self.step.at, case=self.step.case)


@dataclass(frozen=True)
class _Prepared:
    """An amended policy with its evaluator, and what it was made of: kept, so that no other is taken for it."""

    policy: Policy
    evaluator: Evaluator
    made_of: tuple[object, ...]


@dataclass(frozen=True)
class Story:
    """A scenario with its policy and all the changes that are considered.

    `engine` names what plays it; `literal` leaves implied norms out, those of amendments as well.
    """

    scenario: Scenario
    policy: Policy
    changes: tuple[Change, ...] = ()
    engine: str | None = None
    literal: bool = False
    _policies: "dict[tuple[object, ...], _Prepared]" = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The joint timeline of all the variants."""
        return tuple(_slots(self.scenario, self.changes))

    @property
    def all(self) -> range:
        """All the changes, by number."""
        return range(1, len(self.changes) + 1)

    def policy_with(self, made: Made) -> Policy:
        """The policy once the amendments among the changes are made, in the order in which they are given."""
        return self._policy_with(made)[0]

    def _policy_with(self, made: Made) -> tuple[Policy, Evaluator]:
        several = tuple(one.amendment for _, one in self.numbered(made) if isinstance(one, Amend))
        key = (id(self.policy), self.engine, self.literal, *map(id, several))
        if key not in self._policies:
            whole = amended(self.policy, *several)
            policy = whole.literal() if self.literal else whole
            evaluator = Remembering(policy, evaluator_for(policy, self.engine))
            self._policies[key] = _Prepared(policy, evaluator, (self.policy, *several))
        prepared = self._policies[key]
        return prepared.policy, prepared.evaluator

    def also(self, *changes: Change) -> "Story":
        """The same story with more changes considered, which come last."""
        return dataclasses.replace(self, changes=(*self.changes, *changes))

    def numbered(self, made: Made) -> list[tuple[int, Change]]:
        """The changes that are made, with their numbers."""
        return [(number, one) for number, one in enumerate(self.changes, 1) if number in made]

    def scenario_with(self, made: Made) -> Scenario:
        """The scenario once the changes are made, on the joint timeline."""
        matters = self.scenario.matters
        readings = dict(self.scenario.readings)
        for _, one in self.numbered(made):
            if isinstance(one, Set):
                before = matters[one.case]
                given = {"topic": before.topic, **before.facts, one.fact: one.value}
                matters[one.case] = Case.model_validate(given)
            elif isinstance(one, Choose):
                readings[one.reading] = one.value
        timeline = tuple(slot.held(made) for slot in self.slots)
        kept = {"case": None, "cases": matters, "readings": readings, "timeline": timeline}
        return self.scenario.model_copy(update=kept).placed(self._places())

    def played(self, made: Made = ()) -> Attempt:
        """The story with some of the changes made, as far as it goes.

        Raises FaultsError where the changes do not fit the scenario or one another.
        """
        policy, evaluator = self._policy_with(made)
        scenario = self.scenario_with(made)
        if faults := list(scenario_faults(scenario, policy, scenario.places)):
            raise FaultsError(faults)
        return attempt(scenario, policy, evaluator)

    def as_it_is(self) -> Attempt:
        """The story of the file, on its own timeline: quicker, where no variant is compared with it."""
        return attempt(self.scenario, *self._policy_with(()))

    def doable(self, moment: Moment) -> frozenset[str]:
        """The actions that could be done at a moment, under the policy as it is or with all changes made."""
        return frozenset(
            name
            for policy in (self.policy_with(()), self.policy_with(self.all))
            for name, action in policy.actions_of(moment.topic).items()
            if all(moment.facts[one] in (*values, UNKNOWN) for one, values in policy.admitted(action.needs).items())
        )

    def _places(self) -> Places:
        """Where the steps of the file stand, by their slot."""
        known = self.scenario.places
        slot_of = {slot.number - 1: index for index, slot in enumerate(self.slots) if slot.number is not None}

        def moved(path: Path) -> Path:
            inside = path[:1] == ("timeline",) and len(path) > 1
            return ("timeline", slot_of[int(path[1])], *path[2:]) if inside else path

        keys = {moved(path): place for path, place in known.keys.items()}
        return Places(known.file, keys, {moved(path): place for path, place in known.values.items()})


def days(scenario: Scenario) -> list[Day]:
    """The day of each step; None throughout an undated scenario."""
    today: Day = next((step.at for step in scenario.timeline if step.at is not None), None)
    found = []
    for step in scenario.timeline:
        today = step.at or today
        found.append(today)
    return found


def _slots(scenario: Scenario, changes: Sequence[Change]) -> Iterator[Slot]:
    """The steps of the file and those put in, each with its case and its day, then an end for each case."""
    drops = [(one.number, number) for number, one in enumerate(changes, 1) if isinstance(one, Drop)]
    found = [
        Slot(
            step.model_copy(update={"at": day, "case": scenario.case_of(step)}),
            number,
            dropped=tuple(change for dropped, change in drops if dropped == number),
        )
        for number, (step, day) in enumerate(zip(scenario.timeline, days(scenario), strict=True), 1)
    ]
    for number, one in enumerate(changes, 1):
        if isinstance(one, Insert):
            at = one.step.at or (found[-1].step.at if found else None)
            before = [index for index, slot in enumerate(found) if _not_after(slot.step.at, at)]
            step = one.step.model_copy(update={"at": at, "case": scenario.case_of(one.step)})
            found.insert(before[-1] + 1 if before else 0, Slot(step, None, number))
    yield from found
    for case in scenario.matters:
        if not found or found[-1].step.case != case:
            yield Slot(Step(at=found[-1].step.at if found else None, case=case))


def _not_after(day: Day, other: Day) -> bool:
    return day is None or other is None or day <= other
