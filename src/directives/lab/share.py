"""Taking a story away and bringing one along: a link, a scenario file, a page of paper, a lesson."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Fault, FaultsError, Place, did_you_mean
from ..files import decoded, scenario_from_text, scenario_to_yaml
from ..policy import Policy
from ..scenario import Scenario
from ..teach import lesson
from .visit import Visit

MOST_STORIES = 12
"""The stories that one lesson may hold."""


def context(visit: Visit, _view: Mapping[str, str]) -> dict[str, Any]:
    """What there is to share."""
    return {
        "text": scenario_to_yaml(visit.present),
        "amended": [change for change in visit.address.changes if change.startswith(("amend:", "law:"))],
        "shelves": visit.library.shelves,
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


def lesson_of(visit: Visit, chosen: Sequence[str] = ()) -> tuple[str, str]:
    """The name of a file and the story as a lesson, with others that were chosen by their keys.

    Where something is changed the story is told as it was and as it is. Raises FaultsError for a story that is not
    there, and for too many.
    """
    stories = [*told(visit), *(picked(visit, key) for key in chosen)]
    if len(stories) > MOST_STORIES:
        raise wrong(f"{len(stories)} stories in one lesson", f"at most {MOST_STORIES}")
    return f"{filename(visit.present.scenario)}.html", lesson(stories, visit.policy)


def told(visit: Visit) -> list[Scenario]:
    """The story; where something is changed, as it was and as it is."""
    present = visit.present
    if not visit.story.changes:
        return [present]
    return [visit.address.scenario, present.model_copy(update={"scenario": f"{present.scenario}, changed"})]


def picked(visit: Visit, key: str) -> Scenario:
    """A scenario of the library; raises FaultsError where there is none of this key."""
    found = visit.library.scenario(key)
    if found is None:
        raise wrong(f"unknown scenario `{key}`", did_you_mean(key, visit.library.files))
    return found


def wrong(message: str, cure: str) -> FaultsError:
    """The error for a lesson that cannot be made."""
    return FaultsError([Fault(Place("lesson"), "bad-argument", message, cure)])


def filename(title: str) -> str:
    """A title as the name of a file.

    >>> filename("The fourth wish: <script>")
    'the-fourth-wish-script'
    """
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "scenario"
