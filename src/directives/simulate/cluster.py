"""A Dask cluster to simulate on; needs the extra `cluster`."""

import contextlib
from collections.abc import Iterator
from typing import Any

from ..errors import Fault, FaultsError, Place

PATIENCE = "10s"
"""How long a scheduler may take to answer."""


@contextlib.contextmanager
def connected(address: str) -> Iterator[Any]:
    """A Dask client of the scheduler at an address, like `tcp://127.0.0.1:8786`; it is closed at the end.

    The workers need this package. Blocks of a worker that is lost are done by another. Raises FaultsError where nothing
    answers, ImportError where `distributed` is not installed.
    """
    from distributed import Client

    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        said = str(error).partition("\n")[0] or type(error).__name__
        message, cure = f"no scheduler answers at `{address}`: {said}", "start one with `dask scheduler`"
        raise FaultsError([Fault(Place("directives"), "bad-argument", message, cure)]) from None
    with client:
        yield client
