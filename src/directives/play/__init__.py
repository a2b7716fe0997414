"""A scenario through an evaluator: timeline, counters, judgements, duties, expectations, coverage."""

from .player import play
from .run import ENGINES, evaluator_for, run
from .timeline import Duty, Expectation, Moment, Summary, Timeline
from .validate import validated

__all__ = [
    "ENGINES",
    "Duty",
    "Expectation",
    "Moment",
    "Summary",
    "Timeline",
    "evaluator_for",
    "play",
    "run",
    "validated",
]
