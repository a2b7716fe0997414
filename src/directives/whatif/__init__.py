"""What if: a story with something changed, what hangs on a value, what an amendment does."""

from .change import Amend, Change, Choose, Drop, Insert, Set
from .from_words import Words, amendments_from, changes_from
from .save import saved
from .variant import Story
from .vary import Table, expanded, varied, vary
from .what_if import WhatIf, what_if

__all__ = [
    "Amend",
    "Change",
    "Choose",
    "Drop",
    "Insert",
    "Set",
    "Story",
    "Table",
    "WhatIf",
    "Words",
    "amendments_from",
    "changes_from",
    "expanded",
    "saved",
    "varied",
    "vary",
    "what_if",
]
