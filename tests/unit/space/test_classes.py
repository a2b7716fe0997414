"""What stands together in a topic's states is never told apart, by the meaning as the reference has it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from directives.policy import Policy
from directives.space.classes import classes, links, told_apart
from directives.strategies import policies, states

from ... import reference
from ...check.counting import counting_policies
from .drawn import few


@st.composite
def drawn_states(draw: DrawFn) -> tuple[Policy, str, dict[str, Any]]:
    policy = draw(st.one_of(policies(), counting_policies()))
    topic = draw(st.sampled_from(list(policy.topics)))
    return policy, topic, draw(states(policy, topic))


def told(policy: Policy, topic: str, state: dict[str, Any]) -> Any:
    """All that is asked of a state: norms and claims, what can happen and be done, whether the case is settled."""
    evaluation = reference.evaluate(policy, topic, state)
    occurrences = (*policy.events_of(topic).items(), *policy.actions_of(topic).items())
    asked = [*((name, one.needs) for name, one in occurrences), ("", policy.topics[topic].settled)]
    met = [all(reference.admits(entry, state[fact], {}) for fact, entry in needs.items()) for _, needs in asked]
    return evaluation.in_force, set(evaluation.matched), met


@few
@given(drawn_states(), st.data())
def test_values_of_one_class_are_never_told_apart(drawn, data):
    policy, topic, state = drawn
    other = dict(state)
    for name, some in classes(policy, topic).items():
        (mine,) = (one for one in some if state[name] in one) if name not in policy.counters else ((state[name],),)
        other[name] = data.draw(st.sampled_from(mine))
    assert told(policy, topic, other) == told(policy, topic, state)


@few
@given(drawn_states())
def test_a_counter_stands_for_all_numbers_above_the_largest(drawn):
    policy, topic, state = drawn
    named = classes(policy, topic)
    capped = {
        name: min(value, named[name][-1][0]) if name in policy.counters else value for name, value in state.items()
    }
    assert told(policy, topic, capped) == told(policy, topic, state)


@few
@given(drawn_states(), st.data())
def test_readings_that_are_left_out_make_no_difference(drawn, data):
    policy, topic, state = drawn
    left_out = [name for name in policy.readings if name not in classes(policy, topic)]
    other = {name: data.draw(st.sampled_from(list(policy.readings[name].domain))) for name in left_out}
    assert told(policy, topic, {**state, **other}) == told(policy, topic, state)


@few
@given(st.one_of(policies(), counting_policies()))
def test_topics_are_linked_with_each_other_alike(policy):
    for topic in policy.topics:
        for other in links(policy, topic):
            assert links(policy, other) == links(policy, topic)
        assert topic in links(policy, topic)


def test_the_classes_of_the_remarks_that_hold_several_values(remarks):
    apart = {topic: told_apart(remarks, topic) for topic in remarks.topics}
    assert {topic: list(some) for topic, some in apart.items() if some} == {
        "reserved_matter": ["matter"],
        "learner": ["standing"],
        "technology": ["came_by"],
    }
