"""A story as a picture of time: duties as bars from when they arise to when they end, judgements as marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..play import Duty, Moment
from ..play.telling import words
from ..terms import DutyState, Judgement, Status
from .visit import Visit

WIDTH, LEFT, RIGHT = 1180, 330, 1150
"""How wide it is, and where the columns of the steps begin and end."""
TOP, ROW = 92, 38
"""Where the duties begin, and how high a row is."""
FEWEST = 70
"""Columns closer than this get no dates but for every other."""

ENDS = {
    DutyState.DISCHARGED: "discharged",
    DutyState.LAPSED: "lapsed",
    DutyState.OPEN: "still due",
    DutyState.STANDING: "stands",
}
MARKS = {
    Judgement.VIOLATION: "✗",
    Judgement.COMPLIANT: "✓",
    Judgement.CONTESTED: "≠",
    Judgement.PREMATURE: "◔",
    Judgement.UNREGULATED: "·",
    Judgement.UNDETERMINED: "?",
}


@dataclass(frozen=True)
class Column:
    """A step: where it stands, its number and day, what is done at it and how that is judged."""

    x: float
    label: str
    day: str
    year: str
    here: bool
    mark: str
    judgement: str
    sentence: str


@dataclass(frozen=True)
class Bar:
    """A duty: its row, where it begins and ends, its name and norms, how it ended."""

    y: float
    start: float
    end: float
    name: str
    norms: str
    state: str
    how: str


@dataclass(frozen=True)
class Bars:
    """The whole picture."""

    height: int
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]


def bars(visit: Visit) -> Bars:
    """The picture of the present story, as far as it goes."""
    moments = visit.attempt.moments[len(visit.present.matters) - 1 :]  # the last start stands for the start
    xs = places(len(moments))
    columns = tuple(_columns(visit, moments, xs))
    found = tuple(_bars(visit, moments, xs))
    return Bars(TOP + ROW * len(found) + 12, columns, found)


def places(columns: int) -> list[float]:
    """Where some columns stand."""
    step = (RIGHT - LEFT) / max(columns - 1, 1)
    return [round(LEFT + step * number, 1) for number in range(columns)]


def _columns(visit: Visit, moments: Sequence[Moment | None], xs: Sequence[float]) -> Iterator[Column]:
    close = len(xs) > 1 and xs[1] - xs[0] < FEWEST
    year = ""
    for number, (moment, x) in enumerate(zip(moments, xs, strict=True)):
        day = str(visit.days[number] or "")
        judged = moment.judgement if moment and number else None
        told = not close or number % 2 == 0
        yield Column(
            x=x,
            label=str(number) if number else "start",
            day=day[5:] if told else "",
            year=day[:4] if day[:4] != year and told else "",
            here=number == visit.at,
            mark=MARKS[judged] if judged else "",
            judgement=judged.value if judged else "",
            sentence=words(moment.name) if moment and moment.name else "",
        )
        year = day[:4] if told else year


def _bars(visit: Visit, moments: Sequence[Moment | None], xs: Sequence[float]) -> Iterator[Bar]:
    several = len(visit.present.matters) > 1
    starts = {one.case: one for one in visit.attempt.moments[: len(visit.present.matters)] if one is not None}
    reached: dict[tuple[str, str], int] = {}
    for row, duty in enumerate(visit.attempt.timeline.duties):
        key = duty.case, duty.action
        first = _first(duty, starts.get(duty.case), moments, reached.get(key, 0))
        last = _last(duty, moments, first)
        reached[key] = last
        begins = xs[first] - _between(visit, duty, first, xs)
        yield Bar(
            y=TOP + ROW * row,
            start=begins,
            end=max(xs[last], begins + 8),
            name=(f"{words(duty.case)}: " if several else "") + words(duty.action),
            norms=", ".join(duty.norms),
            state=duty.state.value,
            how=ENDS[duty.state],
        )


def _first(duty: Duty, start: Moment | None, moments: Sequence[Moment | None], after: int) -> int:
    """The column at which a duty is first seen: where its case is first told to have it, else the first of its day."""
    if after == 0 and start is not None and _obliged(duty, start):
        return 0
    later = [
        number
        for number in range(max(after, 1), len(moments))
        if (moment := moments[number]) is None or duty.since is None or moment.at is None or moment.at >= duty.since
    ]
    seen = (number for number in later if (one := moments[number]) and one.case == duty.case and _obliged(duty, one))
    return next(seen, later[0] if later else len(moments) - 1)


def _obliged(duty: Duty, moment: Moment) -> bool:
    return moment.verdict[duty.action].status in (Status.OBLIGATORY, Status.UNDETERMINED)


def _last(duty: Duty, moments: Sequence[Moment | None], first: int) -> int:
    """The column at which a duty ends; the last one where it does not."""
    for number in range(first, len(moments)):
        moment = moments[number]
        if moment is None or moment.case != duty.case:
            continue
        if duty.state is DutyState.DISCHARGED and moment.name == duty.action and moment.at == duty.until:
            return number
        over = moment.verdict[duty.action].status is not Status.OBLIGATORY
        if (
            duty.state is DutyState.LAPSED
            and over
            and (duty.until is None or moment.at is None or moment.at >= duty.until)
        ):
            return number
    return len(moments) - 1


def _between(visit: Visit, duty: Duty, first: int, xs: Sequence[float]) -> float:
    """Half a column back where a duty arose between two steps, when time alone brought it about."""
    day = visit.days[first]
    early = duty.since is not None and day is not None and duty.since < day and first > 0
    return (xs[first] - xs[first - 1]) / 2 if early else 0.0
