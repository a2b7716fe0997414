"""Many cases at once: tables of them, evaluated row by row with the meaning that one state has.

Needs the extra `population` (narwhals, pyarrow); pandas and Polars are used where the table is theirs.
"""

from .cases import Cases
from .evaluate import evaluate
from .planes import Legend

__all__ = ["Cases", "Legend", "evaluate"]
