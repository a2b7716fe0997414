"""A story on one page of paper: its cases, what happened, what held then and why, the duties."""

from collections.abc import Mapping
from typing import Any

from ..play.telling import tell
from .visit import Visit


def context(visit: Visit, _view: Mapping[str, str]) -> dict[str, Any]:
    """What stands on the paper; smaller type where there is more of it."""
    told = tell(visit.attempt.timeline, visit.present, visit.policy)
    lines = sum(2 + len(scene.facts) / 4 + 1.6 * len(scene.said) + len(scene.remarks) for scene in told.scenes)
    size = next(
        (name for name, most in (("large", 27), ("roomy", 42), ("close", 62), ("tight", 90)) if lines <= most),
        "tightest",
    )
    return {"told": told, "size": size, "broken": [one.fault.message for one in visit.attempt.breaks]}
