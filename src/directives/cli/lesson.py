"""`directives lesson`: chosen scenarios as one page to hand out, which works out its answers itself."""

from pathlib import Path as FilePath
from typing import Annotated

import typer

from .console import bad_argument, complain, readings_of, save
from .options import Force, PolicyOption, Readings, policy_of
from .run import loaded

MOST_BYTES = 300_000
"""Below this a page goes through any mail; above it the command says so."""


def lesson(
    files: Annotated[
        list[str], typer.Argument(metavar="SCENARIO...", help="Scenario files and folders; `-` is standard input.")
    ],
    output: Annotated[FilePath, typer.Option("--output", "-o", metavar="FILE.html", help="Write to this file.")],
    title: Annotated[str | None, typer.Option("--title", help="The title of the page.", show_default=False)] = None,
    readings: Readings = [],
    policy: PolicyOption = None,
    force: Force = False,
) -> None:
    """Write one HTML page with scenarios to look at, change and guess at, that needs no network."""
    from ..files import load_policy
    from ..teach import lesson as page_of

    scenarios = loaded(files, policy)
    if policy is None and len({one.policy for one in scenarios}) > 1:
        raise bad_argument("the scenarios are about several policies", "make a page for each")
    page = page_of(
        scenarios, policy_of(policy) or load_policy(scenarios[0].policy), title=title, readings=readings_of(readings)
    )
    save(output, page, force)
    size = len(page.encode())
    many = f"{len(scenarios)} scenario{'' if len(scenarios) == 1 else 's'}"
    complain(f"{output}: {many}, {size // 1000 + 1} KB")
    if size > MOST_BYTES:
        complain(f"  over {MOST_BYTES // 1000} KB: some mail programs may refuse it; choose fewer scenarios")
