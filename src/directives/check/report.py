"""A whole check as one thing: what was checked and how, the findings, what of them was accepted, how many there are.

It is the JSON of `directives check`, and what the texts and pages are made of. How a finding is found it does not know.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from pydantic import PrivateAttr

from ..acceptance import Acceptance
from ..amendment import Amendment
from ..condition import Model, Value
from ..errors import FaultsError, Places
from ..files import amended, reading_faults
from ..play import evaluator_for
from ..policy import Policy
from ..space.region import TooManyBoxesError
from ..space.sweep import TooWideError
from .accept import accepted, stale
from .check import counted, found
from .finding import Finding, Severity
from .registry import CHECKS
from .subject import Subject

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From the gravest on."""


class Kind(Model):
    """A kind of finding that was looked for: its code, how grave it is, and in words what it is and what to do."""

    code: str
    severity: Severity
    definition: str
    quiet: str
    cure: str


class Summary(Model):
    """How many findings of each severity are not accepted, how many are; how many states cases can come to at all."""

    errors: int
    warnings: int
    notes: int
    accepted: int
    reachable: int


class Report(Model):
    """What `directives check` found in a policy.

    `format` is the version of its JSON; a new key does not raise it. `readings` are those that were fixed, `kinds` what
    was looked for, `topics` the number of reachable states of each topic (None where it could not be found within the
    budget), `stale` the ids of an acceptance that no finding has.
    """

    format: Literal[1] = 1
    policy: str
    title: str
    amendments: tuple[str, ...] = ()
    literal: bool = False
    readings: dict[str, Value] = {}
    kinds: tuple[Kind, ...]
    topics: dict[str, int | None]
    findings: tuple[Finding, ...]
    stale: tuple[str, ...] = ()
    summary: Summary
    _checked: Policy | None = PrivateAttr(default=None)

    @property
    def checked(self) -> Policy:
        """The policy as it was checked, amended and literal as the case may be; ValueError if read from JSON."""
        if self._checked is None:
            raise ValueError("a report that was read from JSON does not know its policy")
        return self._checked

    def of(self, policy: Policy) -> "Report":
        """The same report, knowing what was checked, so that it can be told in words."""
        self._checked = policy
        return self

    def failing(self, on: Iterable[str]) -> list[Finding]:
        """The findings, not accepted, that are of one of these codes or as grave as one of these severities."""
        named = set(on)
        least = max((SEVERITIES.index(one) for one in SEVERITIES if one in named), default=-1)
        grave = SEVERITIES[: least + 1]
        return [one for one in self.findings if not one.accepted and (one.severity in grave or one.code in named)]

    def __str__(self) -> str:
        """The report in plain words, as `directives check` prints it; the bare fields if it was read from JSON."""
        from .to_text import to_text  # it tells reports, so it stands above them

        return to_text(self) if self._checked else super().__str__()

    def _repr_html_(self) -> str:
        from .to_html import to_section  # likewise

        return to_section(self) if self._checked else super()._repr_html_()


def report(  # noqa: PLR0913  # each keyword is an option of the command
    policy: Policy,
    *,
    readings: Mapping[str, Value] | None = None,
    amendments: Sequence[Amendment] = (),
    literal: bool = False,
    codes: Iterable[str] | None = None,
    acceptance: Acceptance | None = None,
    engine: str | None = None,
) -> Report:
    """A report on a policy, or on what amendments make of it; `literal` leaves implied norms out.

    `readings` are fixed to one value each, `codes` name the checks (by default all), witnesses are replayed through the
    `engine`. Raises FaultsError for a reading that the policy does not declare and for an amendment that does not fit.

    >>> from directives import load_policy
    >>> report(load_policy(), readings={"too_many_new_items": 0}, codes=["duty-conflict"]).summary.errors
    2
    """
    about = amended(policy, *amendments)
    about = about.literal() if literal else about
    if wrong := list(reading_faults(about, readings or {}, Places("readings"))):
        raise FaultsError(wrong)
    wanted = _gravest_first(CHECKS if codes is None else dict.fromkeys(codes))
    subject = Subject(about, dict(readings or {}))
    findings = accepted(found(subject, evaluator_for(about, engine), wanted), acceptance)
    topics = {topic: _reachable(subject, topic) for topic in about.topics}
    return Report(
        policy=about.policy,
        title=about.title,
        amendments=tuple(one.title for one in amendments),
        literal=literal,
        readings=dict(readings or {}),
        kinds=tuple(_kind(code) for code in wanted),
        topics=topics,
        findings=findings,
        stale=tuple(stale(findings, acceptance, wanted)),
        summary=_summary(findings, sum(one or 0 for one in topics.values())),
    ).of(about)


def _reachable(subject: Subject, topic: str) -> int | None:
    try:
        return counted(subject.reachable(topic))
    except (TooManyBoxesError, TooWideError):
        return None


def _gravest_first(codes: Iterable[str]) -> list[str]:
    return sorted(codes, key=lambda code: SEVERITIES.index(CHECKS[code].severity))


def _kind(code: str) -> Kind:
    one = CHECKS[code]
    return Kind(code=code, severity=one.severity, definition=one.definition, quiet=one.quiet, cure=one.cure)


def _summary(findings: Sequence[Finding], reachable: int) -> Summary:
    left = [one.severity for one in findings if not one.accepted]
    errors, warnings, notes = (left.count(one) for one in SEVERITIES)
    return Summary(
        errors=errors, warnings=warnings, notes=notes, accepted=len(findings) - len(left), reachable=reachable
    )
