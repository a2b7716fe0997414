"""Results kept piece by piece beside the file that they will be, so that a run which was broken off can go on.

A piece, and the note of how far the run is, are there whole or not at all.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from ..errors import Fault, FaultsError, Place
from .cases import Cases
from .source import BLOCK, ROWS
from .summary import Summary

STATE = "state.json"


@dataclass
class Pieces:
    """The pieces of one run; `done` is how many are there and noted, `of` says of which run they are."""

    folder: FilePath
    of: str
    done: int = 0
    kept: int = 0

    def read(self, summary: Summary) -> None:
        """Take up the run where it was left, its counts into a summary; raises FaultsError for pieces of another."""
        note = self.folder / STATE
        if not note.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            return
        found = json.loads(note.read_text(encoding="utf-8"))
        if found["of"] != self.of:
            message = "what is kept here is of another run: the file, the policy or an option was not the same"
            cure = "delete the folder, or run as before"
            raise FaultsError([Fault(Place(str(self.folder)), "would-overwrite", message, cure)])
        self.done = self.kept = found["done"]
        summary.take_up(found["summary"])

    def keep(self, table: Any) -> None:
        """Write the next piece."""
        path = self.folder / f"{self.kept:08}.arrow"
        draft = path.with_name(path.name + ".part")
        with pa.ipc.new_file(draft, table.schema) as into:
            into.write_table(table)
        draft.replace(path)
        self.kept += 1

    def note(self, summary: Summary) -> None:
        """Note how far the run is, if there is a new piece."""
        if self.kept > self.done:
            self.done = self.kept
            draft = self.folder / (STATE + ".part")
            whole = {"of": self.of, "done": self.done, "summary": summary.data()}
            draft.write_text(json.dumps(whole), encoding="utf-8")
            draft.replace(self.folder / STATE)

    def __enter__(self) -> None:
        """Begin to keep pieces."""

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Delete them if the file has faults: once it is corrected it is another file."""
        if kind is not None and issubclass(kind, FaultsError):
            self.remove()

    def __iter__(self) -> Iterator[Any]:
        """The pieces, in order."""
        for number in range(self.done):
            with pa.memory_map(str(self.folder / f"{number:08}.arrow")) as file:
                yield pa.ipc.open_file(file).read_all()

    def remove(self) -> None:
        """Delete all of them."""
        shutil.rmtree(self.folder, ignore_errors=True)


def pieces_of(path: str, cases: Cases, output: FilePath, by: str | None) -> Pieces:
    """The pieces of the run that makes this output of this file."""
    about = FilePath(path).stat()
    choices = (cases.topic, sorted(cases.readings.items()), cases.lists, cases.report, cases.prefix, by, BLOCK, ROWS)
    said = repr((FilePath(path).resolve(), about.st_size, about.st_mtime_ns, choices, cases.policy.model_dump_json()))
    return Pieces(output.with_name(output.name + ".pieces"), sha256(said.encode()).hexdigest())
