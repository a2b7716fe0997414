"""How a property is stated: what it is about, what breaks it, and the function that asserts it.

A property that nothing breaks says nothing. So each names changes, in words, under which it no longer holds: mostly a
small amendment of the remarks, and where it is about play rather than the policy, a wrong way of playing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

from directives import Policy, policy_from

from .encoding import Encoding

Change = Callable[[Encoding], Encoding]
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Property:
    """Something that holds of the remarks, whatever is drawn; `clauses` are those of the document it rests on."""

    name: str
    about: Callable[[Policy], SearchStrategy[Any]]
    clauses: tuple[str, ...]
    broken_by: Mapping[str, Change]
    holds: Callable[[Encoding, Any], None]

    def __str__(self) -> str:
        return self.name

    def check(self, encoding: Encoding, **how: Any) -> None:
        """Raise AssertionError if Hypothesis finds something of which it does not hold."""

        def holds(drawn: Any) -> None:
            self.holds(encoding, drawn)

        holds.__name__ = self.name  # by which Hypothesis tells it, and keeps its examples apart from others
        examined = given(self.about(encoding.policy))(holds)
        settings(suppress_health_check=[HealthCheck.too_slow], **how)(examined)()


def holds(
    about: Callable[[Policy], SearchStrategy[Any]], *clauses: str, broken_by: Mapping[str, Change]
) -> Callable[[Callable[[Encoding, Any], None]], Property]:
    """Make a property of the function below: it takes an encoding and something drawn, and asserts."""
    return lambda function: Property(function.__name__, about, clauses, broken_by, function)


def amended(**sections: Mapping[str, Fields | None]) -> Change:
    """Change entries of a policy as an amendment does: the fields named are replaced, and None repeals."""

    def change(encoding: Encoding) -> Encoding:
        content = encoding.policy.model_dump(mode="json", by_alias=True, exclude_none=True)
        for section, entries in sections.items():
            for name, fields in entries.items():
                whole = {**content[section].get(name, {}), **(fields or {})}
                content[section][name] = {key: value for key, value in whole.items() if value is not None}
                if fields is None:
                    _repeal(content, section, name)
        return replace(encoding, policy=policy_from(content))

    return change


def norm(name: str, **fields: Any) -> Change:
    """Change fields of one norm; a field that is None is dropped."""
    return amended(norms={name: fields})


def without(name: str) -> Change:
    """Repeal one norm."""
    return amended(norms={name: None})


def _repeal(content: dict[str, Any], section: str, name: str) -> None:
    del content[section][name]
    for norm in content["norms"].values():
        norm["overrides"] = [other for other in norm["overrides"] if (section, name) != ("norms", other)]
