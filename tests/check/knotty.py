"""Small policies full of duties: several owed at once, in conflict, in each other's way, done without being over."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from directives import Policy

FACTS: dict[str, list[str]] = {"door": ["open", "shut"], "size": ["small", "large"], "colour": ["red", "blue"]}
ACTIONS = ("ask", "give", "keep")
TEXT = {"clause": "A.1", "says": "it is said", "topic": "matter"}
COUNTERS: list[dict[str, Any]] = [
    {},
    {"often": {"counts": ["ask"], "per": "case"}},
    {"often": {"counts": ["ask", "give"], "per": "all", "within": 2}},
]


@st.composite
def values(draw: DrawFn, most: int) -> dict[str, str]:
    """Values of as many facts at most."""
    names = draw(st.lists(st.sampled_from(sorted(FACTS)), max_size=most, unique=True))
    return {name: draw(st.sampled_from(FACTS[name])) for name in names}


@st.composite
def conditions(draw: DrawFn, counted: bool) -> dict[str, Any]:
    found: dict[str, Any] = {**draw(values(1))}
    if counted and draw(st.booleans()):
        found["often"] = {draw(st.sampled_from(["at_least", "below"])): draw(st.integers(0, 2))}
    return found


@st.composite
def policies(draw: DrawFn) -> Policy:
    """One topic; most actions are obligatory under some condition, and further norms stand for or against them."""
    counters = draw(st.sampled_from(COUNTERS))
    obliged = draw(st.lists(st.sampled_from(ACTIONS), min_size=1, unique=True))
    against = draw(
        st.lists(
            st.tuples(st.sampled_from(["forbid", "exempt", "permit", "oblige"]), st.sampled_from(ACTIONS)), max_size=3
        )
    )
    directed = [*(("oblige", action) for action in obliged), *against]
    acting = st.fixed_dictionaries({"needs": values(1), "sets": values(1), "continuous": st.booleans()})
    happening = st.fixed_dictionaries({"needs": values(1), "sets": values(1)})
    said = {"topic": "matter", "says": "it is done"}
    return Policy.model_validate(
        {
            "policy": "knotty",
            "title": "A knot of duties",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "facts": {name: {"values": some, "initial": some[0]} for name, some in FACTS.items()},
            "counters": counters,
            "topics": {"matter": {"says": "it", "facts": list(FACTS), "counters": list(counters)}},
            "events": {"rain": {**draw(happening), **said}} if draw(st.booleans()) else {},
            "actions": {name: {**draw(acting), **said} for name in ACTIONS},
            "incompatible": [{"pair": ["ask", "give"], "why": "it cannot be"}] if draw(st.booleans()) else [],
            "norms": {
                f"N.{number}": {**TEXT, modality: action, "when": draw(conditions(bool(counters)))}
                for number, (modality, action) in enumerate(directed, 1)
            },
        }
    )
