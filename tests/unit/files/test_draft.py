"""Edits in place: the text says what was asked for, and everything else stays to the letter."""

import difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.files import parse
from directives.files.draft import Draft, block, written

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "scenarios").rglob("*.yaml"))
few = settings(max_examples=settings.default.max_examples // 2)

WORDS = st.one_of(
    st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12),
    st.sampled_from(
        ["null", "true", "1960-07-11", "3", "-1.5", "a: b", "a #b", "it's", '"', "", " x", "x ", "- y", "~"]
    ),
)
VALUES = st.recursive(
    st.one_of(WORDS, st.integers(-9, 9), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,5}", fullmatch=True), inner, max_size=3),
    ),
    max_leaves=6,
)


@given(VALUES)
def test_what_is_written_is_read_back(value):
    assert parse(f"x: {written(value)}\n", "<test>").content == {"x": value}
    assert parse(block("x", value, 0, 2), "<test>").content == {"x": value}


def changed(before, after):
    """The lines that went and those that came."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:1] in "+-"]


TEXT = """\
# a comment at the top
scenario: A test   # beside
readings: {a: 1, b: 2}
case: {topic: learner, access: open}
timeline:
  # the first
  - at: 1960-07-11   # a day
    event: access_denied
  # the second
  - {action: study, judged: compliant}

  # the third
  - at: 1960-08-01
    expect:
      study: exempt
# a comment at the end
"""


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (("scenario",), "Another", ["- scenario: A test   # beside", "+ scenario: Another   # beside"]),
        (("readings", "b"), 3, ["- readings: {a: 1, b: 2}", "+ readings: {a: 1, b: 3}"]),
        (("readings", "c"), 3, ["- readings: {a: 1, b: 2}", "+ readings: {a: 1, b: 2, c: 3}"]),
        (("timeline", 0, "at"), "1960-07-12", ["-   - at: 1960-07-11   # a day", "+   - at: 1960-07-12   # a day"]),
        (("timeline", 0, "case"), "one", ["+     case: one"]),
        (("timeline", 2, "expect"), {"a": "b"}, ["-     expect:", "-       study: exempt", "+     expect: {a: b}"]),
        (("about",), "It is new.", ["+ about: It is new."]),
    ],
)
def test_setting_touches_one_entry(path, value, lines):
    draft = Draft(TEXT)
    draft.set(path, value)
    assert sorted(changed(TEXT, draft.text)) == sorted(lines)


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (("timeline", 0), ["-   - at: 1960-07-11   # a day", "-     event: access_denied"]),
        (("timeline", 1), ["-   - {action: study, judged: compliant}"]),
        (("readings", "a"), ["- readings: {a: 1, b: 2}", "+ readings: {b: 2}"]),
        (("readings", "b"), ["- readings: {a: 1, b: 2}", "+ readings: {a: 1}"]),
        (("timeline", 2, "expect"), ["-     expect:", "-       study: exempt"]),
        (("scenario",), ["- scenario: A test   # beside"]),
    ],
)
def test_taking_out_leaves_the_comments_round_it(path, lines):
    draft = Draft(TEXT)
    draft.drop(path)
    assert sorted(changed(TEXT, draft.text)) == sorted(lines)


def test_putting_in_goes_before_the_item_of_that_index_or_last():
    for index, before in ((0, "access_denied"), (1, "judged"), (3, None)):
        draft = Draft(TEXT)
        draft.insert(("timeline", index), {"event": "new"})
        [line] = changed(TEXT, draft.text)
        assert line == "+   - {event: new}"
        steps = draft.content()["timeline"]
        assert steps[index] == {"event": "new"}
        if before:
            assert before in str(steps[index + 1])


def test_the_last_entry_leaves_an_empty_list_or_mapping():
    draft = Draft("a: {b: 1}\nc:\n  - d\n")
    draft.drop(("a", "b"))
    draft.drop(("c", 0))
    assert draft.content() == {"a": {}, "c": []}
    draft.set(("a", "e"), 2)
    draft.insert(("c", 0), "f")
    assert draft.content() == {"a": {"e": 2}, "c": ["f"]}


@few
@given(st.sampled_from(FILES), st.data())
def test_of_a_shipped_file_only_what_is_edited_changes(file, data):
    """Every kind of edit at any step, against the same edit of the plain data."""
    text = file.read_text(encoding="utf-8")
    draft, wanted = Draft(text), parse(text, file.name).content
    for _ in range(data.draw(st.integers(1, 3))):
        steps = wanted["timeline"]
        kind = data.draw(st.sampled_from(["insert", "drop", "set", "fact", "reading"]))
        index = data.draw(st.integers(0, len(steps) - 1)) if steps else 0
        if kind == "insert":
            draft.insert(("timeline", index), {"event": "new"})
            steps.insert(index, {"event": "new"})
        elif kind == "drop" and steps:
            draft.drop(("timeline", index))
            del steps[index]
        elif kind == "set" and steps:
            draft.set(("timeline", index, "at"), "1999-01-01")
            steps[index]["at"] = "1999-01-01"
        elif kind == "fact":
            way = ("case",) if "case" in wanted else ("cases", next(iter(wanted["cases"])))
            draft.set((*way, "necessity"), "absolute")
            (wanted["case"] if len(way) == 1 else wanted["cases"][way[1]])["necessity"] = "absolute"
        elif kind == "reading":
            draft.set(
                ("readings", "a") if "readings" in wanted else ("readings",), 1 if "readings" in wanted else {"a": 1}
            )
            wanted.setdefault("readings", {})["a"] = 1
    assert draft.content() == wanted
    kept = [line for line in draft.text.splitlines() if line.lstrip().startswith("#")]
    assert kept == [line for line in text.splitlines() if line.lstrip().startswith("#")]


def test_a_file_without_a_line_break_at_its_end_gets_one():
    assert Draft("a: 1").text == "a: 1\n"


def test_an_empty_value_is_set_beside_its_key():
    draft = Draft("a:\nb: 1\n")
    draft.set(("a",), 2)
    assert draft.text == "a: 2\nb: 1\n"


def test_long_texts_are_folded_where_they_stand_in_a_block():
    long = "a word and another word, " * 8 + "and the last"
    draft = Draft("says: short\n")
    draft.set(("says",), long)
    assert draft.content() == {"says": long}
    assert max(map(len, draft.text.splitlines())) <= 120
