"""Run by a test in a process of its own: an ensemble on a scheduler and two worker processes, one killed at work."""

import importlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

from directives.files import load_ensemble
from directives.simulate import simulate
from directives.simulate.cluster import connected

RUNS, PER_BLOCK = 200, 20


def started(module, *arguments):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", f"distributed.cli.{module}", *arguments], **quiet)


def address_in(file):
    for _ in range(600):
        try:
            return json.loads(file.read_text())["address"]
        except (OSError, ValueError):
            time.sleep(0.1)
    raise RuntimeError("the scheduler did not start")


def same(one, other):
    pairs = zip(one.came, other.came, strict=True)
    return all(
        left.measures == right.measures
        and left.totals.tobytes() == right.totals.tobytes()
        and left.series.tobytes() == right.series.tobytes()
        for left, right in pairs
    )


def main(ensemble, folder):
    importlib.import_module("directives.simulate.simulate").MOST_IN_A_BLOCK = PER_BLOCK
    file = folder / "scheduler.json"
    processes = [
        started("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file), "--no-dashboard")
    ]
    try:
        address = address_in(file)
        workers = [started("dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard") for _ in range(2)]
        processes += workers
        killed = []

        def told(done, of):
            if done == 2:
                workers[0].send_signal(signal.SIGKILL)
                killed.append(f"after {done} of {of}")

        with connected(address) as client:
            client.wait_for_workers(2, timeout=120)
            there = simulate(ensemble, client=client, told=told)
            left = len(client.scheduler_info()["workers"])
        print(f"killed {killed}, workers left: {left}, same: {same(there, simulate(ensemble))}", flush=True)
    finally:
        for process in processes:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main(load_ensemble(sys.argv[1]).model_copy(update={"runs": RUNS}), Path(sys.argv[2]))
