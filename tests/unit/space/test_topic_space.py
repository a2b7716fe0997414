"""The space of a topic against the reference, state by state."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from directives.space.region import Region
from directives.space.topic_space import TopicSpace
from directives.strategies import policies
from directives.terms import Modality

from ...check.counting import counting_policies
from ...check.naive import Naive
from .drawn import few, states

FIXED: list[dict[str, Any]] = [{}, {"limit": 1}]


@few
@given(st.one_of(policies(), counting_policies()), st.sampled_from(FIXED))
def test_norms_apply_and_are_in_force_where_the_reference_says(policy, fixed):
    for name, topic in Naive(policy, fixed).topics.items():
        space = TopicSpace(policy, name, fixed)
        assert states(space.everything) == set(topic.states)
        for norm, region in space.in_force.items():
            assert states(region) == {one for one, told in topic.told_of.items() if norm in told.in_force}
        for norm, region in space.applies.items():
            assert states(region) == {one for one, told in topic.told_of.items() if norm in told.matched}
        assert states(space.settled) == {one for one in topic.states if topic.settled(one)}


@few
@given(st.one_of(policies(), counting_policies()), st.sampled_from(FIXED))
def test_statuses_part_all_states_as_the_reference_does(policy, fixed):
    for name, topic in Naive(policy, fixed).topics.items():
        space = TopicSpace(policy, name, fixed)
        for action, one in space.actions.items():
            parts = {status.value: states(region) for status, region in space.statuses(action).items()}
            for status, some in parts.items():
                assert some == {one for one in topic.states if topic.statuses[one][action] == status}
            assert set().union(*parts.values()) == set(topic.states)
            assert states(space.can(one)) == {state for state in topic.states if topic.can(one, state)}
            regulated = {state for state in topic.states if topic.statuses[state][action] != "silent"}
            assert states(space.regulated(action)) == regulated
            directed = (space.directing(action, modality) for modality in Modality)
            assert states(Region.union(space.layout, (box for region in directed for box in region.boxes))) == regulated
            for state in topic.states[:20]:
                box = space.layout.single(dict(zip(topic.values, state, strict=True)))
                assert space.status_at(action, box).value == topic.statuses[state][action]
