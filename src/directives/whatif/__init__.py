"""What if: a story with something changed, what hangs on a value; why, why not, the smallest change, an interview."""

from .change import Amend, Change, Choose, Drop, Insert, Set
from .flip import Flip, flip
from .from_words import Words, amendments_from, changes_from
from .interview import Interview, Question
from .interview_finding import Finding, finding
from .save import saved
from .variant import Story
from .vary import Table, expanded, varied, vary
from .what_if import WhatIf, what_if
from .why import Why, why
from .why_not import WhyNot, why_not

__all__ = [
    "Amend",
    "Change",
    "Choose",
    "Drop",
    "Finding",
    "Flip",
    "Insert",
    "Interview",
    "Question",
    "Set",
    "Story",
    "Table",
    "WhatIf",
    "Why",
    "WhyNot",
    "Words",
    "amendments_from",
    "changes_from",
    "expanded",
    "finding",
    "flip",
    "saved",
    "varied",
    "vary",
    "what_if",
    "why",
    "why_not",
]
