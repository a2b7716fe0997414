import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from directives.play.to_markdown import to_markdown

from .plays import played

TEXT = """
readings: {period_days: 30}
cases:
  engineer: {topic: specialist, contract: running, necessity: absolute, character: good}
  study: {topic: technology, own_study: neglected}
timeline:
  - {at: 1960-08-01, case: engineer, event: contract_expires, expect: {send_off_warmly: exempt}}
  - {at: 1960-08-02, case: engineer, action: propose_extension}
"""


def page_of(timeline, **options):
    return to_markdown(timeline, *timeline._played, **options)


def titled(title, about):
    """The page of a scenario that is called and is about this."""
    timeline = played("case: {topic: learner}").model_copy(update={"scenario": title})
    scenario, policy = timeline._played
    return to_markdown(timeline, scenario.model_copy(update={"about": about}), policy)


def blocks(page):
    """The blocks of a page as (kind, text, kinds of markup in it)."""
    tokens = MarkdownIt("commonmark").parse(page)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            text = "".join(" " if one.type == "softbreak" else one.content for one in token.children)
            yield before.tag, text, {one.type for one in token.children} - {"text", "softbreak", "text_special"}
        elif token.type in ("html_block", "fence", "code_block", "hr"):
            yield token.type, token.content, set()


WORDS = st.text("ab1 .#*_`-+=~<>&;![]()|\\\n", min_size=1, max_size=20).filter(str.strip)


@settings(max_examples=200)
@given(WORDS)
@example("<script>alert(1)</script>")
@example("*one* _two_ `three` [four](five)")
@example("&lt;b&gt;")
@example("one\n\ntwo")
def test_no_title_becomes_markup(title):
    found = list(blocks(titled(title, "")))
    assert found[0] == ("h1", " ".join(title.split()), set())
    assert found[1][0] == "h2"


@settings(max_examples=200)
@given(WORDS)
@example("# one")
@example("- one")
@example("1. one")
@example("_one_")
@example("&amp;")
def test_no_text_becomes_markup(about):
    found = list(blocks(titled("Title", about)))
    assert found[1] == ("p", " ".join(about.split()), set())
    assert found[2][0] == "h2"


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"])
def test_the_page_made_of_it_has_no_tag_of_the_title(title):
    made = MarkdownIt("commonmark").render(titled(title, title))
    assert "<script" not in made
    assert "<img" not in made


def test_there_is_a_heading_for_the_title_each_scene_duties_and_judgements():
    headings = [line for line in page_of(played(TEXT)).splitlines() if line.startswith("#")]
    assert headings == [
        "# It",
        "## 1960-08-01 · engineer",
        "## 1960-08-01 · study",
        "## 1960-08-01 · engineer",
        "## 1960-08-02 · engineer",
        "## Duties",
        "## Judgements",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The specialist's contract ran out.",
        "- **may** propose extension",
        "- judged **compliant**: SP.1c permits it",
        "- it follows: practical use out of reach (ST.4c)",
        "- **expected send_off_warmly exempt, got silent**",
        "- compliant: 1960-08-02 engineer: propose extension",
        "0 of 1 expectations met",
    ],
)
def test_a_page_tells_what_the_text_tells(line):
    assert line in page_of(played(TEXT)).replace("\\", "").splitlines()


def test_silences_are_counted_and_in_full_named():
    timeline = played("case: {topic: new_item, necessity: ordinary}")
    assert "- silent on 1" in page_of(timeline)
    assert "- silent on press further" in page_of(timeline, full=True)


def test_a_page_ends_with_one_line_end():
    for text in (TEXT, "case: {topic: learner}"):
        page = page_of(played(text))
        assert page.endswith("\n")
        assert not page.endswith("\n\n")
        assert "\n\n\n" not in page
