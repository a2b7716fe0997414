"""Makes the pictures of docs/lab.md: the pages of the lab in Debian's chromium, as a class sees them.

    python benchmarks/lab_pictures.py

It needs `pip install "directives[dev]"` and chromium on the path.
"""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
THERE = ROOT / "docs" / "lab"
PROJECTOR, PHONE = {"width": 1280, "height": 720}, {"width": 375, "height": 720}
CLASH, TWICE = "scenario=classroom/the-clash-that-her-no-brought&at=3", "scenario=specialists/urged-twice&at=1"


def on(page_name: str) -> Callable[[Page], None]:
    """Go on to a page of the menu."""

    def go(page: Page) -> None:
        page.get_by_role("link", name=page_name, exact=True).click()
        page.wait_for_load_state("networkidle")

    return go


def predicting(page: Page) -> None:
    """Hide the verdict, as before a class has guessed."""
    page.locator("#predict-toggle").click()
    page.wait_for_load_state("networkidle")


def leaving_out(page: Page) -> None:
    """What if the first attempt had not been made?"""
    on("What if")(page)
    page.locator("#change-steps > summary").click()
    page.locator("#leave-2").click()
    page.wait_for_load_state("networkidle")


PICTURES: Mapping[str, tuple[str, dict[str, int], str, Callable[[Page], None] | None]] = {
    "stage": (CLASH, PROJECTOR, "light", None),
    "stage-dark": (CLASH, PROJECTOR, "dark", None),
    "stage-phone": (CLASH, PHONE, "light", None),
    "predict": (TWICE, PROJECTOR, "light", predicting),
    "picture": (CLASH, PROJECTOR, "light", on("Picture")),
    "what-if": (TWICE, PROJECTOR, "light", leaving_out),
    "policy": (CLASH, PROJECTOR, "light", on("Policy")),
    "findings": (CLASH, PROJECTOR, "light", on("Findings")),
    "share": (CLASH, PROJECTOR, "light", on("Share")),
}


def main() -> None:
    """Take every picture."""
    command = [sys.executable, "-m", "directives", "lab", "--no-open", "--port", "1960"]
    lab = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        base = str(lab.stdout.readline().split()[-1] if lab.stdout else "")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-lcd-text"]
            )
            for name, (story, size, scheme, do) in PICTURES.items():
                options: dict[str, Any] = {"viewport": size, "color_scheme": scheme, "device_scale_factor": 0.625}
                page = browser.new_page(base_url=base, reduced_motion="reduce", **options)
                page.goto(f"/open?{story}")
                if do:
                    do(page)
                page.wait_for_timeout(300)
                page.screenshot(path=THERE / f"{name}.png")
                page.close()
            browser.close()
    finally:
        lab.send_signal(signal.SIGINT)
        lab.wait(10)


if __name__ == "__main__":
    main()
