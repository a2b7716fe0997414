"""clipspy (CLIPS): a rule for each alternative of a norm, a fact for the state and one for each norm in force.

CLIPS has negation as failure, so exceptions are said in the rules: a norm is in force if no superior is. Salience lets
superiors fire first, stratum by stratum, so that nothing has to be taken back. A rule that fires calls Python with its
norm, which is three times faster than reading the facts afterwards; the statuses are worked out in Python.
"""

from collections.abc import Iterator

import clips

from directives import Policy
from directives.condition import Branch, Count, State

from .plain import CannotError, OneByOne, Plain, PlainNorm, Statuses

NAME, PACKAGE = "clipspy", "clipspy"
LEFT = "statuses"
MOST_STRATA = 10_000
"""Salience goes no lower."""


def _slots(branch: Branch, plain: Plain) -> Iterator[str]:
    """What the pattern of the state asks, slot by slot; counters and thresholds that are readings are bound first."""
    counts = [test for test in branch if isinstance(test, Count)]
    bound = dict.fromkeys(str(test.threshold) for test in counts if isinstance(test.threshold, str))
    among = {test.name: test for test in branch if not isinstance(test, Count)}
    for name in dict.fromkeys([*bound, *among]):
        values = [value for value in plain.values[name] if name in among and value in among[name].values]
        asked = "|".join(map(str, values))
        yield f"({name} {f'?{name}&{asked}' if name in bound and asked else f'?{name}' if name in bound else asked})"
    for name in dict.fromkeys(test.name for test in counts):
        tests = [
            f":({'>=' if test.at_least else '<'} ?{name} {test.threshold if isinstance(test.threshold, int) else f'?{test.threshold}'})"
            for test in counts
            if test.name == name
        ]
        yield f"({name} {'&'.join([f'?{name}', *tests])})"


def rules(norm: PlainNorm, plain: Plain) -> Iterator[str]:
    """The rules for one norm."""
    unless = " ".join(f"(not (in-force {number}))" for number in norm.above)
    for alternative, branch in enumerate(norm.branches):
        yield (
            f"(defrule n{norm.number}-{alternative} (declare (salience {-norm.stratum}))"
            f" (state {' '.join(_slots(branch, plain))}) {unless} => (assert (in-force {norm.number})) (told {norm.number}))"
        )


class Fired(OneByOne):
    """The rules in one working memory, which is emptied after each case."""

    def __init__(self, plain: Plain) -> None:
        """Build the rules."""
        if len(plain.strata) > MOST_STRATA:
            raise CannotError("the chains of exceptions are longer than salience goes down")
        self._plain = plain
        self._environment = clips.Environment()
        self._environment.build(f"(deftemplate state {' '.join(f'(slot {name})' for name in plain.tested)})")
        self._in_force: list[int] = []
        self._environment.define_function(self._in_force.append, "told")
        for norm in plain.norms:
            for rule in rules(norm, plain):
                self._environment.build(rule)
        self._state = self._environment.find_template("state")

    def decide(self, state: State) -> Statuses:
        """The decision on one state."""
        values = {
            name: clips.Symbol(value) if isinstance(value := state[name], str) else value for name in self._plain.tested
        }
        self._in_force.clear()
        self._environment.reset()
        self._state.assert_fact(**values)
        self._environment.run()
        return self._plain.told(self._in_force)


def load(policy: Policy, topic: str) -> Fired:
    """The rules of a topic."""
    return Fired(Plain.of(policy, topic))
