"""What the docs show of other engines runs where they are installed, and faults of a batch are told there too."""

import re
from pathlib import Path

import pyarrow as pa
import pytest

from directives import FaultsError, load_policy
from directives.population import Cases

PAGE = Path(__file__).parents[3] / "docs/tables.md"
PIECES = re.findall(r"^```py\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("engine", ["pyspark", "duckdb"])
def test_what_is_shown_of_an_engine_runs(engine):
    pytest.importorskip(engine, reason=f"{engine} is not installed")
    (piece,) = [piece for piece in PIECES if engine in piece]
    exec(compile(piece, str(PAGE), "exec"), {"__name__": "docs"})


def test_a_fault_of_a_batch_is_raised_with_its_row():
    batches = pa.table({"access": ["open", "shut"]}).to_batches()
    with pytest.raises(FaultsError) as caught:
        list(Cases(load_policy(), "learner").batches(batches))
    assert str(caught.value.faults[0].place) == "<frame>:2:1"


def test_batches_have_the_columns_that_they_say():
    cases = Cases(load_policy(), "learner", report=True)
    given = pa.table({"access": ["open", "shut"]}).to_batches()
    (found,) = cases.batches(given)
    assert found.schema.names == ["access", *cases.schema.names]
    assert found["faults"].to_pylist()[1] == "unknown value `shut` for fact `access`"
