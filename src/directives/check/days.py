"""When the steps of a witness happen: the earliest days on which counters with windows stand as they should.

It knows steps by their numbers alone: nothing of policies or of what the steps are.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

Least: TypeAlias = tuple[int, int, int]
"""A later step, an earlier one and how many days at least lie between; with fewer than none it comes so much sooner at
most."""


def earliest(steps: int, least: Iterable[Least]) -> list[int] | None:
    """The earliest days of the steps, counted from 0, that keep all distances; None if there are none.

    >>> earliest(3, [(1, 0, 1), (2, 1, 1), (2, 0, 5)])
    [0, 1, 5]
    >>> earliest(2, [(1, 0, 3), (0, 1, -2)]) is None  # at least three days apart, and at most two
    True
    """
    found = [0] * steps
    kept = list(least)
    for _ in range(steps + 1):
        late = [(later, found[sooner] + days) for later, sooner, days in kept if found[sooner] + days > found[later]]
        if not late:
            return found
        for step, day in late:
            found[step] = max(found[step], day)
    return None


def standing(counted: Sequence[int], number: int, most: int, window: int, step: int) -> Iterator[Least]:
    """What keeps a counter at a number just before a step: so many of the steps that it counts lie in its window.

    `counted` are those before the step, in order; the number `most` stands for itself and all above.

    >>> list(standing([0, 1, 2], 1, 3, 30, 4))  # step 2 less than 30 days before step 4, step 1 at least 30
    [(2, 4, -29), (4, 1, 30)]
    """
    if number:
        yield counted[-number], step, 1 - window
    if number < min(most, len(counted)):
        yield step, counted[-number - 1], window
