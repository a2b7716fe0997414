"""Files of event logs: the log and its cases in, the rows with their judgements and the table of duties out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from .cases import Cases
from .evaluate_log import JUDGEMENT, Logs
from .log import ACTION
from .sink import written
from .source import opened

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class LogFiled:
    """What came of a log: how many rows, cases and faulty rows; judgements and states of duties, counted by action."""

    rows: int
    cases: int
    faulty: int
    judgements: Counts
    duties: Counts

    def data(self) -> dict[str, Any]:
        """All of it as plain data: what `--format json` says."""
        counts = {"rows": self.rows, "cases": self.cases, "faulty": self.faulty}
        return {"format": 1, **counts, "judgements": self.judgements, "duties": self.duties}


def evaluate_log_file(  # noqa: PLR0913  # files, each with a name
    path: str,
    logs: Logs,
    *,
    cases: str | None = None,
    output: FilePath | None = None,
    duties: FilePath | None = None,
    force: bool = False,
    stdin: BinaryIO | None = None,
) -> LogFiled:
    """Evaluate the log at a path (`-`: standard input) over the cases at another, and write what is asked for.

    Raises FaultsError with what is wrong, and then writes nothing.
    """
    log, about = _read(path, Cases(logs.policy), stdin)
    given, about_cases = _read(cases, Cases(logs.policy, logs.topic, logs.readings), stdin) if cases else (None, None)
    found = replace(logs, log=about, cases=about_cases).judged(log, given)
    beside = pa.table(dict(zip(log.column_names, log.columns, strict=True)))
    for name in found.columns.column_names:
        beside = beside.append_column(name, found.columns[name])
    for target, table in ((output, beside), (duties, found.duties)):
        if target is not None:
            with written(target, table.schema, force) as write:
                write(table)
    many = given.num_rows if given is not None else len(log["case"].unique().drop_null())
    actions = log[ACTION] if ACTION in log.column_names else pa.nulls(log.num_rows, pa.string())
    judged = _counted(pa.table({"action": actions, "said": found.columns[JUDGEMENT]}))
    return LogFiled(
        log.num_rows, many, found.faulty, judged,
        _counted(pa.table({"action": found.duties[ACTION], "said": found.duties["state"]})),
    )  # fmt: skip


def _read(path: str, cases: Cases, stdin: BinaryIO | None) -> tuple[Any, Cases]:
    """A whole file as a table, and where faults of it are placed."""
    with opened(path, stdin) as source:
        batches = list(source.batches)
        table = pa.concat_tables(batches) if batches else source.schema.empty_table()
        return table, replace(cases, name=source.name, header=source.header, line=source.line)


def _counted(table: Any) -> dict[str, dict[str, int]]:
    """How often each word stands with each action, in the order of the names."""
    plain = pa.table({name: table[name].cast(pa.string()) for name in table.column_names})
    there = plain.filter(pc.is_valid(plain["said"]))
    found: dict[str, dict[str, int]] = {}
    for row in there.group_by(["action", "said"]).aggregate([([], "count_all")]).sort_by("action").to_pylist():
        found.setdefault(row["action"], {})[row["said"]] = row["count_all"]
    return found
