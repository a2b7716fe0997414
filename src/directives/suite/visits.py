"""The states through which a scenario takes its cases, as boxes: what happens does not hang on what norms say of it.

So one walk serves a policy and all its mutants. What a state's verdict is, others ask.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..play.counters import Log
from ..play.knowledge import Knowledge
from ..policy import Policy
from ..scenario import Scenario
from ..space.layout import Box, Layout, Value

Known: TypeAlias = Mapping[str, tuple[Value, ...]]
"""The values that each fact of a case may have, with those of its counters and of all readings."""


@dataclass(frozen=True)
class Visit:
    """A case at one step: what is known of it after the step, and just before it where it is an action.

    `step` is the number of the step in the timeline; None for the start of a case. Before an action its needs are known
    to have held.
    """

    step: int | None
    case: str
    topic: str
    after: Known
    before: Known | None = None


def visits(scenario: Scenario, policy: Policy, readings: Mapping[str, Value] | None = None) -> Iterator[Visit]:
    """Every step of a scenario that can be played, first the start of each case; `readings` go before its own.

    >>> from directives import load_policy, load_scenario
    >>> student = {"topic": "learner", "standing": "trainee"}
    >>> shut_out = load_scenario({"scenario": "?", "case": student, "timeline": [{"event": "access_denied"}]})
    >>> [one.after["access"] for one in visits(shut_out, load_policy())]
    [('open',), ('denied',)]
    """
    chosen = {**policy.defaults, **scenario.readings, **(readings or {})}
    log = Log(policy, chosen)
    known = {name: Knowledge.of(case, policy) for name, case in scenario.matters.items()}
    topics = {name: case.topic for name, case in scenario.matters.items()}
    today = next((step.at for step in scenario.timeline if step.at is not None), None)

    def now(case: str) -> Known:
        counters = log.counters(topics[case], case, today)
        return {**dict(known[case].possible), **{name: (value,) for name, value in {**counters, **chosen}.items()}}

    yield from (Visit(None, name, topics[name], now(name)) for name in topics)
    for index, step in enumerate(scenario.timeline):
        today, case, before = step.at or today, scenario.case_of(step), None
        if step.name is not None:
            occurrence = policy.actions[step.name] if step.action else policy.events[step.name]
            known[case] = known[case].given(occurrence.needs, policy) or known[case]
            if step.action:
                before = now(case)
                log.add(today, case, step.action)
            known[case] = known[case].after(occurrence.sets)
        yield Visit(index, case, topics[case], now(case), before)


def box(layout: Layout, known: Known, policy: Policy) -> Box:
    """The states that a case may be in; a number beyond the last of a counter is the last."""
    last = {name: len(one.classes) - 1 for name, one in layout.fields.items() if name in policy.counters}
    return layout.box(
        {name: [min(int(known[name][0]), last[name])] if name in last else known[name] for name in layout.fields}
    )
