"""Figures of a simulated ensemble, to be printed: lines and hatching tell things apart, not colours. Needs matplotlib."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..play.telling import words
from .outcome import SPREAD, Came, Measure, Simulated

LINES = ("-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1)), (0, (3, 1, 1, 1)), (0, (8, 3)))
MARKS = ("o", "s", "^", "D", "v", "x", "+", "*")
MOST_LINES = len(LINES)
"""A panel has no more lines than can be told apart in black and white; the largest are drawn, the rest named."""
PANELS = {
    "events": (("event", ""),),
    "presence": (("fact", ""),),
    "violations": (("action", "violation"),),
    "duties-open": (("duty", "open"),),
    "duties-done": (("duty", "discharged"),),
    "conflicts": (("conflict", ""), ("clash", "")),
}


def figures(made: Simulated, kind: str) -> dict[str, bytes]:
    """The content of the figures by file name, as `png` or `svg`.

    Where one or two variants are compared, there is a figure over time for each population and subject that has
    something to show: medians, and a band in which nine runs in ten lie. Where readings are swept, there is also one of
    the totals by variant. Raises ImportError where matplotlib is not installed.
    """
    import matplotlib as mpl

    found: dict[str, bytes] = {}
    plain = {"svg.hashsalt": "directives", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False}
    with mpl.rc_context(plain):
        for name, figure in _drawn(made):
            buffer = io.BytesIO()
            metadata = {"Date": None} if kind == "svg" else {"Software": None}
            figure.savefig(buffer, format=kind, dpi=150, metadata=metadata)
            found[f"{name}.{kind}"] = buffer.getvalue()
    return found


def _drawn(made: Simulated) -> Iterator[tuple[str, Any]]:
    if len(made.came) > 1:
        yield "variants", _by_variant(made)
    for number, one in enumerate(made.came[:2], 1):
        suffix = f"-{number}" if len(made.came) > 1 else ""
        for population in dict.fromkeys(population for population, *_ in one.measures):
            for panel, kinds in PANELS.items():
                measures = _telling(one, population, kinds)
                if measures:
                    yield f"{population}-{panel}{suffix}", _over_time(made, one, measures, f"{words(population)}: {words(panel)}")


def _telling(one: Came, population: str, kinds: Sequence[tuple[str, str]]) -> list[Measure]:
    """The measures of these kinds that change over time, the largest first."""
    found: list[tuple[float, Measure]] = []
    for place, measure in enumerate(one.measures):
        wanted = any(measure[1] == kind and (not said or measure[3] == said) for kind, said in kinds)
        medians = one.series[place, :, SPREAD.index("mean")]
        if measure[0] == population and wanted and np.ptp(medians) > 0:
            found.append((-float(medians.max()), measure))
    return [measure for _, measure in sorted(found)]


def _over_time(made: Simulated, one: Came, measures: Sequence[Measure], title: str) -> Any:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.subplots()
    every = max(1, len(made.days) // 12)
    for number, measure in enumerate(measures[:MOST_LINES]):
        spread = one.series[one.measures.index(measure)]
        low, median, high = (spread[:, SPREAD.index(name)] for name in ("q05", "q50", "q95"))
        axes.fill_between(made.days, low, high, color="0.85", linewidth=0)
        axes.plot(
            made.days, median, color="black", linestyle=LINES[number], marker=MARKS[number], markevery=every,
            markersize=4, linewidth=1, label=_label(measure),
        )  # fmt: skip
    rest = f" (and {len(measures) - MOST_LINES} smaller ones)" if len(measures) > MOST_LINES else ""
    axes.set_title(f"{title}{rest}\n{made.ensemble}: {one.label}, {made.runs:,} runs", fontsize=9, loc="left")
    axes.set_ylabel("cases (median; grey: nine runs in ten)")
    axes.set_ylim(bottom=0)
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=8)
    return figure


def _label(measure: Measure) -> str:
    _, kind, name, said = measure
    if kind in ("fact", "clash"):
        return f"{words(name)} {'with ' if kind == 'clash' else ''}{words(said)}"
    return words(name)


def _by_variant(made: Simulated) -> Any:
    from matplotlib.figure import Figure

    shown = (
        ("violations", ("action", "*", "violation")),
        ("conflicts", ("conflict",)),
        ("duties lapsed", ("duty", "*", "lapsed")),
        ("duties done in time", ("duty", "*", "discharged")),
    )
    figure = Figure(figsize=(7, 1.6 * len(shown) + 0.12 * max(len(one.label) for one in made.came)), layout="constrained")
    panels = figure.subplots(len(shown), 1, sharex=True)
    places = np.arange(len(made.came))
    for axes, (title, wanted) in zip(panels, shown, strict=True):
        totals = [one.total(*wanted) for one in made.came]
        low, median, high = np.array([np.quantile(some, (0.05, 0.5, 0.95)) for some in totals]).T
        axes.errorbar(
            places, median, yerr=(median - low, high - median), fmt="o", color="black", capsize=3, markersize=4, linewidth=1
        )
        axes.set_title(title, fontsize=9, loc="left")
        axes.set_ylim(bottom=0)
    panels[-1].set_xticks(places, [one.label for one in made.came], rotation=90 if len(made.came) > 3 else 0)
    figure.suptitle(f"{made.ensemble}: medians and nine of ten of {made.runs:,} runs", fontsize=9, x=0.02, ha="left")
    return figure
