"""Every property holds of the remarks, and is broken by each change that it names."""

from importlib import import_module

import pytest
from hypothesis import Phase

from directives import Policy, load_policy

from ..agreement.evaluators import Maker
from . import ABOUT
from . import __name__ as here
from .encoding import Encoding
from .stating import Change, Property

PROPERTIES = [
    one for module in ABOUT for one in vars(import_module(f"{here}.{module}")).values() if isinstance(one, Property)
]
CHANGES = [
    pytest.param(one, change, id=f"{one}: {words}") for one in PROPERTIES for words, change in one.broken_by.items()
]
REMARKS, PARTS = load_policy(), ("norms", "claims")
FIRST = {"phases": [Phase.generate], "database": None, "max_examples": 5000}
"""To find one example that breaks a property is enough, so it costs little to look for it long."""


@pytest.mark.parametrize("one", PROPERTIES, ids=str)
def test_the_remarks_have_the_property(one: Property, remarks: Policy) -> None:
    one.check(Encoding(remarks), max_examples=30)


@pytest.mark.parametrize(("one", "change"), CHANGES)
def test_the_change_breaks_the_property(one: Property, change: Change, remarks: Policy) -> None:
    with pytest.raises(AssertionError):
        one.check(change(Encoding(remarks)), **FIRST)


def test_every_clause_is_spoken_for(remarks: Policy) -> None:
    assert {clause for one in PROPERTIES for clause in one.clauses} == set(remarks.clauses)


@pytest.mark.slow
@pytest.mark.parametrize("one", PROPERTIES, ids=str)
def test_the_remarks_have_the_property_by_every_evaluator(one: Property, remarks: Policy, evaluator: Maker) -> None:
    one.check(Encoding(remarks, evaluator), max_examples=100)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*REMARKS.norms, *REMARKS.claims])
def test_no_norm_or_claim_can_be_missing_unnoticed(name: str, remarks: Policy) -> None:
    parts = {part: {key: one for key, one in getattr(remarks, part).items() if key != name} for part in PARTS}
    missing = Encoding(Policy.model_construct(**{**dict(remarks), **parts}))
    clause = {**remarks.norms, **remarks.claims}[name].clause
    cited = [one for one in PROPERTIES if clause in one.clauses]
    assert any(breaks(one, missing, examples) for examples in (50, 500) for one in cited)


def breaks(one: Property, encoding: Encoding, examples: int) -> bool:
    try:
        one.check(encoding, **{**FIRST, "max_examples": examples})
    except AssertionError:
        return True
    return False
