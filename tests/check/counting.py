"""Small policies that count: topics linked by counters, windows, actions of several topics, acts that others feel."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from directives.policy import Policy

TEXT = {"clause": "A.1", "says": "it is said"}
ACTIONS = ("ask", "give")
COUNTERS = ("often", "lately")
BOUNDS = (1, 2, "limit")
STAGES = ("raw", "ripe", "done")


@st.composite
def counting_policies(draw: DrawFn) -> Policy:
    """Draw a policy of one fact with stages and one without; every norm looks at a counter or at the stage."""
    topics: dict[str, dict[str, Any]] = {
        name: {"says": "a matter", "facts": ["stage"], "counters": draw(st.sampled_from((["often"], [*COUNTERS], []))),
               "settled": draw(st.sampled_from(({}, {"stage": "done"})))}
        for name in ("matter", "affair")
    }  # fmt: skip
    counters = {
        name: {"counts": draw(st.sampled_from((["ask"], ["give"], [*ACTIONS]))),
               "per": draw(st.sampled_from(("all", "all", "case"))),
               "within": draw(st.sampled_from((None, None, 1, 3, "days")))}
        for name in COUNTERS
    }  # fmt: skip
    names = [f"N.{number}" for number in range(1, draw(st.integers(2, 5)))]
    actions = {name: draw(_occurrences()) for name in ACTIONS}
    drawn = {name: draw(_norms(topics, actions)) for name in names}
    return Policy.model_validate(
        {
            "policy": "counting",
            "title": "A policy that counts",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "readings": {
                "limit": {"range": [0, 2], "default": 1, "clause": "A.1", "note": "how much is too much"},
                "days": {"range": [1, 9], "default": 5, "clause": "A.1", "note": "how long it counts"},
            },
            "facts": {"stage": {"values": STAGES, "initial": "raw"}},
            "counters": counters,
            "topics": topics,
            "events": {name: draw(_occurrences()) for name in ("rain", "thaw")[: draw(st.integers(0, 2))]},
            "actions": actions,
            "norms": drawn,
        }
    )


@st.composite
def _occurrences(draw: DrawFn) -> dict[str, Any]:
    stages = st.sampled_from(STAGES)
    return {
        "topic": draw(st.sampled_from((["matter"], ["affair"], ["matter", "affair"]))),
        "needs": draw(st.one_of(st.just({}), st.fixed_dictionaries({"stage": stages}))),
        "sets": draw(st.one_of(st.just({}), st.fixed_dictionaries({"stage": stages}))),
        "says": "it is done",
    }


@st.composite
def _norms(draw: DrawFn, topics: dict[str, Any], actions: dict[str, Any]) -> dict[str, Any]:
    topic, action = draw(st.sampled_from([(topic, name) for name, one in actions.items() for topic in one["topic"]]))
    tests: list[dict[str, Any]] = [{"stage": draw(st.sampled_from(STAGES))}]
    side = draw(st.sampled_from(("at_least", "below")))
    tests += [{name: {side: draw(st.sampled_from(BOUNDS))}} for name in topics[topic]["counters"]]
    when = draw(st.sampled_from([{}, *tests, {**tests[0], **tests[-1]}]))
    modality = draw(st.sampled_from(("oblige", "forbid", "permit")))
    return {**TEXT, "topic": topic, modality: action, "when": when}
