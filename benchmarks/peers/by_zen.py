"""zen-engine (GoRules): one decision graph, of an expression node for the norms and one for the statuses.

An expression may speak of those before it in its node, so exceptions are said in the graph itself. The graph is asked
for by name, of an engine that keeps what it loaded: that is up to four times faster than `create_decision`.
"""

import itertools
import json
from collections.abc import Sequence
from typing import Any

import zen

from directives import Policy
from directives.condition import State

from .dialect import Dialect, single
from .plain import Plain, Statuses


def _chosen(cases: Sequence[tuple[str, str]], default: str) -> str:
    return " : ".join([*(f"{when} ? {then}" for when, then in cases), default])


EXPRESSION = Dialect(lambda name: f"the_{name}", single, "{} in [{}]", _chosen)


def graph(plain: Plain) -> dict[str, Any]:
    """The decision graph (JDM)."""
    norms = {f"n{one.number}": EXPRESSION.in_force(one, plain, "$.n{}".format) for one in plain.norms}
    statuses = {f"a{one}": EXPRESSION.status(one, plain, "n{}".format) for one in range(len(plain.actions))}
    nodes = [{"id": "in", "type": "inputNode", "name": "in"}, _node("norms", norms), _node("statuses", statuses)]
    order = ["in", "norms", "statuses", "out"]
    nodes.append({"id": "out", "type": "outputNode", "name": "out"})
    edges = [
        {"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"}
        for one, other in itertools.pairwise(order)
    ]
    return {"nodes": nodes, "edges": edges}


def _node(name: str, expressions: dict[str, str]) -> dict[str, Any]:
    content = {"expressions": [{"id": key, "key": key, "value": value} for key, value in expressions.items()]}
    return {"id": name, "type": "expressionNode", "name": name, "content": {**content, "passThrough": False}}


class Graphed:
    """The graph, loaded."""

    def __init__(self, plain: Plain) -> None:
        """Load the graph."""
        self._names = {name: f"the_{name}" for name in plain.tested}
        self._keys = [f"a{number}" for number in range(len(plain.actions))]
        content = zen.ZenDecisionContent(json.dumps(graph(plain)))
        self._engine = zen.ZenEngine({"loader": lambda _: content})
        self.decide({name: plain.values.get(name, (0,))[0] for name in self._names})  # it loads when it is first asked

    def decide(self, state: State) -> Statuses:
        """The decision on one state."""
        return self._read(self._engine.evaluate("topic", {mine: state[name] for name, mine in self._names.items()}))

    def batch(self, states: Sequence[State]) -> Any:
        """The states as contexts."""
        return [{mine: state[name] for name, mine in self._names.items()} for state in states]

    def decide_many(self, batch: Any) -> Any:
        """The answers, one after another: `evaluate_batch` takes longer."""
        return [self._engine.evaluate("topic", context) for context in batch]

    def statuses(self, found: Any) -> list[Statuses]:
        """The decisions in the answers."""
        return [self._read(one) for one in found]

    def _read(self, answer: Any) -> Statuses:
        return tuple(map(answer["result"].__getitem__, self._keys))


def load(policy: Policy, topic: str) -> Graphed:
    """The graph of a topic."""
    return Graphed(Plain.of(policy, topic))
