"""Files of cases on a real cluster: a scheduler and two workers on loopback, one of them killed while it works."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from directives import FaultsError, load_policy
from directives.population import Cases, cluster, evaluate_file, source
from tests.command import directives

distributed = pytest.importorskip("distributed", reason="dask is not installed")

ROWS = 100_000
CASES = Cases(load_policy(), "learner")


@contextmanager
def started(*arguments, log):
    with log.open("wb") as into:
        process = subprocess.Popen([sys.executable, "-m", *arguments], stdout=into, stderr=into)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(20)


@contextmanager
def running(folder):
    """The address of a scheduler with two workers, and the workers by their process number."""
    file = folder / "scheduler.json"
    about = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    worker = ("distributed.cli.dask_worker", "--scheduler-file", str(file), "--no-nanny", "--nthreads", "1",
              "--host", "127.0.0.1", "--no-dashboard", "--local-directory", str(folder))  # fmt: skip
    with started("distributed.cli.dask_scheduler", *about, log=folder / "scheduler.log"):
        until(file.exists)
        with (
            started(*worker, log=folder / "one.log") as one,
            started(*worker, log=folder / "other.log") as other,
            distributed.Client(scheduler_file=str(file)) as client,
        ):
            client.wait_for_workers(2, timeout=60)
            yield client, {one.pid: one, other.pid: other}


def until(true):
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about")


def written(folder):
    words = [("open", "denied", None)[one % 3] for one in range(ROWS)]
    path = folder / "cases.parquet"
    pq.write_table(pa.table({"id": range(ROWS), "access": words}), path)
    return path


@pytest.mark.slow
def test_with_a_worker_killed_nothing_is_lost_and_nothing_is_there_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "ROWS", 1000)
    path = written(tmp_path)
    alone, together = tmp_path / "alone.parquet", tmp_path / "together.parquet"
    expected = evaluate_file(str(path), CASES, alone, by="access")
    with running(tmp_path) as (client, workers):
        seen = []

        def told(rows, _share):
            if not seen:
                busy = {pid for some in client.run(os.getpid).values() for pid in [some]}
                assert busy == set(workers)
                os.kill(next(iter(workers)), signal.SIGKILL)
            seen.append(rows)

        found = evaluate_file(str(path), CASES, together, by="access", told=told, client=client)
        assert len(client.nthreads()) == 1
        assert seen == list(range(1000, ROWS + 1, 1000))
        assert together.read_bytes() == alone.read_bytes()
        assert found.data() == expected.data()
        assert pq.read_table(together)["id"].to_pylist() == list(range(ROWS))
        counted = evaluate_file(str(path), CASES, by="access", client=client)
        assert counted.data() == expected.data()
        csv = tmp_path / "wrong.csv"
        csv.write_text("access\nopen\nshut\n")
        with pytest.raises(FaultsError, match=r"wrong.csv:3:1: unknown value `shut`"):
            evaluate_file(str(csv), CASES, client=client)
        result = directives(
            "evaluate", str(path), "--topic", "learner", "--summary", "--scheduler", client.scheduler.address
        )
        assert result.code == 0, result.err
        assert "100,000 cases" in result.out


def test_a_scheduler_that_cannot_be_reached_is_said(monkeypatch):
    monkeypatch.setattr(cluster, "WAIT", 1)
    result = directives("evaluate", "x.csv", "--topic", "learner", "--summary", "--scheduler", "tcp://127.0.0.1:9")
    assert result.code == 2
    assert "the scheduler cannot be reached" in result.err
    assert "Traceback" not in result.err


def test_work_travels_without_what_was_made_for_it():
    cases = Cases(load_policy(), "learner")
    table = pa.table({"id": [1, 2], "access": ["open", "denied"]})
    work = cluster.Work(cases, "access")
    expected = work.part(table)
    found = cluster._part(work.packed(), work.read(table))
    assert found.columns.equals(expected.columns)
    assert found.summary.data() == expected.summary.data()
    assert work.read(table).column_names == ["access"]
    assert len(work.packed()) < 200_000


def test_without_dask_the_cure_is_said():
    script = (
        "import sys; sys.modules['distributed'] = None\n"
        "sys.argv = ['directives', 'evaluate', 'x.csv', '--summary', '--topic', 'learner', '--scheduler', 'tcp://127.0.0.1:9']\n"
        "from directives.cli.app import entry; entry()"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert 'pip install "directives[cluster]"' in ran.stderr
