"""The page: one file, nothing run, nothing let in unescaped."""

import re
from html.parser import HTMLParser

import pytest

from directives.check import report, to_html, to_markdown
from directives.files import load_acceptance, load_policy, plain, policy_from

REMARKS = load_policy()
EVIL = "<script>alert(\"x\")</script> & 'y' `z` *w*"


def poisoned():
    """The remarks with markup in every text that a report shows."""
    data = plain(REMARKS)
    data["title"] = EVIL
    for section in ("norms", "actions", "events", "topics"):
        for entry in data[section].values():
            entry["says"] = EVIL
    for entry in data["incompatible"]:
        entry["why"] = EVIL
    return policy_from(data)


@pytest.fixture(scope="module")
def page():
    known = load_acceptance({"accepts": "remarks-1960", "findings": {"gap material": EVIL}})
    return to_html(report(poisoned(), acceptance=known, engine="arrays"), full=True)


class Balanced(HTMLParser):
    """Notes which tags are opened, and that each is closed in turn."""

    VOID = ("meta",)

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_markup_in_a_policy_is_shown_and_not_run(page):
    assert "<script" not in page
    assert page.count("&lt;script&gt;") > 20


def test_the_page_is_well_formed_and_needs_nothing_else(page):
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    assert parser.seen <= {
        "html", "head", "meta", "title", "style", "body", "main", "header", "section", "article", "details", "summary",
        "nav", "footer", "h1", "h2", "h3", "p", "ul", "li", "dl", "dt", "dd", "span", "b", "a", "code",
    }  # fmt: skip
    assert not re.search(r"""(src|href)=['"](?!#)|url\(|@import|\son\w+=""", page)


def test_the_page_serves_light_dark_phones_and_paper(page):
    for query in ("prefers-color-scheme: dark", "max-width", "print"):
        assert f"@media ({query}" in page or f"@media {query}" in page
    assert '<meta name="viewport"' in page


def test_every_link_leads_to_a_part_of_the_page(page):
    assert set(re.findall(r"href='#([^']+)'", page)) <= set(re.findall(r"id='([^']+)'", page))


def test_notes_are_folded_unless_told_in_full():
    found = report(REMARKS, codes=["silence"], engine="arrays")
    assert to_html(found).count("<details") == len(found.findings) > 5
    assert to_html(found, full=True).count("<article") == len(found.findings)


def test_markdown_lets_no_markup_in_either():
    text = to_markdown(report(poisoned(), engine="arrays"), full=True)
    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)\*w", text)
    assert "|" not in text.replace("\\|", "")
