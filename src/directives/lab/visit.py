"""What a page is about: the story of an address, its changes made, played as far as it goes, and a moment of it."""

from dataclasses import dataclass
from functools import cached_property

from ..errors import Fault, FaultsError, Place, did_you_mean
from ..play import Attempt, Break, Moment, attempt, evaluator_for
from ..play.counters import Day
from ..policy import Policy
from ..scenario import Scenario, Step
from ..verdict import Evaluator
from ..whatif import Amend, Change, Story, Words, changes_from
from ..whatif.asked import looked_at
from ..whatif.situation import Situation, days, situation
from ..whatif.variant import Slot
from .address import Address, reading_value, step_data, unpacked
from .library import ENGINE, Library

AMENDING = ("amend", "law")
"""The kinds of changes that amend the policy: by an amendment of the library, or by one written in the lab."""


@dataclass(frozen=True)
class Visit:
    """An address and the library it is read with."""

    address: Address
    library: Library

    @cached_property
    def story(self) -> Story:
        """The scenario with the changes that are considered; raises FaultsError where they do not fit it."""
        return self.library.story(self.address.scenario, tuple(map(self.change, self.address.changes)))

    @cached_property
    def policy(self) -> Policy:
        """The policy with the amendments made."""
        return self.story.policy_with(self.story.all)

    @cached_property
    def evaluator(self) -> Evaluator:
        """What evaluates it."""
        return evaluator_for(self.policy, ENGINE)

    @cached_property
    def present(self) -> Scenario:
        """The scenario with all changes made, its steps as they would stand in a file."""
        story = self.story
        if not story.changes:
            return story.scenario
        steps = tuple(slot.step for slot in self.kept_slots)
        return story.scenario_with(story.all).model_copy(update={"timeline": steps})

    @cached_property
    def attempt(self) -> Attempt:
        """The present story, played as far as it goes."""
        return attempt(self.present, self.policy, self.evaluator)

    @cached_property
    def days(self) -> list[Day]:
        """The day of the start and of each step; None throughout an undated story."""
        return days(self.present)

    @cached_property
    def kept_slots(self) -> list[Slot]:
        """For each step of the present story, where it comes from."""
        story = self.story
        return [slot for slot in story.slots if not slot.ends and slot.happens(story.all)]

    def place_of(self, change: int) -> int:
        """The number in the present story of the step that a change puts in."""
        return next((number for number, slot in enumerate(self.kept_slots, 1) if slot.added == change), self.at)

    def place_on(self, day: str, at: int) -> int:
        """How many steps come before a new one on a day: after the step looked at where the day allows it."""
        known = [str(one) for one in self.days[1:]]
        least = sum(one < day for one in known)
        most = sum(one <= day for one in known)
        return min(max(at, least), most)

    @property
    def readings(self) -> dict[str, str | int]:
        """Every reading with its value."""
        return self.attempt.timeline.readings

    @property
    def at(self) -> int:
        """The step looked at: 0 is the start."""
        return min(self.address.at, len(self.present.timeline))

    @property
    def step(self) -> Step | None:
        """The step itself; None at the start."""
        return self.present.timeline[self.at - 1] if self.at else None

    @property
    def who(self) -> str:
        """The case looked at: the one asked for, else that of the step, else the first."""
        matters = self.present.matters
        if self.address.who in matters:
            return self.address.who
        return self.present.case_of(self.step) if self.step else next(iter(matters))

    @property
    def topic(self) -> str:
        """The topic of the case looked at."""
        return self.present.matters[self.who].topic

    @property
    def break_(self) -> Break | None:
        """Where the story of the case looked at breaks off, if that is before or at the step looked at."""
        return next((one for one in self.attempt.breaks if one.case == self.who and one.step < self.at), None)

    @cached_property
    def moment(self) -> Moment | None:
        """How the case stands at the moment; None where its story has broken off."""
        if self.break_:
            return None
        seen = attempt(looked_at(self.present, self.who, self.at), self.policy, self.evaluator)
        return seen.moments[len(self.present.matters) + self.at]

    @property
    def done(self) -> Moment | None:
        """The step itself as it was played, with its judgement; None at the start and where the story breaks off."""
        return self.attempt.moments[len(self.present.matters) + self.at - 1] if self.at else None

    @cached_property
    def before(self) -> Moment | None:
        """How the case stood just before the step looked at; None at the start."""
        if not self.at or self.break_:
            return None
        seen = attempt(looked_at(self.present, self.who, self.at - 1), self.policy, self.evaluator)
        return seen.moments[len(self.present.matters) + self.at - 1]

    @cached_property
    def situation(self) -> Situation:
        """How the case stands and since when; only where its story has not broken off."""
        return situation(self.present, self.policy, self.readings, self.who, self.at)

    def change(self, words: str) -> Change:
        """The change that some words of an address stand for; raises FaultsError where they do not fit."""
        kind, _, rest = words.partition(":")
        if kind in AMENDING:
            return self._amend(kind, rest)
        [found] = changes_from(self.address.scenario, self._amended, _asked(kind, rest))
        return found

    @cached_property
    def _amended(self) -> Policy:
        """The policy with the amendments among the changes made, against which the other changes are read."""
        words = [one.partition(":") for one in self.address.changes]
        amends = tuple(self._amend(kind, rest) for kind, _, rest in words if kind in AMENDING)
        story = self.library.story(self.address.scenario, amends)
        return story.policy_with(story.all)

    def _amend(self, kind: str, rest: str) -> Amend:
        if kind == "law":
            return Amend(self.library.written(unpacked(rest)))
        if rest not in self.library.amendments:
            cure = did_you_mean(rest, self.library.amendments)
            raise FaultsError([Fault(Place("address"), "bad-argument", f"unknown amendment `{rest}`", cure)])
        return Amend(self.library.amendments[rest])


def _asked(kind: str, rest: str) -> Words:
    """The words of one change as those of a command."""
    name, _, value = rest.partition(":")
    if kind == "set":
        return Words(sets=[f"{name}={value}"])
    if kind == "reading":
        return Words(readings={name: reading_value(value)})
    if kind == "drop" and rest.isascii() and rest.isdigit() and len(rest) < 5:
        return Words(drops=[int(rest)])
    if kind == "insert":
        given = step_data(rest)
        event = "event" if "event" in given else "action"
        parts = [given.get("at", ""), given.get("case", ""), event, given.get(event, "")]
        return Words(inserts=[" ".join(str(part) for part in parts if part)])
    cure = "one of: set, reading, insert, drop, amend"
    raise FaultsError([Fault(Place("address"), "bad-argument", f"unknown change `{kind}`", cure)])
