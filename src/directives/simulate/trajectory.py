"""One run of a plan, or one case of it, as a scenario that replays to the same verdicts, judgements and duties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..condition import Value
from ..scenario import Case, Scenario, Step
from .course import Course
from .lots import Befalling, Ints, Lot, Slot
from .plan import Plan


@dataclass(frozen=True)
class Happening:
    """An event or action, in which step, in which case: population and case by place."""

    step: int
    population: int
    case: int
    slot: Slot


@dataclass
class Recorder:
    """All that occurs in one run, in order; and how its cases began, by population."""

    plan: Plan
    began: list[list[tuple[str, ...]]]
    happened: list[Happening]

    @classmethod
    def of(cls, plan: Plan, run: int) -> "Recorder":
        """What occurs in a run, numbered from 0."""
        made = cls(plan, [], [])
        Course(plan, [run], made.told).run()
        return made

    def told(self, step: int, population: int, runs: Ints, cases: Ints, lot: Lot | None, way: Ints) -> None:
        """Note what occurs."""
        if lot is None:
            self.began.append([self.plan.members[population].begins[one][0] for one in way.tolist()])
            return
        for case, one in zip(cases.tolist(), way.tolist(), strict=True):
            self.happened += [Happening(step, population, case, slot) for slot in lot.ways[one].names]


def trajectory(plan: Plan, run: int, case: str | None = None) -> Scenario:
    """A run (from 0) as a scenario, or the story of one case of it, named like `specialists_17`.

    Where a counter over all cases is counted in the topic of that case, the cases whose actions it counts are told too.
    All days of the ensemble are reached, so that duties arise and lapse as they did.
    """
    recorded = Recorder.of(plan, run)
    told = set(_names(plan)) if case is None else {case, *_counted(plan, recorded)} if _shares(plan, case) else {case}
    wanted = [(population, number) for population, number, name in _all(plan) if name in told]
    cases = {_name(plan, *one): _case(plan, recorded, *one) for one in wanted}
    steps = [step for step in _steps(plan, recorded, set(wanted))]
    first = case or next(iter(cases))
    checkpoints = (Step(at=plan.days[0], case=first), Step(at=plan.days[-1], case=first))
    chosen: dict[str, Value] = {name: value for name, value in plan.readings.items() if value != plan.policy.defaults[name]}
    return Scenario(
        scenario=f"{plan.ensemble.ensemble}: run {run + 1}" + (f", {case}" if case else ""),
        about=f"One of {plan.ensemble.runs:,} simulated courses; the chances are assumptions.",
        policy=plan.policy.policy,
        readings=chosen,
        cases=cases,
        timeline=(checkpoints[0], *steps, checkpoints[1]),
    )


def _all(plan: Plan) -> Iterator[tuple[int, int, str]]:
    for population, one in enumerate(plan.members):
        for number in range(one.count):
            yield population, number, _name(plan, population, number)


def _names(plan: Plan) -> Iterator[str]:
    return (name for _, _, name in _all(plan))


def _name(plan: Plan, population: int, number: int) -> str:
    return f"{plan.members[population].name}_{number + 1}"


def _case(plan: Plan, recorded: Recorder, population: int, number: int) -> Case:
    states = plan.members[population].states
    facts = dict(zip(states.facts, recorded.began[population][number], strict=True))
    return Case.model_validate({"topic": states.topic, **facts})


def _shares(plan: Plan, case: str) -> bool:
    population = next(population for population, _, name in _all(plan) if name == case)
    return bool(plan.members[population].states.shared)


def _counted(plan: Plan, recorded: Recorder) -> Iterator[str]:
    """The cases that did something that a counter over all cases counts."""
    counting = {action for group in plan.groups if group.counted for action in group.actions}
    for one in recorded.happened:
        if one.slot.name in counting:
            yield _name(plan, one.population, one.case)


def _steps(plan: Plan, recorded: Recorder, wanted: set[tuple[int, int]]) -> Iterator[Step]:
    for one in recorded.happened:
        if (one.population, one.case) in wanted:
            kind = "event" if isinstance(one.slot, Befalling) else "action"
            told = {"case": _name(plan, one.population, one.case), kind: one.slot.name}
            yield Step.model_validate({"at": plan.days[one.step], **told})


