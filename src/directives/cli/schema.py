"""`directives schema`: the JSON Schemas of the file formats."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from .console import write


class Kind(StrEnum):
    """The kinds of files."""

    POLICY = "policy"
    SCENARIO = "scenario"
    AMENDMENT = "amendment"
    ACCEPTANCE = "acceptance"
    PROPERTIES = "properties"
    ENSEMBLE = "ensemble"


def schema(kind: Annotated[Kind, typer.Argument(help="The kind of file.")]) -> None:
    """Print the JSON Schema of a kind of file, for editors."""
    from ..files import schema as made

    write(json.dumps(made(kind.value), indent=2))
