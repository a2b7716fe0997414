"""What could be changed in a story: its cases with their facts, its steps by number, the readings, as a page."""

from collections.abc import Iterator

from ..play.page import Entry, Note, Page, Part
from ..play.telling import words
from ..policy import Reading
from ..terms import UNKNOWN
from .remembering import telling
from .told import step_sentence
from .variant import Story


def menu(story: Story) -> Page:
    """The page."""
    parts = list(_cases(story))
    if steps := tuple(_steps(story)):
        parts.append(Part("Steps", notes=(Note("--drop N leaves one out", "cite"),), entries=steps))
    notes = (Note("--insert 'DATE CASE event|action NAME' puts one of these in", "cite"),)
    parts.append(Part("Events and actions", notes=notes, entries=tuple(_occurrences(story))))
    if readings := tuple(_readings(story)):
        notes = (Note("--readings NAME=VALUE chooses otherwise", "cite"),)
        parts.append(Part("Readings", notes=notes, entries=readings))
    start = Note("Nothing is changed, so nothing differs. This is what could be changed:", "about")
    end = Note("--vary tries every value of a fact or reading; --amend makes an amendment.", "about")
    return Page(f"What if: {story.scenario.scenario}", (start,), tuple(parts), (end,))


def _cases(story: Story) -> Iterator[Part]:
    policy = story.policy_with(story.all)
    several, first = len(story.scenario.matters) > 1, True
    for name, case in story.scenario.matters.items():
        facts = policy.topics[case.topic].facts
        entries = []
        for fact in facts:
            value = case.facts.get(fact, policy.facts[fact].initial or UNKNOWN)
            others = [one for one in (*policy.facts[fact].values, UNKNOWN) if one != value]
            entries.append(
                Entry(f"{name}.{fact}" if several else fact, f"{value}; or {', '.join(others)}", role="case")
            )
        how = "--set CASE.FACT=VALUE" if several else "--set FACT=VALUE"
        notes = (Note(f"{how} gives one of these another value at the start", "cite"),) if facts and first else ()
        first = False
        yield Part(f"{name} ({words(case.topic)})" if several else words(case.topic), "", notes, tuple(entries))


def _steps(story: Story) -> Iterator[Entry]:
    policy = story.policy_with(story.all)
    several = len(story.scenario.matters) > 1
    for slot in story.slots:
        if slot.number is not None:
            at = f"{slot.step.at}  " if slot.step.at else ""
            who = f"{slot.step.case}: " if several else ""
            what = step_sentence(slot.step, policy) if slot.step.name else "A checkpoint: nothing happens."
            yield Entry(str(slot.number), f"{at}{who}{what}", role="date")


def _occurrences(story: Story) -> Iterator[Entry]:
    policy = story.policy_with(story.all)
    topics = dict.fromkeys(case.topic for case in story.scenario.matters.values())
    for topic in topics:
        of = f" ({words(topic)})" if len(topics) > 1 else ""
        for kind, names in (("event", policy.events_of(topic)), ("action", policy.actions_of(topic))):
            if names:
                yield Entry(f"{kind}{of}", ", ".join(names), role="case")


def _readings(story: Story) -> Iterator[Entry]:
    """The readings that some norm of the topics asks about, and the windows of their counters."""
    policy = story.policy_with(story.all)
    topics = {case.topic for case in story.scenario.matters.values()}
    asked = {name for topic in topics for name in telling(policy, topic)}
    asked |= {str(policy.counters[name].within) for topic in topics for name in policy.topics[topic].counters}
    for name, reading in policy.readings.items():
        if name not in asked:
            continue
        value = story.scenario.readings.get(name, reading.default)
        yield Entry(name, f"{value}; or {_others(reading, value)}", role="case")


def _others(reading: Reading, value: str | int) -> str:
    if reading.range:
        return f"any of {reading.range[0]} to {reading.range[1]}"
    return ", ".join(str(one) for one in reading.domain if one != value)
