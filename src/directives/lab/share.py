"""Taking a story away and bringing one along: a link, a scenario file, a page of paper, a lesson."""

import importlib
import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from ..errors import Fault, FaultsError, Place
from ..files import decoded, scenario_from_text, scenario_to_yaml
from ..policy import Policy
from ..scenario import Scenario
from .visit import Visit

LESSON = "directives.teach.lesson"


def context(visit: Visit, _view: Mapping[str, str]) -> dict[str, Any]:
    """What there is to share."""
    return {
        "text": scenario_to_yaml(visit.present),
        "amended": [change for change in visit.address.changes if change.startswith(("amend:", "law:"))],
        "lessons": lessons(),
    }


def as_yaml(visit: Visit) -> tuple[str, str]:
    """The name of a file and the present story as its text; amendments are none of a scenario's and are left out."""
    return f"{filename(visit.present.scenario)}.yaml", scenario_to_yaml(visit.present)


def uploaded(content: bytes, name: str, policy: Policy) -> Scenario:
    """The scenario of an uploaded file; raises FaultsError with every fault of it, placed as the command line does."""
    called = re.sub(r"[^\w. -]", "", name.replace("\\", "/").rpartition("/")[2])[:80].strip() or "file"
    if not name:
        raise FaultsError([Fault(Place(called), "unreadable", "no file was chosen", "choose a scenario file")])
    return scenario_from_text(decoded(content, called), called, policy)


def lessons() -> bool:
    """Whether lesson files can be made."""
    try:
        return find_spec(LESSON) is not None
    except ModuleNotFoundError:
        return False


def lesson_of(visit: Visit) -> tuple[str, str]:
    """The name of a file and the present story as a lesson; raises FaultsError where lessons cannot be made."""
    if not lessons():
        raise FaultsError(
            [Fault(Place("lesson"), "bad-argument", "lessons cannot be made here", "download the scenario")]
        )
    made: str = importlib.import_module(LESSON).lesson([visit.present], visit.policy)
    return f"{filename(visit.present.scenario)}.html", made


def filename(title: str) -> str:
    """A title as the name of a file.

    >>> filename("The fourth wish: <script>")
    'the-fourth-wish-script'
    """
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "scenario"
