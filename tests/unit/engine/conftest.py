"""An engine that can be watched and spoiled."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from directives.engine import rules_engine
from directives.engine.extension import load


class Spied:
    """durable_rules with its calls counted; what stands in `spoiled` is called in place of the real thing."""

    def __init__(self) -> None:
        self.durable = load()
        self.calls: Counter[str] = Counter()
        self.spoiled: dict[str, Callable[..., Any]] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self.calls[name] += 1
            return self.spoiled.get(name, getattr(self.durable, name))(*arguments)

        return call

    @property
    def held(self) -> int:
        """How many rulesets are held now."""
        return self.calls["create_ruleset"] - self.calls["delete_ruleset"]


@pytest.fixture
def spied(monkeypatch: pytest.MonkeyPatch) -> Spied:
    """What engines that are made in the test run on."""
    found = Spied()
    monkeypatch.setattr(rules_engine, "load", lambda: found)
    return found
