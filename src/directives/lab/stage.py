"""The stage: the story step by step, and the verdict at the step looked at, with the argument for each status."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..play import Moment
from ..play.telling import WORDS, grounds, lacking, norm_point, remarks_on, words
from ..policy import Occurrence, Policy
from ..scenario import Step
from ..terms import UNKNOWN, Status
from ..whatif.outline import Item
from ..whatif.remembering import telling
from ..whatif.told import step_sentence
from ..whatif.why import argued
from ..whatif.why_page import why_items
from ..whatif.wording import does, headline
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


@dataclass(frozen=True)
class Row:
    """A ruling: its status and how that is said, the action, the norms with their words and clauses, the argument."""

    action: str
    does: str
    status: Status
    word: str
    norms: tuple[tuple[str, str, str], ...]
    argument: tuple[Item, ...]
    was: str = ""
    cannot: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A value that a fact or reading may have, and whether it has it."""

    value: str
    says: str
    chosen: bool


@dataclass(frozen=True)
class FactLine:
    """A fact of a case: the values it may start with, what it is at the moment looked at."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    now: str
    changed: bool


@dataclass(frozen=True)
class Option:
    """An event or action that could be put in, or why it cannot."""

    kind: str
    name: str
    says: str
    why_not: str = ""


@dataclass(frozen=True)
class CaseBox:
    """A case: its name, topic and facts, whether it is looked at."""

    name: str
    topic: str
    here: bool
    facts: tuple[FactLine, ...]


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


def rows(visit: Visit) -> list[Row]:
    """The rulings at the moment looked at, the gravest first; those on which no norm says anything come last."""
    moment = visit.moment
    if moment is None:
        return []
    found = [_row(visit, moment, name) for name in moment.verdict]
    return sorted(found, key=lambda row: (list(WORDS).index(row.status), not row.was))


def _row(visit: Visit, moment: Moment, action: str) -> Row:
    policy, ruling = visit.policy, moment.verdict[action]
    answer = argued(visit.situation, visit.evaluator, action, moment.case, "")
    before = visit.before.verdict.get(action) if visit.before else None
    may = ruling.status in (Status.PERMITTED, Status.OBLIGATORY)
    return Row(
        action=action,
        does=does(policy.actions[action]),
        status=ruling.status,
        word=WORDS[ruling.status],
        norms=tuple(_norm(policy, name) for name in (*ruling.norms, *ruling.open)),
        argument=tuple(why_items(answer)),
        was=WORDS[before.status] if before and before.status is not ruling.status else "",
        cannot=lacking(policy, policy.actions[action], moment) if may else "",
        notes=answer.remarks,
    )


def _norm(policy: Policy, name: str) -> tuple[str, str, str]:
    point = norm_point(policy, name)
    return name, point.text, point.cite.partition(", ")[2]


def cases(visit: Visit) -> list[CaseBox]:
    """Every case with its facts; what the one looked at is like at the moment."""
    return [
        CaseBox(name, case.topic, name == visit.who, tuple(_facts(visit, name)))
        for name, case in visit.present.matters.items()
    ]


def _facts(visit: Visit, case: str) -> Iterator[FactLine]:
    policy, one = visit.policy, visit.present.matters[case]
    moment = visit.moment if case == visit.who else None
    for name in policy.topics[one.topic].facts:
        fact = policy.facts[name]
        given = one.facts.get(name, fact.initial or UNKNOWN)
        now = moment.facts[name] if moment else given
        choices = (*fact.values, UNKNOWN)
        yield FactLine(
            name=name,
            label=words(name),
            choices=tuple(Choice(value, words(value), value == given) for value in choices),
            now=words(now),
            changed=now != given,
        )


def options(visit: Visit) -> tuple[list[Option], list[Option]]:
    """The events and actions that can happen to the case at the moment, and those that cannot, with why not."""
    moment = visit.moment
    if moment is None:
        return [], []
    found = [*_options(visit, moment, "event", visit.policy.events_of(visit.topic)),
             *_options(visit, moment, "action", visit.policy.actions_of(visit.topic))]  # fmt: skip
    return [one for one in found if not one.why_not], [one for one in found if one.why_not]


def _options(visit: Visit, moment: Moment, kind: str, known: Mapping[str, Occurrence]) -> Iterator[Option]:
    for name, one in known.items():
        needs = "" if visit.situation.can(one) else lacking(visit.policy, one, moment) or "what is known rules it out"
        says = one.says if kind == "event" else f"We {one.says.rstrip('.')}."
        yield Option(kind, name, says, f"it needs {needs}" if needs else "")


def remarks(visit: Visit) -> list[str]:
    """Clashes, duties that cannot be done and what follows, in words."""
    moment = visit.moment
    if moment is None:
        return []
    return [point.text + (f" ({point.cite})" if point.cite else "") for point in remarks_on(moment, visit.policy)]


@dataclass(frozen=True)
class ReadingLine:
    """A reading: its value, its range or values, its default, the clause and what it stands for."""

    name: str
    label: str
    value: str
    low: int | None
    high: int | None
    choices: tuple[Choice, ...]
    default: str
    clause: str
    note: str


def readings(visit: Visit, every: bool = False) -> list[ReadingLine]:
    """The readings that the topics of the story ask about, or every one of the policy."""
    policy = visit.policy
    topics = {case.topic for case in visit.present.matters.values()}
    asked = {name for topic in topics for name in telling(policy, topic)}
    asked |= {str(policy.counters[name].within) for topic in topics for name in policy.topics[topic].counters}
    return [_reading(visit, name) for name in policy.readings if every or name in asked]


def _reading(visit: Visit, name: str) -> ReadingLine:
    one, value = visit.policy.readings[name], str(visit.readings[name])
    low, high = one.range or (None, None)
    choices = tuple(Choice(other, words(other), other == value) for other in one.values or ())
    return ReadingLine(name, words(name), value, low, high, choices, words(str(one.default)), one.clause, one.note)


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
