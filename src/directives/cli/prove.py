"""`directives prove`: properties proved over all states, or refuted by a smallest scenario."""

import json
from pathlib import Path as FilePath
from typing import Annotated

import typer

from .console import FAILED, SOUND, bad_argument, readings_of, save_all, stop, width, write, write_lines
from .options import (
    Amendments,
    EngineOption,
    Force,
    Literal,
    PageFormat,
    PolicyOption,
    Readings,
    WitnessFolder,
    policy_of,
)


def prove(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Property files, and folders that hold some.")],
    amend: Amendments = [],
    readings: Readings = [],
    literal: Literal = False,
    engine: EngineOption = None,
    only: Annotated[str, typer.Option("-k", metavar="WORD", help="Only properties with this word.")] = "",
    format: Annotated[PageFormat, typer.Option("--format", help="How to write it.")] = PageFormat.TEXT,
    witnesses: WitnessFolder = None,
    force: Force = False,
    policy: PolicyOption = None,
) -> None:
    """Prove properties over all states and timelines, or refute them by a smallest scenario."""
    from ..prove.page import proofs_page
    from ..prove.suite import PropertySuite, property_files, witness_files

    missing = [file for file in files if not FilePath(file).exists()]
    if missing:
        raise bad_argument(f"no such file or folder: `{missing[0]}`", "give property files or folders that hold some")
    suite = PropertySuite(policy_of(policy), amend, readings_of(readings), literal, engine, only)
    found = suite.proofs(property_files(files))
    if not found:
        raise bad_argument("no properties found", "give property files that hold some, or another word after -k")
    if witnesses is not None:
        save_all(witnesses, witness_files(found), force)
    if format is PageFormat.JSON:
        data = [one.model_dump(mode="json") for one in found]
        write(json.dumps(data[0] if len(data) == 1 else data, indent=2, ensure_ascii=False))
    else:
        page = proofs_page(found, suite.policies)
        if format is PageFormat.MARKDOWN:
            write(page.to_markdown())
        else:
            write_lines(page.to_lines(width()))
    raise stop(SOUND if all(one.proved for one in found) else FAILED)
