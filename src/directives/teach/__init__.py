"""What a teacher can hand out: the lesson file."""

from .lesson import lesson

__all__ = ["lesson"]
