"""The tables of a run, and who is ahead in them, as Markdown between two marks of a page."""

import contextlib
import importlib.metadata
import os
import platform
import re
import resource
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from . import PEERS
from .harness import Entry, Trial
from .policies import mix

BEGIN, END = "<!-- peers: begin; written by `python -m benchmarks.peers` -->", "<!-- peers: end -->"
MEASURE = "arrays"
"""The peer that ratios are taken to."""
OURS = ("arrays", "frame", "engine")
HEAD = ("peer", "first load, ms", "load, ms", "one, µs", "ratio", "batch, µs a case", "ratio", "cases", "memory, MiB")
LAST = "in Python"


def page(trials: Sequence[tuple[Trial, Sequence[Entry]]], rounds: int, took: float, busy: float) -> str:
    """Everything between the marks, without them; `took` seconds of the clock, `busy` was the load as it began."""
    parts = ["\n".join(_told(trials, rounds, took, busy))]
    for trial, entries in trials:
        if trial.timed:
            parts += [f"### {trial.title}", _table(entries), "\n".join(ahead(entries))]
    return "\n\n".join(parts) + "\n"


def put(path: Path, text: str) -> None:
    """Write the text between the marks of a page that has them."""
    whole = path.read_text(encoding="utf-8")
    before, found, rest = whole.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not found or not closed:
        raise SystemExit(f"{path} lacks the marks:\n{BEGIN}\n{END}")
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def machine() -> str:
    """What it runs on."""
    told = Path("/proc/cpuinfo")
    names = (
        re.findall(r"^model name\s*: (.*)$", told.read_text(encoding="utf-8"), re.MULTILINE) if told.exists() else []
    )
    name = names[0] if names else platform.processor() or platform.machine()
    return (
        f"{name}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    )


def versions(peers: Sequence[str]) -> list[str]:
    """The distributions of the peers and of what they count with, and their versions."""
    found = {}
    for package in filter(None, ["numpy", "numba", *(PEERS[peer].package for peer in peers)]):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[package] = importlib.metadata.version(package)
    return [f"{package} {version}" for package, version in sorted(found.items(), key=lambda one: one[0].lower())]


def _told(trials: Sequence[tuple[Trial, Sequence[Entry]]], rounds: int, took: float, busy: float) -> Iterator[str]:
    peers = [entry.peer for entry in trials[0][1]]
    yield f"Machine: {machine()}. Peers: {', '.join(versions(peers))}."
    yield (
        f"At most {rounds} rounds a peer and policy; the whole took {took:.0f} s of the clock, {_used():.0f} s of the "
        f"CPU. The load average of the machine was {busy:.1f} when it began."
    )
    yield ""
    yield "Agreement with the reference, before anything was timed:"
    yield ""
    for trial, entries in trials:
        agreed = [entry for entry in entries if entry.checked]
        spoken, aside, again = mix(trial.policy, trial.topic, trial.states)
        fewest = min((entry.checked.one for entry in agreed if entry.checked), default=0)
        which = "random states" if trial.drawn else "states, all there are"
        yield (
            f"- {trial.title}: {len(trial.states):,} {which}, in a batch, and {fewest:,} or more of them one by one; "
            f"{len(agreed)} of {len(entries)} peers took the policy, and all of these agree. A norm gives {spoken:.0%} "
            f"of the statuses; in {aside:.0%} one is set aside, in {again:.0%} one is reinstated."
        )


def _used() -> float:
    """The seconds of the CPU that this process and those that it has ended took."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _table(entries: Sequence[Entry]) -> str:
    lines = [f"| {' | '.join([*HEAD, LAST])} |", f"| --- |{' ---: |' * (len(HEAD) - 1)} --- |"]
    arrays = next((entry for entry in entries if entry.peer == MEASURE and entry.rounds), None)
    for entry in entries:
        cells = [PEERS[entry.peer].name, *(_cells(entry, arrays) if entry.rounds else _without(entry))]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _without(entry: Entry) -> list[str]:
    why = {"cannot": entry.told, "missing": "not installed here", "failed": f"failed: {entry.told}"}[entry.why]
    return [*[""] * (len(HEAD) - 1), why.replace("|", "\\|")]


def _cells(entry: Entry, arrays: Entry | None) -> list[str]:
    few = f" ({len(entry.rounds)} round{'s' * (len(entry.rounds) > 1)})" if len(entry.rounds) < 3 else ""
    grown = f"{entry.memory.load:.1f}, {entry.memory.batch:.1f}" if entry.memory else ""
    return [
        figure(entry.loaded * 1e3),
        figure(entry.load * 1e3),
        figure(entry.one * 1e6),
        figure(entry.one / arrays.one) if arrays else "",
        figure(entry.many * 1e6),
        figure(entry.many / arrays.many) if arrays else "",
        f"{entry.rounds[0].cases:,}{few}",
        grown,
        PEERS[entry.peer].left,
    ]


def figure(number: float) -> str:
    """Two digits that count, or all before the point.

    >>> [figure(number) for number in (0.01234, 1.26, 12.6, 12345.6)]
    ['0.012', '1.3', '13', '12,346']
    """
    if number >= 10:
        return f"{number:,.0f}"
    digits = 1 if number >= 1 else 2 if number >= 0.1 else 3 if number >= 0.01 else 4
    return f"{number:.{digits}f}"


def ahead(entries: Sequence[Entry]) -> Iterator[str]:
    """Who is faster than the best of this project by more than a tenth, in each respect."""
    timed = [entry for entry in entries if entry.rounds]
    measures: list[tuple[str, Callable[[Entry], float]]] = [
        ("To load", lambda entry: entry.load),
        ("In one decision", lambda entry: entry.one),
        ("In a batch", lambda entry: entry.many),
    ]
    for what, of in measures:
        ours = [entry for entry in timed if entry.peer in OURS]
        if not ours:
            return
        best = min(ours, key=of)
        others = sorted((entry for entry in timed if entry.peer not in OURS and of(entry) * 1.1 < of(best)), key=of)
        said = [f"{PEERS[entry.peer].name} ({figure(of(best) / of(entry))} times as fast)" for entry in others]
        of_ours = PEERS[best.peer].name
        yield (
            f"- {what}, ahead of the best of this project ({of_ours}): {', '.join(said)}."
            if said
            else f"- {what}, no peer is ahead of the best of this project ({of_ours})."
        )
