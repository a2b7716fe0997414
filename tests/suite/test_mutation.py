"""What becomes of mutants: killed at a place, equivalent, surviving with a state and a scenario."""

import sys

import pytest

from directives import evaluator_for
from directives.play import play
from directives.play.suite import Suite, scenario_files
from directives.space import Arrays
from directives.space.region import TooManyBoxesError
from directives.suite import Mutation, mutants, mutation, space_coverage
from directives.suite.mutation_told import to_lines
from directives.suite.shifts import shifts
from directives.suite.written import killing_files

from ..repo.test_repo import ROOT
from ..unit.play.plays import scenario_of, small

DOOR = {"N.1": {"oblige": "ask", "when": {"door": "open"}}}


def mutated(policy, *texts):
    return mutation(policy, {f"{n}.yaml": scenario_of(text, policy) for n, text in enumerate(texts)}, Arrays)


def survivors(found: Mutation):
    return [one.says for one in found.survivors]


def told(found, policy, width=80):
    return ["".join(text for _, text in line).rstrip() for line in to_lines(found, policy, width)]


def test_what_is_expected_where_the_norm_applies_and_where_it_does_not_kills_all():
    expected = "timeline: [{case: in, expect: {ask: obligatory}}, {case: out, expect: {ask: silent}}]"
    cases = "cases: {in: {topic: matter, door: open}, out: {topic: matter, door: shut}}"
    found = mutated(small(DOOR), f"{cases}\n{expected}")
    assert survivors(found) == []
    assert found.score == 100


def test_a_condition_that_is_never_seen_to_fail_survives_without():
    found = mutated(small(DOOR), "case: {topic: matter, door: open}\ntimeline: [{expect: {ask: obligatory}}]")
    assert survivors(found) == ["N.1 without `door: open`"]
    (one,) = found.survivors
    assert (one.action, one.before, one.after, one.where) == ("ask", "silent", "obligatory", "door is shut")
    assert one.state["door"] == "shut"
    assert found.kinds["entry"].survived == 1


def test_a_judgement_kills_too_unless_it_is_the_same():
    found = mutated(small(DOOR), "case: {topic: matter, door: open}\ntimeline: [{action: ask, judged: compliant}]")
    assert survivors(found) == ["N.1 without `door: open`", "N.1 says permit instead of oblige"]


def test_an_expectation_on_unknown_facts_kills_where_the_whole_changes():
    found = mutated(small(DOOR), "case: {topic: matter}\ntimeline: [{expect: {ask: undetermined}}]")
    assert "N.1 left out" not in survivors(found)
    assert "N.1 says permit instead of oblige" in survivors(found)


def test_a_mutant_that_says_the_same_in_other_words_is_equivalent():
    facts = {"door": {"values": ["open", "shut"], "initial": "open"}, "colour": {"values": ["red", "green", "blue"]}}
    found = mutated(small(DOOR, facts=facts), "case: {topic: matter}\ntimeline: [{expect: {ask: obligatory}}]")
    assert [one.says for one in found.equivalent] == ["N.1 without `door: open`"]
    assert found.score == 100


def test_a_killed_mutant_is_killed_at_a_place():
    found = mutated(small(DOOR), "case: {topic: matter, door: open}\ntimeline: [{expect: {ask: obligatory}}]")
    assert found.killed["N.1#1"] == "it.yaml:4:27"


def test_a_scenario_with_facts_off_their_initial_values_kills_what_no_other_could():
    facts = {"door": {"values": ["open", "shut"], "initial": "open"}, "colour": {"values": ["red", "green", "blue"]}}
    found = mutated(small(DOOR, facts=facts), "case: {topic: matter, door: shut}\ntimeline: [{expect: {ask: silent}}]")
    assert "N.1#2" in found.killed


def test_one_scenario_serves_several_survivors_and_no_line_is_wider_than_it_may_be(remarks):
    found = mutation(remarks, {}, Arrays)
    assert found.killed == {}
    assert {one.scenario for one in found.survivors} == set(range(len(found.scenarios)))
    assert len(found.scenarios) < len(found.survivors) / 3
    for width in (60, 80, 120):
        lines = told(found, remarks, width)
        assert max(map(len, lines)) <= width
        assert "--format json tells all" in "\n".join(lines)


def test_a_share_is_not_rounded_up_to_the_whole():
    found = mutated(small(DOOR), "case: {topic: matter, door: open}\ntimeline: [{expect: {ask: obligatory}}]")
    short = found.model_copy(update={"killed": {str(n): "" for n in range(9_999)}})
    assert told(short, small(DOOR))[-1] == "9999 of 10000 mutants killed: 99.9 %"


def test_what_takes_more_than_the_budget_is_undecided_and_does_not_count(remarks, monkeypatch):
    def too_many(space, mutant):
        if mutant.kind == "norm":
            raise TooManyBoxesError
        return shifts(space, mutant)

    monkeypatch.setattr(sys.modules["directives.suite.mutation"], "shifts", too_many)
    found = mutated(small(DOOR), "case: {topic: matter, door: open}\ntimeline: [{expect: {ask: obligatory}}]")
    assert [one.says for one in found.undecided] == ["N.1 left out"]
    assert found.kinds["norm"].undecided == 1
    assert found.score == 100 * len(found.killed) / (len(found.killed) + 1)
    assert "  N.1 left out" in told(found, small(DOOR))


def test_a_written_scenario_names_what_it_kills(tmp_path):
    policy = small(DOOR)
    found = mutated(policy, "case: {topic: matter, door: open}\ntimeline: [{expect: {ask: obligatory}}]")
    ((name, text),) = killing_files(found, tmp_path, "--policy small.yaml").items()
    assert name == "kills-N.1-2.yaml"
    assert "# - N.1 without door: open\n" in text
    assert "# Test it with: directives test --policy small.yaml\n" in text


@pytest.fixture(scope="module")
def shipped():
    outcomes = Suite(engine="arrays").outcomes(scenario_files([ROOT / "scenarios"]))
    assert all(one.passed for one in outcomes)
    return {one.file: one.scenario for one in outcomes}


def test_the_shipped_scenarios_visit_every_verdict(remarks, shipped):
    found = space_coverage(remarks, shipped.values())
    assert [one.topic for one in found.topics if one.unvisited] == []
    assert [one.topic for one in found.topics if one.elsewhere and one.elsewhere.unvisited] == []


def test_the_shipped_scenarios_kill_every_mutant_that_says_something_else(remarks, shipped):
    found = mutation(remarks, shipped, evaluator_for)
    assert survivors(found) == []
    assert found.undecided == ()
    assert len(found.killed) > 300


@pytest.mark.slow
def test_playing_the_shipped_scenarios_kills_just_the_same(remarks, shipped):
    found = mutation(remarks, shipped, evaluator_for)
    for one in mutants(remarks):
        changed = one.of(remarks)
        evaluator = Arrays(changed)
        about = [each for each in shipped.values() if remarks.norms[one.norm].topic in topics(each)]
        summaries = (play(each, changed, evaluator).summary for each in about)
        assert any(each.met < each.expected for each in summaries) == (one.id in found.killed), one.says


def topics(scenario):
    return {case.topic for case in scenario.matters.values()}
