"""A report in plain words: each finding's norms, states, readings, witness and cure, ready for any page.

It chooses what is worth saying; how that is laid out is for `to_text.py`, `to_markdown.py` and `to_html.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..play.telling import DIRECTS, STILL, WORDS, words
from ..policy import Policy
from ..scenario import Scenario, Step
from ..terms import Judgement, Status
from ..verdict import status_of
from .finding import Finding, Patch, Slice
from .report import Kind, Report

FEW = 3
"""As many patches are told, of the rest their number and share; `full` tells them all."""


@dataclass(frozen=True)
class Spoken:
    """A norm of a finding: its name, what it does with its action, the status that gives, its own words, its clause."""

    name: str
    directs: str
    gives: Status
    says: str
    clause: str


@dataclass(frozen=True)
class Where:
    """Regions of a finding: at which readings, and each in words with its number of states; what is left out."""

    at: str
    regions: tuple[tuple[str, str], ...]
    rest: str


@dataclass(frozen=True)
class Told:
    """A finding in words. `about` and `brief` tell it in one line: its actions or else its norms, and its first region.

    Where there are no regions `about` is empty and `brief` its sentence.
    """

    finding: Finding
    says: str
    norms: tuple[Spoken, ...]
    about: str
    brief: str
    share: str
    where: Where | None
    counted: str
    readings: str
    witness: tuple[str, ...]
    todo: str
    undecided: str


@dataclass(frozen=True)
class Group:
    """The findings of one kind; `folded` where a line for each will do."""

    kind: Kind
    told: tuple[Told, ...]
    folded: bool


@dataclass(frozen=True)
class Telling:
    """A whole report in words."""

    title: str
    about: tuple[str, ...]
    groups: tuple[Group, ...]
    quiet: str
    summary: str


def tell(report: Report, full: bool = False) -> Telling:
    """The report in words; `full` unfolds notes and tells every region."""
    groups = tuple(
        Group(kind, tuple(told(one, report, full) for one in some), folded=kind.severity == "note" and not full)
        for kind in report.kinds
        if (some := [one for one in report.findings if one.code == kind.code])
    )
    quiet = [kind.code for kind in report.kinds if not any(one.code == kind.code for one in report.findings)]
    return Telling(
        title=f"{report.title} ({report.policy})",
        about=tuple(_about(report)),
        groups=groups,
        quiet=f"Nothing found by: {', '.join(quiet)}." if quiet else "",
        summary=summary(report),
    )


def summary(report: Report) -> str:
    """The counts of a report as one line."""
    one = report.summary
    found = [_many(number, name) for number, name in ((one.errors, "error"), (one.warnings, "warning"))]
    found += [_many(one.notes, "note"), *([f"{one.accepted} accepted"] if one.accepted else [])]
    return _capital(f"{', '.join(found)}; {scope(report)}")


def scope(report: Report) -> str:
    """What was looked at, and what was not."""
    states = f"{report.summary.reachable:,} reachable states in {_many(len(report.topics), 'topic')}"
    unknown = [words(topic) for topic, number in report.topics.items() if number is None]
    states += f", not counted those of {', '.join(unknown)}" if unknown else ""
    left = [one.code for one in report.findings if one.undecided and one.states is None]
    return f"{states}; not decided: {', '.join(left)}" if left else f"{states}, every one of them looked at"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _many(number: int, name: str) -> str:
    return f"{number or 'no'} {name}{'' if number == 1 else 's'}"


def _about(report: Report) -> Iterator[str]:
    for title in report.amendments:
        yield f"As amended: {title}"
    if report.literal:
        yield "Implied norms are left out: only what the text says outright."
    if report.readings:
        chosen = ", ".join(f"{words(name)} {words(str(value))}" for name, value in report.readings.items())
        yield f"Readings fixed: {chosen}. The others may have any value."


def told(finding: Finding, report: Report, full: bool = False) -> Told:
    """A finding of the report in words; `full` tells every region."""
    policy = report.checked
    where = _where(finding, policy, full)
    return Told(
        finding=finding,
        says=_capital(finding.says) + ".",
        norms=tuple(_spoken(policy, name) for name in finding.norms),
        about=_about_what(finding, report) if where else "",
        brief=where.regions[0][0] if where and where.regions else finding.says,
        share="" if finding.states is None else percent(finding.states, finding.reachable or 0),
        where=where,
        counted=_counted(finding),
        readings=_readings(finding, report),
        witness=tuple(witness_lines(finding.witness, policy)) if finding.witness else (),
        todo=_capital(finding.advice) + "." if finding.advice else "",
        undecided=finding.undecided,
    )


def _about_what(finding: Finding, report: Report) -> str:
    """The actions of a finding, with its norms where another of its kind and topic is about the same actions."""
    actions, norms = ", ".join(map(words, finding.actions)), ", ".join(finding.norms)
    alike = [
        one
        for one in report.findings
        if (one.code, one.topic, one.actions) == (finding.code, finding.topic, finding.actions)
    ]
    return (f"{actions} ({norms})" if len(alike) > 1 and norms else actions) or norms


def _spoken(policy: Policy, name: str) -> Spoken:
    norm = policy.norms[name]
    hedges = [word for word, so in (("as a rule", norm.general), ("implied", norm.implied)) if so]
    return Spoken(
        name,
        DIRECTS[norm.modality],
        status_of((norm.modality,)),
        norm.says,
        ", ".join([f"clause {norm.clause}", *hedges]),
    )


def _where(finding: Finding, policy: Policy, full: bool) -> Where | None:
    """The regions of a finding: where they hang on readings those at the nearest ones, which fewer words can tell."""
    if finding.nearest:
        return _regions(_at(finding.nearest, policy), finding.nearest.patches, finding.nearest.states, full)
    return _regions("", finding.patches, finding.states or 0, full) if finding.patches else None


def _at(nearest: Slice, policy: Policy) -> str:
    """At which readings a slice is, and how many states it has."""
    of = f"exactly {nearest.states:,} of {nearest.reachable:,} states ({percent(nearest.states, nearest.reachable)})"
    if not nearest.readings:
        return f"at the default readings, {of}"
    off = " and ".join(f"{words(name)} {words(str(value))}" for name, value in nearest.readings.items())
    others = len(policy.readings) > len(nearest.readings)
    return f"with {off}{' and the other readings at their defaults' if others else ''}, {of}"


def _regions(at: str, patches: Sequence[Patch], states: int, full: bool) -> Where:
    shown, rest = (patches, ()) if full else (patches[:FEW], patches[FEW:])
    sizes = [f"{one.states:,} state{'s' if one.states > 1 else ''}" if len(patches) > 1 else "" for one in shown]
    untold, over = (states - sum(one.new for one in some) for some in (shown, patches))
    # a cover that was cut off leaves states that no patch has
    more = f"{'over ' if over else ''}{len(rest)} more" if rest else "more"
    left = f"{more}, {percent(untold, states)} of the states" if rest or over else ""
    return Where(at, tuple((one.words, size) for one, size in zip(shown, sizes, strict=True)), left)


def percent(part: int, whole: int) -> str:
    """A share in per cent; one that is not nothing is never told as 0, one that is not all never as 100."""
    share = 100 * part / whole if whole else 0.0
    if 0 < share < 0.1:
        return "under 0.1 %"
    return "over 99.9 %" if 99.9 < share < 100 else f"{share:.1f} %".replace(".0 %", " %")


def _counted(finding: Finding) -> str:
    if finding.states is None or not finding.reachable:
        return ""
    share = percent(finding.states, finding.reachable)
    over = f", over all readings in {_many(len(finding.patches), 'region')}" if finding.nearest else ""
    reachable = f"{finding.states:,} of the {finding.reachable:,} reachable states ({share}){over}"
    conduct = {True: "; compliant conduct leads there", False: "; only conduct against the text leads there"}
    unsure = "" if finding.exact else "; how far counters may fall together is taken widely"
    return reachable + (conduct[finding.compliant] if finding.compliant is not None else "") + unsure


def _readings(finding: Finding, report: Report) -> str:
    """For which readings it holds; of those that were fixed the heading tells."""
    if not finding.states or not report.checked.readings:
        return ""
    every = finding.readings is None and report.readings
    return "for all values of the readings not fixed" if every else finding.readings_words


def witness_lines(scenario: Scenario, policy: Policy) -> Iterator[str]:
    """A witness in two or three lines: readings off their defaults, the cases, the steps, what holds at the end."""
    chosen = [f"{words(name)} {words(str(value))}" for name, value in scenario.readings.items()]
    cases = "; ".join(_cases(scenario)) + "."
    yield f"With {', '.join(chosen)}: {cases}" if chosen else _capital(cases)
    happened = [_happening(step, same, policy) for step, same in _alike(scenario)]
    if happened:
        yield " ".join(happened)
    if ends := "; ".join(statuses_said(scenario.timeline[-1].expect)) if scenario.timeline else "":
        yield (f"Then{_later(scenario)}" if happened else "At once") + f": {ends}."


def _later(scenario: Scenario) -> str:
    """How much later the end is than the step before it, where that is more than a day."""
    days = [step.at for step in scenario.timeline if step.at is not None]
    passed = (days[-1] - days[-2]).days if len(days) > 1 else 0
    return f", {passed:,} days later" if passed > 1 else ""


def _cases(scenario: Scenario) -> Iterator[str]:
    """The cases in words, those that are alike together."""
    by_kind: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for name, case in scenario.matters.items():
        by_kind.setdefault((case.topic, tuple(case.facts.items())), []).append(name)
    for (topic, facts), names in by_kind.items():
        called = names if len(scenario.matters) > 1 else []
        one = f"{'an' if topic[0] in 'aeiou' else 'a'} {words(topic)}"
        kind = one if not called or called == [topic] else f"{', '.join(called)} ({words(topic)})"
        yield kind + (" with " + ", ".join(f"{words(name)} {words(value)}" for name, value in facts) if facts else "")


def _alike(scenario: Scenario) -> Iterator[tuple[Step, str]]:
    """The events and actions, those alike that follow one another together, with the cases where there are several."""
    happening = [step for step in scenario.timeline if step.name is not None]
    for _, some in groupby(happening, key=lambda step: (step.name, step.judged)):
        same = list(some)
        cases = ", ".join(scenario.case_of(step) for step in same)
        yield same[0], cases if len(scenario.matters) > 1 else f"{len(same)} times" if len(same) > 1 else ""


def _happening(step: Step, cases: str, policy: Policy) -> str:
    says = policy.events[step.event].says if step.event else f"We {policy.actions[step.action or ''].says}"
    aside = ", ".join(
        one for one in (cases, f"a {step.judged.value}" if step.judged is Judgement.VIOLATION else "") if one
    )
    return says.rstrip(".") + (f" ({aside})" if aside else "") + "."


def statuses_said(statuses: Mapping[str, Status]) -> Iterator[str]:
    """What holds of some actions, those of one status together.

    >>> list(statuses_said({"urge_to_stay": Status.FORBIDDEN, "send_back": Status.FORBIDDEN}))
    ['must not urge to stay, send back']
    """
    by_status: dict[Status, list[str]] = {}
    for action, status in statuses.items():
        by_status.setdefault(status, []).append(words(action))
    for status in sorted(by_status, key=list(WORDS).index):
        yield f"{STILL.get(status, WORDS[status])} {', '.join(by_status[status])}"
