"""A commented scenario file to start from, made from what a policy says of a topic."""

import textwrap
from collections.abc import Iterator, Mapping

from ..policy import Occurrence, Policy
from ..terms import UNKNOWN
from .policy_file import REMARKS


def new_scenario(policy: Policy, topic: str) -> str:
    """The text of a scenario of one case of the topic, which runs as it is."""
    return "\n".join(_lines(policy, topic)) + "\n"


def _lines(policy: Policy, topic: str) -> Iterator[str]:
    has = policy.topics[topic]
    yield f"# A scenario about {has.says.rstrip('.')}."
    yield "# Change what you like, then: directives run THIS-FILE"
    yield f"scenario: A {topic.replace('_', ' ')} to begin with"
    yield "about: What the class should know before it starts."
    yield "tags: [draft]"
    if policy.policy != REMARKS:
        yield f"policy: {policy.policy}"
    yield from _readings(policy)
    yield ""
    yield "case:"
    yield f"  topic: {topic}"
    for name in has.facts:
        fact = policy.facts[name]
        comment = f"# one of: {', '.join(fact.values)}, {UNKNOWN}"
        yield f"  {name}: {fact.initial or fact.values[0]}  {comment}"
    yield ""
    yield "# What happens, in order of date. A step is an event (what others do), an action (what we do), or neither."
    yield from _occurrences("Events", policy.events_of(topic))
    yield from _occurrences("Actions", policy.actions_of(topic))
    yield "# `expect` says what should hold after the step: " + "conflict, reserved, obligatory, forbidden,"
    yield "# permitted, exempt, silent or undetermined. `judged` says what should be said of an action."
    yield "timeline:"
    yield "  - at: 1960-08-01  # a checkpoint: neither event nor action"
    for kind, found in (("event", policy.events_of(topic)), ("action", policy.actions_of(topic))):
        for name in list(found)[:1]:
            yield f"  # - {{at: 1960-08-02, {kind}: {name}}}"


def _readings(policy: Policy) -> Iterator[str]:
    if policy.readings:
        yield "# readings:  # choices where the text is vague; without them the defaults hold"
    for name, reading in policy.readings.items():
        choices = f"{reading.range[0]} to {reading.range[1]}" if reading.range else ", ".join(reading.values or ())
        yield f"#   {name}: {reading.default}  # {choices}"


def _occurrences(heading: str, found: Mapping[str, Occurrence]) -> Iterator[str]:
    if found:
        yield f"# {heading}:"
    for name, one in found.items():
        text = textwrap.shorten(one.says, 110 - len(name), placeholder=" ...")
        yield f"#   {name}: {text}"
