"""How consistent a policy is: one file for each kind of finding, exact over all states, each with a witness."""

from .check import check
from .finding import Finding, Patch
from .registry import CHECKS, Check
from .subject import Raw, Subject
from .witness import replayed, witness

__all__ = ["CHECKS", "Check", "Finding", "Patch", "Raw", "Subject", "check", "replayed", "witness"]
