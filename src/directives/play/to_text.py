"""A telling as lines of text, readable at 80 columns; each span has a role, so that a terminal may colour it."""

from collections.abc import Iterator

from ..policy import Policy
from ..scenario import Scenario
from ..terms import StepKind
from .columns import columns, folded
from .telling import LEADS, WORDS, Point, Said, Scene, Telling, tell
from .timeline import Timeline

Span = tuple[str, str]
"""A role (`title`, `heading`, `must`, `cite`, ... or `` for plain) and a text."""
Line = list[Span]

_LABEL = 10
_MARGIN = "  "
_NARROW = 20


def to_text(timeline: Timeline, scenario: Scenario, policy: Policy, width: int = 80) -> str:
    """The timeline in plain text, no line wider than `width` columns."""
    lines = to_lines(tell(timeline, scenario, policy), width)
    return "\n".join("".join(text for _, text in line).rstrip() for line in lines)


def to_lines(telling: Telling, width: int = 80, full: bool = False) -> Iterator[Line]:
    """The telling as lines of spans, none wider than `width` columns; `full` unfolds silences."""
    yield from wrapped(telling.title, width, "", "title")
    yield from wrapped(telling.about, width, "", "about")
    for reading in telling.readings:
        yield from wrapped(f"Reading: {reading}", width, "", "cite")
    for scene in telling.scenes:
        yield []
        yield from _scene(scene, width, len(telling.cases) > 1, full)
    yield from _ending(telling, width)


def _scene(scene: Scene, width: int, several: bool, full: bool) -> Iterator[Line]:
    yield from _heading(scene, width, several)
    if scene.facts:
        yield from wrapped("; ".join(scene.facts), width, _MARGIN, "facts")
    if scene.judgement:
        judged, why = scene.judgement
        yield from hanging([("", _MARGIN), (judged.value, f"{judged.value}: ")], why, width, "")
    for one in scene.said:
        yield from _said(one, width)
    for point in scene.remarks:
        cite = f" ({point.cite})" if point.cite else ""
        yield from wrapped(f"{LEADS.get(point.kind, '')}{point.text}{cite}", width, _MARGIN, point.kind)
    if scene.still:
        yield from hanging([("", _MARGIN), ("cite", "still ".ljust(_LABEL))], "; ".join(scene.still), width, "cite")
    if scene.silent:
        named = ", ".join(scene.silent) if full else _counted(len(scene.silent))
        yield from hanging([("", _MARGIN), ("silent", "silent".ljust(_LABEL))], f"on {named}", width, "cite")
    for unmet in scene.unmet:
        yield from wrapped(unmet, width, _MARGIN, "violation")


def _counted(number: int) -> str:
    return f"{number} action{'s' if number > 1 else ''} (--full names them)"


def _heading(scene: Scene, width: int, several: bool) -> Iterator[Line]:
    lead: Line = [("date", f"{scene.at}  ")] if scene.at else []
    if scene.kind is StepKind.START:
        lead.append(("case", f"{scene.case} ({scene.topic}): " if several else f"{scene.topic}: "))
    elif several:
        lead.append(("case", f"{scene.case}: "))
    mark = "heading" if scene.kind in (StepKind.EVENT, StepKind.ACTION) else "start"
    yield from hanging(lead, scene.sentence, width, mark)


def _said(one: Said, width: int) -> Iterator[Line]:
    label = WORDS[one.status]
    room = width - len(_MARGIN) - _LABEL
    gap = room - columns(one.action) - columns(one.norms)
    lead: Line = [("", _MARGIN), (label, label.ljust(_LABEL))]
    if one.norms and gap >= 2:
        yield [*lead, ("action", one.action), ("", " " * gap), ("cite", one.norms)]
    else:
        yield from hanging(lead, one.action, width, "action")
    for point in one.points:
        yield from _point(point, width)


def _point(point: Point, width: int) -> Iterator[Line]:
    indent = " " * (len(_MARGIN) + _LABEL + (2 if point.kind in ("because", "by") else 0))
    cite = f" ({point.cite})" if point.cite else ""
    text = f"{LEADS.get(point.kind, '')}{point.text}{cite}"
    yield from wrapped(text, width, indent, point.kind)


def _ending(telling: Telling, width: int) -> Iterator[Line]:
    if telling.duties:
        yield []
        yield [("title", "Duties")]
    for duty, sentence in telling.duties:
        lead: Line = [("", _MARGIN), (duty.state.value, duty.state.value.ljust(12))]
        yield from hanging(lead, sentence, width, "")
    if telling.judgements:
        yield []
        yield [("title", "Judgements")]
    for judged, what in telling.judgements:
        yield from hanging([("", _MARGIN), (judged.value, judged.value.ljust(14))], what, width, "")
    if telling.expected:
        yield []
        yield [("about", telling.expected)]


def wrapped(text: str, width: int, indent: str, role: str, hyphens: bool = True) -> Iterator[Line]:
    """The text in lines of one role, each indented; `hyphens` lets words part there."""
    for line in folded(text, max(width - len(indent), 1), hyphens):
        yield [("", indent), (role, line)] if indent else [(role, line)]


def hanging(lead: Line, text: str, width: int, role: str, hyphens: bool = True) -> Iterator[Line]:
    """The text after a lead, its further lines indented to where it starts; below a lead that leaves little room."""
    taken = sum(columns(part) for _, part in lead)
    if width - taken < _NARROW:
        yield from ([(role_, part)] for role_, some in lead for part in folded(some, width, hyphens))
        yield from wrapped(text, width, _MARGIN, role, hyphens)
        return
    for number, line in enumerate(folded(text, width - taken, hyphens) or [""]):
        yield [*(lead if number == 0 else [("", " " * taken)] if taken else []), (role, line)]
