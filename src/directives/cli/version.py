"""`directives --version`."""

from importlib import metadata

import typer

from .console import write


def told(wanted: bool) -> None:
    """Print the versions of the package, its engine and its policies, and stop."""
    if not wanted:
        return
    from ..engine import available
    from ..files import load_policy, packaged_policies  # only this option needs them

    write(f"directives {metadata.version('directives')}")
    try:
        engine = f"durable_rules {metadata.version('durable_rules')}" + (
            "" if available() else " (does not import here)"
        )
    except metadata.PackageNotFoundError:
        engine = "no rules engine (array reading only)"
    write(engine)
    for name in packaged_policies():
        policy = load_policy(name)
        write(f"policy {name}: {len(policy.clauses)} clauses, {len(policy.norms)} norms, {len(policy.claims)} claims")
    raise typer.Exit
