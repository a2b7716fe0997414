"""The rules engine as an evaluator: which working memory a state is run in, by thread, process and topic.

It keeps from the engine whatever has not been checked, and from the caller whatever the engine made of a run that
failed.
"""

import os
import threading
from typing import Any

from ..condition import State
from ..policy import Policy
from ..verdict import Evaluation
from .extension import load
from .limits import check_limits
from .memory import Memory
from .outcome import evaluation_of
from .to_ruleset import to_ruleset


class _Held(threading.local):
    """The working memories that a thread keeps for its next states, by topic; they are freed with the thread."""

    def __init__(self) -> None:
        self.memories: dict[str, Memory] = {}


class RulesEngine:
    """The evaluator that is durable_rules (`--engine durable`); it may be shared by threads, forked and pickled.

    >>> from directives import load_policy
    >>> policy = load_policy()
    >>> found = RulesEngine(policy).evaluate("learner", {"standing": "trainee", "access": "denied", **policy.defaults})
    >>> sorted(found.in_force), dict(found.set_aside)
    (['ST.2b'], {'ST.2a': ('ST.2b',)})
    """

    name = "durable"

    def __init__(self, policy: Policy) -> None:
        """Compile every topic of the policy.

        Raises EngineMissingError where durable_rules does not import, LimitError for a policy that it cannot carry.
        """
        self._durable = load()
        self._policy = policy
        self._rulesets = {topic: to_ruleset(policy, topic) for topic in policy.topics}
        for one in self._rulesets.values():
            check_limits(one)
        self._held, self._process = _Held(), os.getpid()

    def evaluate(self, topic: str, state: State) -> Evaluation:
        """The norms of the topic in force in a complete state, and why.

        Raises StateError on any other state, before the engine sees it, and EngineFaultError when the engine fails.
        """
        self._policy.check_state(topic, state)
        memories = self._memories()
        # Taken out while it runs and put back when all went well: a memory that raised is never used again,
        # and a call from within a run (a signal's, say) gets one of its own.
        memory = memories.pop(topic, None) or Memory(self._durable, self._rulesets[topic])
        evaluation = evaluation_of(self._policy, topic, state, memory.run(state))
        memories[topic] = memory
        return evaluation

    def _memories(self) -> dict[str, Memory]:
        """Those of this thread; a forked process starts with none."""
        if self._process != os.getpid():
            self._held, self._process = _Held(), os.getpid()
        return self._held.memories

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it travel to other processes as its policy."""
        return type(self), (self._policy,)
