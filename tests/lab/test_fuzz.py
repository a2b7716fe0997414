"""Whatever is asked: an answer, and never a fault of ours."""

import os
import string
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import load_policy
from directives.lab.address import Address
from directives.lab.edit import EDITS
from directives.strategies import scenarios
from directives.terms import Status

REMARKS = load_policy()
PATHS = (
    "",
    "open",
    "stage",
    "picture",
    "what-if",
    "policy",
    "findings",
    "share",
    "paper",
    "scenario.yaml",
    "lesson.html",
)
LONG = settings(max_examples=int(os.environ.get("LAB_FUZZ", "60")))

WORDS = st.sampled_from(
    [
        *REMARKS.facts,
        *REMARKS.readings,
        *REMARKS.topics,
        *REMARKS.events,
        *REMARKS.actions,
        *REMARKS.norms,
        "case",
        "unknown",
        "expired",
        "1960-08-01",
        "0000-00-00",
        "9999-12-31",
        "event",
        "action",
        "judged",
        "expect.",
        "retain-twice",
    ]
)
BITS = st.one_of(WORDS, st.text(string.printable, max_size=6), st.text(max_size=4), st.integers(-9, 10**20).map(str))
VALUES = st.lists(st.tuples(BITS, st.sampled_from([":", ",", ".", "=", "", " "])), max_size=6).map(
    lambda parts: "".join(bit + mark for bit, mark in parts)
)
NAMES = st.one_of(
    st.sampled_from(
        [
            "v",
            "z",
            "title",
            "about",
            "tag",
            "reading",
            "case",
            "step",
            "change",
            "pinned",
            "at",
            "who",
            "predict",
            "guess",
            "vary",
            "action",
            "status",
            "kind",
            "clause",
            "sort",
            "scenario",
            "topic",
        ]
    ),
    st.text(max_size=5),
)
PAIRS = st.lists(st.tuples(NAMES, VALUES), max_size=8)
CHANGES = st.lists(
    st.builds("{}:{}".format, st.sampled_from(["set", "reading", "drop", "insert", "amend", "law", "other"]), VALUES),
    max_size=3,
)


def surrogate_free(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def fine(answer) -> None:
    assert answer.status_code < 500, answer.text
    assert "A fault of ours" not in answer.text


@LONG
@given(st.sampled_from(PATHS), PAIRS, st.booleans())
def test_no_address_brings_it_down(client, path, pairs, sound):
    start = [("v", "1"), ("title", "T"), ("case", "specialist,contract:running")] if sound else []
    fine(client.get(f"/{path}?{surrogate_free(urlencode([*start, *pairs], errors='replace'))}"))


@LONG
@given(st.sampled_from(PATHS[2:]), st.text(st.characters(codec="ascii", exclude_characters="#"), max_size=200))
def test_no_raw_query_brings_it_down(client, path, query):
    fine(client.get(f"/{path}?" + "".join(one for one in query if one.isprintable() and one != " ")))


@LONG
@given(scenarios(REMARKS), CHANGES, st.integers(0, 12), st.sampled_from(PATHS[2:]), st.data())
def test_no_story_brings_it_down(client, scenario, changes, at, path, data):
    address = Address(scenario, tuple(changes), bool(changes), at, data.draw(st.sampled_from(["", *scenario.matters])))
    view = {
        "vary": data.draw(st.sampled_from(["", "period_days", *REMARKS.facts])),
        "action": data.draw(st.sampled_from(["", *REMARKS.actions])),
        "status": data.draw(st.sampled_from(list(Status))),
    }
    fine(client.get(f"/{path}?{address.query}&{urlencode(view)}"))


@LONG
@given(
    scenarios(REMARKS),
    st.booleans(),
    st.sampled_from([*EDITS, "other"]),
    VALUES,
    st.dictionaries(NAMES, VALUES, max_size=4),
)
def test_no_form_brings_it_down(client, scenario, pinned, do, rest, more):
    number = rest if rest.isdigit() else "1"
    form = {
        "state": Address(scenario, pinned=pinned, at=1).query,
        "do": f"{do}:{number}" if len(rest) % 2 else f"{do}:{rest}",
    }
    form |= {surrogate_free(name): surrogate_free(value) for name, value in more.items()}
    fine(client.post("/edit", data=form))


@LONG
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=200).map(lambda text: ("scenario: " + text).encode(errors="replace"))
    ),
    st.text(max_size=30),
)
def test_no_upload_brings_it_down(client, content, name):
    fine(client.post("/upload", files={"file": (surrogate_free(name) or "x", content)}))


@LONG
@given(
    st.binary(max_size=400),
    st.sampled_from(["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain", ""]),
    st.sampled_from(["/edit", "/upload", "/lesson.html"]),
)
def test_no_body_brings_it_down(client, body, kind, path):
    fine(client.post(path, content=body, headers={"content-type": kind}))


@LONG
@given(
    st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"]),
    st.text(string.printable, max_size=40),
)
def test_no_path_brings_it_down(client, method, path):
    shown = "".join(one for one in path if one.isprintable() and one not in " #")
    fine(client.request(method, "/" + shown.lstrip("/")))


def test_the_fuzz_can_fail(client, monkeypatch):
    from directives.lab import stage

    def broken(_visit):
        raise RuntimeError("on purpose")

    monkeypatch.setattr(stage, "entries", broken)
    with pytest.raises(RuntimeError, match="on purpose"):
        client.get("/stage")
