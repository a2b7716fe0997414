"""clipspy (CLIPS): a rule for each alternative of a norm, a fact for the state and one for each norm in force.

CLIPS has negation as failure, so exceptions are said in the rules: a norm is in force if no superior is. Salience lets
superiors fire first, stratum by stratum, so that nothing has to be taken back. A rule that fires calls Python with its
norm, which is three times faster than reading the facts afterwards; the statuses are worked out in Python.

clipspy 1.0.6 never lets go of a fact that Python has seen (it hands `ReleaseFact` one argument too many and passes
over the error), so that every case would take longer than the one before. Here the fact is let go of.
"""

import importlib.metadata
from collections.abc import Iterator

import clips
from clips._clips import lib

from directives import Policy
from directives.condition import Among, Branch, Count, State

from .plain import CannotError, OneByOne, Plain, PlainNorm, Statuses

KEPT = importlib.metadata.version("clipspy") == "1.0.6"
MOST_STRATA = 10_000
"""Salience goes no lower."""


def _slots(branch: Branch, plain: Plain) -> Iterator[str]:
    """What the pattern of the state asks, slot by slot; counters are bound after the readings they are held against."""
    counts = [test for test in branch if isinstance(test, Count)]
    bound = dict.fromkeys(test.threshold for test in counts if isinstance(test.threshold, str))
    asked = {test.name: _among(test, plain) for test in branch if not isinstance(test, Count)}
    for name in dict.fromkeys([*bound, *asked]):
        parts = (f"?{name}" if name in bound else "", asked.get(name, ""))
        yield f"({name} {'&'.join(filter(None, parts))})"
    for name in dict.fromkeys(test.name for test in counts):
        yield f"({name} {'&'.join([f'?{name}', *(_count(test) for test in counts if test.name == name)])})"


def _among(test: Among, plain: Plain) -> str:
    return "|".join(str(value) for value in plain.values[test.name] if value in test.values)


def _count(test: Count) -> str:
    bound = test.threshold if isinstance(test.threshold, int) else f"?{test.threshold}"
    return f":({'>=' if test.at_least else '<'} ?{test.name} {bound})"


def rules(norm: PlainNorm, plain: Plain) -> Iterator[str]:
    """The rules for one norm."""
    unless = " ".join(f"(not (in-force {number}))" for number in norm.above)
    then = f"(assert (in-force {norm.number})) (told {norm.number})"
    for alternative, branch in enumerate(norm.branches):
        head = f"n{norm.number}-{alternative} (declare (salience {-norm.stratum}))"
        yield f"(defrule {head} (state {' '.join(_slots(branch, plain))}) {unless} => {then})"


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
        fact = self._state.assert_fact(**values)
        self._environment.run()
        if KEPT:
            lib.ReleaseFact(fact._fact)
        return self._plain.told(self._in_force)


def load(policy: Policy, topic: str) -> Fired:
    """The rules of a topic."""
    return Fired(Plain.of(policy, topic))
