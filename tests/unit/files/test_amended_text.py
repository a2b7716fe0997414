"""Amended policies as files: what is written is the amended policy, with the comments of the base."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import strategies
from directives.files import (
    amended,
    amended_text,
    load_amendment,
    load_policy,
    plain,
    policy_from,
    policy_from_text,
    policy_text,
)
from directives.files.draft import block

ROOT = Path(__file__).parents[3]
SHIPPED = sorted((ROOT / "amendments").glob("*.yaml"))
REMARKS = load_policy()
TEXT, SOURCE = policy_text()


def comments(text):
    return [line for line in text.splitlines() if line.lstrip().startswith("# ")]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_each_shipped_amendment_is_written_with_the_comments_of_the_remarks(file, tmp_path):
    amendment = load_amendment(file)
    text = amended_text(TEXT, REMARKS, [amendment], SOURCE, str(tmp_path / "new.yaml"))
    assert policy_from_text(text) == amended(REMARKS, amendment)
    assert comments(text)[1] == f"# remarks-1960, amended: {amendment.title}"
    assert [line for line in comments(text) if "schema" not in line][1:] == comments(TEXT)[1:]
    schema = comments(text)[0].removeprefix("# yaml-language-server: $schema=")
    assert (tmp_path / schema).resolve() == ROOT / "src/directives/schemas/policy.json"


def test_all_five_are_written_together():
    amendments = [load_amendment(file) for file in SHIPPED]
    text = amended_text(TEXT, REMARKS, amendments)
    assert policy_from_text(text) == amended(REMARKS, *amendments)


def test_without_an_amendment_the_text_is_kept_to_the_letter():
    assert amended_text(TEXT, REMARKS, []).replace("# remarks-1960\n", "", 1) == TEXT


def test_pairs_sections_and_modalities_are_written_too():
    amendment = load_amendment(
        {
            "amends": "remarks-1960",
            "title": "All kinds",
            "sections": {"SP": "Experts: all of them"},
            "incompatible": [
                {"pair": ["assign_learners", "send_off_warmly"], "why": None},
                {"pair": ["assist_work", "send_off_warmly"], "why": "nobody is left, and nothing to do"},
                {"pair": ["send_back", "assist_work"], "why": "gone"},
            ],
            "norms": {"SP.1e": {"exempt": "urge_to_stay"}, "SP.1c": {"note": None}},
            "readings": {"new_specialists": {"values": ["never", "seldom", "often"]}},
        }
    )
    text = amended_text(TEXT, REMARKS, [amendment])
    assert policy_from_text(text) == amended(REMARKS, amendment)
    assert len(comments(text)) == len(comments(TEXT)) + 1


AGAIN = load_amendment({"amends": "remarks-1960", "title": "Again and again", "norms": {"SP.2d": None}})


def test_json_is_yaml_and_is_edited_in_place():
    text = amended_text(json.dumps(plain(REMARKS), indent=1), REMARKS, [AGAIN])
    assert policy_from_text(text) == amended(REMARKS, AGAIN)
    assert '"SP.2c": {' in text


def test_where_a_text_cannot_be_edited_in_place_the_policy_is_laid_out_anew():
    text = amended_text("policy: another\n", REMARKS, [AGAIN])
    assert policy_from_text(text) == amended(REMARKS, AGAIN)
    assert comments(text) == ["# remarks-1960, amended: Again and again"]


@settings(max_examples=30)
@given(strategies.policies(), st.data())
def test_any_policy_laid_out_and_amended_is_the_amended_policy(policy, data):
    text = "".join(block(key, value, 0, data.draw(st.integers(0, 3))) for key, value in plain(policy).items())
    assert policy_from_text(text) == policy
    name = data.draw(st.sampled_from(sorted(policy.norms)))
    given_fields = {"general": data.draw(st.booleans()), "says": data.draw(st.sampled_from(["So: it is.", "x " * 80]))}
    if data.draw(st.booleans()):
        given_fields |= {"when": None, "unless": {"any": [{}]}}
    amendment = load_amendment({"amends": policy.policy, "title": "?", "norms": {name: given_fields}}, policy)
    assert policy_from_text(amended_text(text, policy, [amendment])) == amended(policy, amendment)
    assert policy_from(plain(policy)) == policy
