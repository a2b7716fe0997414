import pytest

from directives.play.suite import Suite, scenario_files

ENGINEER = """scenario: An engineer
case: {topic: specialist, contract: expired, necessity: absolute, character: good}
timeline:
  - expect: {propose_extension: forbidden, send_off_warmly: silent}
  - {action: send_back, judged: violation}
"""


@pytest.fixture
def played(tmp_path):
    """The outcome of a file that holds a text."""

    def play(text, **suite):
        file = tmp_path / "it.yaml"
        file.write_text(text, encoding="utf-8")
        (outcome,) = Suite(engine="arrays", **suite).outcomes([file])
        return outcome

    return play


def told(failure):
    return str(failure).partition("it.yaml:")[2]


def test_a_file_passes_that_meets_all_its_expectations(played):
    outcome = played(ENGINEER.replace("forbidden", "permitted").replace("violation", "unregulated"))
    assert outcome.passed
    assert outcome.title == "An engineer"
    assert outcome.timeline.summary.met == 3


def test_a_failure_has_its_place_what_was_expected_what_came_and_why(played):
    outcome = played(ENGINEER)
    assert not outcome.passed
    status, judged = outcome.failures
    assert told(status).startswith("4:33: expected propose_extension forbidden, got permitted\n  why: SP.1c permits it")
    assert all(fact in status.why.replace(":", "") for fact in ("character good", "necessity absolute"))
    assert status.why.endswith("SP.1a is set aside by SP.1c")
    assert told(judged).startswith("5:33: expected judged violation, got unregulated\n  why: no norm")


def test_the_why_of_a_failure_names_the_norms_or_says_that_there_are_none(played):
    (failure,) = played(
        "scenario: It\ncase: {topic: agreed_item}\ntimeline: [{action: press_further, expect: {press_further: silent}}]"
    ).failures
    assert failure.why == "TC.1b forbids it"
    (failure,) = played(
        "scenario: It\ncase: {topic: technology}\ntimeline: [{action: study_intensively, judged: violation}]"
    ).failures
    assert failure.why == "ST.4a obliges it"
    (failure,) = played(
        "scenario: It\n"
        "case: {topic: specialist, contract: running, necessity: ordinary, character: good}\n"
        "timeline: [{expect: {express_regret: obligatory}}]"
    ).failures
    assert failure.why == "no norm is in force on it"


def test_the_why_of_what_is_undetermined_names_what_it_depends_on(played):
    (failure,) = played(
        "scenario: It\n"
        "case: {topic: specialist, contract: expired}\n"
        "timeline: [{expect: {propose_extension: permitted}}]"
    ).failures
    assert failure.actual == "undetermined"
    assert failure.why == "it depends on character, necessity"


def test_the_why_of_an_undetermined_judgement_says_that_it_hangs_on_unknown_facts(played):
    (failure,) = played("""scenario: It
readings: {too_many_new_items: 1}
cases: {first: {topic: new_item, necessity: ordinary}, second: {topic: new_item}}
timeline: [{case: first, action: request_item}, {case: second, action: request_item, judged: violation}]
""").failures
    assert failure.actual == "undetermined"
    assert "unknown" in failure.why
    assert "ST.1a" in failure.why


def test_failures_of_several_cases_stand_at_their_steps(played):
    outcome = played("""scenario: It
cases: {one: {topic: learner}, other: {topic: learner}}
timeline:
  - {case: one, event: access_denied}
  - {case: other, expect: {study_diligently: exempt}}
""")
    assert [told(failure).partition(" ")[0] for failure in outcome.failures] == ["5:46:"]


def test_a_file_with_faults_has_no_timeline_and_does_not_pass(played):
    outcome = played("scenario: It\ncase: {topic: lerner}\n")
    assert outcome.timeline is None
    assert not outcome.passed
    assert [fault.code for fault in outcome.faults] == ["unknown-topic"]
    assert outcome.title == "it"


def test_a_step_that_cannot_happen_is_a_fault_of_its_file(played):
    outcome = played("scenario: It\ncase: {topic: learner}\ntimeline: [{event: access_restored}]")
    assert [fault.code for fault in outcome.faults] == ["impossible-step"]


def test_one_file_with_faults_stops_no_other(tmp_path):
    (tmp_path / "a.yaml").write_text("scenario: [", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(ENGINEER, encoding="utf-8")
    outcomes = Suite(engine="arrays").outcomes(scenario_files([tmp_path]))
    assert [(bool(one.faults), len(one.failures)) for one in outcomes] == [(True, 0), (False, 2)]


def test_only_wanted_files_are_played_but_faults_are_always_told(tmp_path):
    (tmp_path / "a.yaml").write_text("scenario: [", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(ENGINEER, encoding="utf-8")
    outcomes = Suite(engine="arrays").outcomes(scenario_files([tmp_path]), lambda file, scenario: False)
    assert [one.title for one in outcomes] == ["a"]


def test_readings_and_literal_hold_for_the_whole_suite(played):
    routine = "scenario: It\ncase: {topic: routine_item}\ntimeline: [{expect: {raise_routine_item: permitted}}]"
    assert played(routine).passed
    assert played(routine, literal=True).failures[0].actual == "silent"
    assert played(routine, readings={"routine_too_often": 0}).failures[0].actual == "forbidden"


def test_the_files_of_a_folder_are_all_its_yaml_below_sorted_each_once(tmp_path):
    (tmp_path / "deep").mkdir()
    for name in ("b.yaml", "a.yml", "deep/c.yaml", "note.txt"):
        (tmp_path / name).touch()
    found = scenario_files([tmp_path, tmp_path / "b.yaml", tmp_path / "note.txt"])
    assert [str(file.relative_to(tmp_path)) for file in found] == ["a.yml", "b.yaml", "deep/c.yaml", "note.txt"]
