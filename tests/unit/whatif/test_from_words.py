"""Changes from words: what they mean, and every fault of them, with its cure."""

import datetime

import pytest

from directives import FaultsError, load_scenario
from directives.whatif import Choose, Drop, Insert, Set, Words, changes_from

from .changing import REMARKS

LEARNER = {"topic": "learner", "standing": "trainee"}
ONE = load_scenario({"scenario": "One", "case": LEARNER, "timeline": [{"at": "1960-08-01", "event": "access_denied"}]})
TWO = load_scenario({"scenario": "Two", "cases": {"a": LEARNER, "b": LEARNER}, "timeline": [{"case": "a"}]})


def changes(scenario=ONE, **words):
    return changes_from(scenario, REMARKS, Words(**words))


def test_the_words_are_read_in_the_order_of_the_options():
    told = changes(
        drops=[1],
        inserts=["1960-08-02 event access_restored"],
        readings={"period_days": 9},
        sets=["case.access=denied"],
    )
    assert [type(one) for one in told] == [Set, Choose, Insert, Drop]


def test_a_lone_case_need_not_be_named():
    assert changes(sets=["access=denied"]) == changes(sets=["case.access=denied"]) == (Set("case", "access", "denied"),)


def test_a_fact_can_be_made_unknown():
    assert changes(sets=["standing=unknown"]) == (Set("case", "standing", "unknown"),)


def test_a_step_has_a_day_a_case_a_kind_and_a_name():
    [one] = changes(inserts=["1960-08-02 case action study_diligently"])
    assert (one.step.at, one.step.case, one.step.action) == (datetime.date(1960, 8, 2), "case", "study_diligently")


def test_a_step_without_a_day_comes_last():
    [one] = changes(TWO, inserts=["b event access_denied"])
    assert (one.step.at, one.step.case) == (None, "b")


@pytest.mark.parametrize(
    ("scenario", "words", "code"),
    [
        (ONE, {"sets": ["access"]}, "bad-argument"),
        (ONE, {"sets": ["access="]}, "bad-argument"),
        (ONE, {"sets": ["acess=denied"]}, "unknown-fact"),
        (ONE, {"sets": ["contract=running"]}, "fact-not-in-topic"),
        (ONE, {"sets": ["access=shut"]}, "unknown-value"),
        (ONE, {"sets": ["b.access=denied"]}, "unknown-case"),
        (TWO, {"sets": ["access=denied"]}, "which-case"),
        (ONE, {"readings": {"nonsense": 1}}, "unknown-reading"),
        (ONE, {"readings": {"period_days": 0}}, "unknown-value"),
        (ONE, {"inserts": [""]}, "bad-argument"),
        (ONE, {"inserts": ["1960-08-02 study_diligently"]}, "bad-argument"),
        (ONE, {"inserts": ["1960-08-02 a b event access_denied"]}, "bad-argument"),
        (ONE, {"inserts": ["1960-13-02 event access_denied"]}, "bad-date"),
        (ONE, {"inserts": ["1960-08-02 event acess_denied"]}, "unknown-event"),
        (ONE, {"inserts": ["1960-08-02 event contract_expires"]}, "event-not-in-topic"),
        (ONE, {"inserts": ["1960-08-02 action send_back"]}, "action-not-in-topic"),
        (ONE, {"inserts": ["1960-08-02 action send_home"]}, "unknown-action"),
        (ONE, {"inserts": ["1960-08-02 b event access_denied"]}, "unknown-case"),
        (TWO, {"inserts": ["event access_denied"]}, "which-case"),
        (TWO, {"inserts": ["1960-08-02 a event access_denied"]}, "bad-argument"),
        (ONE, {"drops": [0]}, "bad-argument"),
        (ONE, {"drops": [2]}, "bad-argument"),
        (ONE, {"amend": ["no-such-file.yaml"]}, "unreadable"),
    ],
)
def test_what_does_not_fit_is_a_fault(scenario, words, code):
    with pytest.raises(FaultsError) as caught:
        changes(scenario, **words)
    assert [fault.code for fault in caught.value.faults] == [code]
    assert all(fault.help for fault in caught.value.faults)


def test_all_faults_are_told_at_once():
    with pytest.raises(FaultsError) as caught:
        changes(sets=["access=shut", "x"], drops=[7], inserts=["event x"], readings={"y": 1})
    assert len(caught.value.faults) == 5


def test_names_that_an_amendment_enacts_can_be_used(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(
        "amends: remarks-1960\ntitle: A third way\nfacts:\n  access: {values: [open, denied, partial]}\n",
        encoding="utf-8",
    )
    told = changes(sets=["access=partial"], amend=[str(file)])
    assert told[0] == Set("case", "access", "partial")
    with pytest.raises(FaultsError):
        changes(sets=["access=partial"])
