"""The door to tables of cases from the top of the package: what it takes is loaded when it is called."""

from collections.abc import Mapping
from typing import Literal, TypeVar

from .condition import Value
from .policy import Policy

Frame = TypeVar("Frame")


def evaluate(  # noqa: PLR0913  # choices, each with a name and a default
    frame: Frame,
    policy: Policy | None = None,
    *,
    topic: str | None = None,
    readings: Mapping[str, Value] | None = None,
    lists: bool = False,
    errors: Literal["raise", "report"] = "raise",
    prefix: str = "",
) -> Frame:
    """A pandas, Polars or PyArrow table of cases with their verdicts beside them, in its own kind.

    What is read, added and raised: `directives.population.evaluate`, which this calls. Raises ModuleNotFoundError,
    which says what to install, where the extra `population` is missing.

    >>> import pyarrow as pa
    >>> evaluate(pa.table({"access": ["denied", None]}), topic="learner")["study_diligently"].to_pylist()
    ['exempt', 'undetermined']
    """
    try:
        from . import population
    except ModuleNotFoundError as error:
        cure = f'evaluate needs {error.name}: pip install "directives[population]"'
        raise ModuleNotFoundError(cure, name=error.name) from None
    return population.evaluate(frame, policy, topic=topic, readings=readings, lists=lists, errors=errors, prefix=prefix)
