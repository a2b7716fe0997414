"""Many scenario files as a suite of tests: which expectations failed, where and why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from ..errors import Fault, FaultsError, Path, Place
from ..files import load_policy, load_scenario
from ..policy import Policy
from ..scenario import Scenario
from ..verdict import Evaluator
from .player import play
from .run import evaluator_for
from .telling import DIRECTS, because, grounds, words
from .timeline import Moment, Timeline


@dataclass(frozen=True)
class Failure:
    """An expectation that was not met: where it stands, what was expected, what came, and why."""

    place: Place
    of: str
    expected: str
    actual: str
    why: str

    def __str__(self) -> str:
        """The failure as `directives test` prints it."""
        return f"{self.place}: expected {self.of} {self.expected}, got {self.actual}\n  why: {self.why}"


@dataclass(frozen=True)
class Outcome:
    """One file of a suite: its scenario and timeline if it could be played, its faults if not, its failures."""

    file: str
    title: str
    timeline: Timeline | None
    faults: tuple[Fault, ...] = ()
    failures: tuple[Failure, ...] = ()
    scenario: Scenario | None = None

    @property
    def passed(self) -> bool:
        """Whether it could be played and met all its expectations."""
        return self.timeline is not None and not self.failures


def scenario_files(paths: Iterable[str | FilePath]) -> list[FilePath]:
    """The scenario files among the paths: a file itself, of a folder every `.yaml` and `.yml` below it, sorted."""
    found: dict[FilePath, None] = {}
    for path in map(FilePath, paths):
        below = (
            sorted(file for file in path.rglob("*") if file.suffix in (".yaml", ".yml")) if path.is_dir() else [path]
        )
        found.update(dict.fromkeys(below))
    return list(found)


@dataclass(frozen=True)
class Suite:
    """How the files of a suite are played; evaluators are made once for each policy."""

    policy: Policy | None = None
    engine: str | None = None
    literal: bool = False
    readings: Mapping[str, str | int] | None = None

    def about(self, name: str) -> Policy:
        """The policy that the scenarios naming it are played with."""
        whole = self.policy or load_policy(name)
        return whole.literal() if self.literal else whole

    def outcomes(
        self, files: Iterable[FilePath], wanted: Callable[[FilePath, Scenario], bool] | None = None
    ) -> list[Outcome]:
        """The outcome of every file that is wanted (by default all); a file with faults is always told."""
        made: dict[str, tuple[Policy, Evaluator]] = {}
        found = []
        for file in files:
            try:
                scenario = load_scenario(file, self.policy)
                if wanted is None or wanted(file, scenario):
                    found.append(self._played(file, scenario, made))
            except FaultsError as error:
                found.append(Outcome(str(file), file.stem, None, error.faults))
        return found

    def _played(self, file: FilePath, scenario: Scenario, made: dict[str, tuple[Policy, Evaluator]]) -> Outcome:
        if scenario.policy not in made:
            policy = self.about(scenario.policy)
            made[scenario.policy] = policy, evaluator_for(policy, self.engine)
        policy, evaluator = made[scenario.policy]
        timeline = play(scenario, policy, evaluator, self.readings)
        unmet = tuple(failures(timeline, scenario, policy))
        return Outcome(str(file), scenario.scenario, timeline, failures=unmet, scenario=scenario)


def failures(timeline: Timeline, scenario: Scenario, policy: Policy) -> Iterable[Failure]:
    """The expectations of the scenario that its timeline did not meet."""
    steps = timeline.steps[len(scenario.matters) :]
    for index, moment in enumerate(steps):
        for one in moment.expectations:
            if not one.met:
                path: Path = (
                    ("timeline", index, "judged") if one.of == "judged" else ("timeline", index, "expect", one.of)
                )
                why = grounds(moment, policy) if one.of == "judged" else _why(moment, one.of, policy)
                yield Failure(scenario.places.value(path), one.of, one.expected, one.actual, why)


def _why(moment: Moment, action: str, policy: Policy) -> str:
    ruling = moment.verdict[action]
    told = []
    for name in ruling.norms:
        matched = because(ruling.because.get(name, {}))
        told.append(f"{name} {DIRECTS[policy.norms[name].modality]} it" + (f" ({matched})" if matched else ""))
    told += [f"{one.norm} is set aside by {', '.join(one.by)}" for one in ruling.set_aside]
    if ruling.depends_on:
        told.append("it depends on " + ", ".join(map(words, ruling.depends_on)))
    return "; ".join(told) or "no norm is in force on it"
