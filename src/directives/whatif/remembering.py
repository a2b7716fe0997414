"""An evaluator that remembers: variants of one story meet the same states again and again."""

from collections.abc import Mapping

from ..condition import Count, State
from ..policy import Policy
from ..verdict import Evaluation, Evaluator


class Remembering:
    """An evaluator that asks another one once for all states that the norms of a topic cannot tell apart.

    >>> from directives import evaluator_for, load_policy
    >>> policy = load_policy()
    >>> evaluator = Remembering(policy, evaluator_for(policy, "arrays"))
    >>> state = {"standing": "trainee", "access": "open", **policy.defaults}
    >>> evaluator.evaluate("learner", state) is evaluator.evaluate("learner", {**state, "period_days": 30})
    True
    """

    def __init__(self, policy: Policy, evaluator: Evaluator) -> None:
        """Nothing is remembered yet."""
        self.name = evaluator.name
        self._policy, self._evaluator = policy, evaluator
        self._telling: Mapping[str, tuple[str, ...]] = {topic: telling(policy, topic) for topic in policy.topics}
        self._known: dict[tuple[object, ...], Evaluation] = {}

    def evaluate(self, topic: str, state: State) -> Evaluation:
        """The norms of the topic in force in a complete state, and why."""
        key = (topic, *(state[name] for name in self._telling[topic]))
        if key not in self._known:
            self._known[key] = self._evaluator.evaluate(topic, state)
        return self._known[key]


def telling(policy: Policy, topic: str) -> tuple[str, ...]:
    """The facts, counters and readings that some norm or claim of the topic asks about."""
    found: dict[str, None] = {}
    for name in (*policy.norms_of(topic), *policy.claims_of(topic)):
        for branch in policy.branches[name]:
            for test in branch:
                found[test.name] = None
                if isinstance(test, Count) and isinstance(test.threshold, str):
                    found[test.threshold] = None
    return tuple(found)
