"""`directives new`: a commented scenario file to start from."""

from pathlib import Path as FilePath
from typing import Annotated

import typer

from ..errors import did_you_mean
from .console import bad_argument, save, write
from .options import PolicyOption


def new(
    topic: Annotated[str, typer.Argument(help="The topic of its case, such as `specialist`.")],
    output: Annotated[
        FilePath | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    policy: PolicyOption = None,
) -> None:
    """Write a commented scenario about a topic, which runs as it is."""
    from ..files import load_policy, new_scenario

    about = load_policy(policy) if policy else load_policy()
    if topic not in about.topics:
        raise bad_argument(f"unknown topic `{topic}`", did_you_mean(topic, about.topics))
    text = new_scenario(about, topic)
    if output is None:
        write(text)
    else:
        save(output, text, force)
