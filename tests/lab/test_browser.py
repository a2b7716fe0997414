"""The lab in a real browser, Debian's chromium: nothing is fetched from elsewhere, nothing is complained of.

Without a browser these are skipped; with DIRECTIVES_BROWSER=required, as before a change lands, they fail.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from directives import load_policy, load_scenario
from directives.lab.address import Address
from tests.lab.conftest import SCENARIOS

pytestmark = pytest.mark.slow
REMARKS = load_policy()
AXE = Path(__file__).parent / "axe/axe.min.js"
PAGES = ("stage", "picture", "what-if", "policy", "findings", "share", "paper")
TWICE = "specialists/urged-twice"
PHONE = {"width": 375, "height": 720}


class Guard:
    """Notes every request to elsewhere and every complaint of the browser."""

    def __init__(self, base: str) -> None:
        self.host = urlsplit(base).netloc
        self.wrong: list[str] = []

    def watch(self, context: BrowserContext) -> BrowserContext:
        context.set_default_timeout(10_000)
        context.on("request", self.request)
        context.on("console", self.said)
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        return context

    def said(self, message) -> None:
        """A complaint; that htmx has broken off a request, since a newer one stands in for it, is none."""
        if message.type in ("error", "warning") and not re.match("htmx:(afterRequest|sendAbort)", message.text):
            self.wrong.append(message.text)

    def request(self, request) -> None:
        if urlsplit(request.url).netloc not in (self.host, ""):
            self.wrong.append(f"a request to {request.url}")


@pytest.fixture
def opened(browser, base):
    """Opens contexts of the browser under guard; at the end nothing must have been noted."""
    guard, contexts = Guard(base), []

    def new(**options) -> Page:
        context = guard.watch(browser.new_context(base_url=base, **options))
        contexts.append(context)
        return context.new_page()

    new.guard = guard
    yield new
    for context in contexts:
        context.close()
    assert guard.wrong == []


def on_stage(page: Page, key: str = TWICE, at: int = 0) -> Page:
    page.goto(f"/open?scenario={key}&at={at}")
    return page


def verdicts(page: Page) -> list[str]:
    found = page.locator(".ruling").all_inner_texts()
    return [" ".join(one.split()) for one in found]


def settled(page: Page) -> None:
    """Wait until no request of htmx is under way."""
    page.wait_for_timeout(100)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def test_the_guard_notes_requests_to_elsewhere_and_complaints(browser, base):
    guard = Guard(base)
    with guard.watch(browser.new_context(base_url=base)) as context:
        page = context.new_page()
        page.goto("/stage")
        page.evaluate("fetch('http://elsewhere.invalid/').catch(() => 0)")
        assert guard.wrong


def test_arrow_keys_go_from_step_to_step(opened):
    page = on_stage(opened())
    page.keyboard.press("ArrowRight")
    expect(page.locator(".where")).to_have_text("Step 1 of 5")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".where")).to_have_text("Step 2 of 5")
    expect(page.locator("#now")).to_contain_text("We urge that the specialist stay.")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".where")).to_have_text("Step 1 of 5")
    page.go_back()
    expect(page.locator(".where")).to_have_text("Step 2 of 5")


def test_arrow_keys_are_left_to_the_fields(opened):
    page = on_stage(opened())
    page.locator("#fact-case-necessity").focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    expect(page.locator(".where")).to_have_text("Start")


def test_a_story_can_be_picked_changed_and_pinned_by_keyboard_alone(opened):
    page = opened()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    tab_to(page, "text=Urged twice")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Urged twice")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".where")).to_have_text("Step 1 of 5")
    tab_to(page, "#drop-2")
    page.keyboard.press("Enter")
    expect(page.locator(".where")).to_have_text("Step 1 of 4")
    expect(page.locator("#drop-2")).to_be_focused()  # the next step has moved up under it
    tab_to(page, "#drop-4")
    page.keyboard.press("Enter")
    expect(page.locator(".where")).to_have_text("Step 1 of 3")
    expect(page.locator(".here a[aria-current]")).to_be_focused()  # its row has gone
    tab_to(page, "text=Put something in here")
    page.keyboard.press("Enter")
    tab_to(page, "#add-teaching_refused")
    page.keyboard.press("Enter")
    expect(page.locator("#now")).to_contain_text("stopped teaching")
    tab_to(page, "#pin")
    page.keyboard.press("Enter")
    expect(page.locator(".pinned")).to_be_visible()


def tab_to(page: Page, selector: str, most: int = 160) -> None:
    wanted = page.locator(selector).first
    for _ in range(most):
        if wanted.evaluate("one => one === document.activeElement || one.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is not reached by Tab")


def test_what_if_sets_before_and_after_side_by_side(opened):
    page = on_stage(opened(), at=2)
    page.get_by_role("link", name="What if", exact=True).click()
    expect(page.locator("#differs")).to_have_text("Nothing is changed yet")
    page.locator("#change-steps > summary").click()
    page.locator("#leave-2").click()
    expect(page.locator(".changes li")).to_have_count(1)
    row = page.locator(".sides tr", has=page.locator("th:text-is('urge to stay')")).first
    expect(row.locator("td").nth(0)).to_contain_text("must not")
    expect(row.locator("td").nth(1)).to_contain_text("must")
    page.locator("#fact-case-contract").select_option("expired")
    expect(page.locator(".changes li")).to_have_count(2)
    page.locator("#without-1").click()
    expect(page.locator(".changes li")).to_have_count(1)
    page.locator("#vary").select_option("case.necessity")
    page.locator("#vary-go").click()
    page.wait_for_url("**vary=case.necessity**")
    settled(page)
    expect(page.locator("#varying .cite").last).to_contain_text("as it is")
    page.locator("#amendment").evaluate("one => one.closest('details').open = true")
    page.locator("#amendment").select_option("retain-twice")
    page.get_by_role("button", name="Amend", exact=True).click()
    expect(page.locator(".changes")).to_contain_text("Retain twice")
    page.get_by_role("button", name="Take all changes back").click()
    expect(page.locator("#differs")).to_have_text("Nothing is changed yet")


def test_a_link_brings_back_all_of_it(opened):
    page = on_stage(opened(), "classroom/the-clash-that-her-no-brought", at=3)
    page.locator("#fact-case-necessity").select_option("ordinary")
    page.wait_for_url("**necessity:ordinary**")
    settled(page)
    here = verdicts(page)
    page.get_by_role("link", name="Share", exact=True).click()
    expect(page.locator("#link")).to_have_value(re.compile("^http://127"))
    link = page.locator("#link").input_value()
    other = opened()
    other.goto(link)
    expect(other.locator(".where")).to_have_text("Step 3 of 5")
    expect(other.locator("#fact-case-necessity")).to_have_value("ordinary")
    assert here
    assert verdicts(other) == here


def test_a_saved_file_is_loaded_again(opened, tmp_path):
    page = on_stage(opened(accept_downloads=True))
    page.locator("#drop-3").click()
    expect(page.locator(".timeline li")).to_have_count(5)
    page.get_by_role("link", name="Share", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the scenario").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "urged-twice.yaml"
    assert len(load_scenario(file).timeline) == 4
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Open it on the stage").click()
    expect(page.locator("h1")).to_have_text("Urged twice")
    expect(page.locator(".timeline li")).to_have_count(5)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("scenario: x\ncase: {topic: lerner}\n", "bad.yaml:2:15"),
        ("scenario: !!python/name:os.system x\n", "tags are not read"),
        ("a: &a [x]\nb: *a\n", "aliases are not read"),
        ("", "the file is empty"),
        ("scenario: <img src=x onerror=alert(1)>\ncase: 3\n", "bad.yaml:2"),
    ],
)
def test_a_bad_file_is_told_where_it_is_wrong(opened, tmp_path, content, told):
    page = on_stage(opened())
    page.get_by_role("link", name="Share", exact=True).click()
    file = tmp_path / "bad.yaml"
    file.write_text(content)
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Open it on the stage").click()
    expect(page.get_by_role("alert")).to_contain_text(told)
    opened.guard.wrong[:] = [one for one in opened.guard.wrong if "400 (Bad Request)" not in one]


def test_everything_works_without_javascript(opened, tmp_path):
    page = opened(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Urged twice").click()
    page.locator("#next").click()
    expect(page.locator(".where")).to_have_text("Step 1 of 5")
    page.locator("#fact-case-necessity").select_option("ordinary")
    page.get_by_role("button", name="Set these facts").click()
    expect(page.locator("#fact-case-necessity")).to_have_value("ordinary")
    page.locator("#down-2").click()
    expect(page.locator(".where")).to_have_text("Step 3 of 5")
    page.get_by_role("button", name="Pin as before").click()
    page.locator("#add summary").click()
    page.locator("#add-contract_expires").click()
    expect(page.locator("#now")).to_contain_text("ran out")
    page.get_by_role("link", name="see what differs").click()
    expect(page.locator(".sides").first).to_be_visible()
    page.locator("#vary-go").click()
    expect(page.locator("#varying h3, #varying .cite").first).to_be_visible()
    page.get_by_role("link", name="Findings", exact=True).click()
    page.locator("#kind").select_option("clash")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".finding")).to_have_count(1)
    page.get_by_role("button", name="See it on the stage").click()
    expect(page.locator(".remark")).to_contain_text("Clash")
    page.get_by_role("link", name="Share", exact=True).click()
    file = tmp_path / "mine.yaml"
    file.write_text("scenario: Mine\ncase: {topic: learner, access: denied}\n")
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Open it on the stage").click()
    expect(page.locator("h1")).to_have_text("Mine")
    page.get_by_role("button", name="Predict first").click()
    page.get_by_text("must not", exact=True).click()
    page.locator("#predict-show").click()
    expect(page.locator(".guessed")).to_contain_text("You said: must not. We need not")


@pytest.mark.parametrize("page_name", ["", *PAGES])
def test_a_page_fits_a_phone_and_the_projector(opened, page_name):
    query = Address(load_scenario(SCENARIOS / "technical-cooperation/a-need-meets-the-limit.yaml"), at=4).query
    for size in (PHONE, {"width": 1280, "height": 720}):
        page = opened(viewport=size)
        page.goto(f"/{page_name}?{query}" if page_name else "/")
        wide, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= room
        small = page.evaluate(
            """() => [...document.querySelectorAll('main a[role=button], main button, main select')].filter(one => {
                const box = one.getBoundingClientRect();
                return box.width && (box.height < 24 || box.width < 24);
            }).map(one => one.outerHTML)"""
        )
        assert small == []


def test_what_matters_is_seen_without_scrolling_on_a_projector(opened):
    page = on_stage(opened(viewport={"width": 1280, "height": 720}), at=3)
    for selector in ("#now", ".judgement", ".ruling", ".timeline .here", "#next"):
        box = page.locator(selector).first.bounding_box()
        assert box["y"] + box["height"] <= 720, selector
    page.get_by_role("link", name="Picture", exact=True).click()
    box = page.locator(".picture").first.bounding_box()
    covered = page.evaluate(
        "({x, y}) => !document.elementFromPoint(x, y).closest('.picture')", {"x": box["x"] + 60, "y": box["y"] + 40}
    )
    assert not covered


@pytest.mark.parametrize("part", range(3))
def test_every_story_prints_on_one_page(opened, part):
    page = opened()
    for file in sorted(SCENARIOS.rglob("*.yaml"))[part::3]:
        page.goto(f"/paper?{Address(load_scenario(file)).query}")
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_name", ["", *PAGES])
def test_axe_finds_nothing(opened, page_name, scheme):
    story = load_scenario(SCENARIOS / "classroom/the-clash-that-her-no-brought.yaml")
    unknown = load_scenario(SCENARIOS / "specialists/nobody-knows-her-character.yaml")
    queries = [
        Address(story, ("drop:2", "amend:retain-twice"), True, 3).query,
        Address(story, (), False, 3, predict=True).query,
        Address(unknown, at=1).query,
        "v=1&title=Broken&case=learner&step=event:access_restored&at=1",
    ]
    page = opened(color_scheme=scheme)
    for query in queries:
        page.goto(f"/{page_name}?{query}&vary=case.contract&action=send_off_warmly&status=silent" if page_name else "/")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        told = [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found["violations"]]
        assert told == []


def test_rapid_changes_end_with_all_of_them(opened):
    page = on_stage(opened())
    page.evaluate(
        """() => {
            const change = (id, value) => {
                const one = document.getElementById(id);
                one.value = value;
                one.dispatchEvent(new Event('change', {bubbles: true}));
            };
            change('fact-case-necessity', 'ordinary');
            change('fact-case-character', 'doubtful');
            change('fact-case-teaching', 'refused');
        }"""
    )
    expect(page.locator(".ruling", has_text="have people of ours study").first).to_contain_text("need not")
    for name, value in (("necessity", "ordinary"), ("character", "doubtful"), ("teaching", "refused")):
        expect(page.locator(f"#fact-case-{name}")).to_have_value(value)


def test_rapid_steps_end_at_the_last(opened):
    page = on_stage(opened())
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(30)
    settled(page)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(200)
    expect(page.locator(".where")).to_have_text("Step 5 of 5")
    assert "at=5" in page.url


def test_a_slider_acts_at_once(opened):
    page = on_stage(opened(), "specialists/seldom-is-not-never", at=0)
    page.get_by_role("link", name="Policy", exact=True).click()
    slider = page.locator("#reading-specialists_too_often")
    slider.fill("0")
    slider.dispatch_event("change")
    expect(page.locator("#shown-specialists_too_often")).to_have_text("0")
    page.wait_for_url("**reading=specialists_too_often:0**")
    expect(page.locator(".short")).to_contain_text("must not")


def test_a_prediction_is_made_before_the_verdict_is_seen(opened):
    page = on_stage(opened(), at=1)
    page.get_by_role("button", name="Predict first").click()
    expect(page.locator(".rulings")).to_have_count(0)
    expect(page.locator("#predict-action")).to_have_value("urge_to_stay")
    page.get_by_text("must", exact=True).click()
    page.locator("#predict-show").click()
    expect(page.locator(".guessed")).to_contain_text("Right. We must")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".rulings")).to_have_count(0)


def test_open_arguments_stay_open_from_step_to_step(opened):
    page = on_stage(opened(), at=2)
    page.locator("#why-assist_work > summary").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".where")).to_have_text("Step 3 of 5")
    expect(page.locator("#why-assist_work")).to_have_attribute("open", "")


def test_that_the_lab_has_stopped_is_said(opened):
    page = on_stage(opened())
    expect(page.locator("#offline")).to_be_hidden()
    page.context.set_offline(True)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#offline")).to_be_visible()
    opened.guard.wrong[:] = [
        one for one in opened.guard.wrong if "ERR_INTERNET_DISCONNECTED" not in one and "htmx:sendError" not in one
    ]


def test_a_script_in_a_title_is_shown(opened):
    page = opened()
    page.on("dialog", lambda _: pytest.fail("a script ran"))
    evil = load_scenario({"scenario": "<script>window.ran = 1</script><b onmouseover=x>", "case": {"topic": "learner"}})
    for name in PAGES:
        page.goto(f"/{name}?{Address(evil).query}")
        assert page.evaluate("window.ran") is None
    expect(page.locator("h1")).to_contain_text("<script>")
