"""Files of cases, read batch by batch: CSV, Parquet and Arrow; from standard input CSV and Arrow streams.

What is read of a file at once does not grow with the file. A CSV file is text throughout: what is not read as a fact,
counter or reading passes through as it is written.
"""

import contextlib
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.csv as pa_csv  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from ..errors import Fault, FaultsError, Place

STDIN = "<stdin>"
BLOCK = 4 << 20
"""Bytes of a CSV file that are taken at once."""
ROWS = 1 << 17
"""Rows of a Parquet file that are taken at once."""
HEAD = 1 << 16
"""Bytes that are looked at first, to know the format and the header."""
STREAM = b"\xff\xff\xff\xff"
"""What an Arrow stream begins with."""
SUFFIXES = {".csv": "csv", ".parquet": "parquet", ".arrow": "arrow", ".feather": "arrow"}


@dataclass(frozen=True)
class Source:
    """A file of cases: the schema of its columns, its batches, each an Arrow table, and how much of it has been read.

    `done` gives the share read so far, None where nobody can know. `header` is the number of lines above the first row,
    and `line` gives the line of a row, counted from 0, as far as no cell holds line breaks.
    """

    name: str
    schema: Any
    batches: Iterator[Any]
    done: Callable[[], float | None]
    header: int = 0
    line: Callable[[int], int] = lambda row: row + 1


def kind_of(path: FilePath) -> str:
    """The format that a file's name says: csv, parquet or arrow; raises FaultsError for any other."""
    if path.suffix.lower() not in SUFFIXES:
        cure = "name it .csv, .parquet or .arrow"
        raise FaultsError([Fault(Place(str(path)), "bad-argument", f"unknown format `{path.suffix}`", cure)])
    return SUFFIXES[path.suffix.lower()]


@contextlib.contextmanager
def opened(path: str, stdin: BinaryIO | None = None) -> Iterator[Source]:
    """The file of cases at a path, `-` for standard input; raises FaultsError where it cannot be read."""
    name = STDIN if path == "-" else path
    try:
        if path == "-":
            yield _from_stdin(stdin or io.BytesIO())
        else:
            kind = kind_of(FilePath(path))
            with FilePath(path).open("rb") as file:
                yield _READERS[kind](name, file)
    except OSError as error:
        raise _unreadable(name, error.strerror or str(error)) from None
    except pa.ArrowException as error:
        raise _unreadable(name, str(error).partition("\n")[0]) from None


def _unreadable(name: str, why: str) -> FaultsError:
    return FaultsError([Fault(Place(name), "unreadable", f"cannot be read: {why}", "check the path and the file")])


def _from_stdin(stream: BinaryIO) -> Source:
    first = stream.read(HEAD)
    if first[:4] == b"PAR1" or first[:6] == b"ARROW1":
        message = (
            "standard input takes CSV or an Arrow stream: Parquet and Arrow files end with what must be read first"
        )
        raise FaultsError([Fault(Place(STDIN), "bad-argument", message, "give the file by its name")])
    rest = _Rest(first, stream)
    return _arrow_stream(STDIN, rest) if first[:4] == STREAM else _csv(STDIN, rest)


class _Rest(io.RawIOBase):
    """A stream of which the first bytes have been read already; it knows how many have been asked of it."""

    def __init__(self, first: bytes, stream: BinaryIO, size: int | None = None) -> None:
        self.first = first
        self._left = first
        self._stream = stream
        self._size = size
        self._asked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        taken = self._left[: len(buffer)] or self._stream.read(len(buffer))
        self._left = self._left[len(taken) :]
        self._asked += len(taken)
        buffer[: len(taken)] = taken
        return len(taken)

    def done(self) -> float | None:
        """The share of the whole that has been asked for, where its size is known."""
        return self._asked / self._size if self._size else None


def _csv_file(name: str, file: BinaryIO) -> Source:
    return _csv(name, _Rest(file.read(HEAD), file, FilePath(name).stat().st_size))


def _csv(name: str, stream: _Rest) -> Source:
    ragged: list[Fault] = []

    def note(row: Any) -> str:
        message = f"the row has {row.actual_columns} cells, not {row.expected_columns}: `{row.text[:60]}`"
        ragged.append(Fault(Place(name, row.number or 1, 1), "ragged-row", message, "one cell for each column"))
        return "skip"

    header = next(csv.reader(io.StringIO(stream.first.decode("utf-8-sig", "replace"), newline="")), [])
    if not header:
        raise FaultsError([Fault(Place(name), "empty", "the file holds nothing", "the first line names the columns")])
    reader = pa_csv.open_csv(
        stream,
        pa_csv.ReadOptions(block_size=BLOCK, use_threads=False),
        pa_csv.ParseOptions(newlines_in_values=True, invalid_row_handler=note),
        pa_csv.ConvertOptions(
            column_types=dict.fromkeys(header, pa.string()), null_values=[""], strings_can_be_null=True
        ),
    )

    def batches() -> Iterator[Any]:
        for batch in reader:
            yield pa.Table.from_batches([batch])
        if ragged:
            raise FaultsError(ragged)

    def line(row: int) -> int:
        found = row + 2
        for fault in ragged:  # rows that were left out stand above it all the same
            found += fault.place.line <= found
        return found

    return Source(name, reader.schema, batches(), stream.done, header=1, line=line)


def _parquet(name: str, file: BinaryIO) -> Source:
    whole = pq.ParquetFile(file)
    read = 0

    def batches() -> Iterator[Any]:
        nonlocal read
        for batch in whole.iter_batches(batch_size=ROWS):
            read += batch.num_rows
            yield pa.Table.from_batches([batch])

    return Source(name, whole.schema_arrow, batches(), lambda: read / max(1, whole.metadata.num_rows))


def _arrow(name: str, file: BinaryIO) -> Source:
    """An Arrow file, or the stream that some write under the same name."""
    if file.read(len(STREAM)) == STREAM:
        return _arrow_stream(name, _Rest(STREAM, file, FilePath(name).stat().st_size))
    reader = pa.ipc.open_file(file)
    read = 0

    def batches() -> Iterator[Any]:
        nonlocal read
        for number in range(reader.num_record_batches):
            read = number + 1
            yield pa.Table.from_batches([reader.get_batch(number)])

    return Source(name, reader.schema, batches(), lambda: read / max(1, reader.num_record_batches))


def _arrow_stream(name: str, stream: _Rest) -> Source:
    reader = pa.ipc.open_stream(stream)
    return Source(name, reader.schema, (pa.Table.from_batches([batch]) for batch in reader), stream.done)


_READERS: dict[str, Callable[[str, BinaryIO], Source]] = {"csv": _csv_file, "parquet": _parquet, "arrow": _arrow}
