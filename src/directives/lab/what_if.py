"""What if: the story pinned as *before*, what is changed in it, and side by side only what differs, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..errors import FaultsError
from ..play.page import Entry, Note, Page, Part
from ..play.telling import words
from ..terms import Status
from ..whatif import flip, varied, what_if
from ..whatif.compare import Difference
from ..whatif.flip_page import flip_page
from ..whatif.outline import Page as Outline
from ..whatif.told import step_sentence
from ..whatif.vary_told import page as varied_page
from ..whatif.what_if_told import Sides, sides
from ..whatif.wording import does
from .choosing import cases, readings
from .rulings import rows
from .stage import question
from .visit import Visit

MOST_CHANGES = 2
"""The changes that a search for the smallest may put together: more take long, and few can be taught with more."""
KINDS = {"judgement": "judged", "impossible": "impossible duty"}
"""How kinds of differences are called, where not as they are."""

NOTHING = {"status": Status.SILENT.value, "judgement": "not done"}
"""What is said where one side has nothing of a kind."""


@dataclass(frozen=True)
class Compared:
    """A difference side by side: what it is about, the statuses or words before and after, and why."""

    about: str
    before: str
    after: str
    statuses: bool
    cite: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Slot:
    """A step at which something differs."""

    at: str
    sentence: str
    facts: tuple[str, ...]
    compared: tuple[Compared, ...]
    rest: tuple[Entry, ...]


def context(visit: Visit, view: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows."""
    pinned = replace(visit.address, pinned=True)
    visit = Visit(pinned, visit.library)
    ruled = rows(visit)
    return {
        "visit": visit,
        "here": pinned,
        "query": pinned.query,
        "sides": sides(what_if(visit.story)) if visit.story.changes and not broken(visit) else None,
        "broken": broken(visit),
        "slots": slots,
        "cases": cases(visit),
        "readings": readings(visit),
        "steps": tuple(steps(visit)),
        "insertable": tuple(insertable(visit)),
        "varying": tuple(varying(visit)),
        "vary": view.get("vary", ""),
        "varied": found_varied(visit, view.get("vary", "")),
        "question": question(visit, ruled),
        "wanted": (view.get("action", ""), view.get("status", "")),
        "flipped": found_flipped(visit, view.get("action", ""), view.get("status", "")),
        "moment": words_of_moment(visit),
    }


def broken(visit: Visit) -> list[str]:
    """Why the story cannot be a *before*: it breaks off even as it is."""
    before = Visit(visit.address.with_(changes=()), visit.library)
    return [one.fault.message for one in before.attempt.breaks]


def slots(found: Sides) -> Iterator[Slot]:
    """The steps of an answer."""
    for otherwise, part in found.steps:
        new = [one for one in otherwise.differences if one.new]
        yield Slot(
            at=part.lead,
            sentence=part.heading,
            facts=tuple(note.text for note in part.notes),
            compared=tuple(_compared(one, entry) for one, entry in zip(new, part.entries, strict=False)),
            rest=tuple(part.entries[len(new) :]),
        )


def _compared(one: Difference, entry: Entry) -> Compared:
    statuses = one.of == "status"
    left, _, right = one.about.partition(" and ")
    about = f"{words(left)} and {words(right)}" if right else words(left)
    kind = KINDS.get(one.of, one.of)
    return Compared(
        about=about if statuses else f"{about} ({kind})",
        before=one.before or NOTHING.get(one.of, "no"),
        after=one.after or NOTHING.get(one.of, "no"),
        statuses=statuses,
        cite=entry.cite,
        notes=(*(() if statuses else (Note(entry.text),)), *entry.notes),
    )


def steps(visit: Visit) -> Iterator[tuple[int, str, str, bool]]:
    """The steps of the story as it was: number, day, sentence, whether a change leaves it out."""
    policy = visit.story.policy_with(())
    for slot in visit.story.slots:
        if slot.number is not None:
            yield slot.number, str(slot.step.at or ""), step_sentence(slot.step, policy), bool(slot.dropped)


def insertable(visit: Visit) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """For each case, the events and actions that could be put in: the words of each, and what it says."""
    policy = visit.policy
    for name, case in visit.address.scenario.matters.items():
        events = [(f"{name},event:{one}", known.says) for one, known in policy.events_of(case.topic).items()]
        actions = [
            (f"{name},action:{one}", f"We {does(known)}.") for one, known in policy.actions_of(case.topic).items()
        ]
        yield words(name), [*events, *actions]


def varying(visit: Visit) -> Iterator[tuple[str, str]]:
    """What can be varied: every fact of every case, every reading."""
    for name, case in visit.present.matters.items():
        who = f"{words(name)}: " if len(visit.present.matters) > 1 else ""
        for fact in visit.policy.topics[case.topic].facts:
            yield f"{name}.{fact}", f"{who}{words(fact)}"
    for reading in visit.policy.readings:
        yield reading, f"reading: {words(reading)}"


def found_varied(visit: Visit, name: str) -> Page | None:
    """The story at every value of a fact or reading."""
    if not name:
        return None
    try:
        return varied_page(varied(visit.story, [name]))
    except FaultsError as error:
        return _faulty(error)


def found_flipped(visit: Visit, action: str, status: str) -> Outline | str | None:
    """The smallest changes that give an action a status at the moment looked at, or why there is no answer."""
    if not action or not status:
        return None
    try:
        found = flip(
            visit.present, action, status, most=MOST_CHANGES,
            case=visit.who, step=visit.at, policy=visit.policy, engine=visit.evaluator.name,
        )  # fmt: skip
    except FaultsError as error:
        return "; ".join(fault.message for fault in error.faults)
    return flip_page(found)


def words_of_moment(visit: Visit) -> str:
    """The moment looked at, in words."""
    return f"after step {visit.at}" if visit.at else "at the start"


def _faulty(error: FaultsError) -> Page:
    return Page("", (), (Part("", notes=tuple(Note(fault.message) for fault in error.faults)),))
