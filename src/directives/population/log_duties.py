"""The duties of the cases of a topic over a log: when each arose, and how it ended (DESIGN 2, duties).

A duty is a stretch of moments of one case at which its action is obligatory.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..policy import Policy
from ..terms import DutyState
from .log import Ints
from .log_counts import APART
from .log_situations import Situations


@dataclass(frozen=True)
class Moments:
    """The moments at which something may change for cases, case by case and in order; each in a situation."""

    case: Ints
    moment: Ints
    day: Ints
    situation: Ints


@dataclass(frozen=True)
class Duties:
    """Duties of one action, as arrays; `until` is 0 for one that is still open."""

    action: str
    case: Ints
    moment: Ints
    since: Ints
    until: Ints
    state: list[DutyState]
    norms: list[tuple[str, ...]]


def duties(
    policy: Policy, situations: Situations, at: Moments, done: dict[str, tuple[Ints, Ints, Ints]]
) -> Iterator[Duties]:
    """The duties of each action; `done` gives, for each, by case and in order, whose it was, the moment and the day."""
    obligatory = situations.obligatory()
    for number, action in enumerate(policy.actions_of(situations.topic)):
        due = obligatory[at.situation, number] if len(at.case) else np.zeros(0, np.bool_)
        if due.any():
            yield _duties(policy, situations, at, action, due, done[action])


def _duties(
    policy: Policy,
    situations: Situations,
    at: Moments,
    action: str,
    due: npt.NDArray[np.bool_],
    done: tuple[Ints, Ints, Ints],
) -> Duties:
    """The duties of one action, which is due at some moments."""
    starts, lasts, lapsed = _stretches(at.case, due)
    after = np.where(lapsed, lasts + 1, lasts)
    latest = np.where(lapsed, at.moment[after], APART - 1)
    discharged, day = _first_done(at.case[starts], at.moment[starts], latest, done)
    until = np.where(discharged, day, np.where(lapsed, at.day[after], 0))
    still = DutyState.STANDING if policy.actions[action].continuous else DutyState.OPEN
    state = [
        DutyState.DISCHARGED if yes else DutyState.LAPSED if no else still
        for yes, no in zip(discharged.tolist(), lapsed.tolist(), strict=True)
    ]
    norms = {one: situations.obliging(one, action) for one in np.unique(at.situation[starts]).tolist()}
    return Duties(
        action, at.case[starts], at.moment[starts], at.day[starts], until, state,
        [norms[one] for one in at.situation[starts].tolist()],
    )  # fmt: skip


def _stretches(case: Ints, due: npt.NDArray[np.bool_]) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
    """Stretches of moments of one case at which it is due: first, last, and whether the case has moments after it."""
    begins = np.ones(len(due), np.bool_)
    begins[1:] = case[1:] != case[:-1]
    ends = np.append(begins[1:], True)
    starts = np.flatnonzero(due & (begins | ~np.insert(due[:-1], 0, False)))
    lasts = np.flatnonzero(due & (ends | ~np.append(due[1:], False)))
    return starts, lasts, ~ends[lasts]


def _first_done(
    case: Ints, since: Ints, latest: Ints, done: tuple[Ints, Ints, Ints]
) -> tuple[npt.NDArray[np.bool_], Ints]:
    """Whether an action was done for cases after one moment and up to another, and on which day first."""
    whose, moment, day = done
    if not len(whose):
        return np.zeros(len(case), np.bool_), np.zeros(len(case), np.int64)
    first = np.searchsorted(whose * APART + moment, case * APART + since, side="right")
    there = np.minimum(first, len(whose) - 1)
    return (first < len(whose)) & (whose[there] == case) & (moment[there] <= latest), day[there]
