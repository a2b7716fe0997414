"""Two played variants of one story, step by step: what differs between them, and nothing else.

It sees only what was played. Which change made a difference is for `attribute.py`, through which norm for `through.py`.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_args

from ..condition import Model
from ..play import Attempt, Duty, Moment
from .variant import Slot, Story

Of = Literal["judgement", "status", "clash", "impossible", "conclusion"]
Value = str | int | None
DutyKey = tuple[str, str, int]
"""A duty by case, action and turn."""


class Difference(Model):
    """One thing that is otherwise at a step: `of` which kind, `about` which action, pair or conclusion.

    `before` and `after` are null where there is nothing to be said of it; `norms_before` and `norms_after` are the
    norms in force on the action, or on which the judgement rests. `new` tells that it was not already so at the case's
    step before. `through` says by which norms it came about, `causes` by which changes: the smallest sets of their
    numbers that make it so.
    """

    of: Of
    about: str
    before: str | None
    after: str | None
    norms_before: tuple[str, ...] = ()
    norms_after: tuple[str, ...] = ()
    new: bool = True
    through: tuple[str, ...] = ()
    causes: tuple[tuple[int, ...], ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What it is about."""
        return self.of, self.about


class Otherwise(Model):
    """One slot of the joint timeline at which something differs, or whose step is put in or left out.

    `slot` is the index of the slot, negative for the start of a case; `step` the number of the step in the file, null
    for one put in and for how things stand at the start and at the end. `facts` and
    `counters` give what is otherwise, as [before, after]; `settled` what differed at the case's step before and no
    longer does.
    """

    slot: int
    step: int | None
    at: datetime.date | None
    case: str
    kind: Literal["start", "event", "action", "checkpoint", "end"]
    name: str | None
    change: Literal["added", "dropped"] | None = None
    facts: dict[str, tuple[Value, Value]] = {}
    counters: dict[str, tuple[Value, Value]] = {}
    differences: tuple[Difference, ...] = ()
    settled: tuple[tuple[str, str], ...] = ()


class DutyDifference(Model):
    """A duty that arises in one of the two only, or ends otherwise; `before` or `after` is null where there is none."""

    case: str
    action: str
    before: Duty | None
    after: Duty | None
    causes: tuple[tuple[int, ...], ...] = ()


def said(moment: Moment, of: Of, about: str) -> tuple[str | None, tuple[str, ...]]:
    """What a moment says of one thing, and by which norms; None where it says nothing of it."""
    if of == "status":
        ruling = moment.verdict.get(about)
        return (ruling.status.value, (*ruling.norms, *ruling.open)) if ruling else (None, ())
    if of == "judgement":
        judged = moment.judgement is not None and moment.name == about
        return (str(moment.judgement), (*moment.grounds, *moment.open_grounds)) if judged else (None, ())
    if of == "clash":
        return ("clash" if tuple(about.split(" and ")) in moment.clashes else None), ()
    if of == "impossible":
        return ("impossible" if about in moment.impossible else None), ()
    return moment.conclusions.get(about), ()


def agree(one: Moment | None, other: Moment | None, difference: Difference) -> bool:
    """Whether two moments say the same there; of the norms only where the difference is one of norms alone."""
    if one is None or other is None:
        return one is other
    left, right = (said(moment, difference.of, difference.about) for moment in (one, other))
    return left == right if difference.before == difference.after else left[0] == right[0]


def compared(story: Story, before: Attempt, after: Attempt, made: Mapping[int, int]) -> Iterator[tuple[int, Otherwise]]:
    """What differs at each moment, with its index, the starts of the cases first; nothing where nothing is to be told.

    `made` gives for each change that is made in one of the two only -1 if that is the first, 1 if it is the second. At
    the end nothing is said of actions that could be done then in neither.
    """
    slots = story.slots
    starts = len(before.moments) - len(slots)
    last: dict[str, tuple[Difference, ...]] = {}
    for index, (left, right) in enumerate(zip(before.moments, after.moments, strict=True)):
        if left is None or right is None:
            continue
        slot = slots[index - starts] if index >= starts else None
        known = last.get(left.case, ())
        differences = tuple(_differences(left, right, known))
        if slot and slot.ends:
            doable = story.doable(left) | story.doable(right)
            differences = tuple(one for one in differences if one.of != "status" or one.about in doable)
        now = {one.key for one in differences}
        settled = tuple(one.key for one in known if one.key not in now and not (slot and slot.ends))
        change = _change(slot, made)
        if differences or settled or change:
            told = {"slot": index - starts, "change": change, "differences": differences, "settled": settled}
            yield index, _otherwise(slot, left, right).model_copy(update=told)
        last[left.case] = tuple(one for one in differences if one.of != "judgement")


def duties_compared(before: Attempt, after: Attempt) -> dict[DutyKey, DutyDifference]:
    """The duties that differ, of cases whose story does not break off in either."""
    broken = {one.case for one in (*before.breaks, *after.breaks)}
    left, right = by_turn(before), by_turn(after)
    return {
        key: DutyDifference(case=key[0], action=key[1], before=left.get(key), after=right.get(key))
        for key in dict.fromkeys((*left, *right))
        if left.get(key) != right.get(key) and key[0] not in broken
    }


def by_turn(attempt: Attempt) -> dict[DutyKey, Duty]:
    """The duties by case and action; the turn counts those of the same."""
    found: dict[DutyKey, Duty] = {}
    for duty in attempt.timeline.duties:
        turn = sum(key[:2] == (duty.case, duty.action) for key in found)
        found[duty.case, duty.action, turn] = duty
    return found


def _change(slot: Slot | None, made: Mapping[int, int]) -> Literal["added", "dropped"] | None:
    if slot is None or slot.step.name is None:
        return None
    sign = made.get(slot.added or 0, 0) - sum(made.get(one, 0) for one in slot.dropped)
    return "added" if sign > 0 else "dropped" if sign < 0 else None


def _otherwise(slot: Slot | None, left: Moment, right: Moment) -> Otherwise:
    told = right if right.name else left
    return Otherwise(
        slot=0,
        step=slot.number if slot else None,
        at=told.at,
        case=told.case,
        kind="end" if slot and slot.ends else told.kind.value,
        name=told.name,
        facts=_unlike(left.facts, right.facts),
        counters=_unlike(left.counters, right.counters),
    )


def _unlike(left: Mapping[str, Value], right: Mapping[str, Value]) -> dict[str, tuple[Value, Value]]:
    names = dict.fromkeys((*left, *right))
    return {name: (left.get(name), right.get(name)) for name in names if left.get(name) != right.get(name)}


def _differences(left: Moment, right: Moment, known: Sequence[Difference]) -> Iterator[Difference]:
    """What differs between two moments; not new where it was already so at the step before."""
    before = {one.key: (one.before, one.after, one.norms_before, one.norms_after) for one in known}
    for of, about in _keys(left, right):
        (was, norms), (now, others) = said(left, of, about), said(right, of, about)
        if (was, norms) != (now, others):
            new = before.get((of, about)) != (was, now, norms, others)
            yield Difference(of=of, about=about, before=was, after=now, norms_before=norms, norms_after=others, new=new)


def _keys(left: Moment, right: Moment) -> Iterator[tuple[Of, str]]:
    """All that the two moments speak of, by kind."""
    both = dict.fromkeys((*everything(left), *everything(right)))
    return iter(sorted(both, key=lambda key: get_args(Of).index(key[0])))


def everything(moment: Moment) -> Iterator[tuple[Of, str]]:
    """All that a moment speaks of."""
    if moment.judgement is not None and moment.name is not None:
        yield "judgement", moment.name
    yield from (("status", action) for action in moment.verdict)
    yield from (("clash", " and ".join(pair)) for pair in moment.clashes)
    yield from (("impossible", action) for action in moment.impossible)
    yield from (("conclusion", what) for what in moment.conclusions)
