"""Ensembles over time: many cases and many runs at once, by chance, with the meaning that one scenario has."""

from .outcome import Came, Simulated
from .simulate import simulate
from .trajectory import trajectory

__all__ = ["Came", "Simulated", "simulate", "trajectory"]
