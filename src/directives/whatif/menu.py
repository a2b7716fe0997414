"""What could be changed in a story: its cases with their facts, its steps by number, the readings, as a page."""

from collections.abc import Iterator

from ..play.telling import words
from ..policy import Reading
from ..terms import UNKNOWN
from .page import Entry, Note, Page, Part
from .told import step_sentence
from .variant import Story


def menu(story: Story) -> Page:
    """The page."""
    parts = [*_cases(story)]
    if steps := tuple(_steps(story)):
        parts.append(
            Part("Steps", notes=(Note("--drop N leaves one out, --insert puts one in", "cite"),), entries=steps)
        )
    if readings := tuple(_readings(story)):
        notes = (Note("--readings NAME=VALUE", "cite"),)
        parts.append(Part("Readings", notes=notes, entries=readings))
    start = (Note("Nothing is changed, so nothing differs. This is what could be changed:", "about"),)
    return Page(f"What if: {story.scenario.scenario}", start, tuple(parts))


def _cases(story: Story) -> Iterator[Part]:
    policy = story.policy_with(story.all)
    several = len(story.scenario.matters) > 1
    for name, case in story.scenario.matters.items():
        facts = policy.topics[case.topic].facts
        entries = []
        for fact in facts:
            value = case.facts.get(fact, policy.facts[fact].initial or UNKNOWN)
            others = [one for one in (*policy.facts[fact].values, UNKNOWN) if one != value]
            entries.append(
                Entry(f"{name}.{fact}" if several else fact, f"{value}; or {', '.join(others)}", role="case")
            )
        notes = (Note("--set CASE.FACT=VALUE" if several else "--set FACT=VALUE", "cite"),) if facts else ()
        yield Part(f"{words(name)} ({words(case.topic)})" if several else words(case.topic), "", notes, tuple(entries))


def _steps(story: Story) -> Iterator[Entry]:
    policy = story.policy_with(story.all)
    several = len(story.scenario.matters) > 1
    for slot in story.slots:
        if slot.number is not None:
            at = f"{slot.step.at}  " if slot.step.at else ""
            who = f"{words(slot.step.case or '')}: " if several else ""
            yield Entry(str(slot.number), f"{at}{who}{step_sentence(slot.step, policy)}", role="date")


def _readings(story: Story) -> Iterator[Entry]:
    policy = story.policy_with(story.all)
    for name, reading in policy.readings.items():
        value = story.scenario.readings.get(name, reading.default)
        yield Entry(name, f"{value}; or {_others(reading, value)}", role="case")


def _others(reading: Reading, value: str | int) -> str:
    if reading.range:
        return f"any of {reading.range[0]} to {reading.range[1]}"
    return ", ".join(str(one) for one in reading.domain if one != value)
