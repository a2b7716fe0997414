"""Ensemble files: each fault placed, all at once; the shipped ones are sound."""

from pathlib import Path

import jsonschema
import pytest

from directives import FaultsError, load_policy
from directives.files import ensemble_from_text, load_ensemble, parse, schema

SHIPPED = sorted((Path(__file__).parents[2] / "ensembles").glob("*.yaml"))
SOUND = """
ensemble: Shut out
starts: 1960-07-11
horizon: 3
populations:
  learners: {topic: learner, count: 5, facts: {standing: trainee}}
"""


def faults(text):
    with pytest.raises(FaultsError) as caught:
        ensemble_from_text(text, "e.yaml")
    return [(fault.code, fault.place.line) for fault in caught.value.faults]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_ensemble_is_sound(file):
    ensemble = load_ensemble(file)
    assert "assum" in ensemble.about
    assert ensemble.policy == "remarks-1960"


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_ensemble_fits_the_schema(file):
    content = parse(file.read_text(encoding="utf-8"), file.name).content
    jsonschema.validate(content, schema("ensemble"), format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize(
    "wrong", [{"step": "fortnight"}, {"conduct": {"careless": 2}}, {"hazards": [{"event": "rain"}]}, {"runs": 0}]
)
def test_what_does_not_fit_the_schema_is_found_by_it(wrong):
    content = parse(SOUND, "e.yaml").content
    jsonschema.validate(content, schema("ensemble"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**content, **wrong}, schema("ensemble"))


def test_all_faults_are_told_at_once():
    text = SOUND + (
        "  others: {topic: lerner, count: 1}\n"
        "  things: {topic: material, count: 1, facts: {importance: essentail, market: {west: 0}, access: open}}\n"
        "hazards:\n"
        "  - {event: access_denyed, chance: 0.1}\n"
        "  - {event: access_denied, chance: 0.1, population: pupils}\n"
        "  - {event: extension_declined, chance: 0.1}\n"
        "  - {event: access_denied, chance: 0.1, when: {acces: open}}\n"
        "  - {event: access_denied, chance: 0.1, since: 1960-09-12, until: 1960-09-30}\n"
        "shocks:\n"
        "  - {event: access_denied, at: 1960-07-11}\n"
        "readings: {too_many_new_items: {from: 5, to: 3}, period_days: [1, 0], whim: 3}\n"
        "conduct: {actions: {study_hard: {careless: 0.1}}}\n"
    )
    assert faults(text) == [
        ("unknown-topic", 7),
        ("unknown-value", 8),
        ("wrong-value", 8),
        ("fact-not-in-topic", 8),
        ("unknown-event", 10),
        ("unknown-population", 11),
        ("event-not-in-topic", 12),
        ("unknown-fact", 13),
        ("outside-horizon", 14),
        ("outside-horizon", 16),
        ("wrong-value", 17),
        ("unknown-value", 17),
        ("unknown-reading", 17),
        ("unknown-action", 18),
    ]


def test_a_fact_without_an_initial_value_has_to_be_given():
    assert faults(SOUND.replace(", facts: {standing: trainee}", "")) == [("fact-not-given", 6)]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("horizon: 3", ["missing-key"]),
        ("starts: 1960-07-11", ["missing-key"]),
    ],
)
def test_what_is_missing_is_named(line, codes):
    assert [code for code, _ in faults(SOUND.replace(line + "\n", ""))] == codes


@pytest.mark.parametrize(
    "more",
    [
        "step: fortnight\n",
        "conduct: {permitted: sometimes}\n",
        "conduct: {careless: 1.5}\n",
        "conduct: {careless: true}\n",
        "hazards: [{event: access_denied, chance: -0.1}]\n",
        "runs: 0\n",
        "seed: -1\n",
        "policy: remarks-1961\n",
        "horizn: 3\n",
    ],
)
def test_what_does_not_fit_is_one_fault(more):
    assert len(faults(SOUND + more)) == 1


def test_steps_do_not_go_beyond_the_calendar():
    assert faults(SOUND.replace("1960-07-11", "9999-11-11")) == [("outside-horizon", 4)]


def test_an_ensemble_of_another_policy_is_refused():
    text = SOUND + "policy: other\n"
    with pytest.raises(FaultsError, match="is about policy `other`"):
        ensemble_from_text(text, "e.yaml", load_policy())


def test_months_end_on_the_same_day_or_the_last():
    found = ensemble_from_text(SOUND.replace("1960-07-11", "1960-10-31")).days
    assert [str(day) for day in found] == ["1960-10-31", "1960-11-30", "1960-12-31", "1961-01-31"]
    weeks = ensemble_from_text(SOUND + "step: week\n").days
    assert [str(day) for day in weeks] == ["1960-07-11", "1960-07-18", "1960-07-25", "1960-08-01"]
