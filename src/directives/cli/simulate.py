"""`directives simulate`: an ensemble over time, many runs of it."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console import bad_argument, not_in_the_way, readings_of, save, save_all, width, write, write_lines
from .options import Force, Literal, PageFormat, PolicyOption, Readings, policy_of

if TYPE_CHECKING:
    from ..ensemble import Ensemble
    from ..policy import Policy
    from ..simulate import Simulated


class Figures(StrEnum):
    """What `--figures` can name."""

    PNG = "png"
    SVG = "svg"


def simulate(
    file: Annotated[str, typer.Argument(metavar="ENSEMBLE", help="An ensemble file; `-` is stdin.")],
    output: Annotated[
        FilePath | None,
        typer.Option("--output", "-o", metavar="DIR", help="Write Parquet files here (a scenario, with --trajectory)."),
    ] = None,
    figures: Annotated[
        Figures | None, typer.Option("--figures", help="Draw figures into DIR too.", show_default=False)
    ] = None,
    trajectory: Annotated[
        str | None,
        typer.Option(
            "--trajectory", metavar="RUN[/CASE]", help="Tell one run, or one case of it, as a scenario instead."
        ),
    ] = None,
    runs: Annotated[int | None, typer.Option("--runs", min=1, help="So many runs.", show_default=False)] = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Another seed.", show_default=False)] = None,
    readings: Readings = [],
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Processes; by default one a core.")] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Run on a Dask cluster.", show_default=False)
    ] = None,
    format: Annotated[PageFormat, typer.Option("--format", help="How to write the summary.")] = PageFormat.TEXT,
    literal: Literal = False,
    force: Force = False,
    policy: PolicyOption = None,
) -> None:
    """Simulate an ensemble: populations under a policy over time, by chance, so many times over."""
    from ..files import load_policy

    ensemble, given = _loaded(file, policy_of(policy), runs, seed)
    about = given or load_policy(ensemble.policy)
    about = about.literal() if literal else about
    if figures is not None and output is None:
        raise bad_argument("nowhere to draw the figures", "give -o DIR")
    if trajectory is not None:
        _trajectory(ensemble, about, trajectory, readings_of(readings), output, force)
        return
    _drawable(figures, output)
    from ..simulate import simulate as simulated

    with _client(scheduler) as client, _progress() as told:
        made = simulated(
            ensemble, about, readings=readings_of(readings), jobs=jobs or os.cpu_count() or 1, client=client, told=told
        )
    if output is not None:
        _save(made, ensemble.about, output, figures, force)
    _write(made, ensemble.about, format)


def _loaded(file: str, policy: "Policy | None", runs: int | None, seed: int | None) -> "tuple[Ensemble, Policy | None]":
    """The ensemble of a file, with other runs and another seed where they are given."""
    from ..ensemble import MOST_RUNS
    from ..files import load_ensemble

    if runs is not None and runs > MOST_RUNS:
        raise bad_argument(f"expected at most {MOST_RUNS:,} after --runs, found {runs:,}", "take fewer")
    if seed is not None and seed >= 2**64:
        raise bad_argument(f"expected a seed below 2^64, found {seed}", "take a smaller one")
    ensemble = load_ensemble(file, policy)
    others = {name: value for name, value in (("runs", runs), ("seed", seed)) if value is not None}
    return ensemble.model_copy(update=others).placed(ensemble.places), policy


def _trajectory(
    ensemble: "Ensemble", policy: "Policy", which: str, readings: dict[str, Any], output: FilePath | None, force: bool
) -> None:
    """Write one run, or one case of it, as a scenario."""
    from ..files import MOST_BYTES, scenario_to_yaml
    from ..simulate import trajectory as told

    run, slash, case = which.partition("/")
    if not (run.isascii() and run.isdigit()) or (slash and not case):
        raise bad_argument(
            f"expected RUN or RUN/CASE after --trajectory, found `{which}`", "--trajectory 1/specialists_17"
        )
    scenario = told(ensemble, int(run), case or None, policy, readings)
    text = scenario_to_yaml(scenario, output.parent if output else None)
    if len(text.encode()) > MOST_BYTES:
        raise bad_argument(
            "the run is longer than a scenario file may be", "tell one case of it: --trajectory RUN/CASE"
        )
    if output is None:
        write(text)
    else:
        save(output, text, force)


def _drawable(figures: Figures | None, output: FilePath | None) -> None:
    """Raise FaultsError, before anything is simulated, where what the output takes is not installed."""
    needed = [("population", "pyarrow")] if output is not None else []
    needed += [("figures", "matplotlib")] if figures is not None else []
    for extra, library in needed:
        try:
            __import__(library)
        except ImportError as error:
            cure = f'pip install "directives[{extra}]"'
            raise bad_argument(f"this needs {library} ({error})", cure) from None


def _save(made: "Simulated", about: str, folder: FilePath, figures: Figures | None, force: bool) -> None:
    from ..simulate.to_page import to_page
    from ..simulate.to_parquet import to_parquet

    files = {**to_parquet(made), "summary.md": to_page(made, about).to_markdown().encode()}
    if figures is not None:
        from ..simulate.figures import figures as drawn

        files |= drawn(made, figures.value)
    not_in_the_way([folder / name for name in files], force)
    save_all(folder, files, force)


def _write(made: "Simulated", about: str, format: PageFormat) -> None:
    from ..simulate.to_page import to_page

    if format is PageFormat.JSON:
        write(json.dumps(made.data(), indent=2, ensure_ascii=False))
    elif format is PageFormat.MARKDOWN:
        write(to_page(made, about).to_markdown())
    else:
        write_lines(to_page(made, about).to_lines(width()))


@contextlib.contextmanager
def _client(scheduler: str | None) -> Iterator[Any]:
    if scheduler is None:
        yield None
        return
    from ..simulate.cluster import connected

    try:
        opened = connected(scheduler)
        with opened as client:
            yield client
    except ImportError as error:
        raise bad_argument(f"a cluster needs distributed ({error})", 'pip install "directives[cluster]"') from None


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """What shows progress, on a terminal's standard error only."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    parts = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("simulating", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
