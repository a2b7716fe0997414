"""The main road: load a scenario and its policy, choose an evaluator, play."""

import functools
import logging
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from .. import engine as durable
from ..errors import EngineMissingError
from ..files import load_policy, load_scenario
from ..policy import Policy
from ..scenario import Scenario
from ..space import Arrays
from ..verdict import Evaluator
from .player import play
from .timeline import Timeline

ENGINES = ("durable", "arrays")
"""What `--engine` can name: the rules engine, and the array reading that runs everywhere."""


def run(
    scenario: Scenario | str | FilePath | Mapping[str, Any],
    policy: Policy | None = None,
    *,
    readings: Mapping[str, str | int] | None = None,
    engine: str | None = None,
    literal: bool = False,
) -> Timeline:
    """The timeline of a scenario given as a model, a file or plain data.

    `policy` is by default the packaged one that the scenario names, `engine` the rules engine where it imports;
    `literal` leaves implied norms out. Raises FaultsError for what is wrong in the scenario.

    >>> student = {"scenario": "A student", "case": {"topic": "learner", "standing": "trainee", "access": "denied"}}
    >>> run(student, engine="arrays").steps[0].verdict["study_diligently"].status.value
    'exempt'
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario, policy)
    about = policy or load_policy(loaded.policy)
    about = about.literal() if literal else about
    return play(loaded, about, evaluator_for(about, engine), readings)


def evaluator_for(policy: Policy, engine: str | None = None) -> Evaluator:
    """The evaluator that `engine` names; by default durable_rules where it imports, else the array reading.

    Raises EngineMissingError when durable_rules was asked for and does not import, ValueError for another name.
    """
    if engine == "arrays":
        return Arrays(policy)
    if engine not in (None, "durable"):
        raise ValueError(f"unknown engine `{engine}`: one of {', '.join(ENGINES)}")
    try:
        return durable.RulesEngine(policy)
    except EngineMissingError as error:
        if engine == "durable":
            raise
        _say_once(str(error))
        return Arrays(policy)


@functools.cache
def _say_once(why: str) -> None:
    logging.getLogger("directives").warning("%s\nRunning on the array reading instead; the answers are the same.", why)
