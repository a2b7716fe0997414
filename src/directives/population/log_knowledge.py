"""What is known of the cases of one topic before and after each row of a log: for each fact a set of values, as bits.

What a row does to a fact is `known & keeps | becomes`; two such in a row are one such, so all of them are found by
doubling: each row takes in the row before it, then two, then four.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import LimitError
from ..policy import Policy
from .log import Happening, Ints

Known = Mapping[str, npt.NDArray[np.uint64]]
"""For each fact the values that it may have, the first value as the lowest bit."""
MOST_VALUES = 64


def all_values(policy: Policy, fact: str) -> int:
    """The bits of all values of a fact; raises LimitError beyond MOST_VALUES."""
    count = len(policy.facts[fact].values)
    if count > MOST_VALUES:
        raise LimitError(f"fact `{fact}` has {count} values; a log takes at most {MOST_VALUES}")
    return (1 << count) - 1


def bits_of(policy: Policy, fact: str, values: frozenset[str | int] | tuple[str, ...]) -> int:
    """The bits of some values of a fact."""
    return sum(1 << place for place, value in enumerate(policy.facts[fact].values) if value in values)


@dataclass(frozen=True)
class Course:
    """The rows of one topic, case by case: `rows` are their numbers, `case` whose they are.

    `given` is what is known just before a row, once it is known that its needs held; `after` just after it. `broken`
    are the rows whose needs cannot have held.
    """

    rows: Ints
    case: Ints
    given: Known
    after: Known
    broken: Ints

    def where(self, there: npt.NDArray[np.bool_]) -> "Course":
        """The course with some of its rows alone."""
        given, after = ({fact: one[there] for fact, one in some.items()} for some in (self.given, self.after))
        return Course(self.rows[there], self.case[there], given, after, self.broken)

    def before(self, fact: str, at_first: Known, place: int) -> int:
        """The bits of what is known of a fact before the row at a place."""
        own = place > 0 and self.case[place - 1] == self.case[place]
        return int(self.after[fact][place - 1] if own else at_first[fact][self.case[place]])


def course(policy: Policy, known: Sequence[Happening], at_first: Known, rows: Ints, case: Ints, what: Ints) -> Course:
    """What rows come to, which stand case by case and, for each case, in order; `case` are places in `at_first`."""
    step = np.arange(len(rows)) - _starts(case)
    given, after = {}, {}
    broken = np.zeros(len(rows), np.bool_)
    for fact, first in at_first.items():
        needs, keeps, becomes = _effects(policy, known, fact)
        init = first[case]
        now = init if (keeps[:-1] == keeps[-1]).all() else _scanned(keeps[what], becomes[what], step, init)
        before = np.where(step == 0, init, np.roll(now, 1))
        given[fact], after[fact] = before & needs[what], now
        broken |= given[fact] == 0
    return Course(rows, case, given, after, rows[broken])


def _starts(case: Ints) -> Ints:
    """For each row the place of the first of its case."""
    first = np.ones(len(case), np.bool_)
    first[1:] = case[1:] != case[:-1]
    return np.maximum.accumulate(np.where(first, np.arange(len(case)), 0)) if len(case) else np.zeros(0, np.int64)


def _effects(policy: Policy, known: Sequence[Happening], fact: str) -> tuple[npt.NDArray[np.uint64], ...]:
    """By what happens: the values needed, those kept, those that come to be; NOTHING, at the end, changes nothing."""
    every = all_values(policy, fact)
    needs, keeps, becomes = ([every] * (len(known) + 1), [every] * (len(known) + 1), [0] * (len(known) + 1))
    for place, one in enumerate(known):
        admitted = policy.admitted(one.occurrence.needs)
        if fact in admitted:
            needs[place] = keeps[place] = bits_of(policy, fact, admitted[fact])
        if fact in one.occurrence.sets:
            keeps[place], becomes[place] = 0, bits_of(policy, fact, (one.occurrence.sets[fact],))
    return tuple(np.array(some, np.uint64) for some in (needs, keeps, becomes))


def _scanned(
    keeps: npt.NDArray[np.uint64], becomes: npt.NDArray[np.uint64], step: Ints, init: npt.NDArray[np.uint64]
) -> npt.NDArray[np.uint64]:
    """What is known after each row, given what each does by itself and which of its case it is."""
    back = 1
    while len(later := np.flatnonzero(step >= back)):
        earlier = later - back
        becomes[later] |= becomes[earlier] & keeps[later]
        keeps[later] &= keeps[earlier]
        back *= 2
    return init & keeps | becomes
