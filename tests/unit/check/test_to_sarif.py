"""SARIF: the essential structure of version 2.1.0, places in the policy file, suppressions, fingerprints."""

import jsonschema
import pytest

from directives.check import report, to_sarif
from directives.files import amended, load_acceptance, load_amendment, load_policy, plain, policy_from, policy_from_text

REMARKS = load_policy()
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "message": TEXT,
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"format": "uri-reference"}},
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "properties": {name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn")},
                },
            },
        },
        "logicalLocations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"fullyQualifiedName": {"type": "string"}, "kind": {"type": "string"}},
            },
        },
    },
}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
    },
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "suppressions": {
            "type": "array",
            "items": {"required": ["kind"], "properties": {"kind": {"enum": ["inSource", "external"]}}},
        },
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
DRIVER = {
    "type": "object",
    "required": ["name", "rules"],
    "properties": {"name": {"type": "string"}, "rules": {"type": "array", "items": RULE}},
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"type": "object", "required": ["driver"], "properties": {"driver": DRIVER}},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
}
"""The parts of the SARIF 2.1.0 schema that are used here."""


def run_of(policy, **more):
    log = to_sarif(report(policy, engine="arrays", **more))
    jsonschema.Draft202012Validator(LOG).validate(log)
    return log["runs"][0]


def first_place(result):
    place = result["locations"][0]["physicalLocation"]
    return place["artifactLocation"]["uri"], place["region"]["startLine"], place["region"]["startColumn"]


def test_the_report_of_the_remarks_is_sarif():
    run = run_of(REMARKS)
    rules = run["tool"]["driver"]["rules"]
    assert {one["level"] for one in run["results"]} == {"error", "warning", "note"}
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert all("Not reported" in rule["help"]["text"] for rule in rules)


def test_a_result_stands_at_the_first_of_its_norms_and_names_the_others():
    (clash,) = run_of(REMARKS, codes=["clash"])["results"]
    place = REMARKS.places.key(("norms", "SP.1b"))
    assert first_place(clash) == ("remarks-1960.yaml", place.line, place.column)
    assert [one["fullyQualifiedName"] for one in clash["locations"][0]["logicalLocations"]] == [
        "norms.SP.1b",
        "norms.ST.2c",
    ]
    (other,) = clash["relatedLocations"]
    assert other["physicalLocation"]["region"]["startLine"] == REMARKS.places.key(("norms", "ST.2c")).line
    assert other["message"]["text"].startswith("ST.2c: While a specialist is here")


def test_a_gap_stands_at_its_topic_and_a_silence_without_norms_at_its_action():
    gaps = run_of(REMARKS, codes=["gap"])["results"]
    assert [first_place(one)[1] for one in gaps] == [
        REMARKS.places.key(("topics", t)).line for t in ("new_item", "material")
    ]
    silences = run_of(REMARKS, codes=["silence"])["results"]
    lines = [first_place(one)[1] for one in silences]
    assert REMARKS.places.key(("actions", "agree_to_withdrawal")).line in lines


def test_a_norm_that_is_amended_stands_in_the_amendment():
    text = "amends: remarks-1960\ntitle: Again\nnorms:\n  SP.1b: {general: true}\n"
    from directives.files import amendment_from_text

    amendment = amendment_from_text(text, "more rules/again.yaml", REMARKS)
    (clash,) = run_of(REMARKS, codes=["clash"], amendments=[amendment])["results"]
    assert first_place(clash) == ("more%20rules/again.yaml", 4, 3)
    place = clash["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == "remarks-1960.yaml"


def test_a_norm_of_a_file_stands_in_the_file_also_when_literal(tmp_path):
    text = load_text()
    policy = policy_from_text(text, str(tmp_path / "p.yaml"))
    (clash,) = run_of(policy, codes=["clash"], literal=True)["results"]
    uri, line, _ = first_place(clash)
    assert uri == (tmp_path / "p.yaml").as_uri()
    assert text.splitlines()[line - 1] == "  SP.1b:"


def load_text():
    from importlib import resources

    return resources.files("directives").joinpath("policies", "remarks-1960.yaml").read_text(encoding="utf-8")


def test_a_policy_without_a_file_has_logical_places_only():
    (clash,) = run_of(policy_from(plain(REMARKS)), codes=["clash"])["results"]
    assert "physicalLocation" not in clash["locations"][0]
    assert "relatedLocations" not in clash


def test_fingerprints_tell_findings_apart_and_stay_when_lines_move():
    def prints(policy):
        return [one["partialFingerprints"]["findingId/v1"] for one in run_of(policy)["results"]]

    assert prints(REMARKS) == prints(policy_from_text("\n\n" + load_text(), "moved.yaml"))
    assert len(set(prints(REMARKS))) == len(prints(REMARKS))


def test_what_is_accepted_is_suppressed_with_its_reason():
    known = load_acceptance({"accepts": "remarks-1960", "findings": {"gap material": "meant so"}})
    gaps = run_of(REMARKS, codes=["gap"], acceptance=known)["results"]
    assert [one.get("suppressions") for one in gaps] == [None, [{"kind": "external", "justification": "meant so"}]]


def test_an_undecided_check_is_a_result_without_a_place(monkeypatch):
    monkeypatch.setattr("directives.space.region.MOST_BOXES", 1)
    (one,) = run_of(REMARKS, codes=["clash"])["results"]
    assert one["locations"] == []
    assert "budget" in one["message"]["text"]


@pytest.mark.parametrize("entry", [("norms", "SP.2a"), ("norms", "SP.2a", "general")])
def test_places_of_an_amended_policy_are_where_each_entry_was_given(entry):
    amendment = load_amendment({"amends": "remarks-1960", "title": "No hedge", "norms": {"SP.2a": {"general": False}}})
    after = amended(REMARKS, amendment)
    assert str(after.places.value(entry)).startswith("<amendment>")
    assert after.places.key(("norms", "SP.2b")) == REMARKS.places.key(("norms", "SP.2b"))
