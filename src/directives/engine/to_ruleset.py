"""From a topic of a policy to rules: what applies, what sets what aside, what is in force, what follows.

The engine alone decides, by rules of four kinds:

- an alternative of a condition holds: its norm or claim `applies`;
- a norm applies and a superior of it is `in_force`: it is `set_aside` by that one;
- a norm applies, its phase has come, and nothing sets it aside: it is `in_force`;
- a claim applies: it `concludes` what it says.

A phase is a message that opens one stratum: norms whose superiors all belong to earlier ones. When it comes, all that
can set these norms aside has been stated, so that the negation never meets a statement that comes late; durable_rules
gets that wrong. This module knows nothing of how rules are run.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from ..condition import Branch, Count
from ..policy import Policy
from .patterns import Comparison, Pattern, comparisons
from .ruleset import Rule, Ruleset, Statement

TOGETHER = 60
"""As many patterns may match one message: the engine has room for 64, and says nothing of those beyond."""

Rules: TypeAlias = Iterator[tuple[str, Rule]]


def to_ruleset(policy: Policy, topic: str) -> Ruleset:
    """The rules that decide which norms of a topic are in force.

    >>> from directives import load_policy
    >>> print(to_ruleset(load_policy(), "learner"))
    ST.2a/1: state (name is 1) => applies ST.2a
    ST.2b/1: state (name is 1, the_access is denied) => applies ST.2b
    ST.2b sets aside ST.2a: applies (name is ST.2a), in_force (name is ST.2b) => set_aside ST.2a by ST.2b
    ST.2a in force: applies (name is ST.2a), phase (name is 1), no set_aside (name is ST.2a) => in_force ST.2a
    ST.2b in force: applies (name is ST.2b) => in_force ST.2b
    complete: state (name is 1), phase (name is 1) => complete learner
    """
    norms, claims = policy.norms_of(topic), policy.claims_of(topic)
    branches = [(name, branch) for name in (*norms, *claims) for branch in policy.branches[name]]
    superiors = {
        name: [other for other in policy.superiors[name] if other in norms] for name in policy.ranked if name in norms
    }
    phases = _phases(superiors)
    parts = max(1, -(-len(branches) // TOGETHER))
    last = len(set(phases.values()))
    rules = itertools.chain(
        _alternatives(policy, branches),
        _set_aside(norms, superiors),
        _in_force(norms, phases),
        _concluding(claims),
        _complete(topic, parts, last),
    )
    tested = {name for _, branch in branches for name in _spoken_of(branch)}
    about = policy.topics[topic]
    names = (*about.facts, *about.counters, *(name for name in policy.readings if name in tested))
    return Ruleset(topic, dict(rules), names, parts, last)


def _spoken_of(branch: Branch) -> Iterator[str]:
    for test in branch:
        yield test.name
        if isinstance(test, Count) and isinstance(test.threshold, str):
            yield test.threshold


def _phases(superiors: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The phase of each norm that has superiors: stratum after stratum, few enough of them together.

    A norm's stratum is the longest chain of superiors above it; the mapping has superiors first.
    """
    strata: dict[str, int] = {}
    for name, above in superiors.items():
        strata[name] = max((strata[other] + 1 for other in above), default=0)
    found: dict[str, int] = {}
    phase = 0
    for stratum in range(1, max(strata.values(), default=0) + 1):
        settled = [name for name in superiors if strata[name] == stratum]
        for start in range(0, len(settled), TOGETHER):
            phase += 1
            found |= dict.fromkeys(settled[start : start + TOGETHER], phase)
    return found


def _state(part: int, found: Iterable[Comparison] = ()) -> Pattern:
    return Pattern("state", (Comparison("name", "is", str(part)), *found))


def _alternatives(policy: Policy, branches: Iterable[tuple[str, Branch]]) -> Rules:
    seen: dict[str, int] = {}
    for index, (name, branch) in enumerate(branches):
        seen[name] = seen.get(name, 0) + 1
        when = _state(1 + index // TOGETHER, comparisons(branch, policy.domains))
        yield f"{name}/{seen[name]}", Rule((when,), Statement("applies", name), tuple(_spoken_of(branch)))


def _set_aside(norms: Iterable[str], superiors: Mapping[str, Iterable[str]]) -> Rules:
    for name in norms:
        for other in superiors[name]:
            when = (Statement("applies", name).pattern(), Statement("in_force", other).pattern())
            yield f"{other} sets aside {name}", Rule(when, Statement("set_aside", name, by=other))


def _in_force(norms: Iterable[str], phases: Mapping[str, int]) -> Rules:
    for name in norms:
        when = [Statement("applies", name).pattern()]
        if name in phases:
            when.append(Statement("phase", str(phases[name])).pattern())
            when.append(Statement("set_aside", name).pattern(absent=True))
        yield f"{name} in force", Rule(tuple(when), Statement("in_force", name))


def _concluding(claims: Iterable[str]) -> Rules:
    for name in claims:
        yield f"{name} concludes", Rule((Statement("applies", name).pattern(),), Statement("concludes", name))


def _complete(topic: str, parts: int, phases: int) -> Rules:
    """The rule that fires when all others have: without its statement a run is not to be trusted."""
    opened = [Statement("phase", str(phases)).pattern()] if phases else []
    yield "complete", Rule((_state(parts), *opened), Statement("complete", topic), last=True)
