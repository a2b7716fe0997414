"""Files of results, written batch by batch, whole or not at all: under another name until all is written."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path as FilePath
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.csv as pa_csv  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from ..errors import Fault, FaultsError, Place
from .source import kind_of


def writable(path: FilePath, force: bool) -> str:
    """The format of a file to be written; raises FaultsError if it exists, unless forced, or is of no format."""
    kind = kind_of(path)
    if path.exists() and not force:
        cure = "give another name, or --force"
        raise FaultsError([Fault(Place(str(path)), "would-overwrite", "the file exists already", cure)])
    return kind


@contextlib.contextmanager
def written(path: FilePath, schema: Any, force: bool) -> Iterator[Callable[[Any], None]]:
    """What writes the batches of a file; the file is there once the block ends, and never if it ends in an error.

    CSV writes lists with spaces between and masks of bytes as hexadecimal digits. Raises FaultsError for a file that
    exists, unless forced, or cannot be written.
    """
    kind = writable(path, force)
    draft = path.with_name(path.name + ".part")
    plain = pa.schema([_plain(field, kind) for field in schema])

    def put(table: Any) -> None:
        with _failing(path):
            writer.write_table(_as(table, plain))

    try:
        with _failing(path):
            writer = _writer(kind, draft, plain)
        try:
            yield put
        finally:
            with _failing(path):
                writer.close()
        with _failing(path):
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextlib.contextmanager
def _failing(path: FilePath) -> Iterator[None]:
    """Tell what fails in here as a fault of the file that is written."""
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        said = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        cure = "check the folder, or write .parquet, which holds every kind of column"
        raise FaultsError([Fault(Place(str(path)), "unreadable", f"cannot be written: {said}", cure)]) from None


def _writer(kind: str, path: FilePath, schema: Any) -> Any:
    if kind == "parquet":
        return pq.ParquetWriter(path, schema)
    if kind == "arrow":
        return pa.ipc.new_file(path, schema)
    return _Csv(path, schema)


class _Csv:
    """A CSV file that quotes cells only in batches in which some cell needs it."""

    def __init__(self, path: FilePath, schema: Any) -> None:
        self._file = path.open("wb")
        self.write_table(schema.empty_table(), header=True)

    def write_table(self, table: Any, header: bool = False) -> None:
        try:
            self._file.write(_as_csv(table, header, "none"))
        except pa.ArrowInvalid:
            self._file.write(_as_csv(table, header, "needed"))

    def close(self) -> None:
        self._file.close()


def _as_csv(table: Any, header: bool, quoting: str) -> Any:
    into = pa.BufferOutputStream()
    pa_csv.write_csv(
        table, into, pa_csv.WriteOptions(include_header=header, quoting_style=quoting, quoting_header=quoting)
    )
    return into.getvalue()


def _plain(field: Any, kind: str) -> Any:
    """The field as the format can hold it: dictionaries may change from batch to batch only in Parquet."""
    if kind != "parquet" and pa.types.is_dictionary(field.type):
        return field.with_type(field.type.value_type)
    if kind == "csv" and (pa.types.is_list(field.type) or pa.types.is_fixed_size_binary(field.type)):
        return field.with_type(pa.string())
    return field


def _as(table: Any, schema: Any) -> Any:
    arrays = [_cast(column, field.type) for column, field in zip(table.columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _cast(column: Any, kind: Any) -> Any:
    if column.type == kind:
        return column
    if pa.types.is_list(column.type):
        return pc.binary_join(column.cast(pa.list_(pa.string())), " ")
    if pa.types.is_fixed_size_binary(column.type):
        return pa.array([None if one is None else one.hex() for one in column.to_pylist()], pa.string())
    return column.cast(kind)
