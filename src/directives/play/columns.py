"""Columns on a terminal: how many a text takes, and a text folded into lines of so many.

A wide character (Chinese, Japanese, Korean) takes two columns and may be parted from the next one; a mark that is set
over another character takes none.
"""

import itertools
import textwrap
import unicodedata
from collections.abc import Iterator

_OPENING, _CLOSING = ("Ps", "Pi"), ("Pe", "Pf", "Po")
"""Categories of marks that do not end a line, and of those that do not begin one."""


def columns(text: str) -> int:
    r"""The columns that a text takes.

    >>> columns("retain"), columns("挽留"), columns("e\u0301tude")
    (6, 4, 5)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def padded(text: str, room: int) -> str:
    """The text with spaces after it as far as it leaves some of the room.

    >>> padded("挽留", 6) + "|"
    '挽留  |'
    """
    return text + " " * (room - columns(text))


def folded(text: str, width: int, hyphens: bool = True) -> list[str]:
    """The text in lines of at most `width` columns, all white space as one space; `hyphens` lets words part there.

    >>> folded("to retain once", 9), folded("一视同仁。", 8)
    (['to retain', 'once'], ['一视同', '仁。'])
    """
    if columns(text) == len(text):
        return textwrap.wrap(text, width, break_on_hyphens=hyphens)
    lines = [""]
    for piece in _pieces(" ".join(text.split()), width):
        if not lines[-1] or columns((lines[-1] + piece).rstrip()) <= width:
            lines[-1] += piece.lstrip() if not lines[-1] else piece
        else:
            lines.append(piece.lstrip())
    return [line.rstrip() for line in lines if line]


def shortened(text: str, width: int) -> str:
    """As much of the text as fits into a line of `width` columns.

    >>> shortened("to retain once", 14), shortened("to retain once", 13)
    ('to retain once', 'to retain ...')
    """
    lines = folded(text, width)
    return "".join(lines) if len(lines) < 2 else f"{folded(text, width - 4)[0]} ..."


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(text: str, width: int) -> Iterator[str]:
    """What is not parted: a word, or a wide character with the marks that open before it and close after it; spaces."""
    held = ""
    for character in _characters(text, width):
        if held and not _closes(character) and unicodedata.category(held[-1]) not in _OPENING:
            yield held
            held = ""
        held += character
    yield held


def _characters(text: str, width: int) -> Iterator[str]:
    """Each wide character by itself; words and spaces whole, but for words that are longer than a line."""
    for (_, wide), some in itertools.groupby(text, lambda one: (one == " ", _columns(one) == 2)):
        run = "".join(some)
        step = 1 if wide else width
        yield from (run[at : at + step] for at in range(0, len(run), step))


def _closes(piece: str) -> bool:
    return len(piece) == 1 and _columns(piece) == 2 and unicodedata.category(piece) in _CLOSING
