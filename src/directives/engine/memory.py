"""One ruleset as one working memory: a state is stated, rules fire until none is left, and it is emptied again.

Every run starts from nothing: durable_rules never has to take back what it concluded, which it gets wrong. A memory
belongs to one thread of one process, and one that raised anything is not to be used again. It knows nothing of norms.
"""

import json
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from ..condition import State
from ..errors import EngineFaultError
from .extension import Durable
from .ruleset import Rule, Ruleset

TAKEN_IN, UNWANTED = 0, 1
"""What durable_rules answers to a message that some rule may match, and to one that none does (a part of a state)."""


class Memory:
    """A ruleset held by durable_rules until the object is gone.

    >>> from directives import load_policy
    >>> from directives.engine import to_ruleset
    >>> from directives.engine.extension import load
    >>> memory = Memory(load(), to_ruleset(load_policy(), "learner"))
    >>> for rule in memory.run({"standing": "trainee", "access": "denied"}):
    ...     print(rule.then)
    applies ST.2a
    applies ST.2b
    in_force ST.2b
    set_aside ST.2a by ST.2b
    complete learner
    """

    def __init__(self, durable: Durable, ruleset: Ruleset) -> None:
        """Hand the rules over; a ruleset within the limits is taken."""
        self._durable = durable
        self._ruleset = ruleset
        with self._faults():
            self._handle = durable.create_ruleset(ruleset.topic, json.dumps(ruleset.definitions()))
        weakref.finalize(self, durable.delete_ruleset, self._handle)

    def run(self, state: State) -> list[Rule]:
        """The rules that fire on a state of the topic, in order, once no other does.

        Raises EngineFaultError when the engine fails or stops short. Anything that is raised, an interrupt by the
        user as well, leaves the memory as it was at that moment: drop it.
        """
        with self._faults():
            fired = list(self._fire(state))
            if not fired or fired[-1] is not self._ruleset.rules["complete"]:
                raise self._fault("stopped before all rules had fired")
            self._durable.delete_state(self._handle, None)  # safe, since a rule has fired
        return fired

    def _fire(self, state: State) -> Iterator[Rule]:
        known = set()
        left = dict(self._ruleset.rules)
        for message in self._ruleset.opening(state):
            place = self._assert(message)
            started = self._durable.start_action_for_state(self._handle, place)
            firing = started and started[1]
            while firing:
                (name,) = json.loads(firing)
                if name not in left:
                    raise self._fault(f"fired `{name}` twice")
                rule = left.pop(name)
                if rule.then not in known and rule.then in self._ruleset.waited_for:
                    self._assert(self._ruleset.waited_for[rule.then])
                known.add(rule.then)
                yield rule
                firing = self._durable.complete_and_start_action(self._handle, place)

    def _assert(self, message: str) -> int:
        answer, place = self._durable.assert_fact(self._handle, message)
        if answer not in (TAKEN_IN, UNWANTED):
            raise self._fault(f"did not take in {message}: answer {answer}")
        return place

    def _fault(self, what: str) -> EngineFaultError:
        return EngineFaultError(f"the rules engine {what} (topic `{self._ruleset.topic}`); no verdict was given")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Whatever the engine raises is a fault of the engine."""
        try:
            yield
        except EngineFaultError:
            raise
        except Exception as error:
            raise self._fault(f"failed: {error!r}") from error
