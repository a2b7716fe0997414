"""OpenFisca-Core: a variable a norm and a variable an action, with formulas over NumPy arrays.

A formula may ask for other variables, so exceptions are said in formulas. Facts are enumerations, as its users have
them; everything is said of one month, since formulas for
ever are refused. It decides on populations: one case is a population of one.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from directives import Policy
from directives.condition import Branch, Count, State

from .plain import CONFLICT, NAMES, SILENT, STATUS, Plain, PlainNorm, Statuses, torn

PERIOD = "1960-07"
Formula = Callable[[Any, Any], Any]


def _variable(name: str, entity: Any, **attributes: Any) -> type[Variable]:
    return type(name, (Variable,), {"entity": entity, "definition_period": DateUnit.MONTH, **attributes})


def _branch(branch: Branch, plain: Plain, kinds: dict[str, type[Enum]]) -> Formula:
    """A formula for one alternative."""

    def formula(case: Any, period: Any) -> Any:
        found = np.ones(case.count, bool)
        for test in branch:
            given = case(test.name, period)
            if isinstance(test, Count):
                bound = test.threshold if isinstance(test.threshold, int) else case(test.threshold, period)
                found &= given >= bound if test.at_least else given < bound
            else:
                values = [one for one in plain.values[test.name] if one in test.values]
                wanted = [kinds[test.name][one] if isinstance(one, str) else one for one in values]
                found &= reduce(np.logical_or, [given == one for one in wanted])
        return found

    return formula


def _in_force(norm: PlainNorm, plain: Plain, kinds: dict[str, type[Enum]]) -> Formula:
    branches = [_branch(one, plain, kinds) for one in norm.branches]

    def formula(case: Any, period: Any) -> Any:
        found = np.zeros(case.count, bool)
        for one in branches:
            found |= one(case, period)
        for number in norm.above:
            found &= ~case(f"norm_{number}", period)
        return found

    return formula


def _status(action: int, plain: Plain) -> Formula:
    numbers = plain.by_modality(action)
    pairs = torn(numbers)
    codes = [NAMES.index(CONFLICT)] * len(pairs) + [NAMES.index(STATUS[one]) for one in numbers]

    def formula(case: Any, period: Any) -> Any:
        said = {
            one: reduce(np.logical_or, [case(f"norm_{number}", period) for number in some])
            for one, some in numbers.items()
        }
        conditions = [said[one] & said[other] for one, other in pairs] + list(said.values())
        silent = NAMES.index(SILENT)
        return np.select(conditions, codes, silent) if conditions else np.full(case.count, silent)

    return formula


class Populated:
    """The variables, in a system."""

    def __init__(self, plain: Plain) -> None:
        """Define them."""
        self._plain = plain
        case = build_entity(key="case", plural="cases", label="a case", is_person=True)
        self._system = TaxBenefitSystem([case])
        self._kinds = {
            name: Enum(f"kind_{name}", [(str(one), str(one)) for one in plain.values[name]])
            for name in plain.tested
            if name in plain.values and isinstance(plain.values[name][0], str)
        }
        for name in plain.tested:
            if kind := self._kinds.get(name):
                given = {"value_type": Enum, "possible_values": kind, "default_value": next(iter(kind))}
                self._system.add_variable(_variable(name, case, **given))
            else:
                self._system.add_variable(_variable(name, case, value_type=int))
        for norm in plain.norms:
            formula = _in_force(norm, plain, self._kinds)
            self._system.add_variable(_variable(f"norm_{norm.number}", case, value_type=bool, formula=formula))
        for action in range(len(plain.actions)):
            formula = _status(action, plain)
            self._system.add_variable(_variable(f"action_{action}", case, value_type=int, formula=formula))

    def decide(self, state: State) -> Statuses:
        """The decision on one state, as a population of one."""
        return self.statuses(self.decide_many(self.batch([state])))[0]

    def batch(self, states: Sequence[State]) -> Any:
        """How many there are, and arrays: codes of enumerations, and integers."""
        columns = {}
        for name in self._plain.tested:
            if kind := self._kinds.get(name):
                codes = {one.value: one.index for one in kind}
                columns[name] = EnumArray(np.array([codes[state[name]] for state in states], np.uint8), kind)
            else:
                columns[name] = np.array([state[name] for state in states], np.int32)
        return len(states), columns

    def decide_many(self, batch: Any) -> Any:
        """The codes of the statuses, an array an action."""
        count, columns = batch
        simulation = SimulationBuilder().build_default_simulation(self._system, count)
        for name, values in columns.items():
            simulation.set_input(name, PERIOD, values)
        return [simulation.calculate(f"action_{action}", PERIOD) for action in range(len(self._plain.actions))]

    def statuses(self, found: Any) -> list[Statuses]:
        """The rows, in words."""
        return [tuple(NAMES[code] for code in row) for row in zip(*found, strict=True)]


def load(policy: Policy, topic: str) -> Populated:
    """The system of a topic."""
    return Populated(Plain.of(policy, topic))
