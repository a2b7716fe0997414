"""What if: why, why not, the smallest change, an interview."""

from .flip import Flip, flip
from .interview import Interview, Question
from .interview_finding import Finding, finding, saved
from .why import Why, why
from .why_not import WhyNot, why_not

__all__ = ["Finding", "Flip", "Interview", "Question", "Why", "WhyNot", "finding", "flip", "saved", "why", "why_not"]
