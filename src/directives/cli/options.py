"""The options that several commands share."""

from enum import StrEnum
from pathlib import Path as FilePath
from typing import Annotated, Any

import typer


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
Force = Annotated[bool, typer.Option("--force", help="Write over existing files.")]


def policy_of(name: str | None) -> Any:
    """The policy that `--policy` names; None where it was not given."""
    from ..files import load_policy  # so that --help need not load it

    return load_policy(name) if name else None
