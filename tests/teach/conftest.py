"""A real browser, and pages in it that may ask for nothing but themselves."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def without(reason: str) -> None:
    """Skip for want of a browser; fail where one is required."""
    if os.environ.get("DIRECTIVES_BROWSER") == "required":
        pytest.fail(f"a browser is required (DIRECTIVES_BROWSER), but {reason}")
    pytest.skip(f"these tests need a browser: {reason}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium as the system has it; it is never downloaded."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        without('Playwright is not installed: `pip install "directives[dev]"`')
    if CHROMIUM is None:
        without("no `chromium` was found: `apt-get install chromium`")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


Opener = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opener]:
    """What opens a page of some HTML: an error on it, or a request for anything else, fails the test."""
    wrong: list[str] = []
    contexts = []

    def opening(html: str, **context: Any) -> Any:
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        contexts.append(browser.new_context(offline=True, **{"viewport": {"width": 1280, "height": 720}, **context}))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda asked: None if asked.url.startswith(file.as_uri()) else wrong.append(asked.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text))
        page.goto(file.as_uri())
        return page

    yield opening
    for one in contexts:
        one.close()
    assert wrong == []
