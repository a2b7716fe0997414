"""A telling as Markdown, for handouts and notes."""

import re
from collections.abc import Iterator

from ..policy import Policy
from ..scenario import Scenario
from .telling import LEADS, WORDS, Point, Scene, tell
from .timeline import Timeline

_DEEP = {"because": "    ", "by": "    "}
"""The points that stand below the one before them."""


def to_markdown(timeline: Timeline, scenario: Scenario, policy: Policy, full: bool = False) -> str:
    """The timeline as a Markdown document."""
    telling = tell(timeline, scenario, policy, full)
    lines = [f"# {escaped(telling.title)}", ""]
    if telling.about:
        lines += [escaped(telling.about), ""]
    lines += [f"- Reading: {escaped(reading)}" for reading in telling.readings]
    lines += [""] if telling.readings else []
    for scene in telling.scenes:
        lines += [*_scene(scene, full), ""]
    if telling.duties:
        lines += ["## Duties", ""]
        lines += [f"- {duty.state.value}: {escaped(sentence)}" for duty, sentence in telling.duties]
        lines += [""]
    if telling.judgements:
        lines += ["## Judgements", ""]
        lines += [f"- {judged.value}: {escaped(what)}" for judged, what in telling.judgements] + [""]
    return "\n".join([*lines, *([telling.expected, ""] if telling.expected else [])]).rstrip() + "\n"


def _scene(scene: Scene, full: bool) -> Iterator[str]:
    yield f"## {escaped(' · '.join(part for part in (scene.at, scene.case) if part))}"
    yield ""
    yield escaped(scene.sentence)
    yield ""
    if scene.facts:
        yield f"*{escaped('; '.join(scene.facts))}*"
        yield ""
    if scene.judgement:
        yield f"- judged **{scene.judgement[0].value}**: {escaped(scene.judgement[1])}"
    for one in scene.said:
        yield f"- **{WORDS[one.status]}** {escaped(one.action)}"
        yield from (f"{_DEEP.get(point.kind, '  ')}- {_point(point)}" for point in one.points)
    yield from (f"- {_point(point)}" for point in scene.remarks)
    if scene.still:
        yield f"- still: {escaped('; '.join(scene.still))}"
    if scene.silent:
        counted = f"{len(scene.silent)} action{'s' if len(scene.silent) > 1 else ''}"
        yield f"- silent on {escaped(', '.join(scene.silent)) if full else counted}"
    yield from (f"- **{escaped(unmet)}**" for unmet in scene.unmet)


def _point(point: Point) -> str:
    return escaped(LEADS.get(point.kind, "") + point.text + (f" ({point.cite})" if point.cite else ""))


def escaped(text: str) -> str:
    """The text on one line by itself, with what Markdown and HTML would take for markup made harmless."""
    return re.sub(r"^([-+=]|[0-9]+[.)])", lambda mark: mark[0][:-1] + "\\" + mark[0][-1], inline(text))


def inline(text: str) -> str:
    """The same for a text that stands within a line."""
    return re.sub(r"([\\`*_\[\]<>|&~#])", r"\\\1", " ".join(text.split()))
