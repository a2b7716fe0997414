"""The lab as a web application: which address shows which page. What a page says is made in the file of its name."""

import functools
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ..errors import DirectivesError, Fault, FaultsError, Place, did_you_mean
from .address import Address, address_from, named
from .bounded import bounded
from .edit import edited
from .library import Library
from .pages import PAGES, drawn
from .safety import LOOPBACK, Guarded
from .share import as_yaml, lesson_of, uploaded
from .visit import Visit

SECONDS = 8.0
"""As long as one answer may take."""
MOST_FIELDS = 200
STATIC = FilePath(__file__).parent / "static"

Handler = Callable[[Request], Awaitable[Response]]


def application(library: Library, hosts: Sequence[str] = LOOPBACK, anywhere: bool = False) -> Guarded:
    """The lab on a library, to be asked by some names of hosts only; `anywhere`: by any address in numbers as well."""
    lab = _Lab(library)
    routes = [
        Route("/", lab.home),
        Route("/open", lab.open),
        *(Route(f"/{name}", functools.partial(lab.page, name)) for name in PAGES),
        Route("/edit", lab.edit, methods=["POST"]),
        Route("/upload", lab.upload, methods=["POST"]),
        Route("/scenario.yaml", lab.download),
        Route("/lesson.html", lab.lesson, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    handlers: Mapping[Any, Any] = {
        FaultsError: _faults, DirectivesError: _limit, HTTPException: _refused, Exception: _fault_of_ours,
    }  # fmt: skip
    return Guarded(Starlette(routes=routes, exception_handlers=handlers), hosts, anywhere)


class _Lab:
    def __init__(self, library: Library) -> None:
        self.library = library

    async def home(self, _request: Request) -> Response:
        """The scenarios to pick from, and the topics to start from."""
        return await answered(lambda: HTMLResponse(drawn("home", {"library": self.library, "page": "home"})))

    async def open(self, request: Request) -> Response:
        """On to the stage with a scenario of the library, or with one case of a topic."""
        key, topic = request.query_params.get("scenario", ""), request.query_params.get("topic", "")
        at = request.query_params.get("at", "")
        return await answered(lambda: self._opened(key, topic, int(at) if at.isascii() and at.isdigit() else 0))

    def _opened(self, key: str, topic: str, at: int) -> Response:
        if topic:
            if topic not in self.library.policy.topics:
                raise _wrong(f"unknown topic `{topic}`", did_you_mean(topic, self.library.policy.topics))
            return _on("stage", Address(self.library.beginning(topic)))
        found = self.library.scenario(key)
        if found is None:
            raise _wrong(f"unknown scenario `{key}`", did_you_mean(key, self.library.files))
        return _on("stage", Address(found, at=at))

    async def page(self, name: str, request: Request) -> Response:
        """One of the pages about a story."""
        view = dict(request.query_params)
        return await answered(lambda: HTMLResponse(PAGES[name].drawn(self._visit(request.url.query), view)))

    def _visit(self, query: str) -> Visit:
        told = re.search(r"(^|&)(v|z|title|case)=", query)
        return Visit(address_from(query, self.library.policy) if told else Address(self.library.first), self.library)

    async def edit(self, request: Request) -> Response:
        """On to the address that a form leads to."""
        async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
            given = {name: value for name, value in form.items() if isinstance(value, str)}
        page = given.get("page", "stage")
        return await answered(lambda: self._edited(page if page in PAGES else "stage", given))

    def _edited(self, page: str, form: Mapping[str, str]) -> Response:
        visit = self._visit(form.get("state", ""))
        if page == "what-if":  # there everything that is changed is set against the story as it was
            visit = Visit(replace(visit.address, pinned=True), self.library)
        view = {name.removeprefix("view."): value for name, value in form.items() if name.startswith("view.")}
        return _on(page, edited(visit, form), view)

    async def upload(self, request: Request) -> Response:
        """On to the stage with the scenario of a file; back to where one shares, with every fault of it."""
        async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
            file, state = form.get("file"), form.get("state")
            content = b"" if file is None or isinstance(file, str) else await file.read()
            name = "" if file is None or isinstance(file, str) else file.filename or ""
        return await answered(lambda: self._uploaded(content, name, state if isinstance(state, str) else ""))

    def _uploaded(self, content: bytes, name: str, state: str) -> Response:
        visit = self._visit(state)
        try:
            return _on("stage", Address(uploaded(content, name, self.library.policy)))
        except FaultsError as error:
            return HTMLResponse(PAGES["share"].drawn(visit, {}, faults=error.faults), 400)

    async def download(self, request: Request) -> Response:
        """The present story as a scenario file."""
        return await answered(lambda: _file(*as_yaml(self._visit(request.url.query)), "application/yaml"))

    async def lesson(self, request: Request) -> Response:
        """The story, and others that were chosen, as a lesson file."""
        async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
            state, chosen = form.get("state"), [key for key in form.getlist("with") if isinstance(key, str)]
        return await answered(lambda: self._lesson(state if isinstance(state, str) else "", chosen))

    def _lesson(self, state: str, chosen: Sequence[str]) -> Response:
        return _file(*lesson_of(self._visit(state), chosen), "text/html")


async def answered(work: Callable[[], Response]) -> Response:
    """What the work gives, which is done apart from the loop and takes at most so long."""
    return await run_in_threadpool(bounded, SECONDS, work)


def _on(page: str, address: Address, view: Mapping[str, str] | None = None) -> Response:
    return RedirectResponse(f"/{page}?{address.query}{named(view or {})}", 303)


def _file(name: str, text: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)


def _wrong(message: str, cure: str) -> FaultsError:
    return FaultsError([Fault(Place("address"), "bad-argument", message, cure)])


def _told(status: int, title: str, **fields: Any) -> Response:
    return HTMLResponse(drawn("error", {"title": title, "page": "", "faults": (), "message": "", **fields}), status)


def _faults(_request: Request, error: FaultsError) -> Response:
    return _told(400, "That does not fit", faults=error.faults)


def _limit(_request: Request, error: DirectivesError) -> Response:
    return _told(422, "That is too much", message=str(error))


def _refused(_request: Request, error: HTTPException) -> Response:
    title = "There is no such page" if error.status_code == 404 else "That cannot be read"
    return _told(error.status_code, title, message=str(error.detail))


def _fault_of_ours(_request: Request, error: Exception) -> Response:
    return _told(500, "A fault of ours", message=f"{type(error).__name__}: {error}")
