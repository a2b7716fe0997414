"""The lab over the shipped scenarios, asked without a network and, in a browser, over the loopback."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from starlette.testclient import TestClient

from directives.lab.app import application
from directives.lab.library import Library
from directives.lab.server import bound

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "scenarios"
NAME = "localhost"


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.of(SCENARIOS)


@pytest.fixture(scope="session")
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(application(library), base_url=f"http://{NAME}", follow_redirects=True) as found:
        yield found


@contextlib.contextmanager
def serving(library: Library) -> Iterator[str]:
    """The lab on a free port of the loopback."""
    config = uvicorn.Config(application(library), log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with bound("127.0.0.1", 0) as own:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [own]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        try:
            yield f"http://127.0.0.1:{own.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def base(library: Library) -> Iterator[str]:
    with serving(library) as found:
        yield found


def query_of(response) -> str:
    """The query of the address that a response was found at."""
    return urlsplit(str(response.url)).query
