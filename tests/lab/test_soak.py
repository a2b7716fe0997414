"""Fifty readers at once, and ten thousand requests: no error, no growth; how long answers take is printed."""

import contextlib
import http.client
import itertools
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from directives import load_policy, load_scenario
from directives.lab.address import Address
from tests.lab.conftest import ROOT, SCENARIOS

REQUESTS = int(os.environ.get("LAB_SOAK", "10000"))
READERS = 50
FILES = sorted(SCENARIOS.rglob("*.yaml"))
PAGES = ("stage", "stage", "stage", "what-if", "picture", "paper", "share", "policy", "findings")


def paths() -> list[str]:
    """Requests of every kind about every story."""
    policy = load_policy()
    found = []
    for file in FILES:
        scenario = load_scenario(file, policy)
        for at, page in enumerate(PAGES):
            changes = (f"drop:{at + 1}",) if at < len(scenario.timeline) and page == "what-if" else ()
            address = Address(scenario, changes, bool(changes), min(at, len(scenario.timeline)))
            found.append(f"/{page}?{address.query}")
    return [*found, "/", "/static/lab.css", "/stage?v=1&title=x&case=lerner", "/nowhere"]


def memory(pid: int) -> int:
    """The resident kilobytes of a process."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1))


class Reader(threading.Thread):
    """Asks one thing after another over one connection."""

    def __init__(self, place, todo, times: list[float], wrong: list[str]) -> None:
        super().__init__(daemon=True)
        self.place, self.todo, self.times, self.wrong = place, todo, times, wrong

    def run(self) -> None:
        with contextlib.closing(
            http.client.HTTPConnection(self.place.hostname, self.place.port, timeout=60)
        ) as connection:
            self.read(connection)

    def read(self, connection) -> None:
        for number, path in self.todo:
            began = time.perf_counter()
            try:
                status = self.ask(connection, number, path)
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(f"{error!r} {path}")
                connection.close()
                continue
            self.times.append(time.perf_counter() - began)
            expected = (400,) if "lerner" in path else (404,) if path == "/nowhere" else (200, 303)
            if status not in expected:
                self.wrong.append(f"{status} {path}")

    @staticmethod
    def ask(connection, number: int, path: str) -> int:
        """A page or, of every fifth on the stage, a form."""
        if number % 5 == 0 and path.startswith("/stage?v=1&title") and "lerner" not in path:
            body = urlencode({"state": path.partition("?")[2], "page": "stage", "do": "pin"})
            connection.request("POST", "/edit", body, {"Content-Type": "application/x-www-form-urlencoded"})
        else:
            connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status


class Counted:
    """The requests, one at a time for whoever asks next."""

    def __init__(self, some: list[str], most: int) -> None:
        self.lock = threading.Lock()
        self.left = enumerate(itertools.islice(itertools.cycle(some), most))

    def __iter__(self):
        return self

    def __next__(self) -> tuple[int, str]:
        with self.lock:
            return next(self.left)


def read(place, requests: int, readers: int, some: list[str]) -> tuple[list[float], list[str]]:
    times: list[float] = []
    wrong: list[str] = []
    todo = Counted(some, requests)
    threads = [Reader(place, todo, times, wrong) for _ in range(readers)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return times, wrong


def p95(times: list[float]) -> float:
    return 1000 * sorted(times)[int(0.95 * len(times))]


@pytest.mark.slow
def test_ten_thousand_requests_of_fifty_readers_go_well_and_leave_the_memory_level(capsys):
    command = [sys.executable, "-W", "ignore", "-m", "directives", "lab", "--no-open", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ) as lab:
        try:
            place = urlsplit(lab.stdout.readline().split()[-1])
            some = paths()
            _, wrong = read(place, len(some), READERS, some)  # everything once: what is kept is there by then
            before = memory(lab.pid)
            times, more = read(place, REQUESTS, READERS, some)
            after = memory(lab.pid)
        finally:
            lab.send_signal(signal.SIGINT)
            lab.wait(30)
    with capsys.disabled():
        print(f"\n{len(times)} requests by {READERS} readers at once: p95 {p95(times):.0f} ms")
        print(f"memory after the first requests {before} KB, at the end {after} KB")
    assert wrong + more == []
    assert len(times) == REQUESTS
    assert after < before * 1.15 + 10_000
