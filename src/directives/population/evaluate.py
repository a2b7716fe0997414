"""The door: a pandas, Polars or PyArrow table in, the same kind out. Inside everything is Arrow."""

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

import narwhals as nw
import pyarrow as pa  # type: ignore[import-untyped]

from ..condition import Value
from ..errors import Fault, FaultsError, Place
from ..files import load_policy
from ..policy import Policy
from .cases import Cases

Frame = TypeVar("Frame")


def evaluate(  # noqa: PLR0913  # choices, each with a name and a default
    frame: Frame,
    policy: Policy | None = None,
    *,
    topic: str | None = None,
    readings: Mapping[str, Value] | None = None,
    lists: bool = False,
    errors: Literal["raise", "report"] = "raise",
    prefix: str = "",
) -> Frame:
    """The table with, for each action of the topic, a column of its status (dictionary, categorical), a row a case.

    Rows keep their order and number. Columns of the table that are named like facts, counters or readings are read,
    others pass through. A fact whose column is not there has its initial value, or else is unknown; a null (or the word
    `unknown`) is unknown, and statuses are taken over all completions. A counter whose column is not there is 0.
    Without a topic the table has a column `topic`, and the result a column for every action of the policy, null in rows
    of other topics.

    After them `in_force`, `open` (norms in force on some completions only), `clashes` and `impossible` (duties): masks,
    as unsigned integers or, over 64 norms, bytes, lowest bit first, in the order of `Legend.of(policy, topic)`; with
    `lists`, lists of names. `prefix` goes before the names of all these.

    Raises FaultsError with what is wrong, row and column counted from 1; with `errors="report"` rows that have faults
    are null in the columns of verdicts, and a last column `faults` says why. LimitError for a case with more than
    20,000 completions, TypeError for what is no table.

    >>> import pyarrow as pa
    >>> found = evaluate(pa.table({"id": [1, 2], "access": ["denied", None]}), topic="learner", lists=True)
    >>> found.select(["study_diligently", "in_force", "open"]).to_pylist()[1]
    {'study_diligently': 'undetermined', 'in_force': [], 'open': ['ST.2a', 'ST.2b']}
    """
    if errors not in ("raise", "report"):
        raise ValueError(f'unknown errors `{errors}`: "raise" or "report"')
    opened = _opened(frame)
    cases = Cases(policy or load_policy(), topic, dict(readings or {}), lists, errors == "report", prefix)
    cases.check(opened.columns)
    table = opened.select(cases.read(opened.columns)).to_arrow()
    found = cases.evaluated(table, len(opened))
    if errors == "raise":
        cases.raise_for(found.bad, opened.columns)
    return cast(Frame, _joined(opened, found.columns))


def _opened(frame: Any) -> "nw.DataFrame[Any]":
    """The table behind its common face; raises TypeError for anything else, FaultsError for two columns of one name."""
    try:
        return nw.from_native(frame, eager_only=True)
    except nw.exceptions.DuplicateError as error:
        message = " ".join(line.strip("- ") for line in str(error).splitlines())
        fault = Fault(Place("<frame>"), "column-twice", message, "rename all but one")
        raise FaultsError([fault]) from None
    except TypeError:
        wanted = "evaluate takes a pandas or Polars DataFrame or a PyArrow Table"
        raise TypeError(f"{wanted}, not {type(frame).__name__}") from None


def _joined(opened: "nw.DataFrame[Any]", columns: Any) -> Any:
    """The table with the columns beside its own, in its own kind."""
    native = opened.to_native()
    if isinstance(native, pa.Table):
        for field, column in zip(columns.schema, columns.columns, strict=True):
            native = native.append_column(field, column)
        return native
    if opened.implementation.is_pandas():
        return _joined_pandas(native, columns)
    return nw.concat([opened, nw.from_arrow(columns, backend=opened.implementation)], how="horizontal").to_native()


def _joined_pandas(frame: Any, columns: Any) -> Any:
    """The same for pandas: the index stays, and masks with nulls become its integers with nulls, not floats."""
    import pandas as pd  # type: ignore[import-untyped]

    nullable = {pa.uint8(): pd.UInt8Dtype(), pa.uint16(): pd.UInt16Dtype(), pa.uint32(): pd.UInt32Dtype()}
    nullable[pa.uint64()] = pd.UInt64Dtype()
    holed = any(column.null_count for column in columns.columns)
    added = columns.to_pandas(types_mapper=nullable.get if holed else None)
    return pd.concat([frame, added.set_axis(frame.index, axis=0)], axis=1)
