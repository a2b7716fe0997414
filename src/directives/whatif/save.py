"""A changed story as a scenario file: the text of the file with the changes made in place, its comments kept."""

from ..errors import DirectivesError, Path
from ..files import scenario_from_text
from ..files.draft import Draft
from ..files.heading import headed
from ..scenario import Scenario
from .change import Amend, Choose, Set
from .variant import Story, days


def saved(story: Story, text: str, source: str = "", target: str = "") -> str:
    """The text of the story's file with its changes made; amendments are none of a scenario's and are left out.

    `source` and `target` are the paths of the file and of the one that is written, so that the schema it names is found
    from there. Raises DirectivesError where the text cannot be made to say what the changed story says.
    """
    draft = Draft(text)
    try:
        for edit in (_facts, _readings, _steps):
            edit(story, draft)
        told = _same(_read(draft.text, story, target or "<saved>"), story.scenario_with(story.all), story)
    except LookupError:  # an entry is not where it should be
        told = False
    if not told:
        raise DirectivesError("the file is laid out in a way in which it cannot be changed; save it by hand")
    policy = story.policy_with(story.all)
    changes = [one for one in story.changes if not isinstance(one, Amend)]
    return headed(draft.text, [f"What if: {one.says(story.scenario, policy)}" for one in changes], source, target)


def _facts(story: Story, draft: Draft) -> None:
    top: Path = ("case",) if story.scenario.case is not None else ()
    for one in story.changes:
        if isinstance(one, Set):
            draft.set((*(top or ("cases", one.case)), one.fact), one.value)


def _readings(story: Story, draft: Draft) -> None:
    for one in story.changes:
        if isinstance(one, Choose):
            if ("readings",) in draft:
                draft.set(("readings", one.reading), one.value)
            else:
                header = [key for key in ("scenario", "about", "tags", "policy") if (key,) in draft]
                draft.set(("readings",), {one.reading: one.value}, after=_last(draft, header))


def _last(draft: Draft, keys: list[str]) -> str:
    """The key that stands lowest in the file."""
    return max(keys, key=lambda key: draft.place((key,)))


def _steps(story: Story, draft: Draft) -> None:
    """Steps put in and left out; a step whose day hung on one that has gone is given it outright."""
    slots = [slot for slot in story.slots if not slot.ends]
    index = len(story.scenario.timeline)
    for slot in reversed(slots):
        if slot.number is not None:
            index = slot.number - 1
            if not slot.happens(story.all):
                draft.drop(("timeline", index))
        elif slot.happens(story.all):
            case = {} if story.scenario.case is not None else {"case": slot.step.case}
            at = {"at": str(slot.step.at)} if slot.step.at else {}
            kind = "action" if slot.step.action else "event"
            new = {**at, **case, kind: slot.step.name}
            if ("timeline",) in draft:
                draft.insert(("timeline", index), new)
            else:
                draft.set(("timeline",), [new])
    _dates(story, draft)


def _dates(story: Story, draft: Draft) -> None:
    kept = [slot.step for slot in story.slots if slot.happens(story.all) and not slot.ends]
    found = _read(draft.text, story)
    for number, step in enumerate(kept):
        if days(found)[number] != step.at:
            draft.set(("timeline", number, "at"), str(step.at))
            found = _read(draft.text, story)


def _read(text: str, story: Story, name: str = "<saved>") -> Scenario:
    return scenario_from_text(text, name, story.policy_with(story.all))


def _same(found: Scenario, wanted: Scenario, story: Story) -> bool:
    """Whether two scenarios tell the same story with the same expectations."""
    kept = [slot.held(story.all) for slot in story.slots if slot.happens(story.all) and not slot.ends]
    steps = [
        step.model_copy(update={"at": day, "case": found.case_of(step)})
        for step, day in zip(found.timeline, days(found), strict=True)
    ]
    return (found.matters, found.readings, steps) == (wanted.matters, wanted.readings, kept)
