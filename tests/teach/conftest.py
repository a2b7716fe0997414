"""Pages in a real browser that may ask for nothing but themselves."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

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
