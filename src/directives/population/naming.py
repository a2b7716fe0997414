"""What is wrong with a table before any row is read: its topic, its readings, the names of its columns."""

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..condition import Value
from ..errors import Fault, Place, Places, did_you_mean
from ..files import reading_faults
from ..policy import Policy

TOPIC = "topic"
"""The column that tells the topic of each row, where the table as a whole has none."""
NEAR = 0.85
"""How alike a column must be to a name that the table lacks to be taken for a slip of the pen."""


@dataclass(frozen=True)
class Naming:
    """The topic and the readings of a table, and the names of its columns; `header` lines stand above its rows."""

    policy: Policy
    topic: str | None
    readings: Mapping[str, Value]
    names: tuple[str, ...]
    file: str
    header: int = 0

    def faults(self) -> Iterator[Fault]:
        """Every fault of them."""
        yield from reading_faults(self.policy, self.readings, Places(self.file))
        yield from self._topic()
        for name, times in Counter(self.names).items():
            if times > 1:
                message = f"{times} columns are named `{name}`"
                yield Fault(self._place(name), "column-twice", message, "rename all but one")
            if name in self.readings:
                message = f"reading `{name}` is chosen for all rows and is a column too"
                yield Fault(self._place(name), "reading-twice", message, "choose it for all rows, or leave the column")
            if (meant := self._meant(name)) is not None:
                message = f"column `{name}` is close to `{meant}`, which is not there"
                cure = f"did you mean `{meant}`? If not, rename the column"
                yield Fault(self._place(name), "misspelt-column", message, cure)

    def taken(self, added: Sequence[str]) -> Iterator[Fault]:
        """Every name that a column of the table or of the result, one of those added, has already."""
        for name in dict.fromkeys(self.names):
            if name in added:
                cure = "rename it, or give the columns of verdicts a prefix"
                message = f"column `{name}` has the name of a column of the result"
                yield Fault(self._place(name), "column-twice", message, cure)
        for name, times in Counter(added).items():
            if times > 1:
                message = f"the result would have {times} columns named `{name}`"
                yield Fault(Place(self.file), "column-twice", message, "rename the action in the policy")

    def _topic(self) -> Iterator[Fault]:
        topics = self.policy.topics
        if self.topic is None and TOPIC not in self.names:
            cure = "name the topic of all rows, or add the column; topics are " + ", ".join(topics)
            message = f"there is no column `{TOPIC}`, and no topic was given"
            yield Fault(Place(self.file), "missing-column", message, cure)
        elif self.topic is not None and self.topic not in topics:
            cure = did_you_mean(self.topic, topics)
            yield Fault(Place(self.file), "unknown-topic", f"unknown topic `{self.topic}`", cure)

    def _place(self, name: str) -> Place:
        return Place(self.file, 1, self.names.index(name) + 1) if self.header else Place(self.file)

    def _meant(self, name: str) -> str | None:
        """A name of the topic that the table lacks and that a strange column is close to."""
        policy = self.policy
        if name in {*policy.facts, *policy.counters, *policy.readings, TOPIC}:
            return None
        if self.topic not in (None, *policy.topics):
            return None
        topics = list(policy.topics.values()) if self.topic is None else [policy.topics[self.topic]]
        lacking = {one for has in topics for one in (*has.facts, *has.counters)} - set(self.names)
        spelt = name.strip().lower().replace(" ", "_").replace("-", "_")
        return next(iter(difflib.get_close_matches(spelt, sorted(lacking), n=1, cutoff=NEAR)), None)
