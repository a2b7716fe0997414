"""Ways that remember which duties are open: against what can be come to, and against each other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import load_policy
from directives.space import memory
from directives.space.entangled import changed, entangled, named
from directives.space.memory import Followed
from directives.space.paths import Paths, Trail
from directives.space.reach import Reach
from directives.space.region import Region, TooManyBoxesError
from directives.strategies import policies
from directives.terms import Status

from ...check import knotty
from .drawn import states

small_policies = st.one_of(policies(), knotty.policies())


def followed(reach: Reach, topic: str, ends: bool = True) -> list[Followed]:
    """Every duty of the topic, wherever it arises."""
    space = reach.space(topic)
    found = {action: space.status(action, Status.OBLIGATORY) for action in space.actions}
    return [Followed(action, there, there, space.everything, ends) for action, there in found.items() if there]


@settings(max_examples=40)
@given(small_policies, st.booleans(), st.booleans())
def test_what_is_remembered_changes_nothing_of_what_cases_come_to(policy, compliant, remembering):
    reach = Reach(policy, {}, compliant)
    for topic in policy.topics:
        found = Paths(reach, topic, followed(reach, topic) if remembering else [])
        assert states(found.memory.flat(found.states)) == states(reach.states(topic))


@settings(max_examples=40)
@given(small_policies, st.data())
def test_confined_is_what_no_way_leads_out_of(policy, data):
    reach = Reach(policy)
    topic = data.draw(st.sampled_from(list(policy.topics)))
    found = Paths(reach, topic, followed(reach, topic))
    action = data.draw(st.sampled_from([*found.space.actions, None]))
    region = (
        found.states
        if action is None
        else found.states - found.memory.lifted(found.space.can(found.space.actions[action]))
    )
    away = found.states - region
    assert states(found.confined(region)) == states(region - found.leading(away, within=found.states))


@settings(max_examples=40)
@given(small_policies)
def test_a_duty_is_open_only_where_it_is_owed_and_each_state_is_come_to_by_its_way(policy):
    reach = Reach(policy)
    for topic in policy.topics:
        for one in followed(reach, topic):
            found = Paths(reach, topic, [one])
            assert found.memory.flat(found.memory.open(one.action) & found.states).within(one.owed)
            trail = Trail(found, found.memory.open(one.action))
            way = trail.way(found.space.everything)
            assert (way is None) == (not trail.region)
            steps = way.steps if way else ()
            afters = [*(step.before for step in steps[1:]), *([way.end] if steps else [])]
            for step, after in zip(steps, afters, strict=True):
                assert step.move.image(found.memory.lifted(Region(found.space.layout, (step.before,)))).meets(
                    found.memory.lifted(Region(found.space.layout, (after,)))
                )


def test_what_was_done_is_open_no_longer_and_what_is_kept_up_still_is():
    reach = Reach(load_policy())
    space = reach.space("learner")
    here = space.status("study_diligently", Status.OBLIGATORY)
    for ends in (True, False):
        found = Paths(reach, "learner", followed(reach, "learner", ends))
        done = found.states - found.memory.open("study_diligently")
        assert found.memory.flat(done).meets(here) is ends


def test_too_many_duties_are_not_followed(monkeypatch):
    monkeypatch.setattr(memory, "MOST_FOLLOWED", 2)
    reach = Reach(load_policy())
    duties = followed(reach, "specialist")
    assert len(duties) > 2
    with pytest.raises(TooManyBoxesError):
        Paths(reach, "specialist", duties)


def test_matters_hang_together_through_what_moves_change():
    moves = Reach(load_policy()).moves("specialist")
    expiry = next(move for move in moves if move.name == "contract_expires")
    assert changed(expiry) == {"contract", "extension", "withdrawal"}
    assert named(expiry.needs) == {"contract", "presence"}
    apart = {
        "seeing_off": {"presence"},
        "regret": {"regret"},
        "a_good_one": {"character"},
        "a_needed_one": {"character"},
    }
    assert entangled(moves, apart) == [("seeing_off",), ("regret",), ("a_good_one",), ("a_needed_one",)]
    together = {"seeing_off": {"presence"}, "help": {"contract"}, "lessons": {"teaching"}}
    assert entangled(moves, together) == [("seeing_off", "help", "lessons")]
    bound = [frozenset({"a_good_one", "regret"})]
    groups = {frozenset(some) for some in entangled(moves, apart, bound)}
    assert groups == {frozenset(some) for some in ({"seeing_off"}, {"a_needed_one"}, {"regret", "a_good_one"})}
