"""A simulated ensemble as Parquet files, for data frames; needs pyarrow."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from .outcome import Simulated


def to_parquet(made: Simulated) -> dict[str, bytes]:
    """The content of three files by name.

    `series.parquet` has a row for each variant, population, measure and step, `totals.parquet` one for each variant,
    population and measure, both with the spread over the runs (mean, sd, min, q05, q25, q50, q75, q95, max);
    `runs.parquet` has the total of every single run. Readings that are chosen are columns; null where a variant has
    none.
    Raises ImportError where pyarrow is not installed.
    """
    tables = {"series": made.series(), "totals": made.totals(), "runs": made.each_run()}
    return {f"{name}.parquet": _written(rows, made) for name, rows in tables.items()}


def _written(rows: Iterable[Mapping[str, object]], made: Simulated) -> bytes:
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    listed = list(rows)
    names = list(dict.fromkeys(name for one in listed for name in one))
    columns: dict[str, Any] = {name: pa.array([one.get(name) for one in listed]) for name in names}
    for name, column in columns.items():
        if pa.types.is_string(column.type):
            columns[name] = column.dictionary_encode()
    told = {"ensemble": made.ensemble, "policy": made.policy, "seed": str(made.seed), "runs": str(made.runs)}
    table = pa.table(columns).replace_schema_metadata(told)
    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
