"""The lesson page for every class, in a real browser: guesses, keys, a phone, paper, and nobody kept out."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from directives import Policy, load_scenario
from directives.play.telling import WORDS

from .conftest import Opener
from .pages import ROOT, page_of, shipped
from .test_browser import ENGINEER, expected, go, shown

pytestmark = pytest.mark.slow


def test_the_verdict_is_hidden_until_a_guess_is_made(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [ENGINEER]))
    go(page, 3)
    page.check("#predict")
    assert page.locator(".rulings, .judged, .tag, #whole, table").count() == 0
    assert "hidden until you guess" in page.inner_text("#live")
    page.click("#show")
    assert page.inner_text("#no-guess") == "Make at least one guess first."
    assert page.locator(".rulings").count() == 0
    page.select_option("#guess-propose_extension", "forbidden")
    page.select_option("#guess--judged", "compliant")
    page.click("#show")
    assert shown(page) == expected(remarks, load_scenario(ENGINEER), 3)
    assert page.inner_text(".guessed caption") == "Your guesses (so far 1 of 2 right)"
    assert page.locator(".guessed tbody tr").all_inner_texts() == [
        "doing this is judged\tcompliant\tcompliant\t✓ right",
        "propose to extend the contract\tmust not\tmay\t✗ not so",
    ]
    page.click("#next")
    assert page.locator(".rulings").count() == 0


# by keyboard, on a phone, on paper, for all


def test_arrow_keys_go_through_the_story_but_not_out_of_a_choice(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [ENGINEER]))
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#moment-title") == "After step 2 of 5"
    page.focus("[id$=necessity]")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#moment-title") == "After step 2 of 5"


def test_a_whole_lesson_goes_by_keyboard_alone(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [ENGINEER, shipped("was-it-right")]))
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    wanted = {
        "scenario",
        "predict",
        "reset",
        "how-summary",
        "step-0",
        "toggle-2",
        "add-summary",
        "next",
        "silent-summary",
    }
    assert wanted - set(reached) == set()
    page.focus("#toggle-2")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "toggle-2"
    assert page.inner_text("#toggle-2") == "put back"
    page.focus("#next")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.inner_text("#moment-title") == "After step 2 of 5"
    assert page.evaluate("document.activeElement.id") == "next"
    page.focus("[id$=necessity]")
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.value") == "absolute"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.value") == "ordinary"
    assert "differs" in page.inner_text("#timeline")


def test_what_now_holds_is_announced(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [ENGINEER]))
    assert page.get_attribute("#live", "role") == "status"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#live").startswith("After step 2 of 5. The specialist's contract ran out. ")
    assert "May: propose to extend the contract." in page.inner_text("#live")


@pytest.mark.parametrize("width", [375, 768, 1280])
def test_no_page_is_wider_than_its_screen(opened: Opener, remarks: Policy, width: int) -> None:
    files = [ENGINEER, shipped("a-need-meets-the-limit"), shipped("the-recall-of-1960")]
    page = opened(page_of(remarks, files), viewport={"width": width, "height": 740})
    for number in range(len(files)):
        page.select_option("#scenario", str(number))
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        go(page, 3)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_choosing_a_step_brings_its_verdict_into_sight(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [ENGINEER]), viewport={"width": 375, "height": 740})
    go(page, 3)
    assert page.evaluate("document.getElementById('moment-title').getBoundingClientRect().top") < 740


def test_on_paper_there_are_arguments_and_no_buttons(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [ENGINEER]))
    go(page, 4)
    page.emulate_media(media="print")
    assert page.locator("#next, #reset, .small, #how").filter(visible=True).count() == 0
    assert page.locator("#why-propose_extension li, #glance li").filter(visible=True).count() > 5


AXE = (ROOT / "tests" / "lab" / "axe" / "axe.min.js").read_text(encoding="utf-8")
"""Deque's axe-core, under the Mozilla Public License 2.0 (see the licence beside it)."""


def faults_for_some(page: Any) -> list[str]:
    """What axe finds wrong with a page for those who do not see, hear or use it as others do."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{one['id']}: {one['help']}: {[node['html'][:120] for node in one['nodes']]}" for one in found]


def states_of_a_page(page: Any) -> Iterator[str]:
    """The page at first, unfolded and changed, broken off, with a conflict, to be guessed, and guessed."""
    yield "at first"
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.select_option("[id$=necessity]", "ordinary")
    go(page, 3)
    yield "changed"
    page.click("#toggle-2")
    go(page, 5)
    yield "broken off"
    page.select_option("#scenario", "2")
    page.keyboard.press("ArrowRight")
    yield "in trouble"
    page.check("#predict")
    yield "to be guessed"
    page.select_option(".guess select >> nth=0", index=1)
    page.click("#show")
    yield "guessed"


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(opened: Opener, remarks: Policy, scheme: str, width: int) -> None:
    files = [ENGINEER, shipped("a-need-meets-the-limit"), shipped("three-kinds-of-trouble")]
    page = opened(page_of(remarks, files), color_scheme=scheme, viewport={"width": width, "height": 720})
    assert {state: found for state in states_of_a_page(page) if (found := faults_for_some(page))} == {}


def test_every_word_for_a_status_is_that_of_the_other_tellings(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [shipped("eight-things-a-text-can-say")]))
    told = {}
    for slot in range(page.locator(".step").count()):
        go(page, slot)
        for one in page.locator(".rulings > li").all():
            told[one.get_attribute("data-status")] = one.locator(".word").inner_text()
    assert told == {status.value: WORDS[status] for status in WORDS if status.value in told}
    assert len(told) >= 7
    assert not re.search("undefined|null|NaN", page.inner_text("body"))
