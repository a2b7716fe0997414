"""Every evaluator against the reference, on what Hypothesis makes of the remarks and of small policies."""

import pytest

from .evaluators import Maker
from .kinds import KINDS, compare

MANY = {"states": 5000, "scenarios": 3000, "faulty": 2000}
"""Together twice this is 20,000: each is drawn of the remarks and of small policies."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_evaluator_agrees_with_the_reference(kind: str, evaluator: Maker) -> None:
    compare(kind, evaluator, examples=60 if kind.startswith("states") else 25)


@pytest.mark.slow
def test_every_evaluator_agrees_with_the_reference_20_000_times(
    evaluator: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = {kind: compare(kind, evaluator, examples=MANY[kind.split()[0]]) for kind in KINDS}
    with capsys.disabled():
        print("\n" + "\n".join(f"{count:>6,} {kind}" for kind, count in counts.items()))
    assert sum(counts.values()) >= 20_000
