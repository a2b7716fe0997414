from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from directives import Fault, Place
from directives.play.junit import to_junit
from directives.play.suite import Failure, Outcome

from .plays import played

TIMELINE = played("case: {topic: learner}")
FAILURE = Failure(Place("a.yaml", 3, 5), "judged", "compliant", "violation", "TC.1b forbids it")
FAULT = Fault(Place("b.yaml", 1, 2), "empty", "the file is <empty>", "write & save")


def suite_of(*outcomes):
    return ElementTree.fromstring(to_junit(outcomes))


def test_each_file_is_a_case_and_failures_and_faults_are_told_apart():
    suite = suite_of(
        Outcome("ok.yaml", "Sound", TIMELINE),
        Outcome("a.yaml", "Unmet", TIMELINE, (), (FAILURE, FAILURE)),
        Outcome("b.yaml", "b", None, (FAULT,)),
    )
    assert [suite.get(key) for key in ("tests", "failures", "errors")] == ["3", "1", "1"]
    assert [(case.get("classname"), case.get("name"), [one.tag for one in case]) for case in suite] == [
        ("ok.yaml", "Sound", []),
        ("a.yaml", "Unmet", ["failure"]),
        ("b.yaml", "b", ["error"]),
    ]


def test_a_failure_tells_the_first_in_its_message_and_all_in_its_text():
    (case,) = suite_of(Outcome("a.yaml", "Unmet", TIMELINE, (), (FAILURE, FAILURE)))
    assert case[0].get("message") == "a.yaml:3:5: expected judged compliant, got violation"
    assert case[0].text.count("why: TC.1b forbids it") == 2


def test_what_xml_would_take_for_markup_is_escaped():
    (case,) = suite_of(Outcome("b.yaml", "<b> & 'c'", None, (FAULT,)))
    assert case.get("name") == "<b> & 'c'"
    assert "the file is <empty>" in case[0].get("message")


def test_no_outcomes_are_a_suite_of_none():
    assert suite_of().get("tests") == "0"


@settings(max_examples=50)
@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_stands_in_a_title_or_a_message_the_xml_can_be_read(title, message):
    fault = Fault(Place("b.yaml", 1, 2), "empty", message)
    assert len(suite_of(Outcome("b.yaml", title, None, (fault,)))) == 1
