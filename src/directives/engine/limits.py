"""What durable_rules can carry. Beyond these limits it hangs, drops rules or crashes: such a ruleset is refused.

The limits were measured on version 2.0.28 and lie below where it breaks. This module knows nothing of policies.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from ..errors import LimitError
from ..policy import MOST_COUNTED
from .patterns import PREFIX, Comparison
from .ruleset import Ruleset

MOST_RULES = 4000
"""Rules in a ruleset: it refuses more than 4,096."""
MOST_ALIKE = 400
"""Names that patterns of one kind ask for, of norms and claims above all: it hangs when there are 512."""
MOST_WAITING = 250
"""Rules that wait for the same statement: it writes past the end of a list at 257."""
MOST_COMPARISONS = 400
"""Comparisons in one pattern: no end was found at 1,000, only slowness."""
MOST_PROPERTIES = 240
"""Facts, counters and readings in a state: it refuses a message of 255 properties."""

CURE = "\n  help: split the topic, or use the array reading (`--engine arrays`), which has no such limit"

_WORDS = ("id", "sid", "kind", "name", "by")


def check_limits(ruleset: Ruleset) -> None:
    """Raise LimitError unless durable_rules can carry the rules.

    >>> from directives import load_policy
    >>> from directives.engine import to_ruleset
    >>> check_limits(to_ruleset(load_policy(), "specialist"))
    """
    for what, found, most in _counts(ruleset):
        if found > most:
            _refuse(ruleset, f"has {found:,} {what}; the rules engine carries at most {most:,}")
    for comparison in _comparisons(ruleset):
        if isinstance(comparison.value, int) and abs(comparison.value) > MOST_COUNTED:
            _refuse(ruleset, f"asks whether `{comparison}`; the rules engine carries integers up to {MOST_COUNTED:,}")
    for one, other in _taken_for_one_another([*_WORDS, *(PREFIX + name for name in ruleset.names)]):
        _refuse(ruleset, f"has `{one}` and `{other}`, which the rules engine takes for one another")


def _refuse(ruleset: Ruleset, why: str) -> None:
    raise LimitError(f"topic `{ruleset.topic}` {why}{CURE}")


def _counts(ruleset: Ruleset) -> Iterator[tuple[str, int, int]]:
    """What is limited: its name, how much of it there is, how much there may be."""
    patterns = [pattern for rule in ruleset.rules.values() for pattern in rule.when]
    alike = Counter(kind for kind, _ in {(pattern.kind, pattern.comparisons[0]) for pattern in patterns})
    waiting = Counter((pattern.kind, pattern.comparisons) for pattern in patterns)
    yield "norms and claims", max(alike.values()), MOST_ALIKE
    yield "rules", len(ruleset.rules), MOST_RULES
    yield "facts, counters and readings", len(ruleset.names), MOST_PROPERTIES
    yield "comparisons in one alternative", max(len(pattern.comparisons) for pattern in patterns), MOST_COMPARISONS
    yield "exceptions to or by one norm", max(waiting.values()), MOST_WAITING


def _comparisons(ruleset: Ruleset) -> Iterator[Comparison]:
    for rule in ruleset.rules.values():
        for pattern in rule.when:
            yield from pattern.comparisons


def _taken_for_one_another(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names of properties with the same hash: the engine compares nothing else of them."""
    known: dict[int, str] = {}
    for name in names:
        if known.setdefault(fnv(name), name) != name:
            yield known[fnv(name)], name


def fnv(text: str) -> int:
    """The hash by which durable_rules knows names and ids: FNV-1a of 32 bits.

    >>> fnv("id")
    926444256
    """
    found = 0x811C9DC5
    for byte in text.encode():
        found = ((found ^ byte) * 0x01000193) & 0xFFFFFFFF
    return found
