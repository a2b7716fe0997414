"""Many cases at once: tables and files of them, evaluated row by row with the meaning that one state has.

Needs the extra `population` (narwhals, pyarrow); pandas and Polars are used where the table is theirs.
"""

from .cases import Cases
from .evaluate import evaluate
from .evaluate_file import Filed, evaluate_file
from .evaluate_log import Judged, Logs
from .log_file import LogFiled, evaluate_log_file
from .planes import Legend

__all__ = [
    "Cases",
    "Filed",
    "Judged",
    "Legend",
    "LogFiled",
    "Logs",
    "evaluate",
    "evaluate_file",
    "evaluate_log_file",
]
