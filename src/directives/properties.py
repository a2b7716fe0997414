"""Properties as data: what should hold of a policy in every state, or along every timeline, that a case can come to.

Whether their names fit a policy is decided in `files/`, whether they hold in `prove/`.
"""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, PrivateAttr, StrictBool, StrictInt, Tag, model_validator
from pydantic_core import PydanticCustomError

from .condition import Condition, Label, Model, Name, Value
from .errors import Places

Conduct: TypeAlias = Literal["any", "compliant"]
"""What we do along a timeline: anything that can be done, or only what is judged compliant or unregulated."""

PlainStatus: TypeAlias = Literal["conflict", "reserved", "obligatory", "forbidden", "permitted", "exempt", "silent"]
PlainJudgement: TypeAlias = Literal["violation", "compliant", "unregulated", "contested", "premature"]


class ExcludingStatus(Model):
    """Any status but these: `{not: permitted}` or `{not: [permitted, obligatory]}`."""

    excluded: PlainStatus | Annotated[tuple[PlainStatus, ...], Field(min_length=1)] = Field(alias="not")


class ExcludingJudgement(Model):
    """Any judgement but these: `{not: violation}`."""

    excluded: PlainJudgement | Annotated[tuple[PlainJudgement, ...], Field(min_length=1)] = Field(alias="not")


def _shape(entry: Any) -> str:
    if isinstance(entry, list | tuple):
        return "(values)"
    return "(value)" if isinstance(entry, str) else "(not)"


StatusEntry: TypeAlias = Annotated[
    Annotated[PlainStatus, Tag("(value)")]
    | Annotated[tuple[PlainStatus, ...], Tag("(values)"), Field(min_length=1)]
    | Annotated[ExcludingStatus, Tag("(not)")],
    Discriminator(_shape),
]
JudgementEntry: TypeAlias = Annotated[
    Annotated[PlainJudgement, Tag("(value)")]
    | Annotated[tuple[PlainJudgement, ...], Tag("(values)"), Field(min_length=1)]
    | Annotated[ExcludingJudgement, Tag("(not)")],
    Discriminator(_shape),
]
Some: TypeAlias = Annotated[tuple[Name, ...], Field(min_length=1)]
SomeNorms: TypeAlias = Annotated[tuple[Label, ...], Field(min_length=1)]


class Situation(Model):
    """What is asked of a state of a case and of the verdict on it: all that is given must hold.

    `when` is a condition as in a policy, `settled` whether the case is; `status` asks of actions what the verdict makes
    of them, `judged` that they can be done and what would then be said of it; `can` and `cannot` ask whether what they
    need holds; `clash` that two actions clash (or, with `any`, some two), `impossible` that a duty cannot be done;
    `in_force` and `set_aside` ask it of norms, all of them; `concludes` of what claims conclude. `any` holds
    alternatives, `not` denies.
    """

    when: Condition | None = None
    settled: StrictBool | None = None
    status: dict[Name, StatusEntry] = {}
    judged: dict[Name, JudgementEntry] = {}
    can: Some = ()
    cannot: Some = ()
    clash: Literal["any"] | tuple[Name, Name] | None = None
    impossible: Literal["any"] | Name | None = None
    in_force: SomeNorms = ()
    set_aside: SomeNorms = ()
    concludes: dict[Name, Name] = {}
    any: Annotated[tuple["Situation", ...], Field(min_length=1)] | None = None
    denied: "Situation | None" = Field(None, alias="not")


class Way(Model):
    """From every state in `from` (by default every one) some timeline leads on to a state in `to`.

    `by` is what we do on the way, by default the conduct of the property; `alone` leaves out the events, so that we get
    there by what we do and by waiting.
    """

    origin: Situation = Field(default_factory=lambda: Situation.model_validate({}), alias="from")
    goal: Situation = Field(alias="to")
    by: Conduct | None = None
    alone: StrictBool = False


class Times(Model):
    """How often something may occur in one case along any timeline: an action, an event, or a duty that arises.

    `judged` counts an action only where that is said of it.
    """

    n: Annotated[StrictInt, Field(ge=0, le=100)]
    action: Name | None = None
    event: Name | None = None
    duty: Name | None = None
    judged: JudgementEntry | None = None

    @model_validator(mode="after")
    def _one_counted(self) -> "Times":
        if sum(one is not None for one in (self.action, self.event, self.duty)) != 1:
            raise PydanticCustomError("one_counted", "expected exactly one of `action`, `event`, `duty`")
        if self.judged is not None and self.action is None:
            raise PydanticCustomError("nothing_judged", "`judged` needs an `action`: only actions are judged")
        return self

    @property
    def counted(self) -> str:
        """The action, event or duty that is counted."""
        return self.action or self.event or self.duty or ""


KINDS = ("never", "always", "whenever", "can_always_still", "at_most")


class Property(Model):
    """One property, of the cases of one topic.

    Exactly one of `never`, `always`, `whenever` (with `then`, and `only_then` for the converse too), `can_always_still`
    and `at_most` says what. The first three are over states, or over part of a timeline: `after` looks only at states
    just after an event or action, `once` only at those from the first state on that is so.

    >>> Property.model_validate({"says": "?", "topic": "learner", "never": {"impossible": "any"}}).kind
    'never'
    """

    says: Annotated[str, Field(min_length=1)]
    topic: Name
    conduct: Conduct | None = None
    readings: Literal["all", "defaults"] | dict[Name, Value] | None = None
    after: Name | None = None
    once: Situation | None = None
    never: Situation | None = None
    always: Situation | None = None
    whenever: Situation | None = None
    then: Situation | None = None
    only_then: StrictBool = False
    can_always_still: Way | None = None
    at_most: Times | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Property":
        if sum(getattr(self, kind) is not None for kind in KINDS) != 1:
            raise PydanticCustomError("one_kind", "expected exactly one of " + ", ".join(f"`{k}`" for k in KINDS))
        if (self.whenever is None) != (self.then is None) or (self.only_then and self.then is None):
            raise PydanticCustomError("then_what", "`whenever`, `then` and `only_then` belong together")
        if (self.can_always_still or self.at_most) and (self.after or self.once):
            raise PydanticCustomError("no_part", "`after` and `once` go with `never`, `always` and `whenever` only")
        return self

    @property
    def kind(self) -> str:
        """Which of the kinds it is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


class Properties(Model):
    """A file of properties of one policy; `conduct` and `readings` hold for those that do not say otherwise.

    `readings` is `all` (each may have any value), `defaults`, or a value for some while the rest may have any.
    """

    properties: Annotated[str, Field(min_length=1)]
    about: str = ""
    policy: Label = "remarks-1960"
    conduct: Conduct = "any"
    readings: Literal["all", "defaults"] | dict[Name, Value] = "all"
    prove: Annotated[dict[Label, Property], Field(min_length=1)]
    _places: Places = PrivateAttr(default_factory=lambda: Places("<properties>"))

    @property
    def places(self) -> Places:
        """Where in its file each entry stands."""
        return self._places

    def placed(self, places: Places) -> "Properties":
        """The same properties, knowing where in their file each entry stands."""
        self._places = places
        return self
