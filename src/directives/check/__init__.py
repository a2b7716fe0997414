"""How consistent a policy is: one file for each kind of finding, exact over all states, each with a witness."""

from .check import check
from .finding import Finding, Patch, Slice
from .registry import CHECKS, Check
from .report import Report, report
from .subject import Raw, Subject
from .to_html import to_html
from .to_markdown import to_markdown
from .to_sarif import to_sarif
from .to_text import to_text
from .witness import replayed, witness
from .witness_files import witness_files

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "Patch",
    "Raw",
    "Report",
    "Slice",
    "Subject",
    "check",
    "replayed",
    "report",
    "to_html",
    "to_markdown",
    "to_sarif",
    "to_text",
    "witness",
    "witness_files",
]
