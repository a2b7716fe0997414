"""A Dask cluster to simulate on; needs the extra `cluster`."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from ..errors import Fault, FaultsError, Place

PATIENCE = 10
"""So many seconds a scheduler may take to answer, and to have a worker."""
_ADDRESS = re.compile(r"([a-z]+://)?[^/\s:]+:\d{1,5}|[a-z]+://\[[0-9a-f:]+\]:\d{1,5}")


@contextlib.contextmanager
def connected(address: str) -> Iterator[Any]:
    """A Dask client of the scheduler at an address, like `tcp://127.0.0.1:8786`; it is closed at the end.

    The workers need this package. Blocks of a worker that is lost are done by another. Raises FaultsError where nothing
    answers or nobody works, ImportError where `distributed` is not installed.
    """
    from distributed import Client

    if not _ADDRESS.fullmatch(address):
        raise _wrong(f"expected the address of a scheduler, found `{address}`", "an address like tcp://127.0.0.1:8786")
    try:
        client = Client(address, timeout=f"{PATIENCE}s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        said = str(error).partition("\n")[0] or type(error).__name__
        raise _wrong(f"no scheduler answers at `{address}`: {said}", "start one with `dask scheduler`") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except OSError:
            cure = f"start one with `dask worker {address}`"
            raise _wrong(f"the scheduler at `{address}` has no worker", cure) from None
        yield client


def _wrong(message: str, cure: str) -> FaultsError:
    return FaultsError([Fault(Place("directives"), "bad-argument", message, cure)])
