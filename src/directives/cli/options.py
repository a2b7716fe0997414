"""The options that several commands share."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console import bad_argument

if TYPE_CHECKING:
    from ..scenario import Scenario


class Engine(StrEnum):
    """What `--engine` can name."""

    DURABLE = "durable"
    ARRAYS = "arrays"


class Format(StrEnum):
    """What `--format` can name for data."""

    TEXT = "text"
    JSON = "json"


class PageFormat(StrEnum):
    """What `--format` can name for a timeline."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


Readings = Annotated[
    list[str], typer.Option("--readings", "-r", metavar="NAME=VALUE", help="Choose a reading; may be given again.")
]
EngineOption = Annotated[
    Engine | None, typer.Option("--engine", help="durable (the rules engine, the default where it imports) or arrays.")
]
Literal = Annotated[bool, typer.Option("--literal", help="Leave implied norms out.")]
Force = Annotated[bool, typer.Option("--force", help="Write over existing files.")]
SuitePaths = Annotated[
    list[str], typer.Argument(metavar="[PATH...]", help="Files and folders; by default `scenarios`.")
]
FailUnder = Annotated[
    float | None,
    typer.Option("--fail-under", min=0, max=100, help="Fail below this share, in per cent.", show_default=False),
]
Word = Annotated[str, typer.Option("-k", metavar="WORD", help="Only scenarios with this word in path, title or tags.")]
PolicyOption = Annotated[
    str | None, typer.Option("--policy", metavar="NAME|FILE", help="The policy, by name or file.", show_default=False)
]

Amendments = Annotated[
    list[str], typer.Option("--amend", metavar="FILE", help="An amendment to make to it; may be given again.")
]
WitnessFolder = Annotated[
    FilePath | None,
    typer.Option("--witnesses", metavar="DIR", help="Write the witnesses here, as scenarios.", show_default=False),
]


def policy_of(name: str | None) -> Any:
    """The policy that `--policy` names; None where it was not given."""
    from ..files import load_policy  # so that --help need not load it

    return load_policy(name) if name else None


def files_of(paths: Sequence[str]) -> list[FilePath]:
    """The scenario files among the paths of a suite."""
    from ..play.suite import scenario_files

    missing = [path for path in paths if not FilePath(path).exists()]
    if missing:
        raise bad_argument(f"no such file or folder: `{missing[0]}`", "give scenario files or folders that hold some")
    return scenario_files(paths)


def with_word(only: str) -> "Callable[[FilePath, Scenario], bool]":
    """Whether a scenario has the word of `-k` in its path, title or tags."""
    word = only.casefold()
    return lambda file, scenario: word in f"{file} {scenario.scenario} {' '.join(scenario.tags)}".casefold()
