"""`directives lab`: it says its address once it answers there, stops on Ctrl-C, and says what it cannot do."""

import hashlib
import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.command import directives
from tests.lab.conftest import ROOT

STATIC = ROOT / "src/directives/lab/static"


def started(*arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "directives", "lab", "--no-open", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


def test_it_answers_as_soon_as_it_says_its_address_and_stops_cleanly():
    with started() as lab:
        address = re.search(r"http://127\.0\.0\.1:\d+/", lab.stdout.readline()).group()
        with urllib.request.urlopen(address, timeout=5) as answer:
            assert answer.status == 200
            assert "The fourth wish" in answer.read().decode()
        assert "Ctrl-C" in lab.stdout.readline()
        lab.send_signal(signal.SIGINT)
        assert lab.communicate(timeout=10)[1] == ""
    assert lab.returncode == 0


def test_another_host_is_warned_of():
    with started("--host", "0.0.0.0") as lab:
        address = re.search(r"http://127\.0\.0\.1:\d+/", lab.stdout.readline()).group()
        with urllib.request.urlopen(address, timeout=5) as answer:
            assert answer.status == 200
        lab.send_signal(signal.SIGINT)
        assert "everyone who reaches this machine" in lab.communicate(timeout=10)[1]


def test_a_policy_file_and_a_folder_of_scenarios_can_be_given(tmp_path):
    told = directives("amend", str(ROOT / "amendments/retain-twice.yaml"), "-o", str(tmp_path / "amended.yaml"))
    assert told.code == 0
    with started("--policy", str(tmp_path / "amended.yaml"), "--scenarios", "scenarios/classroom") as lab:
        address = re.search(r"http://127\.0\.0\.1:\d+/", lab.stdout.readline()).group()
        with urllib.request.urlopen(f"{address}policy", timeout=5) as answer:
            assert "we urge twice" in answer.read().decode()
        with urllib.request.urlopen(address, timeout=5) as answer:
            page = answer.read().decode()
            assert "A day too soon" in page
            assert "The fourth wish" not in page
        lab.send_signal(signal.SIGINT)
        lab.communicate(timeout=10)


def test_small_answers_are_not_held_back():
    from directives.lab.server import bound

    with bound("127.0.0.1", 0) as own:
        assert own.proto == socket.IPPROTO_TCP  # else asyncio leaves Nagle's algorithm on, at 40 ms an answer


def test_a_port_that_is_taken_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = directives("lab", "--no-open", "--port", str(taken.getsockname()[1]))
    assert told.code == 2
    assert "cannot listen" in told.err
    assert "--port 0" in told.err


@pytest.mark.parametrize("host", ["no.such.host.invalid", "300.1.1.1"])
def test_a_host_that_is_none_is_told(host):
    told = directives("lab", "--no-open", "--host", host)
    assert told.code == 2
    assert "cannot listen" in told.err


def test_a_folder_that_is_none_is_told():
    told = directives("lab", "--no-open", "--scenarios", "no-such-folder")
    assert told.code == 2
    assert "no such folder: `no-such-folder`" in told.err


def test_without_its_packages_it_says_how_to_get_them(monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "uvicorn" else real(name, *more)
    )
    told = directives("lab", "--no-open")
    assert told.code == 2
    assert 'pip install "directives[lab]"' in told.err


@pytest.mark.parametrize("folder", [STATIC, Path(__file__).parent / "axe"])
def test_vendored_files_are_what_they_were(folder):
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    assert lines
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    told = (folder / "SHA256SUMS").read_text()
    assert any(name in told for name in ("LICENSE",))


def test_nothing_in_the_static_files_is_fetched_from_elsewhere():
    for name in ("lab.css", "lab.js", "pico.min.css"):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert not re.findall(r"@import|url\((?!['\"]?data:)|fetch\(|https?://(?!www\.w3\.org|picocss\.com)", text), (
            name
        )
