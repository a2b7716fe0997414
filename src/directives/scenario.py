"""The scenario as data: cases, a dated timeline of events and actions, and what is expected.

Whether its names fit a policy is decided in `files/`; whether its steps can happen, in `play/`.
"""

import datetime
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from .condition import Label, Model, Name, Value
from .errors import Places
from .terms import Judgement, Status

LONE_CASE = "case"
"""The name of the case of a scenario that has just one and does not name it."""


def _iso_date(value: Any) -> Any:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("iso_date", "expected a date as year-month-day, like 1960-07-11")


Day = Annotated[datetime.date, BeforeValidator(_iso_date)]


class Case(BaseModel):
    """One matter: its topic, and the facts that are given, by name (`unknown` where nobody knows).

    >>> Case.model_validate({"topic": "learner", "access": "denied"}).facts
    {'access': 'denied'}
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[Name, Name]

    topic: Name

    @property
    def facts(self) -> dict[str, str]:
        """The facts given, by name."""
        return dict(self.__pydantic_extra__)


class Step(Model):
    """One entry of a timeline: an event, an action or, with neither, a checkpoint."""

    at: Day | None = None
    case: Name | None = None
    event: Name | None = None
    action: Name | None = None
    expect: dict[Name, Status] = {}
    judged: Judgement | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> "Step":
        if self.event is not None and self.action is not None:
            raise PydanticCustomError("one_thing", "a step is an event or an action, not both")
        if self.judged is not None and self.action is None:
            raise PydanticCustomError("nothing_judged", "`judged` needs an `action`: only actions are judged")
        return self

    @property
    def name(self) -> str | None:
        """The event or the action; None for a checkpoint."""
        return self.event or self.action


class Scenario(Model):
    """Cases, a timeline, and what is expected after each of its steps."""

    scenario: Annotated[str, Field(min_length=1)]
    about: str = ""
    tags: tuple[str, ...] = ()
    policy: Label = "remarks-1960"
    readings: dict[Name, Value] = {}
    case: Case | None = None
    cases: Annotated[dict[Name, Case], Field(min_length=1)] | None = None
    timeline: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _some_cases(self) -> "Scenario":
        if (self.case is None) == (self.cases is None):
            raise PydanticCustomError("some_cases", "expected either `case` or `cases`")
        return self

    _places: Places = PrivateAttr(default_factory=lambda: Places("<scenario>"))

    @property
    def places(self) -> Places:
        """Where in its file each entry stands."""
        return self._places

    def placed(self, places: Places) -> "Scenario":
        """The same scenario, knowing where in its file each entry stands."""
        self._places = places
        return self

    @property
    def matters(self) -> dict[str, Case]:
        """Every case by name; a lone unnamed one is called `case`."""
        return dict(self.cases) if self.cases is not None else {LONE_CASE: self.case} if self.case is not None else {}

    def plain(self) -> dict[str, Any]:
        """The scenario as the plain data of its file, without what is default.

        >>> Scenario.model_validate({"scenario": "?", "case": {"topic": "learner", "standing": "trainee"}}).plain()
        {'scenario': '?', 'case': {'topic': 'learner', 'standing': 'trainee'}}
        """
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)

    def case_of(self, step: Step) -> str:
        """The case that a step is about; the only one where the step names none."""
        return step.case if step.case is not None else next(iter(self.matters))
