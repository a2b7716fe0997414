"""Scenario files as pytest tests: opt in with the ini option `directives_scenarios`, paths from the root folder.

A failure is told as `directives test` tells it. Without the option the plugin loads nothing.
"""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import pytest

OPTION = "directives_scenarios"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the ini option."""
    parser.addini(OPTION, "files and folders of scenarios to collect as tests", type="paths", default=[])


def pytest_collect_file(file_path: FilePath, parent: pytest.Collector) -> "ScenarioFile | None":
    """A scenario file below one of the paths of the option."""
    roots: list[FilePath] = parent.config.getini(OPTION)
    wanted = file_path.suffix in (".yaml", ".yml") and any(
        root == file_path or root in file_path.parents for root in roots
    )
    return ScenarioFile.from_parent(parent, path=file_path) if wanted else None


class ScenarioFile(pytest.File):
    """A file that holds one scenario."""

    def collect(self) -> Iterator["ScenarioItem"]:
        """The scenario as one test."""
        yield ScenarioItem.from_parent(self, name=self.path.stem)


class ScenarioFailedError(Exception):
    """A scenario has faults or unmet expectations; the message tells them as `directives test` does."""


class ScenarioItem(pytest.Item):
    """One scenario as a test: it passes when all its expectations are met."""

    def runtest(self) -> None:
        """Play the scenario; raises ScenarioFailedError with every fault or failure."""
        from .play.suite import Suite

        for outcome in Suite().outcomes([self.path]):
            if not outcome.passed:
                raise ScenarioFailedError("\n".join(map(str, (*outcome.faults, *outcome.failures))))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **named: Any) -> Any:
        """The faults or failures alone; a traceback only for what is our fault."""
        if isinstance(excinfo.value, ScenarioFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **named)

    def reportinfo(self) -> tuple[FilePath, int, str]:
        """Where the test stands."""
        return self.path, 0, f"scenario: {self.name}"
