"""How quick the lab is over the loopback: from the command to the first page, its bytes, and each kind of interaction.

    python benchmarks/lab.py [ROUNDS]

The goals: interactions at 60 ms in the median and 150 ms in 95 of 100, a first page with its style and scripts of at
most 250 KB, and that page within 1.5 s of the command. Times are of the clock, so the machine must have nothing else
to do; the processor time that the server takes for an answer is told as well.
"""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from directives import load_policy, load_scenario
from directives.lab.address import Address

ROOT = Path(__file__).parents[1]
POLICY = load_policy()
FILES = sorted((ROOT / "scenarios").rglob("*.yaml"))


class Lab:
    """The command in a process of its own, and a connection that is kept open to it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "directives", "lab", "--no-open", "--port", "0", "--scenarios", "scenarios"]
        self.began = time.perf_counter()
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        place = urlsplit(self.process.stdout.readline().split()[-1])
        self.connection = http.client.HTTPConnection(place.hostname, place.port)

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """The status, where it leads to, and the body of an answer."""
        body = urlencode(form) if form else None
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.headers.get("location", ""), answer.read()

    def get(self, path: str) -> bytes:
        """A page; whatever else comes is a fault."""
        status, _, body = self.ask("GET", path)
        assert status == 200, (status, path, body[:300])
        return body

    def edit(self, form: dict[str, str]) -> None:
        """A form, and the page that it leads to: what a reader waits for."""
        status, there, body = self.ask("POST", "/edit", form)
        assert status == 303, (status, form, body[:300])
        self.get(there)

    def seconds(self) -> float:
        """The processor time that the server has taken so far."""
        spent = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(10) == 0


def interactions(lab: Lab, round_: int) -> Iterator[tuple[str, float]]:
    """One of each kind, on a story of the round, with how long it took."""
    scenario = load_scenario(FILES[round_ % len(FILES)], POLICY)
    at = round_ % (len(scenario.timeline) + 1)
    query = Address(scenario, at=at).query
    case, one = next(iter(scenario.matters.items()))
    facts = POLICY.topics[one.topic].facts
    action = next(iter(POLICY.actions_of(one.topic)))
    fact = facts[round_ % len(facts)] if facts else ""
    value = POLICY.facts[fact].values[round_ % len(POLICY.facts[fact].values)] if fact else ""
    changed = {"state": query, f"fact.{case}.{fact}": value} if fact else {"state": query}
    kinds = {
        "step on the stage": lambda: lab.get(f"/stage?{query}"),
        "change a fact": lambda: lab.edit({**changed, "page": "stage", "do": "set"}),
        "choose a reading": lambda: lab.edit(
            {"state": query, "page": "policy", "do": "reading", "reading.period_days": "30"}
        ),
        "what if": lambda: lab.edit({**changed, "page": "what-if", "do": "set"}),
        "vary": lambda: lab.get(
            f"/what-if?{query}&vary={case}.{fact}" if fact else f"/what-if?{query}&vary=period_days"
        ),
        "smallest changes": lambda: lab.get(f"/what-if?{query}&action={action}&status=forbidden"),
        "picture": lambda: lab.get(f"/picture?{query}"),
        "policy": lambda: lab.get(f"/policy?{query}"),
        "findings": lambda: lab.get(f"/findings?{query}&kind=clash"),
        "share": lambda: lab.get(f"/share?{query}"),
        "paper": lambda: lab.get(f"/paper?{query}"),
    }
    for kind, do in kinds.items():
        began = time.perf_counter()
        do()
        yield kind, time.perf_counter() - began


def first_page() -> tuple[float, int]:
    """The seconds from the command to the first page, and its bytes with all that it names."""
    lab = Lab()
    page = lab.get("/")
    took = time.perf_counter() - lab.began
    named = set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', page))
    size = len(page) + sum(len(lab.get(name.decode())) for name in named)
    lab.stop()
    return took, size


def share(times: list[float], part: float) -> float:
    """The time, in milliseconds, that this part of them took at most."""
    return 1000 * sorted(times)[min(int(part * len(times)), len(times) - 1)]


def told(times: list[float]) -> str:
    """The median and what 95 of 100 take at most."""
    return f"p50 {share(times, 0.5):6.1f} ms   p95 {share(times, 0.95):6.1f} ms"


def main(rounds: int) -> None:
    """Measure and tell."""
    first = [first_page() for _ in range(3)]
    print(f"first page: {min(took for took, _ in first):.2f} s after the command, {first[0][1] / 1000:.0f} KB")
    lab = Lab()
    for _ in interactions(lab, 0):
        pass  # what is worked out once is not counted
    began, times = lab.seconds(), dict[str, list[float]]()
    for round_ in range(rounds):
        for kind, took in interactions(lab, round_):
            times.setdefault(kind, []).append(took)
    spent = lab.seconds() - began
    lab.stop()
    every = [took for some in times.values() for took in some]
    for kind, some in times.items():
        print(f"{kind:18} {told(some)}   most {1000 * max(some):6.1f} ms")
    print(f"{'all':18} {told(every)}   {len(every)} interactions")
    print(f"processor time of the server: {1000 * spent / len(every):.1f} ms for each")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 90)
