"""A simulated ensemble in words and tables: medians over the runs, and between what nine runs in ten lie."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ..play.page import Note, Page, Part, Table
from ..play.telling import words
from .outcome import SPREAD, Came, Measure, Simulated, quantiles

SIDE_BY_SIDE = 3
"""As many variants are told side by side; of more, each is a row."""
LOW, MEDIAN, HIGH = (SPREAD.index(name) for name in ("q05", "q50", "q95"))
ASSUMED = "Chances are assumptions of the ensemble, not history; what comes out is worth no more than they are."


def to_page(made: Simulated, about: str = "") -> Page:
    """The page of a simulated ensemble."""
    steps = len(made.days) - 1
    size = f"{made.cases:,} cases, {steps:,} steps from {made.days[0]} to {made.days[-1]}"
    notes = [
        f"{size}, {made.runs:,} runs, seed {made.seed}.",
        "Each number is the median over the runs; beside it, between what nine runs in ten lie.",
    ]
    first = [Note(" ".join(about.split()), "about")] if about else []
    return Page(
        title=made.ensemble,
        notes=(*first, *(Note(one, "facts") for one in notes)),
        parts=tuple(_side_by_side(made) if len(made.came) <= SIDE_BY_SIDE else _rows(made)),
        end=(Note(ASSUMED, "cite"),),
    )


def _side_by_side(made: Simulated) -> Iterator[Part]:
    populations = list(dict.fromkeys(population for one in made.came for population, *_ in one.measures))
    for population in populations:
        lead = f"{words(population)}: " if len(populations) > 1 else ""
        for kind, heading in HEADINGS.items():
            rows = list(_measures(made.came, population, kind))
            if rows:
                alone = kind == "duty" and len(made.came) == 1
                table = _duties(made.came[0], rows) if alone else _table(made.came, rows)
                told = f"{lead}{heading}"
                yield Part(told[0].upper() + told[1:], table=table)


HEADINGS = {
    "event": "what the partner did",
    "action": "what we did, and what was said of it",
    "duty": "what we had to do",
    "conflict": "how often the norms came into conflict",
    "clash": "how often two duties clashed",
    "impossible": "how often a duty could not be done",
    "fact": "how the cases stand at the end",
}
SAID = {"arisen": "arose", "discharged": "done in time", "lapsed": "lapsed undone", "open": "open at the end"}


def _measures(came: Sequence[Came], population: str, kind: str) -> Iterator[Measure]:
    """The measures of a kind that come to something in some run; of facts, those that some case changes."""
    found = dict.fromkeys(
        key
        for one in came
        for key, spread in zip(one.measures, one.spread, strict=True)
        if key[:2] == (population, kind) and spread[-1] > 0
    )
    if kind != "fact":
        order = list(SAID)
        yield from sorted(found, key=lambda key: (key[2], order.index(key[3]) if key[3] in order else 0, key[3]))
        return
    for key in found:
        if any(np.ptp(one.series[one.measures.index(key), :, 0]) for one in came if key in one.measures):
            yield key


def _duties(one: Came, measures: Sequence[Measure]) -> Table:
    """The duties of a single variant: medians of what became of them."""
    names = dict.fromkeys(name for _, _, name, _ in measures)
    rows = tuple((words(name), *(_median(one.total("duty", name, said)) for said in SAID)) for name in names)
    return Table(("", *SAID.values()), rows)


def _table(came: Sequence[Came], measures: Sequence[Measure]) -> Table:
    header = ("", *(one.label for one in came)) if len(came) > 1 else ("", "median", "nine in ten")
    return Table(header, tuple((measure_name(key), *_cells(came, key)) for key in measures))


def measure_name(measure: Measure) -> str:
    """A measure in words."""
    _, kind, name, said = measure
    if kind == "fact":
        return f"{words(name)} {words(said)}"
    if kind == "clash":
        return f"{words(name)} with {words(said)}"
    return words(name) + (f": {SAID.get(said, words(said))}" if said else "")


def _cells(came: Sequence[Came], measure: Measure) -> Iterator[str]:
    for one in came:
        spread = one.spread[one.measures.index(measure)] if measure in one.measures else np.zeros(len(SPREAD))
        if len(came) == 1:
            yield number(spread[MEDIAN])
            yield f"{number(spread[LOW])} to {number(spread[HIGH])}"
        else:
            yield f"{number(spread[MEDIAN])} ({number(spread[LOW])} to {number(spread[HIGH])})"


def _rows(made: Simulated) -> Iterator[Part]:
    """Each variant as a row; what came to nothing in all of them is left out."""
    columns = {name: [_median(one.total(*wanted)) for one in made.came] for name, *wanted in COLUMNS}
    told = {name: cells for name, cells in columns.items() if set(cells) != {"0"}}
    header = (", ".join(map(words, made.swept)), *told)
    rows = tuple((one.short, *cells) for one, *cells in zip(made.came, *told.values(), strict=True))
    yield Part("What came of each", table=Table(header, rows))


COLUMNS = (
    ("violations", "action", "*", "violation"),
    ("conflicts", "conflict"),
    ("clashes", "clash"),
    ("duties", "duty", "*", "arisen"),
    ("in time", "duty", "*", "discharged"),
    ("lapsed", "duty", "*", "lapsed"),
    ("open", "duty", "*", "open"),
)
"""What is told of each variant where there are many: a heading, and which measures are summed."""


def _median(totals: npt.NDArray[np.int64]) -> str:
    return number(float(quantiles(totals, (0.5,))[0]))


def number(value: float) -> str:
    """A number as it is told.

    >>> number(1390.0)
    '1,390'
    """
    return f"{value:,.0f}"
