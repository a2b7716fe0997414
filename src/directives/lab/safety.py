"""What keeps the lab safe: which hosts and origins it answers, how much it reads, which headers every answer carries.

The lab is a page on one's own machine; other pages in the same browser must be able neither to read it nor to steer it.
"""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
MOST_QUERY = 16_000
"""The characters of a query that are read."""
MOST_BODY = 2**20 + 2**16
"""The bytes of a form or an upload that are read: a file of a mebibyte and what is around it."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer says: nothing inline, nothing from elsewhere, nowhere else."""


class Guarded:
    """An application behind these checks.

    `hosts` are the names by which it may be asked; `anywhere` lets any address in numbers do as well, for a server that
    listens on more than the loopback: a name that somebody else's page could point here never does.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = LOOPBACK, anywhere: bool = False) -> None:
        """Keep the names in small letters."""
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)
        self.anywhere = anywhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self.refusal(scope)
        answer: ASGIApp = refusal or self.app
        await answer(scope, receive if refusal else bounded_body(receive), with_headers(send))

    def refusal(self, scope: Scope) -> PlainTextResponse | None:
        """What is answered instead, where a request is none that should be answered."""
        headers = Headers(scope=scope)
        if not self.known(host_of(headers.get("host", ""))):
            return PlainTextResponse("This lab is not asked by that name.", 400)
        origin = headers.get("origin")
        if scope["method"] not in ("GET", "HEAD") and origin and urlsplit(origin).netloc != headers.get("host"):
            return PlainTextResponse("Forms of other pages are not read.", 403)
        if len(scope.get("query_string", b"")) > MOST_QUERY:
            return PlainTextResponse("The address is too long.", 414)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST_BODY:
            return PlainTextResponse("That is more than the lab reads at once.", 413)
        return None

    def known(self, host: str) -> bool:
        """Whether the lab may be asked by this name."""
        return host in self.hosts or (self.anywhere and is_address(host))


def hosts_of(host: str) -> tuple[tuple[str, ...], bool]:
    """The names by which a server on a host may be asked, and whether any address in numbers may be.

    >>> hosts_of("127.0.0.1")[1], "localhost" in hosts_of("127.0.0.1")[0]
    (False, True)
    """
    own = (is_address(host) and ipaddress.ip_address(host).is_loopback) or host == "localhost"
    return ((*LOOPBACK, host), False) if own else ((*LOOPBACK, host, socket.gethostname()), True)


def host_of(header: str) -> str:
    """The host of a `Host` header, without its port.

    >>> host_of("[::1]:8000"), host_of("localhost:8000")
    ('::1', 'localhost')
    """
    host = header.rpartition(":")[0] if header.rpartition(":")[2].isdigit() else header
    return host.strip("[]").lower()


def is_address(host: str) -> bool:
    """Whether a host is an address in numbers."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def bounded_body(receive: Receive) -> Receive:
    """The same, but a body that is longer than it said is broken off."""
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MOST_BODY:
            raise HTTPException(413, "That is more than the lab reads at once.")
        return message

    return bounded


def with_headers(send: Send) -> Send:
    """The same, with the headers that every answer carries."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return sent
