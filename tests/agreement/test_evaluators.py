"""Every evaluator against the reference, on what Hypothesis makes of the remarks and of small policies."""

import pytest

from .evaluators import Maker
from .kinds import KINDS, compare

MANY = {"states": 5000, "scenarios": 3000, "faulty": 2000}
"""Together twice this is 20,000: each is drawn of the remarks and of small policies."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_evaluator_agrees_with_the_reference(kind: str, evaluator: Maker) -> None:
    compare(kind, [evaluator], examples=60 if kind.startswith("states") else 25)


def test_the_slow_comparisons_are_20_000_together() -> None:
    assert sum(MANY[kind.partition(" ")[0]] for kind in KINDS) >= 20_000


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_all_evaluators_agree_with_the_reference_thousands_of_times(kind: str, evaluators: list[Maker]) -> None:
    many = MANY[kind.partition(" ")[0]]
    assert compare(kind, evaluators, many) >= many
