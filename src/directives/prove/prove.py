"""Properties proved over all states that a case can come to, or refuted by a smallest scenario that replays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..check.patches import patches, thresholds
from ..check.witness import least_changed
from ..policy import Policy
from ..properties import Conduct, Properties, Property, Situation
from ..scenario import Scenario
from ..space.classes import classes
from ..space.layout import Layout, Value
from ..space.reach import Reach
from ..space.region import Region, TooManyBoxesError
from ..space.sweep import TooWideError, count
from ..space.topic_space import TopicSpace
from ..space.ways import Way, starts
from ..terms import Status
from ..verdict import Evaluator
from .course import Counted, Course, counting, from_then_on
from .proof import Outcome, Proof, Proofs
from .situation import asked, judged_by, where
from .still import leading, sure
from .witness import confirmed, witness

UNSURE = "whether there is a way hangs on how counters that several cases share fall and rise together"
UNSHOWN = "states that go against it were found, but no scenario that replays: perhaps no timeline leads there"


def prove(
    properties: Properties, policy: Policy, evaluator: Evaluator, fixed: Mapping[str, Value] | None = None
) -> Proofs:
    """The proof of every property of a file, over all states that a case can come to; exact, or undecided and said so.

    `evaluator` replays what refutes them; `fixed` readings have just that value, whatever the file says of them.

    >>> from directives import evaluator_for, load_policy
    >>> from directives.files import load_properties
    >>> able = {"says": "Every duty can be done.", "topic": "learner", "never": {"impossible": "any"}}
    >>> remarks = load_policy()
    >>> proofs = prove(load_properties({"properties": "?", "prove": {"able": able}}), remarks, evaluator_for(remarks))
    >>> proofs.proofs[0].outcome
    'proved'
    """
    prover = _Prover(properties, policy, evaluator, dict(fixed or {}))
    proofs = tuple(prover.proof(name, one) for name, one in properties.prove.items())
    return Proofs(file=properties.places.file, properties=properties.properties, policy=policy.policy, proofs=proofs)


@dataclass
class _Prover:
    properties: Properties
    policy: Policy
    evaluator: Evaluator
    fixed: Mapping[str, Value]
    _reached: dict[tuple[object, Conduct], Reach] = field(default_factory=dict)

    @cached_property
    def layouts(self) -> dict[str, Layout]:
        """The layout of every topic that tells apart what some property does."""
        tests = asked(self.properties, self.policy)
        return {topic: Layout(classes(self.policy, topic, tests)) for topic in self.policy.topics}

    def reach(self, fixed: Mapping[str, Value], conduct: Conduct) -> Reach:
        """What cases can come to; worked out once for each choice of readings and conduct."""
        key = (tuple(sorted(fixed.items())), conduct)
        if key not in self._reached:
            self._reached[key] = Reach(self.policy, fixed, compliant=conduct == "compliant", layouts=self.layouts)
        return self._reached[key]

    def proof(self, name: str, one: Property) -> Proof:
        readings = one.readings if one.readings is not None else self.properties.readings
        chosen = self.policy.defaults if readings == "defaults" else {} if isinstance(readings, str) else readings
        attempt = _Attempt(self, name, one, {**chosen, **self.fixed}, one.conduct or self.properties.conduct)
        try:
            return attempt.proof()
        except (TooManyBoxesError, TooWideError) as error:
            return attempt.made("undecided", undecided=f"its budget was used up ({type(error).__name__})")


@dataclass
class _Attempt:
    """One property, being proved."""

    prover: _Prover
    name: str
    one: Property
    readings: Mapping[str, Value]
    conduct: Conduct

    @cached_property
    def reach(self) -> Reach:
        return self.prover.reach(self.readings, self.conduct)

    @cached_property
    def space(self) -> TopicSpace:
        return self.reach.space(self.one.topic)

    def where(self, situation: Situation | None) -> Region:
        return where(self.space, situation) if situation is not None else self.space.everything

    def proof(self) -> Proof:
        prove_it: Callable[[], Proof] = self.states
        if self.one.can_always_still is not None:
            prove_it = self.still
        elif self.one.at_most is not None:
            prove_it = self.times
        return prove_it()

    def states(self) -> Proof:
        """`never`, `always` and `whenever`, over all states or over a part of the timelines."""
        one = self.one
        course = self.course() if one.once is not None or one.after is not None else None
        phase = 2 if one.after is not None else 1
        looked_at = course.states(phase) if course else self.reach.states(one.topic)
        premise, against = self.premise(looked_at)
        if not against:
            return self.made("proved", looked_at, premise, vacuous=not premise)
        way = course.way(phase, against) if course else self.reach.way(one.topic, least_changed(self.space, against))
        return self.refuted(looked_at, premise, against, way)

    def premise(self, looked_at: Region) -> tuple[Region, Region]:
        """The states of which the property asks something, and those that go against it."""
        one = self.one
        if one.whenever is None:
            return looked_at, looked_at & self.where(one.never) if one.never else looked_at - self.where(one.always)
        given, then = looked_at & self.where(one.whenever), looked_at & self.where(one.then)
        if one.only_then:
            return given | then, (given - then) | (then - given)
        return given, given - then

    def course(self) -> Course:
        once = self.where(self.one.once) if self.one.once is not None else None
        moves = self.reach.moves(self.one.topic)
        return from_then_on(self.space, starts(self.space), moves, once, self.one.after)

    def still(self) -> Proof:
        """`can_always_still`: the states from which no way leads on go against it."""
        wanted = self.one.can_always_still
        assert wanted is not None
        looked_at = self.reach.states(self.one.topic)
        premise, goal = looked_at & self.where(wanted.origin), self.where(wanted.goal)
        onward = self.prover.reach(self.readings, wanted.by or self.conduct)
        ways = [
            [move for move in moves if not (wanted.alone and move.kind == "event")]
            for moves in (onward.moves(self.one.topic), sure(onward, self.one.topic))
        ]
        against = premise - leading(goal, premise, ways[0]).states
        if against:
            way = self.reach.way(self.one.topic, least_changed(self.space, against))
            return self.refuted(looked_at, premise, against, way)
        certain = leading(goal, premise, ways[1])
        if not premise.within(certain.states):
            return self.made("undecided", looked_at, premise, undecided=UNSURE)
        return self.made("proved", looked_at, premise, vacuous=not premise, steps=certain.steps)

    def times(self) -> Proof:
        """`at_most`: a timeline in which it occurs once more goes against it."""
        wanted = self.one.at_most
        assert wanted is not None
        looked_at, begin = self.reach.states(self.one.topic), starts(self.space)
        if wanted.duty is not None:
            due = self.space.status(wanted.duty, Status.OBLIGATORY)
            counted, begun = Counted(self.space, None, due), {True: begin & due, False: begin - due}
        else:
            there = self.where(None)
            if wanted.action and wanted.judged:
                there = self.space.status(wanted.action, *judged_by(wanted.judged))
            kind = "action" if wanted.action else "event"
            counted = Counted(self.space, (kind, wanted.counted), there)
            begun = {True: begin - begin, False: begin}
        course = counting(self.space, begun, self.reach.moves(self.one.topic), counted, wanted.n)
        times = max(phase for phase in range(wanted.n + 2) if course.states(phase))
        against = course.states(wanted.n + 1)
        if against:
            return self.refuted(looked_at, looked_at, against, course.way(wanted.n + 1, against), times=times)
        return self.made("proved", looked_at, looked_at, times=times, vacuous=not times and wanted.n > 0)

    def refuted(self, looked_at: Region, premise: Region, against: Region, way: Way | None, **more: object) -> Proof:
        """Refuted by the way as a scenario; undecided where that does not replay."""
        told = patches(against, looked_at, thresholds([self.prover.policy], self.one.topic))
        more |= {"patches": told.patches, "more": told.more, "more_share": told.more_share, "against": told.states}
        scenario = self.shown(way)
        if scenario is None:
            return self.made("undecided", looked_at, premise, undecided=UNSHOWN, **more)
        return self.made("refuted", looked_at, premise, witness=scenario, **more)

    def shown(self, way: Way | None) -> Scenario | None:
        """The way as a scenario that was replayed and goes against the property."""
        scenario = witness(self.name, self.one, self.reach, way) if way else None
        if scenario is None or not confirmed(scenario, self.one, self.prover.policy, self.prover.evaluator):
            return None
        return scenario

    def made(
        self, outcome: Outcome, looked_at: Region | None = None, premise: Region | None = None, **more: object
    ) -> Proof:
        return Proof.model_validate(
            {
                "file": self.prover.properties.places.file,
                "name": self.name,
                "says": " ".join(self.one.says.split()),
                "topic": self.one.topic,
                "kind": self.one.kind,
                "conduct": self.conduct,
                "readings": dict(self.readings),
                "outcome": outcome,
                "states": count(looked_at) if looked_at else 0,
                "premise": count(premise) if premise else 0,
                **more,
            }
        )
