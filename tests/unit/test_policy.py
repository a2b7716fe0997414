import copy
import pickle

import pytest
from pydantic import ValidationError

from directives import Policy, StateError, load_policy
from directives.space import Arrays

LEARNER = {"standing": "trainee", "access": "open"}


def test_a_policy_and_all_in_it_is_frozen(remarks):
    for model, name in (
        (remarks, "title"),
        (remarks.norms["SP.1c"], "permit"),
        (remarks.facts["contract"], "values"),
        (remarks.readings["period_days"], "default"),
        (remarks.norms["SP.1c"].when, "any"),
    ):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(model, name, None)


@pytest.mark.parametrize("used", [False, True], ids=["fresh", "with all that is worked out of it"])
def test_a_policy_travels_between_processes(used):
    policy = load_policy()
    if used:
        Arrays(policy).evaluate("learner", {**LEARNER, **policy.defaults})
    again = pickle.loads(pickle.dumps(policy))
    assert again == policy
    assert again.branches == policy.branches
    assert Arrays(again).evaluate("learner", {**LEARNER, **again.defaults}).in_force == {"ST.2a"}


def test_what_is_worked_out_of_a_policy_does_not_travel():
    policy = Policy.model_validate(load_policy().model_dump(by_alias=True, exclude_none=True))
    fresh = len(pickle.dumps(policy))
    Arrays(policy).evaluate("learner", {**LEARNER, **policy.defaults})
    assert policy.branches
    assert len(pickle.dumps(policy)) == fresh


def test_a_policy_can_be_copied(remarks):
    assert copy.deepcopy(remarks) == remarks
    assert copy.copy(remarks) == remarks


def test_literally_the_implied_norms_are_left_out(remarks):
    implied = {name for name, norm in remarks.norms.items() if norm.implied}
    assert implied == {"TC.2c", "TC.3b", "SP.3d", "ST.3c"}
    literal = remarks.literal()
    assert set(literal.norms) == set(remarks.norms) - implied
    assert implied <= set(remarks.norms)
    assert not implied & set(literal.branches)


def test_norms_claims_events_and_actions_are_those_of_a_topic(remarks):
    assert list(remarks.norms_of("learner")) == ["ST.2a", "ST.2b"]
    assert list(remarks.claims_of("technology")) == ["ST.4b", "ST.4c"]
    assert list(remarks.events_of("new_item")) == ["partner_grants", "partner_refuses"]
    assert list(remarks.actions_of("new_item")) == ["press_further", "request_item"]


WRONG = [
    ("lerner", {}, "unknown topic `lerner`; did you mean `learner`"),
    ("learner", {"access": "shut"}, "`access` has no declared value: found `shut`"),
    ("learner", {"access": None}, "`access` has no declared value"),
    ("learner", {"access": ["open"]}, "`access` has no declared value"),
    ("learner", {"period_days": 0}, "`period_days` has no declared value: found `0`"),
    ("learner", {"period_days": True}, "`period_days` has no declared value"),
    ("routine_item", {}, "counter `routine_items_raised` needs an integer from 0: found `None`"),
    ("routine_item", {"routine_items_raised": -1}, "found `-1`"),
    ("routine_item", {"routine_items_raised": True}, "found `True`"),
    ("routine_item", {"routine_items_raised": 2**53}, "needs an integer from 0"),
]


@pytest.mark.parametrize(("topic", "wrong", "told"), WRONG)
def test_a_state_that_is_not_whole_or_not_declared_is_refused(remarks, topic, wrong, told):
    with pytest.raises(StateError, match=told):
        remarks.check_state(topic, {**LEARNER, **remarks.defaults, **wrong})


def test_a_whole_state_is_accepted(remarks):
    remarks.check_state("learner", {**LEARNER, **remarks.defaults})
    remarks.check_state("routine_item", {**remarks.defaults, "routine_items_raised": 2**53 - 1})


def test_a_model_shows_as_a_table_with_its_texts_escaped(remarks):
    norm = remarks.norms["SP.1c"].model_copy(update={"says": "<script>alert(1)</script>"})
    page = norm._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<th>says</th>" in page


def test_a_changed_copy_keeps_nothing_that_was_worked_out_before(remarks):
    assert remarks.superiors["SP.1c"] == ("SP.1d",)
    norms = {name: norm for name, norm in remarks.norms.items() if name != "SP.1d"}
    assert remarks.model_copy(update={"norms": norms}).superiors["SP.1c"] == ()
