"""Hypothesis profiles, the remarks, every evaluator, a browser: what tests of several folders share."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, settings

from directives import Policy, load_policy

from .agreement.evaluators import EVALUATORS, Maker

pytest_plugins = ["pytester"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
settings.register_profile("default", deadline=None, phases=PHASES)
settings.register_profile("ci", deadline=None, phases=PHASES, derandomize=False, database=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))


@pytest.fixture(scope="session")
def remarks() -> Policy:
    return load_policy()


@pytest.fixture(scope="session", params=sorted(EVALUATORS))
def evaluator(request: pytest.FixtureRequest, remarks: Policy) -> Maker:
    """What makes an evaluator of a policy; the one of the remarks is made once."""
    return _remembering(EVALUATORS[request.param], remarks)


@pytest.fixture(scope="session")
def evaluators(remarks: Policy) -> list[Maker]:
    """All that make an evaluator of a policy."""
    return [_remembering(make, remarks) for make in EVALUATORS.values()]


def _remembering(make: Maker, remarks: Policy) -> Maker:
    of_remarks = make(remarks)
    return lambda policy: of_remarks if policy is remarks else make(policy)


def without(reason: str) -> None:
    """Skip for want of a browser; fail where one is required."""
    if os.environ.get("DIRECTIVES_BROWSER") == "required":
        pytest.fail(f"a browser is required (DIRECTIVES_BROWSER), but {reason}")
    pytest.skip(f"these tests need a browser: {reason}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium as the system has it, never downloaded; one at a time: Playwright runs once in a thread."""
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
