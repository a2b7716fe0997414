"""A scenario through an evaluator: timeline, counters, judgements, duties, expectations, coverage."""

from .player import attempt, play
from .run import ENGINES, evaluator_for, run
from .timeline import Attempt, Break, Duty, Expectation, Moment, Summary, Timeline
from .validate import validated

__all__ = [
    "ENGINES",
    "Attempt",
    "Break",
    "Duty",
    "Expectation",
    "Moment",
    "Summary",
    "Timeline",
    "attempt",
    "evaluator_for",
    "play",
    "run",
    "validated",
]
