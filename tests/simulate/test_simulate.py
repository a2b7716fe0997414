"""The same seed gives the same numbers however the runs are divided; and chances are what they say."""

import importlib
import io
from pathlib import Path

import numpy as np
import pytest
from pyarrow import parquet

from directives import FaultsError, load_policy, policy_from, run
from directives.ensemble import Ensemble
from directives.errors import LimitError
from directives.files import load_ensemble
from directives.simulate import simulate, trajectory
from directives.simulate.stream import draws
from directives.simulate.to_parquet import to_parquet

module = importlib.import_module("directives.simulate.simulate")
SHIPPED = Path(__file__).parents[2] / "ensembles"
LEARNERS = {"topic": "learner", "count": 50, "facts": {"standing": "trainee"}}
MIXED = {
    "ensemble": "Several topics",
    "starts": "1960-07-11",
    "horizon": 6,
    "runs": 20,
    "readings": {"too_many_new_items": [1, 3], "period_days": 60},
    "populations": {
        "learners": LEARNERS,
        "items": {"topic": "new_item", "count": 7, "facts": {"necessity": {"ordinary": 3, "absolute": 1}}},
        "specialists": {
            "topic": "specialist",
            "count": 9,
            "facts": {"contract": "running", "necessity": {"ordinary": 1, "absolute": 1}, "character": "good"},
        },
    },
    "hazards": [
        {"event": "access_denied", "chance": 0.2},
        {"event": "partner_refuses", "chance": 0.4},
        {"event": "contract_expires", "chance": 0.2, "when": {"necessity": "absolute"}},
        {"event": "extension_declined", "chance": 0.5},
        {"event": "withdrawal_requested", "chance": 0.3},
    ],
    "conduct": {"careless": 0.1, "permitted": 0.3},
}


def learners(**others):
    return Ensemble.model_validate(
        {"ensemble": "?", "starts": "1960-07-11", "horizon": 1, "populations": {"all": LEARNERS}, **others}
    )


def same(one, other):
    for left, right in zip(one.came, other.came, strict=True):
        assert left.measures == right.measures
        assert left.series.tobytes() == right.series.tobytes()
        assert left.totals.tobytes() == right.totals.tobytes()


def test_how_runs_are_divided_changes_no_bit(monkeypatch):
    ensemble = load_ensemble(MIXED)
    whole = simulate(ensemble)
    monkeypatch.setattr(module, "MOST_IN_A_BLOCK", 3)
    monkeypatch.setattr(module, "AT_ONCE", 100)
    divided = simulate(ensemble)
    same(whole, divided)
    assert to_parquet(whole) == to_parquet(divided)


def test_processes_change_no_bit(monkeypatch):
    ensemble = load_ensemble(MIXED)
    whole = simulate(ensemble)
    monkeypatch.setattr(module, "LITTLE", 0)
    monkeypatch.setattr(module, "MOST_IN_A_BLOCK", 8)
    same(whole, simulate(ensemble, jobs=2))


def test_more_runs_leave_the_first_ones_as_they_were():
    few, many = (simulate(load_ensemble({**MIXED, "runs": runs})) for runs in (5, 20))
    for left, right in zip(few.came, many.came, strict=True):
        rows = [right.measures.index(measure) for measure in left.measures]
        assert np.array_equal(left.totals, right.totals[rows, :5])


def test_another_seed_gives_other_numbers():
    one, other = (simulate(load_ensemble({**MIXED, "seed": seed})) for seed in (1, 2))
    assert not np.array_equal(
        one.came[0].total("event", "access_denied"), other.came[0].total("event", "access_denied")
    )


def test_the_numbers_drawn_are_those_of_the_published_generator():
    first = next(draws(1960, [3], 1, 4))[0].tolist()
    known = np.random.Philox(key=np.array([1960, 3], np.uint64)).random_raw(2)
    assert first == [int(one) >> shift & 0xFFFFFFFF for one in known for shift in (0, 32)]


def test_a_chance_is_how_often_something_happens():
    made = simulate(learners(runs=2000, hazards=[{"event": "access_denied", "chance": 0.3}]))
    share = made.came[0].total("event", "access_denied").mean() / 50
    assert abs(share - 0.3) < 5 * (0.3 * 0.7 / 100_000) ** 0.5


def test_facts_are_spread_as_their_shares_say():
    spread = {"standing": {"trainee": 1, "overseas_student": 3}}
    made = simulate(learners(runs=2000, populations={"all": {**LEARNERS, "facts": spread}}))
    share = made.came[0].total("fact", "standing", "overseas_student").mean() / 50
    assert abs(share - 0.75) < 5 * (0.75 * 0.25 / 100_000) ** 0.5


def test_carelessness_puts_a_duty_off():
    made = simulate(learners(runs=400, conduct={"careless": 0.25}))
    undone = made.came[0].total("duty", "study_diligently", "open").mean() / 50
    assert abs(undone - 0.25) < 5 * (0.25 * 0.75 / 20_000) ** 0.5


def test_events_of_one_step_are_independent():
    two = [{"event": "access_denied", "chance": 0.5}, {"event": "access_restored", "chance": 0.5}]
    made = simulate(learners(runs=2000, hazards=two))
    share = made.came[0].total("event", "access_restored").mean() / 50
    assert abs(share - 0.25) < 5 * (0.25 * 0.75 / 100_000) ** 0.5


def test_a_shock_falls_into_the_step_of_its_day_and_none_else():
    made = simulate(learners(runs=1, horizon=3, shocks=[{"event": "access_denied", "at": "1960-08-12"}]))
    place = made.came[0].measures.index(("all", "event", "access_denied", ""))
    assert made.came[0].series[place, :, 0].tolist() == [0, 0, 50, 0]


def test_a_shock_on_the_last_day_of_a_step_falls_into_that_one_alone():
    shock, hazard = {"event": "access_denied", "at": "1960-08-11"}, {"event": "access_restored", "chance": 1.0}
    made = simulate(learners(runs=1, horizon=3, shocks=[shock], hazards=[hazard]))
    place = made.came[0].measures.index(("all", "event", "access_denied", ""))
    assert made.came[0].series[place, :, 0].tolist() == [0, 50, 0, 0]


def test_whoever_is_counted_feels_the_count_once():
    text = {"clause": "A.1", "topic": "matter", "says": "so it is"}
    policy = policy_from(
        {
            "policy": "small",
            "title": "Small",
            "sections": {"A": "All"},
            "clauses": {"A.1": {"section": "A", "says": "everything"}},
            "counters": {"asked": {"counts": ["ask"], "per": "all"}},
            "topics": {"matter": {"says": "a matter", "counters": ["asked"]}},
            "actions": {name: {"topic": "matter", "says": name} for name in ("ask", "give")},
            "norms": {
                "A.1a": {**text, "oblige": "ask", "when": {"asked": {"below": 1}}},
                "A.1b": {**text, "oblige": "give", "when": {"asked": {"at_least": 1}}},
            },
        }
    )
    populations = {"all": {"topic": "matter", "count": 3}}
    given = {"ensemble": "?", "policy": "small", "starts": "1960-07-11", "horizon": 1, "runs": 2}
    came = simulate(Ensemble.model_validate({**given, "populations": populations}), policy).came[0]
    assert came.total("duty", "ask", "arisen").tolist() == [3, 3]
    assert came.total("duty", "ask", "discharged").tolist() == [1, 1]
    assert came.total("duty", "ask", "lapsed").tolist() == [2, 2]
    assert came.total("duty", "give", "arisen").tolist() == [3, 3]
    assert came.total("duty", "give", "discharged").tolist() == [3, 3]


def test_a_hazard_keeps_to_its_days():
    hazard = {"event": "access_denied", "chance": 1.0, "since": "1960-09-01", "until": "1960-09-30"}
    made = simulate(learners(runs=1, horizon=3, hazards=[hazard]))
    place = made.came[0].measures.index(("all", "event", "access_denied", ""))
    assert made.came[0].series[place, :, 0].tolist() == [0, 0, 50, 0]


def test_amendments_are_compared_with_the_same_luck(tmp_path):
    change = "amends: remarks-1960\ntitle: No study\nnorms: {ST.2a: null, ST.2b: {overrides: []}}\n"
    (tmp_path / "no-study.yaml").write_text(change, encoding="utf-8")
    text = """
ensemble: Compared
starts: 1960-07-11
horizon: 2
runs: 10
populations: {all: {topic: learner, count: 50, facts: {standing: trainee}}}
hazards: [{event: access_denied, chance: 0.3}]
amendments: {no-study: [no-study.yaml]}
"""
    (tmp_path / "compared.yaml").write_text(text, encoding="utf-8")
    before, after = simulate(load_ensemble(tmp_path / "compared.yaml")).came
    assert before.total("event").tolist() == after.total("event").tolist()
    assert before.total("duty", "study_diligently", "arisen").tolist() == [50] * 10
    assert after.total("duty").tolist() == [0] * 10


def test_a_reading_given_goes_before_those_of_the_file():
    made = simulate(load_ensemble(MIXED), readings={"too_many_new_items": 2})
    assert [one.readings["too_many_new_items"] for one in made.came] == [2]
    assert made.swept == ()
    with pytest.raises(FaultsError, match="unknown value `40`"):
        simulate(load_ensemble(MIXED), readings={"too_many_new_items": 40})


def test_a_story_that_is_not_there_is_refused():
    ensemble = load_ensemble(MIXED)
    with pytest.raises(FaultsError, match="several values of readings"):
        trajectory(ensemble, 1)
    with pytest.raises(FaultsError, match="no run 21"):
        trajectory(ensemble, 21, readings={"too_many_new_items": 1})
    with pytest.raises(FaultsError, match="no case `items_8`"):
        trajectory(ensemble, 1, "items_8", readings={"too_many_new_items": 1})


@pytest.mark.parametrize("case", ["items_3", "specialists_2", "learners_50"])
def test_the_story_of_one_case_replays_by_the_rules_engine(case):
    scenario = trajectory(load_ensemble(MIXED), 4, case, readings={"too_many_new_items": 3})
    timeline = run(scenario, load_policy())
    assert case in scenario.matters
    assert timeline.summary.expected == timeline.summary.met > 1


@pytest.mark.parametrize(
    ("file", "case", "readings"),
    [
        ("recall-1960", "specialists_700", {}),
        ("recall-1960", "projects_257", {}),
        ("two-years-without-a-recall", "specialists_17", {}),
        ("quota-under-readings", "items_40", {"too_many_new_items": 2, "necessity_beats_quota": "unsaid"}),
    ],
)
def test_stories_of_the_shipped_ensembles_replay_by_the_rules_engine(file, case, readings):
    timeline = run(trajectory(load_ensemble(SHIPPED / f"{file}.yaml"), 2, case, readings=readings), load_policy())
    assert timeline.summary.expected == timeline.summary.met > 1


def test_more_than_memory_holds_is_refused():
    with pytest.raises(LimitError, match="take fewer runs"):
        simulate(learners(runs=1_000_000, horizon=20))
    facts = {"standing": {"trainee": 1}, "access": {"open": 1, "denied": 1}}
    assert simulate(learners(runs=1, populations={"all": {**LEARNERS, "facts": facts}})).came


def test_parquet_has_a_row_for_each_measure_and_step():
    made = simulate(load_ensemble(MIXED))
    tables = {name: parquet.read_table(io.BytesIO(content)) for name, content in to_parquet(made).items()}
    measures = sum(len(one.measures) for one in made.came)
    assert {name: table.num_rows for name, table in tables.items()} == {
        "series.parquet": measures * 7,
        "totals.parquet": measures,
        "runs.parquet": measures * 20,
    }
    assert set(tables["totals.parquet"]["too_many_new_items"].to_pylist()) == {1, 3}
    rows = tables["series.parquet"].to_pylist()
    begun = [row for row in rows if row["step"] == 0 and row["kind"] == "fact" and row["name"] == "access"]
    assert {(row["said"], row["q50"], str(row["day"])) for row in begun} >= {("open", 50.0, "1960-07-11")}
