"""What if: why, why not, the smallest change, an interview."""

from .flip import Flip, flip
from .why import Why, why
from .why_not import WhyNot, why_not

__all__ = ["Flip", "Why", "WhyNot", "flip", "why", "why_not"]
