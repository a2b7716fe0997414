"""The events that are read quickly are those that ruamel.yaml gives."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from directives.files.yaml_events import events

ROOT = Path(__file__).parents[3]
FILES = sorted([*ROOT.glob("scenarios/*/*.yaml"), *ROOT.glob("src/directives/policies/*"), *ROOT.glob("*/*.yaml")])
PIECES = st.sampled_from(
    [*"ab-?:,[]{}#&*!|>'\"%@\n \t", ": ", "- ", "? ", "\n  ", "\n- ", "a: b", "[a, b]", "{a: b}", "---", "..."]
)


def told(some):
    """Each event with where it begins and ends, up to what is no YAML."""
    found = []
    try:
        for one in some:
            marks = [(mark.index, mark.line, mark.column) for mark in (one.start_mark, one.end_mark)]
            found.append((type(one).__name__, getattr(one, "value", None), marks))
    except (YAMLError, ValueError) as error:
        found.append((type(error).__name__, str(error), []))
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_so_it_is_with_every_shipped_file(file):
    text = file.read_text(encoding="utf-8")
    assert told(events(text)) == told(YAML(typ="safe", pure=True).parse(text))


@given(st.lists(PIECES, max_size=25).map("".join))
def test_so_it_is_with_whatever_looks_like_yaml(text):
    assert told(events(text)) == told(YAML(typ="safe", pure=True).parse(text))
