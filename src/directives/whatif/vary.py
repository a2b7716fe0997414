"""One fact or reading at each of its values, or two at all their pairs: which come to the same, and what differs.

The outcome of a value is everything that the story then says: statuses, judgements, clashes, duties, where it breaks
off. Values with the same outcome stand together, so that a table has a column for each outcome and a row only for what
depends on the value.
"""

import datetime
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import PrivateAttr

from ..condition import Among, Count, Model
from ..errors import Fault, FaultsError, Place, did_you_mean
from ..play import Attempt, Moment
from ..policy import Policy
from ..scenario import Scenario
from ..terms import UNKNOWN
from .change import Choose, Set
from .compare import by_turn, everything, said
from .from_words import fact_from
from .variant import Slot, Story

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


class Row(Model):
    """One thing that depends on the value: where it stands, what it is, and what each outcome says of it.

    `of` is `status`, `judgement`, `clash`, `impossible`, `conclusion`, `duty` or `story` (whether it breaks off); an
    outcome whose story has broken off before is left out of `by_outcome`.
    """

    slot: int
    step: int | None
    at: datetime.date | None
    case: str
    of: str
    about: str
    by_outcome: dict[str, str]


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


Key = tuple[int, str, str, str]
"""A thing that can depend on the value: slot (after the last for a duty), case, kind and name."""


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
        found[values] = _outcome(attempt, also.slots)
        doable |= {(moment.case, name) for moment in _ends(attempt, also.slots) for name in also.doable(moment)}
    for outcome in found.values():
        for key in [key for key in outcome if _is_end(key, story.slots) and (key[1], key[3]) not in doable]:
            del outcome[key]
    letters: dict[tuple[tuple[Key, str], ...], str] = {}
    for outcome in found.values():
        letters.setdefault(tuple(outcome.items()), _letter(len(letters)))
    cells = tuple((values, letters[tuple(outcome.items())]) for values, outcome in found.items())
    return Table(
        scenario=story.scenario.scenario,
        policy=story.policy.policy,
        varied=tuple(one.told for one in wanted),
        cells=cells,
        as_it_is=dict(cells)[tuple(one.told.here for one in wanted)],
        rows=tuple(_rows({letter: dict(outcome) for outcome, letter in letters.items()}, story.slots)),
    ).of(story)


def varied(story: Story, names: Sequence[str]) -> list[Table]:
    """What hangs on some facts or readings: on one, on two together, or on each that a case or `readings` stands for.

    Raises FaultsError for more than two at once, as well as for what `vary` does.
    """
    policy = story.policy_with(story.all)
    several = [expanded(story.scenario, policy, name) for name in names]
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
        cure = did_you_mean(name, [*policy.readings, *scenario.matters, *policy.facts], 7)
        raise FaultsError([Fault(Place(f"--vary {name}"), "bad-argument", f"`{name}` is no fact and no reading", cure)])
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


def _outcome(attempt: Attempt, slots: Sequence[Slot]) -> dict[Key, str]:
    """All that a played variant says, each thing with its value; of several duties alike, how the last one ended."""
    starts = len(attempt.moments) - len(slots)
    found: dict[Key, str] = {}
    broken = {one.case: one.step for one in attempt.breaks}
    for case, step in broken.items():
        found[step, case, "story", ""] = f"breaks off at {_step(slots[step])}"
    for index, moment in enumerate(attempt.moments):
        if moment is not None:
            for of, about in everything(moment):
                found[index - starts, moment.case, of, about] = said(moment, of, about)[0] or ""
    for (case, action, _), duty in by_turn(attempt).items():
        if case not in broken:
            found[len(slots), case, "duty", action] = duty.state.value
    return found


def _ends(attempt: Attempt, slots: Sequence[Slot]) -> Iterator[Moment]:
    """How the cases stand at the end, where that is told."""
    starts = len(attempt.moments) - len(slots)
    for moment, slot in zip(attempt.moments[starts:], slots, strict=True):
        if slot.ends and moment is not None:
            yield moment


def _is_end(key: Key, slots: Sequence[Slot]) -> bool:
    """Whether a key is the status of an action at the end, of which nothing is said unless it could be done then."""
    return key[2] == "status" and 0 <= key[0] < len(slots) and slots[key[0]].ends


def _step(slot: Slot) -> str:
    return f"step {slot.number}" if slot.number else "the step put in"


def _letter(number: int) -> str:
    """A, B, ... Z, A1, B1, ..."""
    return chr(ord("A") + number % 26) + (str(number // 26) if number >= 26 else "")


_NONE = {"clash": "no", "impossible": "no", "conclusion": "no", "duty": "none", "story": "goes on", "judgement": "none"}


def _rows(outcomes: Mapping[str, Mapping[Key, str]], slots: Sequence[Slot]) -> Iterator[Row]:
    """What the outcomes do not share, in order; what is as it was at the case's step before is not said again.

    Where they agree again after they had differed, that is said once.
    """
    broken = {letter: {key[1]: key[0] for key in one if key[2] == "story"} for letter, one in outcomes.items()}
    last: dict[tuple[str, str, str], dict[str, str]] = {}
    for key in sorted(dict.fromkeys(key for one in outcomes.values() for key in one), key=lambda key: key[0]):
        slot, case, of, about = key
        told = {
            letter: one.get(key, _NONE.get(of, "silent"))
            for letter, one in outcomes.items()
            if of == "story" or broken[letter].get(case, len(slots) + 1) > slot
        }
        before = last.get((case, of, about))
        differs = len(set(told.values())) > 1
        if (differs and told != before) or (before and not differs and of != "judgement"):
            yield _row(key, told, slots)
        last[case, of, about] = told if differs else {}


def _row(key: Key, told: Mapping[str, str], slots: Sequence[Slot]) -> Row:
    slot, case, of, about = key
    step = slots[slot] if 0 <= slot < len(slots) else None
    yes = {"clash": "yes", "impossible": "yes"}
    return Row(
        slot=slot,
        step=step.number if step else None,
        at=step.step.at if step else None,
        case=case,
        of=of,
        about=about,
        by_outcome={letter: yes.get(value, value) for letter, value in told.items()},
    )
