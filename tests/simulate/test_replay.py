"""What is simulated is what one scenario after another would come to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import evaluator_for, load_policy
from directives.simulate.plan import Plan
from directives.strategies import policies
from tests.simulate.drawn import ensembles, played, readings, simulated

REMARKS = load_policy()
LIKE_A_CLASH = ("clash", "conflict", "impossible")


def plain(found):
    """The measures that some step has, without those that only a verdict tells of."""
    return {key: some for key, some in found.items() if any(some) and key[1][0] not in LIKE_A_CLASH}


def replays(ensemble, policy, chosen, evaluator=None):
    plan = Plan(ensemble, policy, chosen)
    assert plain(simulated(plan, 1)) == plain(played(plan, 1, evaluator))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_run_of_a_drawn_policy_replays(data):
    policy = data.draw(policies())
    replays(data.draw(ensembles(policy)), policy, data.draw(readings(policy)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_run_of_the_remarks_replays(data):
    replays(data.draw(ensembles(REMARKS)), REMARKS, data.draw(readings(REMARKS)))


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_a_run_of_the_remarks_replays_by_the_rules_engine(data):
    replays(data.draw(ensembles(REMARKS)), REMARKS, data.draw(readings(REMARKS)), evaluator_for(REMARKS))


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(st.data())
def test_many_runs_of_drawn_policies_replay(data):
    policy = data.draw(policies())
    replays(data.draw(ensembles(policy)), policy, data.draw(readings(policy)))


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(st.data())
def test_many_runs_of_the_remarks_replay(data):
    replays(data.draw(ensembles(REMARKS)), REMARKS, data.draw(readings(REMARKS)))
