"""`directives lab`: a local page to demonstrate and to try."""

import importlib.util
from pathlib import Path as FilePath
from typing import Annotated

import typer

from .console import bad_argument, complain, write
from .options import PolicyOption, policy_of

NEEDED = ("starlette", "jinja2", "uvicorn", "python_multipart")
OWN = ("127.0.0.1", "localhost", "::1")


def lab(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 for any that is free.")] = 1960,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; others than your own are warned of.")
    ] = ("127.0.0.1"),
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
    scenarios: Annotated[
        FilePath | None,
        typer.Option(
            "--scenarios", metavar="DIR", help="The scenarios to pick from; by default `scenarios`.", show_default=False
        ),
    ] = None,
    policy: PolicyOption = None,
) -> None:
    """Open a page on this machine to play with stories and to show them to a class; Ctrl-C stops it."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise bad_argument("the lab needs packages that are not installed", 'pip install "directives[lab]"')
    from ..lab.library import Library
    from ..lab.server import serve

    library = Library.of(_folder(scenarios), policy_of(policy))
    if host not in OWN:
        complain(
            f"directives: warning: on {host} everyone who reaches this machine can use the lab; it knows no passwords"
        )
    serve(library, host, port, lambda address: _listening(address, no_open))


def _folder(scenarios: FilePath | None) -> FilePath | None:
    """The folder of scenarios: the one named, else `scenarios` where there is one."""
    if scenarios is not None and not scenarios.is_dir():
        raise bad_argument(f"no such folder: `{scenarios}`", "give a folder that holds scenario files")
    default = FilePath("scenarios")
    return scenarios or (default if default.is_dir() else None)


def _listening(address: str, no_open: bool) -> None:
    import sys
    import threading
    import webbrowser

    write(f"The lab is open at {address}\nCtrl-C stops it.")
    sys.stdout.flush()
    if not no_open:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
