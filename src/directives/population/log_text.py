"""What an event log came to as lines for the terminal: judgements and duties, counted."""

from collections.abc import Iterable, Iterator

from ..terms import DutyState, Judgement
from .log_file import Counts, LogFiled
from .to_text import Line, table


def to_lines(filed: LogFiled) -> Iterator[Line]:
    """The counts; roles as those of a played timeline."""
    faulty = f", {filed.faulty:,} of them with faults" if filed.faulty else ""
    yield [("title", f"{filed.rows:,} rows{faulty}, {filed.cases:,} cases")]
    yield from table(("action", "judgement", "rows"), list(_rows(filed.judgements, Judgement)), left=2)
    yield from table(("duty", "state", "duties"), list(_rows(filed.duties, DutyState)), left=2)


def _rows(counts: Counts, order: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    words = [str(one) for one in order]
    for action, some in counts.items():
        for number, word in enumerate(sorted(some, key=words.index)):
            yield ("" if number else action, word, f"{some[word]:,}")
