"""The answer to a vary as a page: for one thing a table of value by outcome, for two a grid of what hangs on both."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..play.page import Note, Page, Part
from ..play.page import Table as Laid
from ..play.telling import words
from .outcome import Row
from .told import said
from .vary import Table, Value, Varied
from .wording import listed

_KINDS = {"status": "", "judgement": " (judged)", "duty": " (duty)", "conclusion": ""}


def page(tables: Sequence[Table]) -> Page:
    """The page of one vary, or of several that are told together: those on which nothing hangs in one line."""
    parts = [part for table in tables if table.rows for part in _Teller(table).parts()]
    idle = [_name(one) for table in tables if not table.rows for one in table.varied]
    end = [Note("* as it is", "cite")] if parts else []
    if idle:
        how = "whatever its value" if len(idle) == 1 else "whatever their values"
        text = f"Nothing hangs on {listed(idle)}: {how}, every status, judgement and duty is the same."
        end.append(Note(text, "about"))
    both = len(tables) == 1 and len(tables[0].varied) == 2 and parts
    start = (Note(f"If {' and '.join(map(_name, tables[0].varied))} were otherwise:", "about"),) if both else ()
    return Page(f"What if: {tables[0].scenario}", start, tuple(parts), tuple(end))


@dataclass(frozen=True)
class _Line:
    """A row with what it says at each value or pair of values; rows of several cases that say the same are one."""

    row: Row
    cases: tuple[str, ...]
    at: Mapping[tuple[Value, ...], str]

    def hangs_on(self, axis: int) -> bool:
        """Whether it differs where only this one of the varied things does."""
        found: dict[tuple[Value, ...], str] = {}
        for values, cell in self.at.items():
            rest = tuple(value for index, value in enumerate(values) if index != axis)
            if found.setdefault(rest, cell) != cell:
                return True
        return False


class _Teller:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.several = table.story is not None and len(table.story.scenario.matters) > 1
        self.lines = tuple(self.merged())
        self.labels = Counter(self.plain(line) for line in self.lines)

    def parts(self) -> Iterator[Part]:
        varied = self.table.varied
        if len(varied) == 1:
            yield Part(f"If {_name(varied[0])} were otherwise", table=self.by_one(0, self.lines))
            return
        hanging = [(line, [line.hangs_on(axis) for axis in (0, 1)]) for line in self.lines]
        for line, on in hanging:
            if all(on):
                yield Part(self.label(line), table=self.grid(line))
        for axis in (0, 1):
            only = [line for line, on in hanging if on[axis] and not on[1 - axis]]
            if only:
                yield Part(f"What hangs on {_name(varied[axis])} alone", table=self.by_one(axis, only))

    def merged(self) -> Iterator[_Line]:
        """The rows in order, those of several cases on one day that say the same together."""
        found: dict[tuple[object, ...], _Line] = {}
        for row in self.table.rows:
            at = {values: _cell(row, letter) for values, letter in self.table.cells}
            step = row.slot if row.of == "judgement" else None
            key = (row.at, step, row.of, row.about, tuple(at.values()))
            known = found.get(key)
            found[key] = _Line(known.row if known else row, (*(known.cases if known else ()), row.case), at)
        yield from found.values()

    def label(self, line: _Line) -> str:
        """What a line is about, with the number of its step where the day does not tell it from another line."""
        plain = self.plain(line)
        step = f" (step {line.row.step})" if line.row.step and line.row.at and self.labels[plain] > 1 else ""
        return plain + step

    def plain(self, line: _Line) -> str:
        row = line.row
        when = (
            f"{row.at} " if row.at else f"step {row.step}: " if row.step else "at the start: " if row.slot < 0 else ""
        )
        who = f"{listed(list(dict.fromkeys(line.cases)))}: " if self.several else ""
        if row.of == "story":
            return f"{when}{who}the story"
        if row.of in ("clash", "impossible"):
            left, _, right = row.about.partition(" and ")
            both = f"clash of {words(left)} with {words(right)}" if right else f"impossible duty to {words(left)}"
            return f"{when}{who}{both}"
        return f"{when}{who}{words(row.about)}{_KINDS[row.of]}"

    def by_one(self, axis: int, lines: Sequence[_Line]) -> Laid:
        """The values of one thing across, those alike together; a row for each line, which hangs on it alone."""
        varied = self.table.varied[axis]
        first = {values[axis]: values for values in reversed([values for values, _ in self.table.cells])}
        columns = _alike(varied.values, lambda value: tuple(line.at[first[value]] for line in lines))
        rows = tuple((self.label(line), *(line.at[first[column[0]]] for column in columns)) for line in lines)
        narrow = tuple(
            (self.label(line), "; ".join(self.regrouped(varied, line, first)))
            for line in lines
            if len(set(line.at.values())) > 1
        )
        return Laid(("", *(runs(column, varied) for column in columns)), rows, narrow)

    @staticmethod
    def regrouped(varied: Varied, line: _Line, first: Mapping[Value, tuple[Value, ...]]) -> Iterator[str]:
        for values in _alike(varied.values, lambda value: (line.at[first[value]],)):
            yield f"{line.at[first[values[0]]]} if {runs(values, varied)}"

    def grid(self, line: _Line) -> Laid:
        """The values of the first thing down, those of the second across, those alike together."""
        down, across = self.table.varied
        columns = _alike(across.values, lambda value: tuple(line.at[other, value] for other in down.values))
        rows = _alike(down.values, lambda value: tuple(line.at[value, other] for other in across.values))
        header = (f"{_short(down)} \\ {_short(across)}", *(runs(column, across) for column in columns))
        cells = tuple((runs(row, down), *(line.at[row[0], column[0]] for column in columns)) for row in rows)
        narrow = tuple((runs(row, down), self.across(across, line, row[0])) for row in rows)
        return Laid(header, cells, narrow)

    @staticmethod
    def across(varied: Varied, line: _Line, value: Value) -> str:
        """One row of a grid as a text."""
        alike = _alike(varied.values, lambda other: (line.at[value, other],))
        return "; ".join(f"{line.at[value, some[0]]} if {runs(some, varied)}" for some in alike)


def runs(values: Sequence[Value], varied: Varied) -> str:
    """Some of the values that were tried, in a row, with those that they stand for; `*` marks what is as it is.

    >>> runs([0, 2, 3, 9], Varied(name="n", of="reading", as_it_is=3, values=(0, 1, 2, 3, 9), to=12))
    '0, 2 to 12 *'
    """
    if varied.to is None:
        return ", ".join(words(str(value)) + (" *" if value == varied.here else "") for value in values)
    found: list[list[int]] = []
    ends = [*(int(value) - 1 for value in varied.values[1:]), varied.to]
    for value in map(int, values):
        end = ends[varied.values.index(value)]
        if found and found[-1][1] == value - 1:
            found[-1][1] = end
        else:
            found.append([value, end])
    told = [f"{low} to {high}" if low < high else str(low) for low, high in found]
    return ", ".join(told) + (" *" if varied.here in values else "")


def _name(one: Varied) -> str:
    case, _, fact = one.name.rpartition(".")
    if one.of == "reading":
        return f"the reading {words(one.name)}"
    return f"the {words(fact)}" + ("" if case == "case" else f" of {case}")


def _short(one: Varied) -> str:
    return words(one.name.rpartition(".")[2])


def _cell(row: Row, outcome: str) -> str:
    value = row.by_outcome.get(outcome)
    if value is None:
        return "-"
    return said(value) if row.of == "status" else words(value)


def _alike(values: Sequence[Value], cells: Callable[[Value], tuple[str, ...]]) -> list[list[Value]]:
    """The values with the same cells together, in order of the first."""
    found: dict[tuple[str, ...], list[Value]] = {}
    for value in values:
        found.setdefault(cells(value), []).append(value)
    return list(found.values())
