"""A telling as a piece of HTML, for notebooks; every text in it is escaped."""

from collections.abc import Iterator
from html import escape

from ..policy import Policy
from ..scenario import Scenario
from .telling import WORDS, Scene, tell
from .timeline import Timeline


def to_html(timeline: Timeline, scenario: Scenario, policy: Policy) -> str:
    """The timeline as one `<section>`."""
    telling = tell(timeline, scenario, policy)
    scenes = "".join("".join(_scene(scene)) for scene in telling.scenes)
    duties = "".join(f"<li>{duty.state.value}: {escape(text)}</li>" for duty, text in telling.duties)
    return (
        f"<section><h3>{escape(telling.title)}</h3><p>{escape(telling.about)}</p>{scenes}"
        + (f"<h4>Duties</h4><ul>{duties}</ul>" if duties else "")
        + f"<p>{escape(telling.expected)}</p></section>"
    )


def _scene(scene: Scene) -> Iterator[str]:
    yield f"<h4>{escape(' '.join(part for part in (scene.at, scene.case) if part))}</h4><p>{escape(scene.sentence)}</p>"
    if scene.judgement:
        yield f"<p>judged <strong>{scene.judgement[0].value}</strong>: {escape(scene.judgement[1])}</p>"
    yield "<ul>"
    for one in scene.said:
        reasons = "; ".join(f"{point.text} ({point.cite})" if point.cite else point.text for point in one.points)
        yield f"<li><strong>{WORDS[one.status]}</strong> {escape(one.action)}<br><small>{escape(reasons)}</small></li>"
    for point in scene.remarks:
        yield f"<li>{escape(point.text)}</li>"
    for unmet in scene.unmet:
        yield f"<li><strong>{escape(unmet)}</strong></li>"
    yield "</ul>"
