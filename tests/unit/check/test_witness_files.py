"""Witnesses as files: their names, their comments, that they pass."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from directives.check import report
from directives.check.finding import Finding
from directives.check.witness_files import LONGEST, file_name, witness_files
from directives.files import load_policy, scenario_from, scenario_from_text

REMARKS = load_policy()


@given(st.text())
def test_a_file_name_is_plain_and_short(id):
    name = file_name(id)
    assert name.isascii()
    assert len(name) <= LONGEST + 14
    assert not set(name) & set('/\\:*?"<>| ')
    assert not name.startswith(".")


def test_long_ids_that_begin_alike_have_names_of_their_own():
    one, other = (f"silence door {'A.1 ' * 60}{end}" for end in "ab")
    assert file_name(one) != file_name(other)


def test_ids_that_differ_in_case_alone_do_not_share_a_file():
    witness = scenario_from({"scenario": "?", "case": {"topic": "learner"}})
    pair = [
        Finding(id=id, code="gap", severity="note", topic="learner", says="x", witness=witness)
        for id in ("gap A", "gap a")
    ]
    found = report(REMARKS, codes=["gap"], engine="arrays").model_copy(update={"findings": tuple(pair)})
    names = list(witness_files(found, Path()))
    assert len({name.lower() for name in names}) == 2


def test_each_file_holds_the_witness_and_says_how_to_test_it(tmp_path):
    found = report(REMARKS, codes=["clash"], engine="arrays")
    ((name, text),) = witness_files(found, tmp_path, "--literal").items()
    assert name == "clash-specialist-send_off_warmly-assign_learners-SP.1b-ST.2c.yaml"
    assert "# Test it with: directives test --literal" in text
    assert scenario_from_text(text, name) == found.findings[0].witness
