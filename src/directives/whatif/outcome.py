"""All that a played variant of a story says, and what several variants do not share."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence

from ..condition import Model
from ..play import Attempt, Moment
from .compare import by_turn, everything, said
from .variant import Slot

Key = tuple[int, str, str, str]
"""A thing that can depend on the value: slot (after the last for a duty), case, kind and name."""


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


def outcome(attempt: Attempt, slots: Sequence[Slot]) -> dict[Key, str]:
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


def without_moot(one: Mapping[Key, str], slots: Sequence[Slot], doable: Collection[tuple[str, str]]) -> dict[Key, str]:
    """An outcome without the statuses at the end of actions that in no variant could be done then, by case and name."""
    return {key: value for key, value in one.items() if not _is_end(key, slots) or (key[1], key[3]) in doable}


def ends(attempt: Attempt, slots: Sequence[Slot]) -> Iterator[Moment]:
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


def letter_of(number: int) -> str:
    """A, B, ... Z, A1, B1, ..."""
    return chr(ord("A") + number % 26) + (str(number // 26) if number >= 26 else "")


_NONE = {"clash": "no", "impossible": "no", "conclusion": "no", "duty": "none", "story": "goes on", "judgement": "none"}


def rows(outcomes: Mapping[str, Mapping[Key, str]], slots: Sequence[Slot]) -> Iterator[Row]:
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
