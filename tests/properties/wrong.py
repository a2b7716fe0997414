"""Encodings that are wrong on purpose: each gets one thing wrong of those that a property of play says are right."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from directives import Duty, FaultsError, Judgement, Moment, Policy, Scenario, Timeline
from directives.condition import State
from directives.play import play
from directives.verdict import Evaluation, Evaluator

from ..reference import JUDGED
from .encoding import Encoding
from .retelling import completions, days_of, on
from .stating import Change


def changed_into(wrong: type[Encoding]) -> Change:
    """Read and play the same policy in a wrong way."""
    return lambda encoding: wrong(encoding.policy, encoding.make)


@dataclass(frozen=True)
class Hasty:
    """An evaluator that takes norms in the order of the file: one gives way only to what stands before it."""

    policy: Policy
    right: Evaluator
    name: str = "hasty"

    def evaluate(self, topic: str, state: State) -> Evaluation:
        found = self.right.evaluate(topic, state)
        standing: list[str] = []
        for name in (one for one in self.policy.norms if one in found.in_force or one in found.set_aside):
            if not any(name in self.policy.norms[other].overrides for other in standing):
                standing.append(name)
        return replace(found, in_force=frozenset(standing), set_aside={})


class InOrderOfTheFile(Encoding):
    @property
    def evaluator(self) -> Evaluator:
        return Hasty(self.policy, self.make(self.policy))


class Prejudiced:
    """An evaluator that says of every state of a topic what it said of the first."""

    name = "prejudiced"

    def __init__(self, right: Evaluator) -> None:
        self.right, self.first = right, dict[str, Evaluation]()

    def evaluate(self, topic: str, state: State) -> Evaluation:
        return self.first.setdefault(topic, self.right.evaluate(topic, state))


class ByTheFirst(Encoding):
    def play(self, scenario: Scenario) -> Timeline:
        return play(scenario, self.policy, Prejudiced(self.evaluator))


class Moody(Encoding):
    """Leaves out the end every other time."""

    times = 0

    def play(self, scenario: Scenario) -> Timeline:
        self.times += 1
        timeline = super().play(scenario)
        return timeline.model_copy(update={"steps": timeline.steps[: -(self.times % 2) or None]})


class Forgetful(Encoding):
    """Forgets the readings when writing."""

    def written(self, scenario: Scenario) -> str:
        return super().written(scenario.model_copy(update={"readings": {}}))


class Guessing(Encoding):
    """Takes unknown facts for the first values that make the steps possible."""

    def play(self, scenario: Scenario) -> Timeline:
        for completion in completions(self.policy, scenario):
            try:
                return super().play(completion)
            except FaultsError:
                continue
        return super().play(scenario)


class ByTheCalendar(Encoding):
    """Counts by calendar years."""

    def play(self, scenario: Scenario) -> Timeline:
        return super().play(on(scenario, {day: date(day.year, 1, 1) for day in days_of(scenario)}))


class Retold(Encoding):
    """Plays rightly, and tells it wrongly."""

    def play(self, scenario: Scenario) -> Timeline:
        timeline = super().play(scenario)
        steps, duties = self.steps(timeline.steps), self.duties(timeline.duties)
        return timeline.model_copy(update={"steps": tuple(steps), "duties": tuple(duties)})

    def steps(self, steps: tuple[Moment, ...]) -> list[Moment]:
        return list(steps)

    def duties(self, duties: tuple[Duty, ...]) -> list[Duty]:
        return list(duties)


class WithHindsight(Retold):
    """Says of every moment what holds at the end."""

    def steps(self, steps: tuple[Moment, ...]) -> list[Moment]:
        last = {moment.case: moment.verdict for moment in steps}
        return [moment.model_copy(update={"verdict": last[moment.case]}) for moment in steps]


class JudgedAfterwards(Retold):
    """Judges what is done by what holds after it."""

    def steps(self, steps: tuple[Moment, ...]) -> list[Moment]:
        def said(moment: Moment) -> Judgement | None:
            return Judgement(JUDGED[moment.verdict[moment.name].status]) if moment.judgement else None

        return [moment.model_copy(update={"judgement": said(moment)}) for moment in steps]


class Unending(Retold):
    """Has no day on which a duty ends."""

    def duties(self, duties: tuple[Duty, ...]) -> list[Duty]:
        return [duty.model_copy(update={"until": None}) for duty in duties]


class Belated(Retold):
    """Ends each duty a day late."""

    def duties(self, duties: tuple[Duty, ...]) -> list[Duty]:
        late = timedelta(days=1)
        return [duty.model_copy(update={"until": duty.until and duty.until + late}) for duty in duties]


class Doubling(Retold):
    """Has every duty twice."""

    def duties(self, duties: tuple[Duty, ...]) -> list[Duty]:
        return [one for duty in duties for one in (duty, duty)]


class Lenient(Retold):
    """Forgets the duties that were not done."""

    def duties(self, duties: tuple[Duty, ...]) -> list[Duty]:
        return [duty for duty in duties if duty.state != "lapsed"]


class Thankless(Retold):
    """Leaves open the duties that were done."""

    def duties(self, duties: tuple[Duty, ...]) -> list[Duty]:
        undone = {"state": "open", "until": None}
        return [duty.model_copy(update=undone if duty.state == "discharged" else {}) for duty in duties]
