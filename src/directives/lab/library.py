"""What the lab has at hand: the policy, the scenarios of a folder, the amendments beside it; read once, by name.

A name in a URL is looked up among those that were found at the start: no path is ever made of what a browser sends.
"""

import functools
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from ..amendment import Amendment
from ..errors import FaultsError
from ..files import (
    MOST_BYTES,
    REMARKS,
    amendment_from_text,
    load_amendment,
    load_policy,
    load_scenario,
    new_scenario,
    parse,
    scenario_from_text,
)
from ..play import attempt, evaluator_for
from ..policy import Policy
from ..scenario import Scenario
from ..whatif import Change, Story

if TYPE_CHECKING:
    from ..check.report import Report

ENGINE = "arrays"
"""What answers here: the array reading is quick and may be asked from several threads at once."""

MOST_POLICIES = 64
"""As many amended policies are kept."""


@dataclass(frozen=True)
class Shelf:
    """A folder of scenarios: its heading, and each by its key and title."""

    name: str
    titles: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Use:
    """A scenario in which a norm is in force: its key and title, the first step after which it is; 0 is the start."""

    key: str
    title: str
    step: int


@dataclass(eq=False)
class Library:
    """A policy, the files of scenarios and amendments by key, and what of them has been read so far."""

    policy: Policy
    files: Mapping[str, FilePath] = field(default_factory=dict)
    amendments: Mapping[str, Amendment] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    _scenarios: dict[str, Scenario] = field(default_factory=dict)
    _policies: dict[Any, Any] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, folder: FilePath | None = None, policy: Policy | None = None) -> "Library":
        """The scenarios in a folder and the folders in it, and the amendments in the folder `amendments` beside it."""
        about = policy or load_policy(REMARKS)
        if folder is None:
            return cls(about)
        files = {_key(path, folder): path for path in sorted(folder.rglob("*.yaml"))}
        return cls(about, files, *_amendments(folder.resolve().parent / "amendments", about))

    @functools.cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        """The scenarios by folder, in order."""
        found: dict[str, list[tuple[str, str]]] = {}
        for key, path in self.files.items():
            title = _title(path)
            if title:
                found.setdefault(key.rpartition("/")[0], []).append((key, title))
        return tuple(Shelf(name, tuple(titles)) for name, titles in found.items())

    def scenario(self, key: str) -> Scenario | None:
        """A scenario by its key; None where there is none. Raises FaultsError where its file has faults."""
        if key not in self.files:
            return None
        if key not in self._scenarios:
            self._scenarios[key] = load_scenario(self.files[key], self.policy)
        return self._scenarios[key]

    @property
    def first(self) -> Scenario:
        """What a page is about that is opened without a story."""
        return next((one for _, one in self.all_scenarios()), None) or self.beginning(next(iter(self.policy.topics)))

    def all_scenarios(self) -> Iterator[tuple[str, Scenario]]:
        """Every scenario of the folder that can be read and is about the policy, by key."""
        for key in self.files:
            try:
                scenario = self.scenario(key)
            except FaultsError:
                continue
            if scenario is not None:
                yield key, scenario

    def beginning(self, topic: str) -> Scenario:
        """A scenario of one case to start from."""
        return scenario_from_text(new_scenario(self.policy, topic), f"<{topic}>", self.policy)

    def story(self, scenario: Scenario, changes: tuple[Change, ...]) -> Story:
        """A story with changes; amended policies are kept from one story to the next."""
        if len(self._policies) > MOST_POLICIES:
            self._policies.clear()
        return Story(scenario, self.policy, changes, ENGINE, False, self._policies)

    @functools.lru_cache(maxsize=16)  # noqa: B019  # there is one library, and it lives as long as the server
    def written(self, text: str) -> Amendment:
        """An amendment that was written in the lab; raises FaultsError with every fault of it."""
        return amendment_from_text(text, "amendment", self.policy)

    @property
    def report(self) -> "Report":
        """What the checks find in the policy, worked out once."""
        with self._lock:
            return self._report

    @property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """For each norm, the scenarios in which it is in force, worked out once."""
        with self._lock:
            return self._uses

    @functools.cached_property
    def _uses(self) -> Mapping[str, tuple[Use, ...]]:
        evaluator, found = evaluator_for(self.policy, ENGINE), dict[str, list[Use]]()
        for key, scenario in self.all_scenarios():
            played = attempt(scenario, self.policy, evaluator)
            first = 1 - len(scenario.matters)
            seen: dict[str, int] = {}
            for number, moment in enumerate(played.moments, first):
                for ruling in moment.verdict.values() if moment else ():
                    for norm in ruling.norms:
                        seen.setdefault(norm, max(number, 0))
            for norm, step in seen.items():
                found.setdefault(norm, []).append(Use(key, scenario.scenario, step))
        return {norm: tuple(some) for norm, some in found.items()}

    @functools.cached_property
    def _report(self) -> "Report":
        from ..check.report import report  # it is large, and only some pages need it

        return report(self.policy, engine=ENGINE)


def _key(path: FilePath, folder: FilePath) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _title(path: FilePath) -> str:
    """The title of a scenario file, from its line alone; the name of the file where that does not tell it."""
    with path.open("rb") as file:
        text = file.read(min(MOST_BYTES, 4096)).decode("utf-8", "replace")
    found = re.search(r"^scenario:[^\n]*", text, re.MULTILINE)
    if found is None:
        return ""
    try:
        title = parse(found.group(), path.name).content.get("scenario")
    except FaultsError:
        title = None
    return title if isinstance(title, str) and title.strip(">|- ") else path.stem.replace("-", " ")


def _amendments(folder: FilePath, policy: Policy) -> tuple[dict[str, Amendment], tuple[str, ...]]:
    """The amendments of a folder by name, and the files of it that do not fit the policy."""
    found: dict[str, Amendment] = {}
    unread = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.stem] = load_amendment(path, policy)
        except FaultsError:
            unread.append(path.name)
    return found, tuple(unread)
