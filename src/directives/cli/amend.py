"""`directives amend`: what amendments change in a policy, and the amended policy as a file."""

import json
from pathlib import Path as FilePath
from typing import Annotated

import typer

from .console import save, width, write, write_lines
from .options import PageFormat, PolicyOption


def amend(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Amendment files, made one after another.")],
    output: Annotated[
        FilePath | None, typer.Option("--output", "-o", help="Write the amended policy here.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    format: Annotated[PageFormat, typer.Option("--format", help="How to write it.")] = PageFormat.TEXT,
    policy: PolicyOption = None,
) -> None:
    """Show what amendments change in a policy, each entry as it was and as it is; or write the amended policy."""
    from ..files import REMARKS, amended_text, load_policy, policy_text
    from ..whatif import amendments_from
    from ..whatif.policy_change import page, policy_change

    about = load_policy(policy or REMARKS)
    amendments = amendments_from(files, about)
    if output is not None:
        text, source = policy_text(policy or REMARKS)
        save(output, amended_text(text, about, amendments, source, str(output)), force)
    elif format is PageFormat.JSON:
        write(json.dumps(policy_change(about, amendments).model_dump(mode="json"), indent=2, ensure_ascii=False))
    elif format is PageFormat.MARKDOWN:
        write(page(about, amendments).to_markdown())
    else:
        write_lines(page(about, amendments).to_lines(width()))
