"""The array reading of a policy: norms as bits, states as masks over them."""

from .arrays import Arrays

__all__ = ["Arrays"]
