"""The ensemble as data: populations of cases, what befalls them by chance, our conduct, how long, how often.

Whether its names fit a policy is decided in `files/`; what comes of it, in `simulate/`.
"""

import calendar
import datetime
import itertools
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, PrivateAttr, StrictInt, Tag, model_validator
from pydantic_core import PydanticCustomError

from .condition import Condition, Label, Model, Name, Value
from .errors import Places
from .scenario import Day
from .terms import Status

MOST_CASES = 10_000_000
MOST_RUNS = 1_000_000
MOST_STEPS = 36_600

Chance: TypeAlias = Annotated[float, Field(ge=0, le=1, strict=True)]
"""A probability: 0 never, 1 always."""


def _shape_of_use(use: Any) -> str:
    return "(word)" if isinstance(use, str) else "(chance)"


def _shape_of_values(entry: Any) -> str:
    if isinstance(entry, Span | dict):
        return "(span)"
    return "(values)" if isinstance(entry, list | tuple) else "(value)"


def _shape_of_spread(entry: Any) -> str:
    return "(spread)" if isinstance(entry, dict) else "(value)"


Use: TypeAlias = Annotated[
    Annotated[Literal["always", "never"], Tag("(word)")] | Annotated[Chance, Tag("(chance)")],
    Discriminator(_shape_of_use),
]
"""How often something is done where the choice is ours: `always`, `never`, or with a probability in each step."""


_WORDS = {"always": 1.0, "never": 0.0}


class Span(Model):
    """All integers from one to another, the second included: `{from: 0, to: 12}`."""

    first: StrictInt = Field(alias="from")
    last: StrictInt = Field(alias="to")


Chosen: TypeAlias = Annotated[
    Annotated[Value, Tag("(value)")]
    | Annotated[tuple[Value, ...], Tag("(values)"), Field(min_length=1)]
    | Annotated[Span, Tag("(span)")],
    Discriminator(_shape_of_values),
]
"""A value of a reading, or several to compare: a list, or a span of integers."""

Spread: TypeAlias = Annotated[
    Annotated[Name, Tag("(value)")]
    | Annotated[dict[Name, Annotated[float, Field(ge=0, strict=True)]], Tag("(spread)"), Field(min_length=1)],
    Discriminator(_shape_of_spread),
]
"""A value of a fact that all cases have, or a share (or weight) for each value."""


class Population(Model):
    """So many cases of a topic; each fact has one value or is drawn, apart from the others, by shares."""

    topic: Name
    count: Annotated[StrictInt, Field(ge=1, le=MOST_CASES)]
    facts: dict[Name, Spread] = {}


class Hazard(Model):
    """An event that befalls each case by chance in every step: where it can happen and `when` holds.

    `since` and `until` bound the days on which it may.
    """

    event: Name
    chance: Chance
    population: Name | None = None
    when: Condition | None = None
    since: Day | None = None
    until: Day | None = None
    says: str | None = None


class Shock(Model):
    """An event that befalls a share of the cases once, in the step into which a day falls."""

    event: Name
    at: Day
    share: Chance = 1.0
    population: Name | None = None
    when: Condition | None = None
    says: str | None = None


class Habit(Model):
    """What we do with one action, where that is not what we do with all."""

    careless: Chance | None = None
    obligatory: Use | None = None
    forbidden: Use | None = None
    permitted: Use | None = None
    exempt: Use | None = None
    silent: Use | None = None
    conflict: Use | None = None
    reserved: Use | None = None


class Conduct(Model):
    """What we do in each step: what is obligatory, once for each duty, never what is forbidden; the rest by status.

    `careless` is the chance, in each step, to leave what is obligatory undone, and to do what is forbidden;
    `obligatory` and `forbidden` go before it. `actions` says otherwise for some actions.

    >>> Conduct.model_validate({"careless": 0.1}).chance("send_back", Status.OBLIGATORY)
    0.9
    """

    careless: Chance = 0.0
    obligatory: Use | None = None
    forbidden: Use | None = None
    permitted: Use = "always"
    exempt: Use = "never"
    silent: Use = "never"
    conflict: Use = "never"
    reserved: Use = "never"
    actions: dict[Name, Habit] = {}

    def chance(self, action: str, status: Status) -> float:
        """How likely we are, in a step, to do an action of this status that can be done."""
        use = self._said(action, status.value)
        if use is None:
            careless = float(self._said(action, "careless"))
            return careless if status is Status.FORBIDDEN else 1 - careless
        return _WORDS[use] if isinstance(use, str) else float(use)

    def _said(self, action: str, key: str) -> Any:
        """What is said of an action, or else of all; its own carelessness goes before what is said of all."""
        habit = self.actions.get(action, Habit())
        own = getattr(habit, key)
        if own is not None or (key in ("obligatory", "forbidden") and habit.careless is not None):
            return own
        return getattr(self, key)


Count: TypeAlias = Annotated[StrictInt, Field(ge=1, le=MOST_RUNS)]


class Ensemble(Model):
    """Populations over time, so many times over: what an ensemble file holds.

    All begins on the day `starts`; then come `horizon` steps, each a `step` long, and all that happens in one is dated
    on its last day. Several values of readings, and `amendments` by a label of your choice (files, from where the
    ensemble file stands), are compared with one another, with the same luck.
    """

    ensemble: Annotated[str, Field(min_length=1)]
    about: str = ""
    policy: Label = "remarks-1960"
    starts: Day
    step: Literal["day", "week", "month"] = "month"
    horizon: Annotated[StrictInt, Field(ge=1, le=MOST_STEPS)]
    runs: Count = 100
    seed: Annotated[StrictInt, Field(ge=0, lt=2**64)] = 1960
    readings: dict[Name, Chosen] = {}
    populations: Annotated[dict[Name, Population], Field(min_length=1)]
    hazards: tuple[Hazard, ...] = ()
    shocks: tuple[Shock, ...] = ()
    conduct: Conduct = Conduct()
    amendments: dict[Label, Annotated[tuple[str, ...], Field(min_length=1)]] = {}
    _places: Places = PrivateAttr(default_factory=lambda: Places("<ensemble>"))

    @model_validator(mode="after")
    def _not_too_many(self) -> "Ensemble":
        if sum(one.count for one in self.populations.values()) > MOST_CASES:
            raise PydanticCustomError("too_many_cases", f"over {MOST_CASES:,} cases in all")
        return self

    @property
    def places(self) -> Places:
        """Where in its file each entry stands."""
        return self._places

    def placed(self, places: Places) -> "Ensemble":
        """The same ensemble, knowing where in its file each entry stands."""
        self._places = places
        return self

    @property
    def days(self) -> list[datetime.date]:
        """The day on which all begins, and the last of every step: with months, the same day of each, or its last.

        Raises OverflowError beyond the year 9999.

        >>> one = {"all": Population(topic="learner", count=1)}
        >>> [str(day) for day in Ensemble(ensemble="?", starts="1960-01-31", horizon=2, populations=one).days]
        ['1960-01-31', '1960-02-29', '1960-03-31']
        """
        every = range(self.horizon + 1)
        if self.step == "month":
            return [_months_on(self.starts, number) for number in every]
        length = 7 if self.step == "week" else 1
        return [self.starts + datetime.timedelta(days=number * length) for number in every]

    def swept(self) -> Iterator[Mapping[str, Value]]:
        """Every way of choosing the readings that it names, in the order of the file.

        >>> given = {"ensemble": "?", "starts": "1960-07-11", "horizon": 1, "readings": {"limit": {"from": 1, "to": 2}}}
        >>> list(Ensemble.model_validate({**given, "populations": {"all": {"topic": "t", "count": 1}}}).swept())
        [{'limit': 1}, {'limit': 2}]
        """
        for values in itertools.product(*map(_values, self.readings.values())):
            yield dict(zip(self.readings, values, strict=True))


def _months_on(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > datetime.MAXYEAR:
        raise OverflowError("beyond the year 9999")
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def _values(chosen: Any) -> tuple[Value, ...]:
    if isinstance(chosen, Span):
        return tuple(range(chosen.first, chosen.last + 1))
    return chosen if isinstance(chosen, tuple) else (chosen,)
