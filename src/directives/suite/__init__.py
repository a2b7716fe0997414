"""What a suite of scenarios is worth: which verdicts it visits, and which mutants of the policy it kills."""

from .mutant import KINDS, Mutant, mutants
from .mutation import Mutation, Survivor, mutation
from .suggest import Suggestions, suggestions
from .verdicts import SpaceCoverage, TopicCoverage, Unvisited, space_coverage

__all__ = [
    "KINDS",
    "Mutant",
    "Mutation",
    "SpaceCoverage",
    "Suggestions",
    "Survivor",
    "TopicCoverage",
    "Unvisited",
    "mutants",
    "mutation",
    "space_coverage",
    "suggestions",
]
