"""One fact or reading at each of its values, or two at all their pairs: which come to the same, and what differs.

The outcome of a value is everything that the story then says: statuses, judgements, clashes, duties, where it breaks
off. Values with the same outcome stand together, so that a table has a column for each outcome and a row only for what
depends on the value.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import PrivateAttr

from ..condition import Among, Count, Model
from ..errors import Fault, FaultsError, Place, did_you_mean
from ..policy import Policy
from ..scenario import Scenario
from ..terms import UNKNOWN
from .change import Choose, Set
from .from_words import fact_from
from .outcome import Key, Row, ends, letter_of, outcome, rows, without_moot
from .variant import Story

MOST_TRIED = 64
"""Of a reading with more values than this, only those are tried at which something can change; so in a grid."""

READINGS = "readings"
"""The word that stands for every reading."""

Value = str | int


class Varied(Model):
    """A fact (`case.fact`) or reading, the value that it has as it is, and those that were tried, in order.

    Each integer that was tried stands for those up to the next one, the last for those up to `to`: no two of these can
    be told apart.
    """

    name: str
    of: Literal["fact", "reading"]
    as_it_is: Value
    values: tuple[Value, ...]
    to: int | None = None

    @property
    def here(self) -> Value:
        """The tried value that stands for the one that it has as it is."""
        if isinstance(self.as_it_is, int):
            return max(int(value) for value in self.values if int(value) <= self.as_it_is)
        return self.as_it_is


class Table(Model):
    """The answer to a vary: outcomes by letter, in the order in which they come up, with the values that have them.

    `cells` gives the outcome of each value, or pair of values, in order; `as_it_is` that of the story as it is;
    `rows` what differs. One outcome, and no rows: nothing hangs on it. `format` is the version of its JSON.
    """

    format: Literal[1] = 1
    scenario: str
    policy: str
    varied: tuple[Varied, ...]
    cells: tuple[tuple[tuple[Value, ...], str], ...]
    as_it_is: str
    rows: tuple[Row, ...]
    _story: Story | None = PrivateAttr(default=None)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes, by letter."""
        return tuple(dict.fromkeys(outcome for _, outcome in self.cells))

    @property
    def story(self) -> Story | None:
        """What was played, for the telling; None for one that was read from JSON."""
        return self._story

    def of(self, story: Story) -> "Table":
        """The same answer, knowing what was played."""
        self._story = story
        return self

    def __str__(self) -> str:
        """The answer in plain words, as `directives what-if --vary` prints it."""
        from .vary_told import page  # it tells answers, so it stands above them

        return page([self]).to_text() if self._story else super().__str__()


def vary(story: Story, names: Sequence[str]) -> Table:
    """The story, with its changes made, at every value of one fact or reading, or at all pairs of two.

    Raises FaultsError for names that the story does not have, and for two readings that are windows of days.

    >>> from directives import load_policy, load_scenario
    >>> student = load_scenario({"scenario": "A student", "case": {"topic": "learner", "standing": "trainee"}})
    >>> [(row.of, row.by_outcome) for row in vary(Story(student, load_policy()), ["access"]).rows]
    [('status', {'A': 'obligatory', 'B': 'exempt'}), ('duty', {'A': 'standing', 'B': 'none'})]
    """
    wanted = [_wanted(story, name, every=len(names) == 1) for name in names]
    windows = [one.name for one in wanted if one.told.of == "reading" and _is_window(one.name, story)]
    if len(windows) > 1:
        cure = f"vary one of them, and choose the other with --readings {windows[1]}=..."
        message = "two windows of days cannot be varied together"
        raise FaultsError([Fault(Place(f"--vary {windows[1]}"), "bad-argument", message, cure)])
    found: dict[tuple[Value, ...], dict[Key, str]] = {}
    doable: set[tuple[str, str]] = set()
    for values in itertools.product(*(one.told.values for one in wanted)):
        also = story.also(*(one.change(value) for one, value in zip(wanted, values, strict=True)))
        attempt = also.played(also.all)
        found[values] = outcome(attempt, also.slots)
        doable |= {(moment.case, name) for moment in ends(attempt, also.slots) for name in also.doable(moment)}
    told = {values: without_moot(one, story.slots, doable) for values, one in found.items()}
    letters: dict[tuple[tuple[Key, str], ...], str] = {}
    for one in told.values():
        letters.setdefault(tuple(one.items()), letter_of(len(letters)))
    cells = tuple((values, letters[tuple(one.items())]) for values, one in told.items())
    return Table(
        scenario=story.scenario.scenario,
        policy=story.policy.policy,
        varied=tuple(one.told for one in wanted),
        cells=cells,
        as_it_is=dict(cells)[tuple(one.told.here for one in wanted)],
        rows=tuple(rows({letter: dict(one) for one, letter in letters.items()}, story.slots)),
    ).of(story)


def varied(story: Story, names: Sequence[str]) -> list[Table]:
    """What hangs on some facts or readings: on one, on two together, or on each that a case or `readings` stands for.

    Raises FaultsError for more than two at once and for a case without facts, as well as for what `vary` does.
    """
    policy = story.policy_with(story.all)
    several = [expanded(story.scenario, policy, name) for name in names]
    for name, some in zip(names, several, strict=True):
        if not some:
            cure = "vary a fact of another case, or a reading: " + ", ".join(policy.readings)
            raise FaultsError([Fault(Place(f"--vary {name}"), "bad-argument", f"`{name}` has no facts", cure)])
    if len(names) == 1:
        return [vary(story, [name]) for name in several[0]]
    if len(names) > 2 or any(len(some) > 1 for some in several):
        cure = "give one, or two facts or readings; a case or `readings` stands alone"
        place = Place(f"--vary {names[-1]}")
        raise FaultsError([Fault(place, "bad-argument", "a table has one thing down and one across", cure)])
    return [vary(story, names)]


def expanded(scenario: Scenario, policy: Policy, name: str) -> list[str]:
    """The facts that a case stands for, or the readings that `readings` does; else the name itself.

    >>> from directives import load_policy, load_scenario
    >>> student = load_scenario({"scenario": "A student", "case": {"topic": "learner", "standing": "trainee"}})
    >>> expanded(student, load_policy(), "case")
    ['case.standing', 'case.access']
    """
    if name == READINGS and name not in policy.readings:
        return list(policy.readings)
    if name in scenario.matters and name not in policy.readings:
        return [f"{name}.{fact}" for fact in policy.topics[scenario.matters[name].topic].facts]
    return [name]


@dataclass(frozen=True)
class _Wanted:
    told: Varied
    case: str | None
    name: str

    def change(self, value: Value) -> Set | Choose:
        return Choose(self.name, value) if self.case is None else Set(self.case, self.name, str(value))


def _wanted(story: Story, name: str, every: bool) -> _Wanted:
    policy, scenario = story.policy_with(story.all), story.scenario_with(story.all)
    if name in policy.readings:
        value = scenario.readings.get(name, policy.defaults[name])
        domain = policy.readings[name].domain
        to = domain[-1] if isinstance(domain[-1], int) else None
        whole = every and len(domain) <= MOST_TRIED
        values = tuple(domain if whole or to is None else _tried(name, policy, scenario))
        return _Wanted(Varied(name=name, of="reading", as_it_is=value, values=values, to=to), None, name)
    if "." not in name and name not in policy.facts:
        cure = did_you_mean(name, [*scenario.matters, *policy.readings, *policy.facts], 9)
        message = f"`{name}` is no case, no fact and no reading"
        raise FaultsError([Fault(Place(f"--vary {name}"), "bad-argument", message, cure)])
    found = fact_from(scenario, policy, name, f"--vary {name}")
    if isinstance(found, Fault):
        raise FaultsError([found])
    case, fact = found
    given = scenario.matters[case].facts.get(fact, policy.facts[fact].initial or UNKNOWN)
    unknown = (UNKNOWN,) if given == UNKNOWN else ()
    told = Varied(name=f"{case}.{fact}", of="fact", as_it_is=given, values=(*policy.facts[fact].values, *unknown))
    return _Wanted(told, case, fact)


def _is_window(name: str, story: Story) -> bool:
    return any(counter.within == name for counter in story.policy_with(story.all).counters.values())


def _tried(name: str, policy: Policy, scenario: Scenario) -> Sequence[Value]:
    """The values of a reading of integers at which something can change, and the first.

    What hangs on it is whether a count (at most the number of actions) is below it, whether it is a value that some
    condition names, and, where it is a window of days, whether something done drops out of it by the day of some step,
    and before or after what drops out of another window.
    """
    domain = policy.readings[name].domain
    edges = {int(domain[0])}
    for test in (test for some in policy.branches.values() for branch in some for test in branch):
        if isinstance(test, Among) and test.name == name:
            edges |= {int(value) + step for value in test.values for step in (0, 1)}
        elif isinstance(test, Count) and test.threshold == name:
            edges |= set(range(sum(step.action is not None for step in scenario.timeline) + 2))
    windows = {counter.within for counter in policy.counters.values() if counter.within is not None}
    if name in windows:
        dates = {step.at for step in scenario.timeline if step.at is not None}
        readings = {**policy.defaults, **scenario.readings}
        others = [0, *(one if isinstance(one, int) else int(readings[one]) for one in windows - {name})]
        apart = {(later - day).days for day, later in itertools.product(dates, dates)}
        edges |= {other + days + step for other in others for days in apart for step in (0, 1)}
    return sorted(value for value in edges if int(domain[0]) <= value <= int(domain[-1]))
