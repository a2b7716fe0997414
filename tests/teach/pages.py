"""Lesson pages of shipped scenarios."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from directives import Policy, load_scenario
from directives.teach import lesson

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "scenarios").rglob("*.yaml"))


def shipped(name: str) -> Path:
    """The shipped scenario of this file name."""
    return next(file for file in SHIPPED if file.stem == name)


def page_of(policy: Policy, files: Sequence[Path], **choices: Any) -> str:
    """The lesson page of some files."""
    return lesson([load_scenario(file, policy) for file in files], policy, **choices)
