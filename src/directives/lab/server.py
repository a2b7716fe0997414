"""Serving the lab: it listens first and says so then, and stops when it is told to."""

import contextlib
import logging
import socket
from collections.abc import Callable

import uvicorn

from ..errors import Fault, FaultsError, Place
from .app import application
from .library import Library
from .safety import hosts_of


def serve(library: Library, host: str, port: int, listening: Callable[[str], None]) -> None:
    """Serve the lab until it is interrupted; `listening` is told its address once it answers there.

    Port 0 is any free one. Raises FaultsError where the port cannot be had.
    """
    names, anywhere = hosts_of(host)
    own = bound(host, port)
    config = uvicorn.Config(
        application(library, names, anywhere),
        log_level=logging.WARNING,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    with own, contextlib.suppress(KeyboardInterrupt):
        _Server(config, lambda: listening(address(host, own.getsockname()[1]))).run(sockets=[own])


def bound(host: str, port: int) -> socket.socket:
    """A socket bound to a host and port; raises FaultsError where it cannot be.

    That it is of TCP is said outright: only then do its connections send small answers without waiting for more.
    """
    try:
        kind, *_, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(where)
        except OSError:
            found.close()
            raise
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        fault = Fault(Place("lab"), "bad-argument", f"cannot listen on `{host}`, port `{port}`: {why}",
                      "give another --port, or --port 0 for any that is free")  # fmt: skip
        raise FaultsError([fault]) from None
    return found


def address(host: str, port: int) -> str:
    """The address to open.

    >>> address("::1", 1960), address("0.0.0.0", 1960)
    ('http://[::1]:1960/', 'http://127.0.0.1:1960/')
    """
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


class _Server(uvicorn.Server):
    """A server that tells when it listens."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self.listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.listening()
