"""One run of an ensemble, or one case of it, as a scenario that replays to the same verdicts, judgements and duties.

The scenario expects what the simulation came to: what was said of each action, and every status at the end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..condition import Value
from ..ensemble import Ensemble
from ..errors import Fault, FaultsError, Place, did_you_mean
from ..files import load_policy
from ..policy import Policy
from ..scenario import Case, Scenario, Step
from .course import Course
from .lots import Befalling, Ints, Lot, Slot
from .plan import Plan


def trajectory(
    ensemble: Ensemble,
    run: int,
    case: str | None = None,
    policy: Policy | None = None,
    readings: Mapping[str, Value] | None = None,
) -> Scenario:
    """A run (the first is 1) as a scenario, or of it the story of one case, named like `specialists_17`.

    Where counters over all cases are felt in the topic of that case, the cases that were counted are told too. The
    policy is the one that the ensemble names, not amended; readings of which the ensemble gives several values have to
    be chosen. Raises FaultsError where that is not so, and for a run or case that there is not.

    >>> from directives.files import load_ensemble
    >>> learners = {"topic": "learner", "count": 2, "facts": {"standing": "trainee"}}
    >>> given = {"ensemble": "Two", "starts": "1960-07-11", "horizon": 1, "populations": {"learners": learners}}
    >>> [step.action for step in trajectory(load_ensemble(given), 1, "learners_2").timeline]
    [None, 'study_diligently', None]
    """
    about = policy or load_policy(ensemble.policy)
    chosen = ensemble.model_copy(update={"readings": {**ensemble.readings, **(readings or {})}})
    swept = list(chosen.swept())
    if len(swept) > 1:
        raise _wrong("the ensemble gives several values of readings", "choose one of each")
    if not 1 <= run <= ensemble.runs:
        raise _wrong(f"there is no run {run}", f"a number from 1 to {ensemble.runs:,}")
    return retold(Plan(ensemble, about, swept[0]), run - 1, case)


def _wrong(message: str, cure: str) -> FaultsError:
    return FaultsError([Fault(Place("trajectory"), "bad-argument", message, cure)])


@dataclass(frozen=True)
class Happening:
    """An event or action, in which step, in which case (population and number), and what was said of it."""

    step: int
    who: "Who"
    slot: Slot
    said: str | None


Who = tuple[int, int]
"""A case: its population and its number in it, both by place."""


@dataclass
class Recorded:
    """All that occurs in one run, in order; and how its cases began, by population."""

    plan: Plan
    run: int
    began: list[list[tuple[str, ...]]] = field(default_factory=list)
    happened: list[Happening] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.course = Course(self.plan, [self.run], self._told).run()

    def _told(self, step: int, population: int, _runs: Ints, cases: Ints, lot: Lot | None, way: Ints) -> None:
        if lot is None:
            self.began.append([self.plan.members[population].begins[one][0] for one in way.tolist()])
            return
        for case, one in zip(cases.tolist(), way.tolist(), strict=True):
            who = (population, case)
            self.happened += [Happening(step, who, slot, said) for slot, said in lot.ways[one].occurs]

    def case(self, who: Who) -> Case:
        """The case as it began, without facts that begin so anyway."""
        states = self.plan.members[who[0]].states
        facts = zip(states.facts, self.began[who[0]][who[1]], strict=True)
        told = {name: value for name, value in facts if value != self.plan.policy.facts[name].initial}
        return Case.model_validate({"topic": states.topic, **told})

    def statuses(self, who: Who) -> dict[str, str]:
        """The status of every action at the end."""
        rows = self.plan.members[who[0]].rows
        state = rows.met[self.course.crowds[who[0]].number[0, who[1]]]
        said = rows.states.said(state, rows.shared(int(self.course.codes()[who[0]][0])))
        return {name: status.value for name, status in zip(rows.states.actions, said.statuses, strict=True)}

    def counted(self) -> set[Who]:
        """The cases that did something that a counter over all cases counts."""
        counting = {action for group in self.plan.groups if group.counted for action in group.actions}
        return {one.who for one in self.happened if one.slot.name in counting}


def retold(plan: Plan, run: int, case: str | None = None) -> Scenario:
    """A run of a plan (from 0), or one case of it, as a scenario."""
    everyone = {name: (place, one) for place, some in enumerate(plan.members) for one, name in enumerate(some.names)}
    if case is not None and case not in everyone:
        raise _wrong(f"there is no case `{case}`", did_you_mean(case, everyone, 6))
    recorded = Recorded(plan, run)
    wanted = {who: name for name, who in everyone.items()}
    if case is not None:
        others = recorded.counted() if plan.members[everyone[case][0]].states.shared else set()
        wanted = {who: name for who, name in wanted.items() if name == case or who in others}
    start = Step(at=plan.days[0], case=case or next(iter(wanted.values())))
    ends = (_end(plan, recorded, who, name) for who, name in wanted.items())
    return Scenario(
        scenario=f"{plan.ensemble.ensemble}: run {run + 1}" + (f", {case}" if case else ""),
        about="A simulated course: what befell was drawn by chances that somebody assumed. What is expected is what "
        "the simulation came to.",
        policy=plan.policy.policy,
        readings={name: value for name, value in plan.readings.items() if value != plan.policy.defaults[name]},
        cases={name: recorded.case(who) for who, name in wanted.items()},
        timeline=(start, *_steps(plan, recorded, wanted), *ends),
    )


def _steps(plan: Plan, recorded: Recorded, wanted: Mapping[Who, str]) -> Iterator[Step]:
    for one in recorded.happened:
        if one.who in wanted:
            kind = "event" if isinstance(one.slot, Befalling) else "action"
            told = {"at": plan.days[one.step], "case": wanted[one.who], kind: one.slot.name}
            yield Step.model_validate({**told, **({"judged": one.said} if one.said else {})})


def _end(plan: Plan, recorded: Recorded, who: Who, name: str) -> Step:
    return Step.model_validate({"at": plan.days[-1], "case": name, "expect": recorded.statuses(who)})
