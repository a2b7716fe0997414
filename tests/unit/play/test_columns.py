"""Columns on a terminal: wide characters take two, no line is wider than it may be, nothing is lost in folding."""

# ruff: noqa: RUF001  # wide marks are what this is about

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from directives.play.columns import columns, folded, padded, shortened
from directives.play.page import Entry, Note, Page, Part, Table

LATIN = st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=("C", "Z"))
CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
MARKS = st.sampled_from("，。、；：！？（）「」《》")
TEXTS = st.lists(st.text(st.one_of(LATIN, CHINESE, CHINESE, MARKS), min_size=1, max_size=12)).map(" ".join)


@given(st.text(st.one_of(LATIN, CHINESE, MARKS)))
def test_a_text_takes_the_columns_that_a_terminal_gives_it(text):
    assert columns(text) == cell_len(text)
    assert cell_len(padded(text, 30)) == max(30, cell_len(text))


@given(TEXTS, st.integers(12, 40))
def test_no_line_is_wider_than_the_width_and_no_character_is_lost(text, width):
    lines = folded(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert cell_len(line) <= width or all(one in "，。、；：！？（）「」《》" for one in line[1:])
    assert cell_len(shortened(text, width)) <= max(width, *map(cell_len, lines), 0)


def test_a_line_does_not_begin_with_a_mark_that_closes_nor_end_with_one_that_opens():
    lines = folded("凡合同期满者（不论何人），一律热情欢送；不挽留。", 12)
    assert all(line[0] not in "，。；）" and line[-1] != "（" for line in lines)
    assert len(lines) > 3


def test_a_table_with_wide_characters_keeps_its_columns():
    rows = (("挽留 twice", "must"), ("send off", "must not"))
    part = Part("热情欢送", entries=(Entry("挽留", "一次", "SP.2c", (Note("说明"),)),), table=Table(("", "是"), rows))
    lines = Page("修正案", parts=(part,)).to_text(60).splitlines()
    [entry] = [line for line in lines if "SP.2c" in line]
    assert cell_len(entry) == 60
    cells = [line for line in lines if "must" in line]
    assert {cell_len(line[: line.index("must")]) for line in cells} == {2 + cell_len("挽留 twice") + 2}


def test_a_table_that_does_not_fit_is_told_row_by_row():
    table = Table(("", "at one reading", "at another one"), (("send off warmly", "must not", "need not"),))
    told = Page("", parts=(Part("A table", table=table),)).to_text(40).splitlines()
    assert [line.strip() for line in told if line.strip()][1:] == [
        "send off warmly",
        "at one reading: must not; at",
        "another one: need not",
    ]
