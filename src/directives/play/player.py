"""A scenario through an evaluator: step by step, what happened and what now holds (DESIGN 2 and 5).

It keeps time, knowledge, counters and duties; what a state's verdict is, `verdict.py` decides.
"""

from collections.abc import Collection, Mapping

from ..condition import State
from ..errors import Fault, FaultsError, Places
from ..files import reading_faults
from ..policy import Occurrence, Policy
from ..scenario import Scenario, Step
from ..terms import Judgement, StepKind
from ..verdict import Evaluator, Ruling, Verdict, judgement, verdict
from .counters import Day, Log
from .duties import Duties
from .knowledge import Knowledge
from .timeline import Attempt, Break, Expectation, Lacking, Moment, Summary, Timeline


def play(
    scenario: Scenario,
    policy: Policy,
    evaluator: Evaluator,
    readings: Mapping[str, str | int] | None = None,
    about: Collection[str] | None = None,
) -> Timeline:
    """The timeline of a scenario; `readings` go before those of the scenario, which go before the defaults.

    Only the actions that it is `about` are ruled on and have duties, by default all: those done and expected must be
    among them. Raises FaultsError for readings that the policy does not declare and for steps that cannot happen:
    the first such step of each case.
    """
    attempted = attempt(scenario, policy, evaluator, readings, about)
    if attempted.breaks:
        raise FaultsError(one.fault for one in attempted.breaks)
    return attempted.timeline


def attempt(
    scenario: Scenario,
    policy: Policy,
    evaluator: Evaluator,
    readings: Mapping[str, str | int] | None = None,
    about: Collection[str] | None = None,
) -> Attempt:
    """A scenario played as far as it goes: the story of a case breaks off at a step that cannot happen, others go on.

    Raises FaultsError for readings that the policy does not declare.
    """
    wrong = list(reading_faults(policy, readings or {}, Places("readings")))
    if wrong:
        raise FaultsError(wrong)
    chosen = {**policy.defaults, **scenario.readings, **(readings or {})}
    return _Player(scenario, policy, evaluator, chosen, about).attempt()


class _Player:
    def __init__(
        self,
        scenario: Scenario,
        policy: Policy,
        evaluator: Evaluator,
        readings: dict[str, str | int],
        about: Collection[str] | None,
    ) -> None:
        self.scenario = scenario
        self.policy = policy
        self.evaluator = evaluator
        self.readings = readings
        self.about = about
        self.topics = {name: case.topic for name, case in scenario.matters.items()}
        self.known = {name: Knowledge.of(case, policy) for name, case in scenario.matters.items()}
        self.telling = {topic: policy.telling_facts[topic] for topic in set(self.topics.values())}
        self.log = Log(policy, readings)
        self.duties = Duties(policy)
        self.today: Day = next((step.at for step in scenario.timeline if step.at is not None), None)
        self.breaks: dict[str, Break] = {}
        self.verdicts: dict[object, Verdict] = {}

    def attempt(self) -> Attempt:
        self.all_duties()
        moments: list[Moment | None] = [self.moment(case, StepKind.START) for case in self.topics]
        for index, step in enumerate(self.scenario.timeline):
            self.reach(step.at or self.today)
            moments.append(self.step(index, step))
        steps = tuple(moment for moment in moments if moment is not None)
        expectations = [one for moment in steps for one in moment.expectations]
        timeline = Timeline(
            scenario=self.scenario.scenario,
            policy=self.policy.policy,
            readings=self.readings,
            steps=steps,
            duties=self.duties.at_the_end(),
            summary=Summary(
                expected=len(expectations),
                met=sum(one.met for one in expectations),
                violations=sum(moment.judgement is Judgement.VIOLATION for moment in steps),
            ),
        )
        return Attempt(timeline.of(self.scenario, self.policy), tuple(moments), tuple(self.breaks.values()))

    def reach(self, day: Day) -> None:
        """Go on to a day; duties may arise and lapse on the way, when counters fall."""
        for turning in self.log.turning_days(self.today, day):
            self.today = turning
            self.all_duties()
        self.today = day

    def all_duties(self) -> None:
        for case in self.topics:
            self.duties.update(case, self.verdict(case), self.today)

    def step(self, index: int, step: Step) -> Moment | None:
        """What the step makes of its case; None once one of its steps could not happen."""
        case = self.scenario.case_of(step)
        if case in self.breaks:
            return None
        said: Judgement | None = None
        grounds: Ruling | None = None
        if step.name is not None:
            occurrence = self.policy.actions[step.name] if step.action else self.policy.events[step.name]
            before = self.known[case].given(occurrence.needs, self.policy)
            if before is None:
                self.breaks[case] = self.broken(index, step, case, occurrence)
                return None
            if step.action:
                said = judgement(self.policy, self.topics[case], step.action, self.states(case, before), self.evaluator)
                grounds = self.verdict(case, before).rulings[step.action]
                self.duties.done(case, step.action, self.today)
                self.log.add(self.today, case, step.action)
            self.known[case] = before.after(occurrence.sets)
            self.all_duties()
        kind = StepKind.ACTION if step.action else StepKind.EVENT if step.event else StepKind.CHECKPOINT
        return self.moment(case, kind, step, said, grounds)

    def moment(
        self,
        case: str,
        kind: StepKind,
        step: Step | None = None,
        said: Judgement | None = None,
        grounds: Ruling | None = None,
    ) -> Moment:
        now = self.verdict(case)
        return Moment(
            at=self.today,
            case=case,
            topic=self.topics[case],
            kind=kind,
            name=step.name if step else None,
            judgement=said,
            grounds=grounds.norms if grounds else (),
            open_grounds=grounds.open if grounds else (),
            facts=self.known[case].facts,
            counters=self.log.counters(self.topics[case], case, self.today),
            verdict=now.rulings,
            clashes=now.clashes,
            impossible=now.impossible,
            conclusions=now.conclusions,
            claims=now.claims,
            expectations=_expectations(step, now, said) if step else (),
        )

    def verdict(self, case: str, known: Knowledge | None = None) -> Verdict:
        """The verdict on the case today, as it stands or with this known; worked out once for all that is alike."""
        topic, known = self.topics[case], known or self.known[case]
        key = (topic, known, tuple(self.log.counters(topic, case, self.today).items()))
        if key not in self.verdicts:
            self.verdicts[key] = verdict(self.policy, topic, self.states(case, known), self.evaluator, self.about)
        return self.verdicts[key]

    def states(self, case: str, known: Knowledge) -> list[State]:
        """The states that the case may be in."""
        topic = self.topics[case]
        rest = {**self.log.counters(topic, case, self.today), **self.readings}
        return [{**facts, **rest} for facts in known.completions(self.telling[topic])]

    def broken(self, index: int, step: Step, case: str, occurrence: Occurrence) -> Break:
        """The break at a step that cannot happen, with what it needs and what would be possible."""
        kind = "action" if step.action else "event"
        lacking = tuple(
            Lacking(fact, tuple(v for v in self.policy.facts[fact].values if v in values), self.known[case].facts[fact])
            for fact, values in self.policy.admitted(occurrence.needs).items()
            if not values & set(dict(self.known[case].possible)[fact])
        )
        place = self.scenario.places.value(("timeline", index, kind))
        needs = "; and ".join(f"`{one.fact}` to be {' or '.join(one.wanted)}, found `{one.found}`" for one in lacking)
        message = f"{kind} `{step.name}` cannot happen here: it needs {needs}"
        fault = Fault(place, "impossible-step", message, f"possible here: {self.possible(case, kind)}")
        return Break(index, case, lacking, fault)

    def possible(self, case: str, kind: str) -> str:
        topic = self.topics[case]
        known: Mapping[str, Occurrence] = (
            self.policy.actions_of(topic) if kind == "action" else self.policy.events_of(topic)
        )
        names = [name for name, one in known.items() if self.known[case].given(one.needs, self.policy)]
        return ", ".join(names) or f"no {kind}"


def _expectations(step: Step, now: Verdict, said: Judgement | None) -> tuple[Expectation, ...]:
    wanted = [(name, status.value, now.rulings[name].status.value) for name, status in step.expect.items()]
    if step.judged is not None:
        wanted.insert(0, ("judged", step.judged.value, said.value if said else ""))
    return tuple(Expectation(of=of, expected=a, actual=b, met=a == b) for of, a, b in wanted)
