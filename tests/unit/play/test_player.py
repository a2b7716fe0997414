import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import FaultsError, Judgement, load_policy
from directives.play import play
from directives.space import Arrays
from directives.strategies import scenarios

from .plays import played, small, statuses

REMARKS = load_policy()
DAY = datetime.date(1960, 8, 1)


def test_a_start_of_each_case_comes_first_in_the_order_of_the_file():
    timeline = played("""
cases: {zinc: {topic: technology}, ape: {topic: learner}}
timeline: [{case: ape}, {case: zinc}]
""")
    assert [(moment.kind.value, moment.case) for moment in timeline.steps] == [
        ("start", "zinc"), ("start", "ape"), ("checkpoint", "ape"), ("checkpoint", "zinc"),
    ]  # fmt: skip


def test_a_lone_case_is_called_case():
    assert played("case: {topic: learner}").steps[0].case == "case"


def test_a_scenario_without_dates_has_none():
    timeline = played("case: {topic: learner}\ntimeline: [{event: access_denied}, {event: access_restored}]")
    assert [moment.at for moment in timeline.steps] == [None] * 3


def test_the_start_and_the_steps_before_the_first_date_are_on_that_date():
    timeline = played("""
case: {topic: learner}
timeline: [{event: access_denied}, {}, {at: 1960-08-01, event: access_restored}]
""")
    assert [moment.at for moment in timeline.steps] == [DAY] * 4


def test_a_step_without_a_date_is_on_the_day_of_the_step_before_it_whatever_its_case():
    timeline = played("""
cases: {one: {topic: learner}, other: {topic: learner}}
timeline: [{at: 1960-08-01, case: one}, {case: other}, {at: 1960-08-02, case: other}, {case: one}]
""")
    assert [moment.at.day for moment in timeline.steps] == [1, 1, 1, 1, 2, 2]


def test_an_expectation_is_about_what_holds_after_the_step():
    timeline = played("""
case: {topic: learner}
timeline: [{event: access_denied, expect: {study_diligently: exempt}}]
""")
    (one,) = timeline.steps[1].expectations
    assert (one.of, one.expected, one.actual, one.met) == ("study_diligently", "exempt", "exempt", True)


def test_an_unmet_expectation_is_told_with_what_came_instead():
    timeline = played("""
case: {topic: learner}
timeline:
  - {event: access_denied, expect: {study_diligently: obligatory}}
  - {event: access_restored, expect: {study_diligently: obligatory}}
""")
    (one,) = timeline.steps[1].expectations
    assert (one.actual, one.met) == ("exempt", False)
    assert (timeline.summary.expected, timeline.summary.met) == (2, 1)


def test_an_action_is_judged_on_the_state_just_before_it():
    timeline = played("""
case: {topic: specialist, contract: expired, necessity: ordinary, character: good}
timeline: [{action: send_off_warmly, judged: compliant}, {action: express_regret, judged: unregulated}]
""")
    assert timeline.summary.met == 2
    assert timeline.steps[1].grounds == ("SP.1b",)
    assert timeline.steps[2].grounds == ()


JUDGED = {
    Judgement.VIOLATION: ("{topic: agreed_item}", "press_further"),
    Judgement.COMPLIANT: ("{topic: agreed_item}", "uphold_agreement"),
    Judgement.UNREGULATED: ("{topic: new_item, necessity: ordinary}", "press_further"),
    Judgement.PREMATURE: ("{topic: reserved_matter, matter: study_abroad}", "decide_now"),
    Judgement.UNDETERMINED: ("{topic: material, market: elsewhere}", "buy_elsewhere"),
}


@pytest.mark.parametrize("judgement", JUDGED)
def test_each_judgement_is_made(judgement):
    case, action = JUDGED[judgement]
    assert played(f"case: {case}\ntimeline: [{{action: {action}}}]").steps[-1].judgement is judgement


def test_what_is_obliged_and_forbidden_is_contested():
    timeline = played("""
readings: {too_many_new_items: 0}
case: {topic: new_item, necessity: absolute}
timeline: [{action: request_item}]
""")
    assert timeline.steps[1].judgement is Judgement.CONTESTED
    assert timeline.steps[1].grounds == ("ST.1a", "TC.2a", "TC.2b")


def test_exempt_is_unregulated():
    policy = small({"N.1": {"exempt": "ask"}})
    assert played("case: {topic: matter}\ntimeline: [{action: ask}]", policy).steps[1].judgement == "unregulated"


def test_an_action_is_judged_knowing_that_its_needs_held():
    timeline = played("case: {topic: material, importance: essential}\ntimeline: [{action: buy_from_west}]")
    assert statuses(timeline.steps[0])["buy_from_west"] == "undetermined"
    assert timeline.steps[1].judgement is Judgement.COMPLIANT
    assert timeline.steps[1].facts["market"] == "west"


def test_a_judgement_may_be_certain_where_the_status_is_not():
    timeline = played("""
cases: {first: {topic: new_item, necessity: ordinary}, second: {topic: new_item}}
timeline: [{case: first, action: request_item}, {case: second}, {case: second, action: request_item}]
""")
    assert statuses(timeline.steps[3])["request_item"] == "undetermined"
    assert timeline.steps[3].verdict["request_item"].depends_on == ("necessity",)
    assert timeline.steps[4].judgement is Judgement.COMPLIANT


def test_a_judgement_that_hangs_on_unknown_facts_is_undetermined():
    timeline = played("""
readings: {too_many_new_items: 1}
cases: {first: {topic: new_item, necessity: ordinary}, second: {topic: new_item}}
timeline: [{case: first, action: request_item}, {case: second, action: request_item}]
""")
    assert timeline.steps[3].judgement is Judgement.UNDETERMINED
    assert timeline.summary.violations == 0


def test_violations_are_counted():
    timeline = played("case: {topic: agreed_item}\ntimeline: [{action: press_further}, {action: press_further}]")
    assert timeline.summary.violations == 2


def faults(text):
    with pytest.raises(FaultsError) as caught:
        played(text)
    return caught.value.faults


def test_a_step_that_cannot_happen_is_a_fault_at_its_place_with_what_is_possible():
    (fault,) = faults("case: {topic: learner}\ntimeline:\n  - {event: access_restored}\n")
    assert fault.code == "impossible-step"
    assert str(fault.place) == "it.yaml:5:13"
    assert "it needs `access` to be denied, found `open`" in fault.message
    assert fault.help == "possible here: access_denied"


def test_the_first_impossible_step_of_each_case_is_told():
    found = faults("""
cases: {one: {topic: learner}, other: {topic: learner}, third: {topic: learner}}
timeline:
  - {case: one, event: access_restored}
  - {case: one, event: access_restored}
  - {case: third, event: access_denied}
  - {case: other, event: access_denied}
  - {case: other, event: access_denied}
""")
    assert [str(fault.place) for fault in found] == ["it.yaml:6:24", "it.yaml:10:26"]


def test_everything_that_a_step_lacks_is_told():
    (fault,) = faults(
        "case: {topic: specialist, contract: running, presence: gone}\ntimeline: [{action: propose_extension}]"
    )
    assert "`contract` to be expired, found `running`" in fault.message
    assert "`presence` to be present, found `gone`" in fault.message
    assert "extension" not in fault.message.partition("needs")[2]


def test_two_obligatory_actions_that_are_incompatible_clash():
    timeline = played("""
case: {topic: specialist, contract: running, necessity: ordinary, character: good}
timeline: [{event: contract_expires}, {event: teaching_refused}]
""")
    assert [moment.clashes for moment in timeline.steps] == [(), (("send_off_warmly", "assign_learners"),), ()]


def test_an_obligatory_action_that_cannot_be_done_is_an_impossible_duty():
    case = "case: {topic: material, importance: essential, market: elsewhere}"
    assert played(f"readings: {{purchasable: anywhere}}\n{case}").steps[0].impossible == ("buy_from_west",)
    assert played(case).steps[0].impossible == ()


def test_an_obligation_that_unknown_facts_leave_possible_is_no_impossible_duty():
    policy = small(
        {"N.1": {"oblige": "ask"}},
        actions={"ask": {"topic": "matter", "needs": {"door": "open"}, "says": "ask"}},
    )
    impossible = {
        door: played(f"case: {{topic: matter, door: {door}}}", policy).steps[0].impossible
        for door in ("open", "shut", "unknown")
    }
    assert impossible == {"open": (), "shut": ("ask",), "unknown": ()}


def test_claims_conclude_while_their_condition_certainly_holds():
    both = {"unique_inventions": "out_of_reach", "practical_use": "out_of_reach"}
    timeline = played("case: {topic: technology, own_study: neglected}\ntimeline: [{action: study_intensively}]")
    assert [moment.conclusions for moment in timeline.steps] == [both, {}]
    assert played("case: {topic: technology}").steps[0].conclusions == {}


@pytest.mark.parametrize(("character", "strains"), [("good", ("PR.1",)), ("doubtful", ())])
def test_what_is_permitted_or_obligatory_says_which_principles_it_strains(character, strains):
    case = f"case: {{topic: specialist, contract: expired, necessity: absolute, character: {character}}}"
    assert played(case).steps[0].verdict["propose_extension"].strains == strains


def test_readings_given_go_before_those_of_the_scenario_and_these_before_the_defaults():
    text = "readings: {period_days: 30, routine_too_often: 1}\ncase: {topic: routine_item}"
    readings = played(text, period_days=7).readings
    assert (readings["period_days"], readings["routine_too_often"], readings["too_many_new_items"]) == (7, 1, 3)


@pytest.mark.parametrize("wrong", [{"period_dais": 7}, {"period_days": 0}, {"purchasable": "nowhere"}])
def test_a_reading_that_the_policy_does_not_have_is_a_fault(wrong):
    with pytest.raises(FaultsError):
        played("case: {topic: learner}", **wrong)


def test_the_facts_and_counters_of_a_moment_are_all_those_of_its_topic(remarks):
    for name, topic in remarks.topics.items():
        start = played(f"case: {{topic: {name}}}").steps[0]
        assert tuple(start.facts) == topic.facts
        assert tuple(start.counters) == topic.counters
        assert list(start.verdict) == list(remarks.actions_of(name))


@settings(max_examples=30)
@given(scenarios(REMARKS), st.sets(st.sampled_from(sorted(REMARKS.actions))))
def test_what_it_is_about_is_ruled_on_as_where_all_is(scenario, names):
    names |= {step.action for step in scenario.timeline if step.action}
    whole = play(scenario, REMARKS, Arrays(REMARKS))
    part = play(scenario, REMARKS, Arrays(REMARKS), about=names)
    assert [one.judgement for one in part.steps] == [one.judgement for one in whole.steps]
    for one, other in zip(part.steps, whole.steps, strict=True):
        assert one.verdict == {name: ruling for name, ruling in other.verdict.items() if name in names}
    assert part.duties == tuple(duty for duty in whole.duties if duty.action in names)
