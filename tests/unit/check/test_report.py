"""The report: slices, covers that add up, what fails, what is counted; its JSON."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import FaultsError, evaluator_for, run, strategies
from directives.check import CHECKS, Subject, check, report
from directives.check.report import Report
from directives.files import load_acceptance, load_amendment, load_policy, scenario_from
from directives.play import play
from directives.space import Arrays
from directives.space.region import Region
from directives.space.sweep import count

REMARKS = load_policy()
FOUND = report(REMARKS)
QUOTA = next(one for one in FOUND.findings if one.norms == ("TC.2a", "ST.1a"))


def regions(policy, finding):
    """The layout of a finding's topic, its reachable states, and its own."""
    subject = Subject(policy)
    layout, reachable = subject.space(finding.topic).layout, subject.reachable(finding.topic)
    return layout, reachable, Region.of(layout, *(one.values for one in finding.patches)) & reachable


@given(strategies.policies())
@settings(max_examples=25)
def test_patches_cover_just_the_states_and_what_each_adds_sums_to_all(policy):
    for finding in (one for one in check(policy, Arrays(policy)) if one.states is not None):
        _, _, own = regions(policy, finding)
        assert count(own) == finding.states == sum(one.new for one in finding.patches)
        assert [one.states for one in finding.patches] == sorted((one.states for one in finding.patches), reverse=True)


@given(strategies.policies())
@settings(max_examples=25)
def test_a_slice_is_exactly_the_part_of_the_states_at_its_readings(policy):
    for finding in check(policy, Arrays(policy)):
        if finding.nearest is None:
            assert not any(name in policy.readings for one in finding.patches for name in one.values)
            continue
        layout, reachable, own = regions(policy, finding)
        chosen = {n: [v] for n, v in {**policy.defaults, **finding.nearest.readings}.items() if n in layout.fields}
        here = Region.of(layout, chosen)
        told = Region.of(layout, *(one.values for one in finding.nearest.patches)) & here & reachable
        assert told.within(own & here)
        assert (own & here).within(told)
        assert count(told) == finding.nearest.states > 0
        assert finding.nearest.reachable == count(reachable & here)


@given(strategies.policies())
@settings(max_examples=25)
def test_a_slice_is_at_the_defaults_wherever_the_finding_holds_there(policy):
    for finding in check(policy, Arrays(policy)):
        if finding.nearest is not None and finding.nearest.readings:
            layout, _, own = regions(policy, finding)
            defaults = {name: [one] for name, one in policy.defaults.items() if name in layout.fields}
            assert not own.meets(Region.of(layout, defaults))


def test_the_quota_conflict_is_told_at_the_default_readings():
    assert QUOTA.nearest.readings == {}
    assert [one.words for one in QUOTA.nearest.patches] == [
        "necessity is absolute, request is unmade, new items requested is at least 3"
    ]
    assert QUOTA.readings_words == "iff necessity beats quota is unsaid"


def test_words_name_the_one_value_that_occurs_rather_than_those_that_do_not():
    consent = next(one for one in FOUND.findings if one.actions == ("agree_to_withdrawal",))
    assert consent.patches[0].words == "presence is present, withdrawal is requested"


def test_the_remarks_hold_what_the_design_asks_for():
    found = {(one.code, one.norms or one.actions or one.topic) for one in FOUND.findings}
    assert found >= {
        ("duty-conflict", ("TC.2a", "ST.1a")),
        ("duty-conflict", ("TC.2a", "TC.2b")),
        ("clash", ("SP.1b", "ST.2c")),
        ("impossible-duty", ("ST.3a",)),
        ("silence", ("agree_to_withdrawal",)),
        ("gap", "new_item"),
        ("gap", "material"),
    }


def test_every_witness_replays_and_ends_as_it_says():
    evaluator = evaluator_for(REMARKS)
    for finding in (one for one in FOUND.findings if one.states):
        summary = play(finding.witness, REMARKS, evaluator).summary
        assert summary.met == summary.expected > 0


def test_the_witness_in_the_json_is_a_scenario():
    data = json.loads(FOUND.model_dump_json())
    witness = next(one for one in data["findings"] if one["id"] == QUOTA.id)["witness"]
    assert scenario_from(witness) == QUOTA.witness
    summary = run(witness).summary
    assert summary.met == summary.expected > 0


def test_the_json_has_the_shape_that_the_docs_tell():
    data = json.loads(FOUND.model_dump_json())
    assert list(data) == [
        "format", "policy", "title", "amendments", "literal", "readings", "kinds", "topics", "findings", "stale",
        "summary",
    ]  # fmt: skip
    assert data["format"] == 1
    assert set(data["summary"]) == {"errors", "warnings", "notes", "accepted", "reachable"}
    assert [one["code"] for one in data["kinds"]] == sorted(CHECKS, key=lambda c: "ewn".index(CHECKS[c].severity[0]))
    assert sum(data["topics"].values()) == data["summary"]["reachable"]
    finding = next(one for one in data["findings"] if one["id"] == QUOTA.id)
    assert set(finding) == {
        "id", "code", "severity", "topic", "says", "actions", "norms", "clauses", "states", "reachable", "share",
        "patches", "nearest", "readings", "readings_words", "compliant", "exact", "witness", "advice", "undecided",
        "accepted",
    }  # fmt: skip
    assert finding["share"] == pytest.approx(finding["states"] / finding["reachable"])
    assert len(finding["patches"]) == 13, "the whole cover"
    assert set(finding["patches"][0]) == {"values", "words", "states", "new"}
    assert set(finding["nearest"]) == {"readings", "states", "reachable", "patches"}


def test_a_report_tells_itself_in_words_and_as_a_page():
    assert "We must and must not ask the partner" in str(FOUND)
    assert FOUND._repr_html_().startswith("<section>")
    with pytest.raises(ValueError, match="does not know its policy"):
        FOUND.model_copy().of(None).checked  # noqa: B018


@pytest.mark.parametrize(
    ("on", "severities"),
    [
        ((), set()),
        (("error",), {"error"}),
        (("warning",), {"error", "warning"}),
        (("note",), {"error", "warning", "note"}),
    ],
)
def test_a_severity_fails_on_that_and_graver_ones(on, severities):
    assert {one.severity for one in FOUND.failing(on)} == severities


def test_a_code_fails_on_its_own_findings_and_joins_a_severity():
    assert {one.code for one in FOUND.failing(["gap"])} == {"gap"}
    assert {one.severity for one in FOUND.failing(["error", "silence"])} == {"error", "note"}


def test_what_is_accepted_does_not_fail_and_is_counted_apart():
    known = load_acceptance({"accepts": "remarks-1960", "findings": {QUOTA.id: "open", "gap door": "gone"}})
    found = report(REMARKS, codes=["duty-conflict", "gap"], acceptance=known)
    assert QUOTA.id not in [one.id for one in found.failing(["note"])]
    assert (found.summary.errors, found.summary.accepted, found.stale) == (1, 1, ("gap door",))


def test_an_amendment_may_cure_a_finding():
    running = {"contract": "running", "presence": "present", "teaching": "offered"}
    cure = load_amendment({"amends": "remarks-1960", "title": "Running", "norms": {"ST.2c": {"when": running}}})
    found = report(REMARKS, amendments=[cure], codes=["clash"])
    assert found.findings == ()
    assert found.amendments == ("Running",)


def test_a_fixed_reading_is_taken_out_of_every_answer():
    found = report(REMARKS, readings={"necessity_beats_quota": "granted"}, codes=["duty-conflict"])
    assert [one.norms for one in found.findings] == [("TC.2a", "TC.2b")]
    assert report(REMARKS, readings={"purchasable": "from_the_west"}, codes=["impossible-duty"]).findings == ()


def test_a_reading_that_there_is_not_is_told_with_its_cure():
    with pytest.raises(FaultsError, match="did you mean `purchasable`"):
        report(REMARKS, readings={"purchasabel": "anywhere"})


def test_literal_leaves_implied_norms_out_and_opens_silences():
    found = report(REMARKS, literal=True, codes=["silence"])
    assert ("raise_routine_item",) in [one.actions for one in found.findings]
    assert ("raise_routine_item",) not in [one.actions for one in FOUND.findings]


def test_what_could_not_be_decided_is_said_so(monkeypatch):
    monkeypatch.setattr("directives.space.region.MOST_BOXES", 1)
    found = report(REMARKS, codes=["clash"])
    assert isinstance(found, Report)
    assert any(one.undecided for one in found.findings)
    assert "not decided: clash" in str(found)
    assert found.failing(["error"]), "what is not decided does not pass"


@given(st.data())
@settings(max_examples=10)
def test_any_policy_can_be_told(data):
    policy = data.draw(strategies.policies())
    text = str(report(policy, engine="arrays"))
    assert max(map(len, text.splitlines())) <= 80
