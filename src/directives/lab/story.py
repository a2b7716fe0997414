"""The story as a list of steps: the day, the sentence and the judgement of each, and where it breaks off."""

from dataclasses import dataclass

from ..play import Moment
from ..play.telling import grounds, words
from ..scenario import Step
from ..whatif.told import step_sentence
from .visit import Visit


@dataclass(frozen=True)
class Entry:
    """A line of the story: its number, day, sentence, whether it is looked at, its judgement, what is wrong with it."""

    number: int
    at: str
    case: str
    kind: str
    sentence: str
    here: bool
    judgement: str = ""
    grounds: str = ""
    broken: str = ""
    unmet: tuple[str, ...] = ()
    added: bool = False


def entries(visit: Visit) -> list[Entry]:
    """The start and every step, in order."""
    played = visit.attempt
    starts = len(visit.present.matters)
    broken = {one.step + 1: one.fault.message for one in played.breaks}
    found = [Entry(0, str(visit.days[0] or ""), "", "start", "How things stand at the start.", visit.at == 0)]
    for number, step in enumerate(visit.present.timeline, 1):
        moment = played.moments[starts + number - 1]
        found.append(_entry(visit, number, step, moment, broken.get(number, "")))
    return found


def _entry(visit: Visit, number: int, step: Step, moment: Moment | None, broken: str) -> Entry:
    several = len(visit.present.matters) > 1
    judged = moment.judgement if moment else None
    return Entry(
        number=number,
        at=str(visit.days[number] or ""),
        case=words(visit.present.case_of(step)) if several else "",
        kind="action" if step.action else "event" if step.event else "checkpoint",
        sentence=step_sentence(step, visit.policy),
        here=visit.at == number,
        judgement=judged.value if judged else "",
        grounds=grounds(moment, visit.policy) if moment and judged else "",
        broken=broken or ("" if moment else "Not played: the story of this case has broken off."),
        unmet=tuple(
            f"expected {words(one.of)} {one.expected}, got {one.actual}"
            for one in (moment.expectations if moment else ())
            if not one.met
        ),
        added=bool(visit.story.changes) and visit.kept_slots[number - 1].added is not None,
    )
