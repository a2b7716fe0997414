import json
import pickle

import pytest
from pydantic import ValidationError

from directives import Timeline
from directives.play import Moment

from .plays import played

TEXT = """
cases: {engineer: {topic: specialist, contract: running, necessity: absolute, character: good}}
timeline:
  - {at: 1960-08-01, case: engineer, event: contract_expires, expect: {propose_extension: permitted}}
  - {at: 1960-08-03, case: engineer, action: propose_extension, judged: compliant}
"""


def test_the_json_has_the_keys_of_the_design_in_its_order():
    data = json.loads(played(TEXT).model_dump_json())
    assert list(data) == ["format", "scenario", "policy", "readings", "steps", "duties", "summary"]
    step = data["steps"][1]
    assert set(step) >= {
        "at", "case", "kind", "name", "judgement", "facts", "counters", "verdict", "clashes", "impossible",
        "conclusions", "expectations",
    }  # fmt: skip
    ruling = step["verdict"]["propose_extension"]
    assert {key: ruling[key] for key in ("status", "norms", "set_aside", "open", "depends_on")} == {
        "status": "permitted",
        "norms": ["SP.1c"],
        "set_aside": [{"norm": "SP.1a", "by": ["SP.1c"]}],
        "open": [],
        "depends_on": [],
    }
    assert step["expectations"] == [
        {"of": "propose_extension", "expected": "permitted", "actual": "permitted", "met": True}
    ]
    assert set(data["duties"][0]) == {"case", "action", "norms", "since", "state", "until"}
    assert data["summary"] == {"expected": 2, "met": 2, "violations": 0}


def test_the_json_reads_back_as_the_same_timeline():
    timeline = played(TEXT)
    again = Timeline.model_validate_json(timeline.model_dump_json())
    assert again.model_dump() == timeline.model_dump()


def test_a_timeline_travels_between_processes_and_can_still_be_told():
    timeline = played(TEXT)
    again = pickle.loads(pickle.dumps(timeline))
    assert again == timeline
    assert str(again) == str(timeline)
    assert "The specialist's contract ran out." in str(again)


def test_a_timeline_is_frozen():
    timeline = played(TEXT)
    for model, name in ((timeline, "scenario"), (timeline.steps[0], "case"), (timeline.duties[0], "state")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(model, name, "other")


def test_a_timeline_read_from_json_tells_its_bare_fields():
    again = Timeline.model_validate_json(played(TEXT).model_dump_json())
    assert "scenario='It'" in str(again)
    assert again._repr_html_().startswith("<table>")


@pytest.mark.parametrize("told_from", ["played", "json"])
def test_the_page_of_a_timeline_escapes_a_title_that_is_a_script(told_from):
    timeline = played(TEXT).model_copy(update={"scenario": "<script>alert('x')</script>"})
    if told_from == "json":
        timeline = Timeline.model_validate_json(timeline.model_dump_json())
    page = timeline._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;alert(" in page


def test_the_page_of_any_model_escapes_what_is_in_it():
    start = played("case: {topic: learner}").steps[0]
    page = Moment(**{**dict(start), "case": "<script>"})._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
