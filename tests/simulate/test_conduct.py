"""Who does what, when, in an ensemble without luck: as a naive reading of every decision has it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from directives import load_policy
from directives.ensemble import Ensemble
from directives.simulate.plan import Plan
from directives.simulate.trajectory import retold
from directives.strategies import policies
from tests.simulate.drawn import ensembles, readings
from tests.simulate.naive import course

REMARKS = load_policy()


def simulated(ensemble, policy, chosen):
    timeline = retold(Plan(ensemble, policy, chosen), 0).timeline
    return sorted((str(step.at), step.case, step.name) for step in timeline if step.name)


def agrees(ensemble, policy, chosen):
    assert simulated(ensemble, policy, chosen) == course(ensemble, policy, chosen)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_without_luck_a_drawn_policy_is_followed_as_it_reads(data):
    policy = data.draw(policies())
    agrees(data.draw(ensembles(policy, most_cases=2, luck=False)), policy, data.draw(readings(policy)))


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_without_luck_the_remarks_are_followed_as_they_read(data):
    agrees(data.draw(ensembles(REMARKS, most_cases=2, luck=False)), REMARKS, data.draw(readings(REMARKS)))


def items(**others):
    return Ensemble.model_validate(
        {
            "ensemble": "?",
            "starts": "1960-07-11",
            "horizon": 3,
            "populations": {"items": {"topic": "new_item", "count": 5, "facts": {"necessity": "ordinary"}}},
            **others,
        }
    )


def test_cases_share_a_quota_in_their_order():
    told = simulated(items(), REMARKS, {"too_many_new_items": 2})
    assert told == [("1960-08-11", f"items_{number}", "request_item") for number in (1, 2)]


def test_a_window_lets_the_quota_be_used_again():
    told = simulated(items(), REMARKS, {"too_many_new_items": 1, "period_days": 40})
    assert told == [("1960-08-11", "items_1", "request_item"), ("1960-10-11", "items_2", "request_item")]


def test_a_duty_is_done_once_and_lapses_for_the_others():
    told = simulated(items(conduct={"permitted": "never"}), REMARKS, {})
    assert told == [("1960-08-11", "items_1", "request_item")]


def test_whoever_is_always_careless_does_what_is_forbidden_and_not_what_is_due():
    found = simulated(items(conduct={"careless": 1.0, "permitted": "never"}), REMARKS, {"too_many_new_items": 0})
    assert found == []  # floor and limit conflict, which is neither
    found = simulated(items(conduct={"careless": 1.0, "permitted": "always"}), REMARKS, {"too_many_new_items": 1})
    assert found == []  # the first request is due, so it is never made
