from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .plays import played

TEXT = """
cases:
  engineer: {topic: specialist, contract: expired, necessity: absolute, character: good}
  student: {topic: learner, access: unknown}
timeline:
  - {at: 1960-08-01, case: engineer, action: propose_extension, expect: {send_off_warmly: exempt}}
"""
TAGS = {"section", "h3", "h4", "p", "ul", "li", "strong", "small", "br"}


class Page(HTMLParser):
    """The tags and the text of a page; every tag but `br` must be closed."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.open, self.text, self.attributes = [], [], "", []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        self.text += text


@settings(max_examples=50)
@given(
    st.text("ab<>&'\"/ !-", max_size=30) | st.sampled_from(["<script>", "</section>", "<!--", "&lt;", "<img src=x>"])
)
def test_no_title_and_no_text_becomes_markup(words):
    timeline = played(TEXT).model_copy(update={"scenario": f"title {words}."})
    scenario, policy = timeline._played
    timeline.of(scenario.model_copy(update={"about": f"about {words}."}), policy)
    page = Page(timeline._repr_html_())
    assert set(page.tags) <= TAGS
    assert page.attributes == []
    assert f"title {words}." in page.text
    assert " ".join(f"about {words}.".split()) in page.text


def test_sentences_of_a_policy_are_escaped():
    timeline = played(TEXT.replace("absolute", "ordinary"))
    scenario, policy = timeline._played
    marked = {
        "actions": {name: one.model_copy(update={"says": "<b>do</b>"}) for name, one in policy.actions.items()},
        "norms": {name: one.model_copy(update={"says": "<i>it is said</i>"}) for name, one in policy.norms.items()},
        "incompatible": tuple(both.model_copy(update={"why": "<u>so</u>"}) for both in policy.incompatible),
    }
    page = timeline.of(scenario, policy.model_copy(update=marked))._repr_html_()
    assert all(f"&lt;{tag}&gt;" in page for tag in "biu")
    assert set(Page(page).tags) <= TAGS


@pytest.mark.parametrize(
    "words",
    [
        "1960-08-01 engineer",
        "We propose to extend the contract.",
        "judged compliant",
        "may propose extension",
        "SP.1c, clause SP.1",
        "set aside by SP.1c",
        "expected send_off_warmly exempt, got silent",
        "0 of 1 expectations met",
    ],
)
def test_a_page_tells_what_the_text_tells(words):
    assert words in Page(played(TEXT)._repr_html_()).text


def test_duties_are_told_with_their_state():
    assert "standing: engineer: assign learners (ST.2c) since 1960-08-01" in Page(played(TEXT)._repr_html_()).text
