"""What amendments do to a whole suite of scenarios: which expectations change, each through which amended norm."""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path as FilePath
from typing import Literal

from ..condition import Model
from ..errors import Fault, FaultsError, Path
from ..files import amended, load_amendment, load_policy, load_scenario
from ..play import Attempt, Expectation, Moment
from ..play.suite import Suite
from ..scenario import Scenario
from .attribute import Played
from .change import Amend
from .compare import compared
from .from_words import amendments_from
from .through import Side, Trace, through
from .told import directed, directing, sentence
from .variant import Slot, Story


class ChangedExpectation(Model):
    """An expectation that comes out otherwise: `of` an action or `judged`, what was expected, what came and what comes.

    `norms` are the amended, repealed and enacted norms through which it does, and `through` says how; `causes` are the
    smallest sets of amendments, by number, that make it so.
    """

    place: str
    of: str
    expected: str
    before: str
    after: str
    norms: tuple[str, ...]
    through: tuple[str, ...]
    causes: tuple[tuple[int, ...], ...]

    @property
    def deed(self) -> str:
        """Whether it is `broken` (it was met), `cured` (it is met now), or neither: `otherwise`."""
        return {self.before: "broken", self.after: "cured"}.get(self.expected, "otherwise")


class SuiteChange(Model):
    """All that amendments change in a suite.

    `changed` holds the expectations that come out otherwise; `expected` counts all, `met` those met before and after.
    `unexpected` counts by file the verdicts and judgements that change although nobody expected anything of them;
    `breaks` tells by file where a story no longer goes on. `format` is the version of its JSON.
    """

    format: Literal[1] = 1
    amendments: tuple[str, ...]
    scenarios: int
    expected: int
    met: tuple[int, int]
    changed: tuple[ChangedExpectation, ...] = ()
    unexpected: dict[str, int] = {}
    breaks: dict[str, str] = {}

    @property
    def by_norm(self) -> dict[str, int]:
        """How many expectations change through each amended norm, in order of name."""
        return dict(sorted(Counter(name for one in self.changed for name in one.norms).items()))


def suite_change(
    files: Iterable[FilePath],
    amend: Sequence[str],
    suite: Suite,
    wanted: Callable[[FilePath, Scenario], bool] | None = None,
) -> tuple[SuiteChange, list[Fault]]:
    """What amendment files change in the scenario files that are wanted, and the faults of files that cannot be played.

    Scenarios about another policy than the amended one are left out. Raises FaultsError for faulty amendments.
    """
    first = load_amendment(amend[0], suite.policy)
    base = suite.policy or load_policy(first.amends)
    amendments = (first, *amendments_from(amend[1:], amended(base, first)))
    changes = tuple(map(Amend, amendments))
    template: Story | None = None
    touched: frozenset[str] = frozenset()
    told: list[tuple[str, _File]] = []
    faults: list[Fault] = []
    for file in files:
        try:
            scenario = load_scenario(file, suite.policy)
            if scenario.policy == base.policy and (wanted is None or wanted(file, scenario)):
                if template is None:
                    template = Story(scenario, base, changes, suite.engine, suite.literal)
                    touched = _touched(template)
                told.append((str(file), _File.of(_told_with(template, scenario, suite), touched)))
        except FaultsError as error:
            faults.extend(error.faults)
    answer = SuiteChange(
        amendments=tuple(one.title for one in amendments),
        scenarios=len(told),
        expected=sum(one.expected for _, one in told),
        met=(sum(one.met[0] for _, one in told), sum(one.met[1] for _, one in told)),
        changed=tuple(each for _, one in told for each in one.changed),
        unexpected={name: one.unexpected for name, one in told if one.unexpected},
        breaks={name: one.breaks for name, one in told if one.breaks},
    )
    return answer, faults


def _told_with(template: Story, scenario: Scenario, suite: Suite) -> Story:
    """The story of a scenario, with the readings of the suite; all stories share their policies and evaluators."""
    readings = {**scenario.readings, **(suite.readings or {})}
    chosen = scenario.model_copy(update={"readings": readings}).placed(scenario.places)
    return dataclasses.replace(template, scenario=chosen)


@dataclass(frozen=True)
class _File:
    """What is told of one file."""

    expected: int
    met: tuple[int, int]
    changed: tuple[ChangedExpectation, ...] = ()
    unexpected: int = 0
    breaks: str = ""

    @classmethod
    def of(cls, story: Story, touched: frozenset[str]) -> "_File":
        played = Played(story)
        otherwise = any(case.topic in touched for case in story.scenario.matters.values())
        before = played.before if otherwise else story.as_it_is()
        if before.breaks:
            raise FaultsError(one.fault for one in before.breaks)
        now = before.timeline.summary
        if not otherwise:
            return cls(now.expected, (now.met, now.met))
        after = played.after
        asker = _Asker(story, played)
        breaks = "; ".join(str(one.fault) for one in after.breaks)
        met = (now.met, after.timeline.summary.met)
        return cls(now.expected, met, tuple(asker.changed()), asker.unexpected(), breaks)


def _touched(story: Story) -> frozenset[str]:
    """The topics in which the amendments can change anything: where they change norms alone, those of these norms.

    What happens in a story does not hang on norms, and a verdict hangs on those of its topic alone.
    """
    before, after = story.policy_with(()), story.policy_with(story.all)
    rest = ("facts", "counters", "readings", "topics", "events", "actions", "incompatible", "principles", "claims")
    if any(getattr(before, section) != getattr(after, section) for section in rest):
        return frozenset((*before.topics, *after.topics))
    return frozenset(topic for topic in before.topics if before.norms_of(topic) != after.norms_of(topic))


@dataclass(frozen=True)
class _Asker:
    story: Story
    played: Played

    def steps(self) -> Iterator[tuple[int, Slot, Moment, Moment]]:
        """Each step of the file: its index, its slot, and its moments before and after the amendments."""
        before, after = self.played.before.moments, self.played.after.moments
        starts = len(before) - len(self.story.slots)
        for index, slot in enumerate(self.story.slots, starts):
            left, right = before[index], after[index]
            if slot.number is not None and left is not None and right is not None:
                yield index, slot, left, right

    def changed(self) -> Iterator[ChangedExpectation]:
        for index, slot, left, right in self.steps():
            for was, now in zip(left.expectations, right.expectations, strict=True):
                if was.actual != now.actual:
                    yield self.told(index, slot, was, now)

    def told(self, index: int, slot: Slot, was: Expectation, now: Expectation) -> ChangedExpectation:
        inside = ("judged",) if was.of == "judged" else ("expect", was.of)
        path: Path = ("timeline", (slot.number or 1) - 1, *inside)
        trace = self.judged(index) if was.of == "judged" else self.through(index, was.of)
        return ChangedExpectation(
            place=str(self.story.scenario.places.value(path)),
            of=was.of,
            expected=was.expected,
            before=was.actual,
            after=now.actual,
            norms=trace.amended,
            through=trace.told,
            causes=self.played.causes(partial(_comes_to, index, was.of, now.actual)),
        )

    def through(self, index: int, action: str) -> Trace:
        before, after = self.played.before, self.played.after
        left, right = before.moments[index], after.moments[index]
        if left is None or right is None:
            return Trace((), ())
        policies = self.story.policy_with(()), self.story.policy_with(self.story.all)
        return through(Side.of(policies[0], before, left), Side.of(policies[1], after, right), action)

    def judged(self, index: int) -> Trace:
        """Why an action is judged otherwise: what the norms on it said just before, and why that is otherwise."""
        left, right = self.played.before.moments[index], self.played.after.moments[index]
        if left is None or right is None or right.name is None:
            return Trace((), ())
        policies = self.story.policy_with(()), self.story.policy_with(self.story.all)
        earlier = [at for at in range(index) if (one := self.played.before.moments[at]) and one.case == left.case]
        trace = self.through(earlier[-1], right.name)
        now, was = ((*one.grounds, *one.open_grounds) for one in (right, left))
        grounds = f"{directing(now, policies[1])}, where {directed(was, policies[0])}"
        return Trace((*trace.told, sentence(grounds)), trace.amended)

    def unexpected(self) -> int:
        """The verdicts and judgements that change newly and of which the file expects nothing."""
        signs = dict.fromkeys(self.story.all, 1)
        expected = {
            (index, "judgement" if one.of == "judged" else one.of)
            for index, _, left, _ in self.steps()
            for one in left.expectations
        }
        return sum(
            one.new and one.of in ("status", "judgement") and (index, _of(one.of, one.about)) not in expected
            for index, otherwise in compared(self.story, self.played.before, self.played.after, signs)
            for one in otherwise.differences
        )


def _of(of: str, about: str) -> str:
    return of if of == "judgement" else about


def _comes_to(index: int, of: str, actual: str, attempt: Attempt) -> bool:
    moment = attempt.moments[index]
    return moment is not None and any((one.of, one.actual) == (of, actual) for one in moment.expectations)
