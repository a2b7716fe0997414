"""Hypothesis strategies for researchers: states, cases, timelines and scenarios of a policy, and small policies.

They draw where readings of a policy are likeliest to part: at thresholds, on the edges of windows, among
unknown facts, down chains of overrides. Nothing is drawn and thrown away. They know the models alone and no
evaluator. Hypothesis does not come with the package: `pip install hypothesis`.
"""

import datetime
import functools
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from .condition import Count
from .policy import Occurrence, Policy
from .scenario import Case, Scenario, Step
from .terms import UNKNOWN, Modality
from .verdict import OPPOSED

__all__ = ["cases", "policies", "scenarios", "states", "timelines"]

T = TypeVar("T")

START = datetime.date(1960, 7, 11)
"""The day on which dated timelines begin."""

MOST_STEPS = 9
MOST_NORMS = 8
MOST_UNKNOWN = 2
"""Facts of a case that are drawn as unknown: what is known multiplies with each."""


def states(policy: Policy, topic: str) -> SearchStrategy[dict[str, str | int]]:
    """Complete states of a topic: a value for each fact, counter and reading, counters close to their thresholds.

    >>> from directives import load_policy
    >>> from hypothesis import find
    >>> policy = load_policy()
    >>> state = find(states(policy, "learner"), lambda state: state["access"] == "denied")
    >>> state["standing"], set(state) == {"standing", "access", *policy.readings}
    ('overseas_student', True)
    """
    return _states(policy, topic)


def cases(policy: Policy, topic: str | None = None, unknowns: bool = True) -> SearchStrategy[Case]:
    """Cases of one topic or of any; with `unknowns`, up to two facts are left out or given as unknown.

    >>> from directives import load_policy
    >>> from hypothesis import find
    >>> find(cases(load_policy(), "learner", unknowns=False), lambda case: case.facts.get("access") == "denied").facts
    {'standing': 'overseas_student', 'access': 'denied'}
    """
    return st.sampled_from([topic] if topic else list(policy.topics)).flatmap(lambda one: _cases(policy, one, unknowns))


def timelines(
    policy: Policy, cases: Mapping[str, Case], readings: Mapping[str, str | int] | None = None
) -> SearchStrategy[tuple[Step, ...]]:
    """Timelines of up to nine steps, all of which can happen to the cases; dates (days) hit the edges of windows.

    `readings` choose the length of windows as they do in a scenario. An undated timeline has no `at` at all.

    >>> from directives import load_policy
    >>> from hypothesis import find
    >>> student = Case(topic="learner", standing="trainee")
    >>> steps = find(timelines(load_policy(), {"student": student}), lambda steps: any(step.event for step in steps))
    >>> [(step.case, step.event) for step in steps]
    [('student', 'access_denied')]
    """
    return _timelines(policy, dict(cases), {**policy.defaults, **(readings or {})})


def scenarios(
    policy: Policy, topics: Collection[str] | None = None, unknowns: bool = True, most_cases: int = 3
) -> SearchStrategy[Scenario]:
    """Scenarios of one to `most_cases` cases of the topics (by default all), with readings near thresholds.

    All their steps can happen. They expect nothing.

    >>> from directives import load_policy, run
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5, deadline=None)
    ... @given(scenarios(load_policy(), ["reserved_matter"]))
    ... def nothing_is_decided_in_time(scenario):
    ...     assert all(step.judgement in (None, "premature") for step in run(scenario, engine="arrays").steps)
    >>> nothing_is_decided_in_time()
    """
    return _scenarios(policy, list(topics or policy.topics), unknowns, most_cases)


def policies() -> SearchStrategy[Policy]:
    """Small sound policies: chains of overrides, counters in windows, `any`, `not`, `unless`, claims, clashes.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5, deadline=None)
    ... @given(policies())
    ... def no_norm_overrides_itself(policy):
    ...     assert not any(name in norm.overrides for name, norm in policy.norms.items())
    >>> no_norm_overrides_itself()
    """
    return _policies()


@st.composite
def _states(draw: DrawFn, policy: Policy, topic: str) -> dict[str, str | int]:
    readings = draw(_readings(policy))
    facts = {name: st.sampled_from(policy.facts[name].values) for name in policy.topics[topic].facts}
    counters = {name: _counted(policy, topic, name, readings) for name in policy.topics[topic].counters}
    return {**draw(st.fixed_dictionaries({**facts, **counters})), **readings}


def _readings(policy: Policy) -> SearchStrategy[dict[str, str | int]]:
    """Draw every reading: its default, or a value low enough for short timelines to reach."""
    near = {
        name: [one.default, *(one.values or sorted({*one.domain[:4], *one.domain[-1:]}))]
        for name, one in policy.readings.items()
    }
    return st.fixed_dictionaries({name: st.sampled_from(list(dict.fromkeys(values))) for name, values in near.items()})


def _counted(policy: Policy, topic: str, counter: str, readings: Mapping[str, str | int]) -> SearchStrategy[int]:
    """Draw a count close to what the norms and claims of the topic compare the counter with."""
    directed = (*policy.norms_of(topic), *policy.claims_of(topic))
    tests = (test for name in directed for branch in policy.branches[name] for test in branch if test.name == counter)
    bounds = {int(readings.get(str(test.threshold), test.threshold)) for test in tests if isinstance(test, Count)}
    return st.sampled_from(sorted({0, 1, *(max(0, bound + step) for bound in bounds for step in (-1, 0, 1))}))


@st.composite
def _cases(draw: DrawFn, policy: Policy, topic: str, unknowns: bool) -> Case:
    names = policy.topics[topic].facts
    choice = st.lists(st.sampled_from(names), max_size=MOST_UNKNOWN, unique=True) if names and unknowns else st.just([])
    unknown = draw(choice)
    given: dict[str, str] = {}
    for name in names:
        values = (UNKNOWN,) if name in unknown else policy.facts[name].values
        unsaid = (policy.facts[name].initial is None) == (name in unknown)  # leaving it out means the same
        value = draw(st.sampled_from([None, *values] if unsaid else values))
        given |= {name: value} if value is not None else {}
    return Case.model_validate({"topic": topic, **given})


@st.composite
def _scenarios(draw: DrawFn, policy: Policy, topics: Sequence[str], unknowns: bool, most_cases: int) -> Scenario:
    one = draw(st.sampled_from([*topics, None]))  # cases of one topic share its counters
    drawn = (
        cases(policy, one, unknowns) if one else st.sampled_from(topics).flatmap(lambda t: cases(policy, t, unknowns))
    )
    matters = {
        f"case_{number}": case for number, case in enumerate(draw(st.lists(drawn, min_size=1, max_size=most_cases)), 1)
    }
    every = draw(_readings(policy))
    readings = {name: value for name, value in every.items() if value != policy.defaults[name]}
    timeline = draw(timelines(policy, matters, readings))
    lone = len(matters) == 1 and draw(st.booleans())
    return Scenario(
        scenario="drawn",
        policy=policy.policy,
        readings=readings,
        case=matters["case_1"] if lone else None,
        cases=None if lone else matters,
        timeline=tuple(step.model_copy(update={"case": None}) for step in timeline) if lone else timeline,
    )


@st.composite
def _timelines(
    draw: DrawFn, policy: Policy, cases: Mapping[str, Case], readings: Mapping[str, str | int]
) -> tuple[Step, ...]:
    course = _Course(policy, cases, readings, START if draw(st.booleans()) else None)
    for _ in range(MOST_STEPS):
        case = draw(st.sampled_from(list(cases)))
        kind, name = draw(st.sampled_from([("nothing", ""), ("checkpoint", ""), *course.happenings(case)]))
        if kind != "nothing":
            day = draw(st.sampled_from(course.days()))
            said = {} if day == course.today and draw(st.booleans()) else {"at": day}
            course.happen(case, kind, name, day)
            course.steps.append(Step.model_validate({"case": case, **said, **({kind: name} if name else {})}))
    return tuple(course.steps)


@dataclass
class _Course:
    """What a timeline that is being drawn has come to."""

    policy: Policy
    cases: Mapping[str, Case]
    readings: Mapping[str, str | int]
    today: datetime.date | None
    acted: list[datetime.date] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.possible = {name: dict(self.at_first(case)) for name, case in self.cases.items()}
        within = (self.readings.get(str(one.within), one.within) for one in self.policy.counters.values())
        self.windows = {int(days) for days in within if days is not None}

    def at_first(self, case: Case) -> Iterator[tuple[str, frozenset[str | int]]]:
        """Give the values that each fact of a case may have."""
        for name in self.policy.topics[case.topic].facts:
            value = case.facts.get(name, self.policy.facts[name].initial)
            yield name, self.policy.domains[name] if value in (None, UNKNOWN) else frozenset({value})

    def happenings(self, case: str) -> list[tuple[str, str]]:
        """Every event and action that may happen in some state of the case that is possible."""
        topic = self.cases[case].topic
        found: list[tuple[str, str, Occurrence]] = [("event", *one) for one in self.policy.events_of(topic).items()]
        found += [("action", *one) for one in self.policy.actions_of(topic).items()]
        return [(kind, name) for kind, name, one in found if self.left(case, one) is not None]

    def left(self, case: str, one: Occurrence) -> dict[str, frozenset[str | int]] | None:
        """Return the values left to the facts once its needs are known to hold; None if they cannot."""
        needed = self.policy.admitted(one.needs)
        left = {name: values & needed.get(name, values) for name, values in self.possible[case].items()}
        return left if all(left.values()) else None

    def happen(self, case: str, kind: str, name: str, day: datetime.date | None) -> None:
        """Go on to the day and let it happen."""
        self.today = day
        if kind == "checkpoint":
            return
        one = self.policy.events[name] if kind == "event" else self.policy.actions[name]
        sets = {fact: frozenset[str | int]({value}) for fact, value in one.sets.items()}
        self.possible[case] = {**(self.left(case, one) or {}), **sets}
        if kind == "action" and day is not None:
            self.acted.append(day)

    def days(self) -> list[datetime.date | None]:
        """Today, tomorrow, and the days about which an action that was done stops counting."""
        today, day = self.today, datetime.timedelta(days=1)
        if today is None:
            return [None]
        turns = {then + (days + more) * day for then in self.acted for days in self.windows for more in (-1, 0, 1)}
        return [today, *sorted({today + day, *(turn for turn in turns if turn > today)})]


FACTS: dict[str, tuple[str, ...]] = {
    "colour": ("red", "green", "blue"),
    "size": ("small", "large"),
    "door": ("open", "shut"),
}
READINGS: dict[str, dict[str, Any]] = {
    "limit": {"range": [0, 3], "default": 1, "clause": "A.1", "note": "how much is too much"},
    "days": {"range": [1, 4], "default": 2, "clause": "A.1", "note": "how long it counts"},
    "mood": {"values": ["mild", "strict"], "default": "mild", "clause": "A.1", "note": "how it is read"},
}
COUNTERS = ("often", "lately")
BOUNDS = (0, 1, 2, "limit")
WINDOWS = (None, 1, 3, "days")


def _alternatives(values: Sequence[T]) -> list[Any]:
    """All that an entry can ask of a fact or reading: a value, some of the values, all but some."""
    several = [list(some) for size in range(1, len(values)) for some in itertools.combinations(values, size)]
    return [*values, *({"not": value} for value in values), *several, *({"not": some} for some in several)]


def _bounds() -> list[dict[str, Any]]:
    one = [{side: bound} for side in ("at_least", "below") for bound in BOUNDS]
    return [*one, *({"at_least": least, "below": below} for least in BOUNDS for below in BOUNDS)]


ENTRIES = {
    **{name: st.sampled_from(_alternatives(values)) for name, values in FACTS.items()},
    **dict.fromkeys(COUNTERS, st.sampled_from(_bounds())),
    "mood": st.sampled_from(_alternatives(["mild", "strict"])),
    "limit": st.sampled_from(_alternatives([0, 1, 2, 3])),
}
TEXT = {"clause": "A.1", "says": "it is said"}


@functools.cache
def _some(words: tuple[T, ...], most: int | None = None) -> SearchStrategy[list[T]]:
    """Draw some of the words, each once, in any order."""
    return st.lists(st.sampled_from(words), unique=True, max_size=most) if words else st.just([])


@st.composite
def _policies(draw: DrawFn) -> Policy:
    actions = ("ask", "give", "keep")[: draw(st.integers(1, 3))]
    counters = {name: draw(_counters(actions)) for name in COUNTERS[: draw(st.integers(0, 2))]}
    topics = {
        name: {"says": f"the {name}", "facts": draw(_some(tuple(FACTS))), "counters": draw(_some(tuple(counters)))}
        for name in ("matter", "affair")[: draw(st.integers(1, 2))]
    }
    events = {name: draw(_occurrences(topics)) for name in ("rain", "thaw")[: draw(st.integers(0, 2))]}
    does = {name: {**draw(_occurrences(topics)), "continuous": draw(st.booleans())} for name in actions}
    pairs = draw(_some(tuple(itertools.combinations(actions, 2))))
    straining = draw(st.booleans())
    return Policy.model_validate(
        {
            "policy": "drawn",
            "title": "A drawn policy",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "principles": {"P.1": {**TEXT, "strained_by": actions[:1]}} if straining else {},
            "readings": READINGS,
            "facts": {name: draw(_facts(values)) for name, values in FACTS.items()},
            "counters": counters,
            "topics": topics,
            "events": events,
            "actions": does,
            "incompatible": [{"pair": pair, "why": "it cannot be"} for pair in pairs],
            "norms": draw(_norms(topics, does, {frozenset(pair) for pair in pairs})),
            "claims": {name: draw(_claims(topics)) for name in ("C.1", "C.2")[: draw(st.integers(0, 2))]},
        }
    )


Topics = Mapping[str, Mapping[str, Any]]
"""The topics of a policy that is being drawn, as its file has them."""


@functools.cache
def _facts(values: tuple[str, ...]) -> SearchStrategy[dict[str, Any]]:
    return st.sampled_from([{"values": values, "initial": values[0]}, {"values": values}])


@st.composite
def _counters(draw: DrawFn, actions: tuple[str, ...]) -> dict[str, Any]:
    counts = draw(_some(actions)) or actions
    return {"counts": counts, "per": draw(st.sampled_from(("case", "all"))), "within": draw(st.sampled_from(WINDOWS))}


@st.composite
def _occurrences(draw: DrawFn, topics: Topics) -> dict[str, Any]:
    """Draw an event or action of one topic or of several, on the facts that they share."""
    about = draw(_some(tuple(topics))) or list(topics)
    shared = tuple(name for name in FACTS if all(name in topics[topic]["facts"] for topic in about))
    needs = {name: draw(ENTRIES[name]) for name in draw(_some(shared, 2))}
    sets = {name: draw(st.sampled_from(FACTS[name])) for name in draw(_some(shared, 2))}
    return {"topic": about, "says": "it is done", "needs": needs, "sets": sets}


@st.composite
def _conditions(draw: DrawFn, topic: Mapping[str, Any], depth: int = 2) -> dict[str, Any]:
    """Draw what is asked of a state of the topic: mostly little, so that norms meet."""
    names = draw(_some((*topic["facts"], *topic["counters"], "mood", "limit"), 2))
    found = {name: draw(ENTRIES[name]) for name in names}
    deeper = draw(st.integers(0, 2 if depth else 0))
    return found | ({"any": [draw(_conditions(topic, depth - 1)) for _ in range(deeper)]} if deeper else {})


@st.composite
def _claims(draw: DrawFn, topics: Topics) -> dict[str, Any]:
    topic = draw(st.sampled_from(list(topics)))
    concludes = draw(st.sampled_from(({"harvest": "poor"}, {"peace": "lost"})))
    return {**TEXT, "topic": topic, "when": draw(_conditions(topics[topic], 1)), "concludes": concludes}


@st.composite
def _norms(
    draw: DrawFn, topics: Topics, actions: Topics, incompatible: Collection[frozenset[str]]
) -> dict[str, dict[str, Any]]:
    """Draw one to eight norms. Each may override some of those drawn before it, so that there is no circle."""
    places = [(topic, action) for action, one in actions.items() for topic in one["topic"]]
    drawn: dict[str, dict[str, Any]] = {}
    for number in range(1, MOST_NORMS + 1):
        kind = draw(st.sampled_from([*(["nothing"] if drawn else []), "fresh", *reversed(drawn)]))
        if kind == "nothing":
            continue
        answered = drawn.get(kind)
        topic, action = (answered["topic"], _action(answered)) if answered else draw(st.sampled_from(places))
        modality = draw(st.sampled_from([one for one in Modality if not answered or _opposed(one, answered)]))
        against = tuple(
            name
            for name, other in drawn.items()
            if other["topic"] == topic
            and (_opposed(modality, other) if _action(other) == action else {action, _action(other)} in incompatible)
        )
        overrides = dict.fromkeys([*([kind] if answered else []), *draw(_some(against))])
        conditions = {key: draw(_conditions(topics[topic])) for key in ("when", "unless") if draw(st.booleans())}
        drawn[f"N.{number}"] = {**TEXT, "topic": topic, modality.value: action, "overrides": [*overrides], **conditions}
    return dict(reversed(drawn.items())) if draw(st.booleans()) else drawn


def _modality(norm: Mapping[str, Any]) -> Modality:
    return next(modality for modality in Modality if modality.value in norm)


def _action(norm: Mapping[str, Any]) -> str:
    return str(norm[_modality(norm).value])


def _opposed(modality: Modality, norm: Mapping[str, Any]) -> bool:
    return frozenset((modality, _modality(norm))) in OPPOSED
