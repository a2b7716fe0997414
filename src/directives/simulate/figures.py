"""Figures of a simulated ensemble, to be printed: one small panel a measure, black on white. Needs matplotlib."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..play.telling import words
from .outcome import SPREAD, Came, Measure, Simulated, is_stock, quantiles
from .to_page import measure_name

MOST_PANELS = 12
"""A figure shows no more measures than this: the largest."""
MOST_APART = 3
"""Of so many variants each has its own figures over time; of more, there is the comparison alone."""
SUBJECTS = {
    "events": (("event", ""),),
    "facts": (("fact", ""),),
    "violations": (("action", "violation"),),
    "duties-open": (("duty", "open"),),
    "duties-done": (("duty", "discharged"),),
    "conflicts": (("conflict", ""), ("clash", "")),
}
COMPARED = (
    ("violations", ("action", "*", "violation")),
    ("conflicts", ("conflict",)),
    ("clashes", ("clash",)),
    ("duties lapsed undone", ("duty", "*", "lapsed")),
    ("duties done in time", ("duty", "*", "discharged")),
)
STYLE: Any = {"svg.hashsalt": "directives", "font.size": 8, "axes.spines.top": False, "axes.spines.right": False}


def figures(made: Simulated, kind: str) -> dict[str, bytes]:
    """The content of the figures by file name, as `png` or `svg`.

    For each of up to MOST_APART variants there is a figure over time for each population and subject that has something
    to show: medians, and a band in which nine runs in ten lie. Where several are compared, there is also one of the
    totals by variant. Raises ImportError where matplotlib is not installed.
    """
    import matplotlib as mpl

    found: dict[str, bytes] = {}
    with mpl.rc_context(STYLE):
        for name, figure in _drawn(made):
            buffer = io.BytesIO()
            metadata = {"Date": None} if kind == "svg" else {"Software": None}
            figure.savefig(buffer, format=kind, dpi=150, metadata=metadata)
            found[f"{name}.{kind}"] = buffer.getvalue()
    return found


def _drawn(made: Simulated) -> Iterator[tuple[str, Any]]:
    if len(made.came) > 1:
        yield "variants", _by_variant(made)
    for number, one in enumerate(made.came if len(made.came) <= MOST_APART else (), 1):
        suffix = f"-{number}" if len(made.came) > 1 else ""
        for population in dict.fromkeys(population for population, *_ in one.measures):
            for subject, kinds in SUBJECTS.items():
                if measures := _telling(one, population, kinds):
                    title = f"{words(population)}: {subject.replace('-', ' ')}"
                    yield f"{population}-{subject}{suffix}", _over_time(made, one, measures, title)


def _telling(one: Came, population: str, kinds: Sequence[tuple[str, str]]) -> list[Measure]:
    """The measures of these kinds that change over time, the largest first."""
    found: list[tuple[float, Measure]] = []
    for place, measure in enumerate(one.measures):
        wanted = any(measure[1] == kind and (not said or measure[3] == said) for kind, said in kinds)
        means = one.series[place, :, SPREAD.index("mean")]
        if measure[0] == population and wanted and np.ptp(means) > 0:
            found.append((-float(means.max()), measure))
    return [measure for _, measure in sorted(found)]


def _over_time(made: Simulated, one: Came, measures: Sequence[Measure], title: str) -> Any:
    from matplotlib.figure import Figure

    shown = measures[:MOST_PANELS]
    columns = min(3, len(shown))
    rows = -(-len(shown) // columns)
    high = 1.6 * rows + 0.9
    figure = Figure(figsize=(2.6 * columns + 0.4, high))
    figure.subplots_adjust(0.5 / (2.6 * columns), 0.35 / high, 0.97, 1 - 0.75 / high, 0.3, 0.35)
    panels = figure.subplots(rows, columns, squeeze=False, sharex=True).ravel()
    for place, (axes, measure) in enumerate(zip(panels, shown, strict=False)):
        _panel(axes, made, one, measure)
        axes.tick_params(labelbottom=place + columns >= len(shown))
    for axes in panels[len(shown) :]:
        axes.set_axis_off()
    rest = f"; {len(measures) - MOST_PANELS} smaller ones left out" if len(measures) > MOST_PANELS else ""
    below = f"{made.ensemble}: {one.label}. Median of {made.runs:,} runs; grey: nine in ten{rest}"
    figure.suptitle(f"{title}\n{below}", fontsize=8, x=0.01, y=1 - 0.08 / high, ha="left")
    return figure


def _panel(axes: Any, made: Simulated, one: Came, measure: Measure) -> None:
    """One measure over time; what comes in a step begins with the first."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    first = 0 if is_stock(measure[1:]) else 1
    spread = one.series[one.measures.index(measure), first:]
    low, median, high = (spread[:, SPREAD.index(name)] for name in ("q05", "q50", "q95"))
    axes.fill_between(made.days[first:], low, high, color="0.8", linewidth=0)
    axes.plot(made.days[first:], median, color="black", linewidth=1)
    axes.set_title(measure_name(measure), fontsize=8, loc="left")
    _from_nought(axes, float(high.max()))
    locator = AutoDateLocator(minticks=2, maxticks=6)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))  # type: ignore[no-untyped-call]


def _from_nought(axes: Any, most: float) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_ylim(0, max(1.0, most) * 1.08)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))


def _by_variant(made: Simulated) -> Any:
    from matplotlib.figure import Figure

    longest = max(len(one.short) for one in made.came)
    upright = longest * len(made.came) < 90
    spread = {
        title: np.array([quantiles(one.total(*wanted), (0.05, 0.5, 0.95)) for one in made.came]).T
        for title, wanted in COMPARED
    }
    shown = {title: some for title, some in spread.items() if some.any()} or spread
    figure = Figure(figsize=(7, 1.4 * len(shown) + (0.5 if upright else 0.07 * longest + 0.5)), layout="constrained")
    panels = figure.subplots(len(shown), 1, sharex=True, squeeze=False).ravel()
    places = np.arange(len(made.came))
    for axes, (title, (low, median, high)) in zip(panels, shown.items(), strict=True):
        bars = (median - low, high - median)
        axes.errorbar(places, median, yerr=bars, fmt="o", color="black", capsize=3, markersize=3, linewidth=1)
        axes.set_title(title, fontsize=8, loc="left")
        _from_nought(axes, float(high.max()))
    panels[-1].set_xticks(places, [one.short for one in made.came], rotation=0 if upright else 90)
    panels[-1].set_xlim(-0.5, len(made.came) - 0.5)
    panels[-1].set_xlabel(", ".join(words(name) for name in made.swept))
    below = f"{made.ensemble}: median of {made.runs:,} runs, and where nine in ten lie"
    figure.suptitle(below, fontsize=8, x=0.01, ha="left")
    return figure
