"""What-ifs over random stories: nothing invented, nothing missed, each difference with its true causes."""

import dataclasses
import itertools

from hypothesis import given
from hypothesis import strategies as st

from directives import FaultsError, load_scenario
from directives.files import load_amendment, plain
from directives.whatif import Amend, Choose, Drop, Set, Story, what_if
from directives.whatif.compare import agree, compared, duties_compared

from .changing import REMARKS, few, played_naively, stories


@few
@given(stories(most=0))
def test_a_what_if_with_no_change_is_empty(story):
    answer = what_if(story)
    assert answer.empty
    assert (answer.steps, answer.duties, answer.breaks) == ((), (), ())


@few
@given(stories(most=0), st.data())
def test_a_change_to_what_is_already_so_is_empty(story, data):
    case = data.draw(st.sampled_from(sorted(story.scenario.matters)))
    given_facts = story.scenario.matters[case].facts
    changes = [Set(case, fact, value) for fact, value in given_facts.items()]
    changes += [
        Choose(name, story.scenario.readings.get(name, story.policy.defaults[name])) for name in story.policy.readings
    ]
    assert what_if(dataclasses.replace(story, changes=tuple(changes[:4]))).empty


TURNED = {"added": "dropped", "dropped": "added", None: None}


def straight(told):
    """A comparison as bare data; what only one side speaks of may come in another order."""
    return [
        (
            index,
            one.change,
            {**one.facts, **one.counters},
            {
                each.key: ((each.before, each.norms_before), (each.after, each.norms_after), each.new)
                for each in one.differences
            },
            set(one.settled),
        )
        for index, one in told
    ]


def mirrored(told):
    """The same with before and after in each other's place."""
    return [
        (
            index,
            TURNED[change],
            {name: (after, before) for name, (before, after) in facts.items()},
            {key: (after, before, new) for key, (before, after, new) in differences.items()},
            settled,
        )
        for index, change, facts, differences, settled in straight(told)
    ]


@few
@given(stories())
def test_comparing_one_with_another_mirrors_the_other_with_the_one(story):
    one, other = story.played(()), story.played(story.all)
    there = list(compared(story, one, other, dict.fromkeys(story.all, 1)))
    back = list(compared(story, other, one, dict.fromkeys(story.all, -1)))
    assert straight(back) == mirrored(there)
    pairs = {key: (each.before, each.after) for key, each in duties_compared(one, other).items()}
    assert {key: (each.after, each.before) for key, each in duties_compared(other, one).items()} == pairs


@few
@given(stories())
def test_nothing_that_differs_is_missed_and_nothing_is_invented(story):
    answer = what_if(story)
    before, after = played_naively(story, ()), played_naively(story, story.all)
    left, right = (_by_number(story, one, made) for one, made in ((before, ()), (after, story.all)))
    told = {
        (one.slot, each.about): (each.before, each.after)
        for one in answer.steps
        for each in one.differences
        if each.of == "status" and each.before != each.after
    }
    for slot in set(left) & set(right):
        for action in left[slot].verdict:
            statuses = left[slot].verdict[action].status.value, right[slot].verdict[action].status.value
            assert told.get((slot, action), (statuses[0], statuses[0])) == (
                statuses if statuses[0] != statuses[1] else (statuses[0], statuses[0])
            )


def _by_number(story, attempt, made):
    """The moments of a naively played story by the slot in which they stand."""
    slots = [index for index, slot in enumerate(story.slots) if slot.happens(made) and not slot.ends]
    steps = attempt.moments[len(story.scenario.matters) :]
    return {slot: moment for slot, moment in zip(slots, steps, strict=True) if moment is not None}


@few
@given(stories())
def test_each_cause_makes_the_difference_by_itself_and_nothing_less_does(story):
    answer = what_if(story)
    starts = len(story.scenario.matters)
    after = story.played(story.all)
    for one in answer.steps:
        for each in one.differences:
            if not each.new:
                continue
            index = one.slot + starts
            assert each.causes
            for cause in each.causes:
                assert agree(story.played(cause).moments[index], after.moments[index], each)
                for less in itertools.chain.from_iterable(
                    itertools.combinations(cause, size) for size in range(len(cause))
                ):
                    assert not agree(story.played(less).moments[index], after.moments[index], each)


@few
@given(stories())
def test_every_status_that_differs_is_traced_to_norms(story):
    names = {*story.policy.norms}
    for one in what_if(story).steps:
        for each in one.differences:
            if each.of == "status" and each.new and each.before != each.after:
                assert each.through
                assert all(any(name in sentence for name in names) for sentence in each.through)


def free(policy):
    """The norms whose repeal alone leaves the policy sound: not overridden, nor the last of their clause."""
    overridden = {name for norm in policy.norms.values() for name in norm.overrides}
    cited = [one.clause for found in (policy.norms, policy.claims, policy.principles) for one in found.values()]
    return sorted(
        name for name, norm in policy.norms.items() if name not in overridden and cited.count(norm.clause) > 1
    )


@few
@given(stories(most=0), st.data())
def test_an_amendment_that_repeals_and_one_that_enacts_again_change_nothing(story, data):
    if not (names := free(story.policy)):
        return
    name = data.draw(st.sampled_from(names))
    head = {"amends": story.policy.policy, "title": "?"}
    repeal = load_amendment({**head, "norms": {name: None}}, story.policy)
    once = Story(story.scenario, story.policy, (Amend(repeal),), "arrays")
    enact = load_amendment({**head, "norms": {name: plain(story.policy)["norms"][name]}}, once.policy_with(once.all))
    assert what_if(dataclasses.replace(once, changes=(Amend(repeal), Amend(enact)), _policies={})).empty


@few
@given(stories(most=0), st.data())
def test_a_norm_enacted_again_under_another_name_changes_no_status(story, data):
    if not (names := free(story.policy)):
        return
    name = data.draw(st.sampled_from(names))
    anew = {name: None, "Again.1": plain(story.policy)["norms"][name]}
    amendment = load_amendment({"amends": story.policy.policy, "title": "?", "norms": anew}, story.policy)
    answer = what_if(Story(story.scenario, story.policy, (Amend(amendment),), "arrays"))
    for one in answer.steps:
        assert {(each.before == each.after) for each in one.differences} <= {True}
        assert all({name} == set(each.norms_before) - set(each.norms_after) for each in one.differences)
    assert all((one.before.state, one.before.since) == (one.after.state, one.after.since) for one in answer.duties)


def story_of(*changes, **scenario):
    return Story(load_scenario({"scenario": "A test", **scenario}), REMARKS, changes, "arrays")


ENGINEER = {"topic": "specialist", "contract": "running", "necessity": "absolute", "character": "good"}
DECLINES = [
    {"at": "1960-08-01", "event": "contract_expires"},
    {"at": "1960-08-03", "action": "propose_extension"},
    {"at": "1960-08-20", "event": "extension_declined"},
]


def test_a_step_that_becomes_impossible_is_told_with_what_it_needs():
    answer = what_if(story_of(Drop(1), case=ENGINEER, timeline=DECLINES))
    [broken] = answer.breaks
    assert (broken.step, broken.name, broken.kind) == (2, "propose_extension", "action")
    assert (broken.needs, broken.finds) == ({"contract": ("expired",)}, {"contract": "running"})


def test_a_later_step_is_not_compared_once_the_story_has_broken_off():
    answer = what_if(story_of(Drop(1), case=ENGINEER, timeline=DECLINES))
    assert {one.step for one in answer.steps} == {1}
    assert answer.duties == ()


def test_a_story_that_breaks_off_as_it_is_has_a_fault():
    broken = story_of(case=ENGINEER, timeline=DECLINES[1:])
    try:
        what_if(broken)
    except FaultsError as error:
        assert [fault.code for fault in error.faults] == ["impossible-step"]
    else:
        raise AssertionError


def test_a_step_left_out_does_not_move_the_days_of_those_that_hung_on_it():
    timeline = [*DECLINES[:2], {"action": "urge_to_stay"}]
    answer = what_if(story_of(Drop(2), case=ENGINEER, timeline=timeline))
    assert [(one.step, str(one.at)) for one in answer.steps] == [(2, "1960-08-03")]


def test_two_changes_that_do_the_same_are_each_a_cause():
    changes = Set("case", "necessity", "ordinary"), Set("case", "character", "doubtful")
    again = what_if(story_of(*changes, case=ENGINEER, timeline=DECLINES[:1]))
    causes = {each.about: each.causes for one in again.steps for each in one.differences}
    assert causes["propose_extension"] == ((1,), (2,))


def test_two_changes_that_only_do_it_together_are_one_cause():
    doubtful = {**ENGINEER, "necessity": "ordinary", "character": "doubtful"}
    changes = Set("case", "necessity", "absolute"), Set("case", "character", "good")
    both = what_if(story_of(*changes, case=doubtful, timeline=DECLINES[:1]))
    causes = {each.about: each.causes for one in both.steps for each in one.differences}
    assert causes["propose_extension"] == ((1, 2),)


def test_what_a_change_does_alone_and_not_together_is_told():
    one, other = Set("case", "necessity", "ordinary"), Set("case", "contract", "running")
    expired = {**ENGINEER, "contract": "expired"}
    answer = what_if(story_of(one, other, case=expired))
    [alone] = answer.alone
    [start] = alone.steps
    assert alone.change == 1
    assert [each.about for each in start.differences] == [
        "propose_extension",
        "send_off_warmly",
        "send_off_warmly and assign_learners",
    ]
