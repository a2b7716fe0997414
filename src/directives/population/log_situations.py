"""The different situations in which cases of a topic are found, and the verdict on each, worked out once.

Moments of many cases come down to few situations: what is known of the facts that norms test, and between which
thresholds the counters stand. The verdict on one is that of `verdict.py`, over all completions.
"""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..condition import Value
from ..errors import LimitError
from ..policy import Policy
from ..terms import Judgement, Modality, Status
from ..verdict import Evaluator, Verdict, judgement, verdict
from .axes import Axis, asked
from .log import Ints
from .log_knowledge import Known
from .outcome import MOST_COMPLETIONS
from .planes import STATUSES


@dataclass
class Situations:
    """The situations of a topic that have been met, by number."""

    policy: Policy
    topic: str
    readings: Mapping[str, Value]
    evaluator: Evaluator
    _numbers: dict[tuple[int, ...], int] = field(default_factory=dict)
    _keys: list[tuple[int, ...]] = field(default_factory=list)
    _verdicts: list[Verdict] = field(default_factory=list)

    def __post_init__(self) -> None:
        axes = asked(self.policy, self.topic, self.readings).axes
        self.facts: tuple[Axis, ...] = tuple(axis for axis in axes if not axis.thresholds)
        self.counters: tuple[Axis, ...] = tuple(axis for axis in axes if axis.thresholds)

    def numbered(self, known: Known, counts: Mapping[str, Ints], many: int) -> Ints:
        """The number of the situation at each of so many moments."""
        columns = [known[axis.name].astype(np.int64) for axis in self.facts]
        columns += [np.searchsorted(axis.thresholds, counts[axis.name], side="right") for axis in self.counters]
        ids = np.zeros(many, np.int64)
        for column in columns:  # one after another, so that numbers stay small
            _, values = np.unique(column, return_inverse=True)
            _, ids = np.unique(ids * (int(values.max(initial=0)) + 1) + values, return_inverse=True)
        _, first = np.unique(ids, return_index=True)
        return np.array([self._number(tuple(int(one[row]) for one in columns)) for row in first], np.int64)[ids]

    def obligatory(self) -> npt.NDArray[np.bool_]:
        """For each situation and each action of the topic, whether it is obligatory."""
        found = [[one.status is Status.OBLIGATORY for one in said.rulings.values()] for said in self._verdicts]
        return np.array(found, np.bool_).reshape(len(self._verdicts), -1)

    def statuses(self, action: str) -> npt.NDArray[np.uint8]:
        """For each situation the code of an action's status."""
        return np.array([STATUSES.index(one.rulings[action].status) for one in self._verdicts], np.uint8)

    def obliging(self, number: int, action: str) -> tuple[str, ...]:
        """The norms, in force or perhaps in force in a situation, that oblige to an action."""
        ruling = self._verdicts[number].rulings[action]
        norms = self.policy.norms
        return tuple(sorted(n for n in (*ruling.norms, *ruling.open) if norms[n].modality is Modality.OBLIGE))

    def judgement(self, number: int, action: str) -> Judgement:
        """What is said of doing an action in a situation."""
        return judgement(self.policy, self.topic, action, self._states(self._keys[number]), self.evaluator)

    def _number(self, key: tuple[int, ...]) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._keys)
            self._keys.append(key)
            self._verdicts.append(verdict(self.policy, self.topic, self._states(key), self.evaluator))
        return self._numbers[key]

    def _states(self, key: tuple[int, ...]) -> list[dict[str, Value]]:
        """Every state that a situation leaves open; facts that no norm tests have some value."""
        some: dict[str, list[Value]] = {}
        for name in self.policy.topics[self.topic].facts:
            some[name] = [self.policy.facts[name].values[0]]
        for axis, bits in zip(self.facts, key, strict=False):
            values = self.policy.facts[axis.name].values
            some[axis.name] = [value for place, value in enumerate(values) if bits >> place & 1]
        counts: dict[str, Value] = dict.fromkeys(self.policy.topics[self.topic].counters, 0)
        for axis, place in zip(self.counters, key[len(self.facts) :], strict=True):
            counts[axis.name] = (0, *axis.thresholds)[place]
        if (many := math.prod(map(len, some.values()))) > MOST_COMPLETIONS:
            raise LimitError(f"a case has {many:,} completions, over {MOST_COMPLETIONS:,}: give more facts")
        rest = {**counts, **self.readings}
        return [{**dict(zip(some, values, strict=True)), **rest} for values in itertools.product(*some.values())]
