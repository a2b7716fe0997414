"""Hypothesis strategies for researchers: states, cases, timelines and scenarios of a policy, and small policies.

They draw where readings of a policy are likeliest to part: at thresholds, on the edges of windows, among
unknown facts, down chains of overrides. Nothing is drawn and thrown away. They know the models alone and no
evaluator. Hypothesis does not come with the package: `pip install hypothesis`.
"""

import datetime
import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
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
MOST_UNKNOWN = 2
"""Facts of a case that are drawn as unknown: what is known multiplies with each."""


def states(policy: Policy, topic: str) -> SearchStrategy[dict[str, str | int]]:
    """Complete states of a topic: a value for each fact, counter and reading, counters close to their thresholds.

    >>> from directives import load_policy
    >>> from hypothesis import find
    >>> policy = load_policy()
    >>> state = find(states(policy, "routine_item"), lambda state: state["routine_items_raised"] > 2)
    >>> state["routine_items_raised"], sorted(state) == sorted(["routine_items_raised", *policy.readings])
    (3, True)
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

    All their steps can happen. They expect nothing, so their summaries have nothing to meet.

    >>> from directives import load_policy
    >>> from hypothesis import find
    >>> found = find(scenarios(load_policy(), ["material"]), lambda one: any(step.action for step in one.timeline))
    >>> len(found.matters), [step.name for step in found.timeline]
    (1, ['buy_from_west'])
    """
    return _scenarios(policy, list(topics or policy.topics), unknowns, most_cases)


def policies() -> SearchStrategy[Policy]:
    """Small sound policies: chains of overrides, counters in windows, `any`, `not` and `unless`, claims, incompatible pairs.

    >>> from hypothesis import find
    >>> len(find(policies(), lambda policy: len(policy.norms) == 2).norms)
    2
    """
    return _policies()


@st.composite
def _states(draw: DrawFn, policy: Policy, topic: str) -> dict[str, str | int]:
    readings = draw(_readings(policy))
    facts = {name: st.sampled_from(policy.facts[name].values) for name in policy.topics[topic].facts}
    counters = {name: _counted(policy, topic, name, readings) for name in policy.topics[topic].counters}
    return {**draw(st.fixed_dictionaries({**facts, **counters})), **readings}


def _readings(policy: Policy) -> SearchStrategy[dict[str, str | int]]:
    """A value for every reading: the default first, then the least ones, which short timelines can reach."""
    near = {
        name: [one.default, *(one.values or sorted({*one.domain[:4], *one.domain[-1:]}))]
        for name, one in policy.readings.items()
    }
    return st.fixed_dictionaries({name: st.sampled_from(list(dict.fromkeys(values))) for name, values in near.items()})


def _counted(policy: Policy, topic: str, counter: str, readings: Mapping[str, str | int]) -> SearchStrategy[int]:
    """Counts close to what the norms and claims of the topic compare the counter with."""
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
    draw: DrawFn, policy: Policy, cases: dict[str, Case], readings: Mapping[str, str | int]
) -> tuple[Step, ...]:
    possible = {name: _possible(policy, case) for name, case in cases.items()}
    within = (readings.get(str(counter.within), counter.within) for counter in policy.counters.values())
    windows = sorted({int(days) for days in within if days is not None})
    today = START if draw(st.booleans()) else None
    acted: list[datetime.date] = []
    steps: list[Step] = []
    for _ in range(draw(st.integers(0, MOST_STEPS))):
        name = draw(st.sampled_from(list(cases)))
        step: dict[str, Any] = {"case": name}
        if today is not None:
            day = draw(st.sampled_from(_days(today, acted, windows)))
            step |= {} if day == today and draw(st.booleans()) else {"at": day}
            today = day
        kind, what = draw(st.sampled_from(_happenings(policy, cases[name].topic, possible[name])))
        if kind is not None:
            step |= {kind: what}
            one = policy.events[what] if kind == "event" else policy.actions[what]
            for fact, admitted in policy.admitted(one.needs).items():
                possible[name][fact] = possible[name][fact] & admitted
            possible[name] |= {fact: frozenset({value}) for fact, value in one.sets.items()}
            acted += [today] if kind == "action" and today is not None else []
        steps.append(Step.model_validate(step))
    return tuple(steps)


def _possible(policy: Policy, case: Case) -> dict[str, frozenset[str | int]]:
    """The values that each fact of a case may have."""
    given = {name: case.facts.get(name, policy.facts[name].initial) for name in policy.topics[case.topic].facts}
    return {
        name: policy.domains[name] if value in (None, UNKNOWN) else frozenset({value}) for name, value in given.items()
    }


def _days(today: datetime.date, acted: Iterable[datetime.date], windows: Iterable[int]) -> list[datetime.date]:
    """Today, tomorrow, and the days about which an action that was done stops counting."""
    turns = {day + datetime.timedelta(days=window + step) for day in acted for window in windows for step in (-1, 0, 1)}
    return sorted({today, today + datetime.timedelta(days=1), *(day for day in turns if day > today)})


def _happenings(
    policy: Policy, topic: str, possible: Mapping[str, frozenset[str | int]]
) -> list[tuple[str, str] | tuple[None, None]]:
    """A checkpoint, and every event and action that may happen in some state that is possible."""
    kinds: list[tuple[str, Mapping[str, Occurrence]]] = [
        ("event", policy.events_of(topic)),
        ("action", policy.actions_of(topic)),
    ]
    found = [
        (kind, name)
        for kind, occurrences in kinds
        for name, one in occurrences.items()
        if all(possible[fact] & values for fact, values in policy.admitted(one.needs).items())
    ]
    return [(None, None), *found]


FACTS = {"colour": ["red", "green", "blue"], "size": ["small", "large"], "door": ["open", "shut"]}
READINGS = {
    "limit": {"range": [0, 3], "default": 1, "clause": "A.1", "note": "how much is too much"},
    "days": {"range": [1, 4], "default": 2, "clause": "A.1", "note": "how long it counts"},
    "mood": {"values": ["mild", "strict"], "default": "mild", "clause": "A.1", "note": "how it is read"},
}
BOUNDS = [0, 1, 2, "limit"]
WINDOWS = [None, 1, 3, "days"]


@st.composite
def _policies(draw: DrawFn) -> Policy:
    facts = {
        name: {"values": values} | ({"initial": values[0]} if draw(st.booleans()) else {})
        for name, values in FACTS.items()
    }
    actions = ["ask", "give", "keep"][: draw(st.integers(1, 3))]
    counters = draw(st.lists(_counters(actions), max_size=2).map(lambda found: dict(zip(("often", "lately"), found))))
    topics = {
        name: {
            "says": f"the {name}",
            "facts": draw(_some(FACTS)),
            "counters": draw(_some(counters)),
        }
        for name in ["matter", "affair"][: draw(st.integers(1, 2))]
    }
    occurrences = {name: draw(_occurrences(topics, action=True)) for name in actions}
    pairs = draw(_some(list(itertools.combinations(actions, 2))))
    data = {
        "policy": "drawn",
        "title": "A drawn policy",
        "sections": {"A": "All"},
        "clauses": {"A.1": {"section": "A", "says": "everything"}},
        "principles": draw(st.sampled_from([{}, {"A.1": {"clause": "A.1", "says": "x", "strained_by": actions[:1]}}])),
        "readings": READINGS,
        "facts": facts,
        "counters": counters,
        "topics": topics,
        "events": draw(st.fixed_dictionaries({}, optional={name: _occurrences(topics) for name in ("rain", "thaw")})),
        "actions": occurrences,
        "incompatible": [{"pair": pair, "why": "it cannot be"} for pair in pairs],
        "norms": draw(_norms(topics, occurrences, pairs)),
        "claims": draw(st.fixed_dictionaries({}, optional={name: _claims(topics) for name in ("C.1", "C.2")})),
    }
    return Policy.model_validate(data)


Topics = Mapping[str, Mapping[str, Any]]
"""The topics of a policy that is being drawn, as the file has them."""


def _some(words: Collection[T]) -> SearchStrategy[list[T]]:
    """Some of the words, each once, in any order."""
    return st.lists(st.sampled_from(list(words)), unique=True) if words else st.just([])


def _counters(actions: Sequence[str]) -> SearchStrategy[dict[str, Any]]:
    counts = st.lists(st.sampled_from(actions), unique=True, min_size=1)
    counter = {"counts": counts, "per": st.sampled_from(["case", "all"]), "within": st.sampled_from(WINDOWS)}
    return st.fixed_dictionaries(counter)


@st.composite
def _occurrences(draw: DrawFn, topics: Topics, action: bool = False) -> dict[str, Any]:
    """An event or action of one topic or of several, on the facts that they share."""
    about = draw(st.lists(st.sampled_from(list(topics)), unique=True, min_size=1))
    shared = [name for name in FACTS if all(name in topics[topic]["facts"] for topic in about)]
    needs = draw(st.lists(st.sampled_from(shared), unique=True, max_size=2)) if shared else []
    sets = draw(st.lists(st.sampled_from(shared), unique=True, max_size=2)) if shared else []
    return {
        "topic": about,
        "says": "it is done",
        "needs": {name: draw(_tests(FACTS[name])) for name in needs},
        "sets": {name: draw(st.sampled_from(FACTS[name])) for name in sets},
    } | ({"continuous": draw(st.booleans())} if action else {})


def _tests(values: Sequence[T]) -> SearchStrategy[Any]:
    """A value, a list of values, or the values left out: never all of them."""
    value = st.sampled_from(values)
    several = st.lists(value, min_size=1, max_size=len(values) - 1, unique=True)
    return value | several | st.one_of(value, several).map(lambda left_out: {"not": left_out})


def _conditions(topic: Mapping[str, Any], depth: int = 2) -> SearchStrategy[dict[str, Any]]:
    """What may be asked of a state of the topic: mostly little, so that norms meet."""
    bound = st.sampled_from(BOUNDS)
    bounds = st.sampled_from(["at_least", "below"]).flatmap(lambda side: st.fixed_dictionaries({side: bound}))
    both = st.fixed_dictionaries({"at_least": bound, "below": bound})
    tests = {name: _tests(FACTS[name]) for name in topic["facts"]}
    tests |= {name: bounds | both for name in topic["counters"]}
    tests |= {"mood": st.sampled_from(["mild", "strict"]), "limit": _tests([0, 1, 2, 3])}
    entries = (
        _some(tests)
        .map(lambda names: names[:2])
        .flatmap(lambda names: st.fixed_dictionaries({name: tests[name] for name in names}))
    )
    if not depth:
        return entries
    inner = st.lists(_conditions(topic, depth - 1), min_size=1, max_size=3)
    return entries | st.builds(lambda found, alternatives: {**found, "any": alternatives}, entries, inner)


@st.composite
def _claims(draw: DrawFn, topics: Topics) -> dict[str, Any]:
    topic = draw(st.sampled_from(list(topics)))
    concludes = draw(st.sampled_from([{"harvest": "poor"}, {"peace": "lost"}]))
    return {
        "clause": "A.1",
        "topic": topic,
        "when": draw(_conditions(topics[topic], 1)),
        "concludes": concludes,
        "says": "so",
    }


@st.composite
def _norms(
    draw: DrawFn, topics: Topics, actions: Mapping[str, Mapping[str, Any]], pairs: Collection[tuple[str, str]]
) -> dict[str, dict[str, Any]]:
    """One to eight norms. Each overrides some of those before it, if any, so that there is no circle."""
    conditions = {name: _conditions(topic) for name, topic in topics.items()}
    incompatible = {frozenset(pair) for pair in pairs}
    drawn: list[_Drawn] = []
    for _ in range(draw(st.integers(1, MOST_NORMS))):
        answered = draw(st.sampled_from([None, *reversed(drawn)]))
        if answered is None:
            action = draw(st.sampled_from(list(actions)))
            topic = draw(st.sampled_from(actions[action]["topic"]))
            modality = draw(st.sampled_from(list(Modality)))
        else:
            action, topic = answered.action, answered.topic
            modality = draw(
                st.sampled_from([one for one in Modality if frozenset((one, answered.modality)) in OPPOSED])
            )
        norm = _Drawn(f"N.{len(drawn) + 1}", topic, action, modality)
        against = [one.name for one in drawn if one is not answered and norm.may_override(one, incompatible)]
        norm.fields["overrides"] = [*([answered.name] if answered else []), *draw(_some(against))]
        for key in ("when", "unless"):
            if draw(st.booleans()):
                norm.fields[key] = draw(conditions[topic])
        drawn.append(norm)
    if draw(st.booleans()):
        drawn.reverse()
    return {norm.name: norm.written() for norm in drawn}


MOST_NORMS = 8


@dataclass
class _Drawn:
    """A norm that is being drawn."""

    name: str
    topic: str
    action: str
    modality: Modality
    fields: dict[str, Any] = field(default_factory=dict)

    def may_override(self, other: "_Drawn", incompatible: Collection[frozenset[str]]) -> bool:
        """Whether that could have an effect (DESIGN 2)."""
        if self.topic != other.topic:
            return False
        if self.action == other.action:
            return frozenset((self.modality, other.modality)) in OPPOSED
        return frozenset((self.action, other.action)) in incompatible

    def written(self) -> dict[str, Any]:
        """The norm as the file has it."""
        return {
            "clause": "A.1",
            "topic": self.topic,
            self.modality.value: self.action,
            "says": "it is said",
            **self.fields,
        }
