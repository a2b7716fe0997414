"""The stage: the story step by step, the verdict at the step looked at, and the question what it will be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..play.telling import WORDS
from ..terms import Status
from ..whatif.wording import headline
from .choosing import cases, options, readings
from .rulings import Row, remarks, rows
from .story import entries
from .visit import Visit

GUESSES = (
    Status.OBLIGATORY,
    Status.FORBIDDEN,
    Status.PERMITTED,
    Status.EXEMPT,
    Status.SILENT,
    Status.RESERVED,
    Status.CONFLICT,
    Status.UNDETERMINED,
)
"""What can be guessed, in the order in which it is taught."""


@dataclass(frozen=True)
class Question:
    """What is to be predicted: the actions to choose from, those that have changed first, and what was guessed."""

    actions: tuple[tuple[str, str], ...]
    statuses: tuple[tuple[str, str], ...]
    hidden: bool
    told: str = ""
    right: bool = False


def question(visit: Visit, ruled: list[Row]) -> Question:
    """The question at a moment, and, once there is a guess, how it went."""
    ordered = sorted(ruled, key=lambda row: (not row.was, row.status is Status.SILENT))
    statuses = tuple((status.value, WORDS[status]) for status in GUESSES)
    actions = tuple((row.action, row.does) for row in ordered)
    action, guess = visit.address.guess or ("", "")
    row = next((row for row in ruled if row.action == action), None)
    if row is None or guess not in dict(statuses):
        return Question(actions, statuses, hidden=visit.address.predict and bool(ruled))
    right = guess == row.status.value
    so = headline(visit.policy, action, row.status)
    return Question(
        actions, statuses, False, f"Right. {so}" if right else f"You said: {dict(statuses)[guess]}. {so}", right
    )


def context(visit: Visit, _view: Mapping[str, str]) -> dict[str, Any]:
    """What the stage shows."""
    possible, impossible = options(visit)
    ruled = rows(visit)
    return {
        "entries": entries(visit),
        "cases": cases(visit),
        "rows": [row for row in ruled if row.status is not Status.SILENT or row.was],
        "silent": [row for row in ruled if row.status is Status.SILENT and not row.was],
        "possible": possible,
        "impossible": impossible,
        "remarks": remarks(visit),
        "readings": readings(visit),
        "question": question(visit, ruled),
        "last": len(visit.present.timeline),
    }
