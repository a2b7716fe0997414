"""A played scenario in plain words: what happened, what now holds and why, ready for any page.

It chooses what is worth saying and says it with the policy's own sentences; how that is laid out on a
terminal or a page is for `to_text.py`, `to_markdown.py` and `to_html.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..policy import Occurrence, Policy
from ..scenario import Scenario
from ..terms import UNKNOWN, DutyState, Judgement, Modality, Status, StepKind
from ..verdict import Ruling, SetAside
from .timeline import Duty, Moment, Timeline

WORDS = {
    Status.CONFLICT: "conflict",
    Status.OBLIGATORY: "must",
    Status.FORBIDDEN: "must not",
    Status.PERMITTED: "may",
    Status.EXEMPT: "need not",
    Status.RESERVED: "reserved",
    Status.UNDETERMINED: "depends",
    Status.SILENT: "silent",
}
"""How each status is said, in the order in which a telling gives them."""

STILL = {
    Status.CONFLICT: "conflict over",
    Status.UNDETERMINED: "undecided on",
    Status.RESERVED: "reserved:",
    Status.SILENT: "silent on",
}
"""Those that are said otherwise within a sentence."""

LEADS = {
    "because": "because ",
    "aside": "not: ",
    "strain": "strain: ",
    "support": "in keeping: ",
    "open": "perhaps: ",
    "claim": "it follows: ",
}
"""What leads a point in, by its kind; others stand alone."""

DIRECTS = {
    Modality.OBLIGE: "obliges",
    Modality.FORBID: "forbids",
    Modality.PERMIT: "permits",
    Modality.EXEMPT: "exempts",
    Modality.RESERVE: "reserves",
}


@dataclass(frozen=True)
class Point:
    """One reason: its kind (`norm`, `because`, `aside`, `strain`, `open`, `depends`), its words, its source."""

    kind: str
    text: str
    cite: str = ""


@dataclass(frozen=True)
class Said:
    """A ruling in words: how it is said, of which action, by which norms, and the points that give the reasons."""

    status: Status
    action: str
    norms: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Scene:
    """One step in words. `still` names the rulings that are as before, `silent` the unregulated actions
    where these change.
    """

    at: str
    case: str
    topic: str
    kind: StepKind
    name: str
    sentence: str
    facts: tuple[str, ...]
    judgement: tuple[Judgement, str] | None
    said: tuple[Said, ...]
    still: tuple[str, ...]
    silent: tuple[str, ...]
    remarks: tuple[Point, ...]
    unmet: tuple[str, ...]


@dataclass(frozen=True)
class Telling:
    """A whole timeline in words."""

    title: str
    about: str
    readings: tuple[str, ...]
    scenes: tuple[Scene, ...]
    duties: tuple[tuple[Duty, str], ...]
    judgements: tuple[tuple[Judgement, str], ...]
    expected: str
    cases: tuple[str, ...] = field(default=())


def words(name: str) -> str:
    """A name of a file as words.

    >>> words("propose_extension")
    'propose extension'
    """
    return name.replace("_", " ")


def tell(timeline: Timeline, scenario: Scenario, policy: Policy, full: bool = False) -> Telling:
    """The timeline in words; `full` repeats what has not changed and lists what the text is silent on."""
    return Telling(
        title=timeline.scenario,
        about=" ".join(scenario.about.split()),
        readings=tuple(
            f"{words(name)}: {words(str(value))} (by default {words(str(policy.defaults[name]))})"
            for name, value in timeline.readings.items()
            if value != policy.defaults[name]
        ),
        scenes=tuple(_scenes(timeline, policy, full)),
        duties=tuple((duty, who(duty.case, scenario) + duty_sentence(duty)) for duty in timeline.duties),
        judgements=tuple(
            (moment.judgement, f"{_day(moment)}{who(moment.case, scenario)}{words(moment.name or '')}")
            for moment in timeline.steps
            if moment.judgement is not None
        ),
        expected=_expected(timeline),
        cases=tuple(scenario.matters),
    )


def who(case: str, scenario: Scenario) -> str:
    """The case that a sentence is about, where there are several."""
    return f"{case}: " if len(scenario.matters) > 1 else ""


def duty_sentence(duty: Duty) -> str:
    """A duty in words.

    >>> duty_sentence(Duty(case="c", action="express_regret", norms=("SP.2e",), since=None, state=DutyState.OPEN))
    'express regret (SP.2e): still to be done at the end'
    """
    since = f" since {duty.since}" if duty.since else ""
    until = f" on {duty.until}" if duty.until else ""
    how = {
        DutyState.OPEN: f"{since}: still to be done at the end",
        DutyState.STANDING: f"{since}: stands to the end, to be kept up",
        DutyState.DISCHARGED: f"{since}: done{until}",
        DutyState.LAPSED: f"{since}: no longer due{until.replace(' on ', ' from ')}",
    }
    return f"{words(duty.action)} ({', '.join(duty.norms)}){how[duty.state]}"


def because(matched: Mapping[str, str | int]) -> str:
    """The facts that a norm matched, in words.

    >>> because({"contract": "expired", "retention_attempts": 1})
    'contract expired, retention attempts 1'
    """
    return ", ".join(f"{words(name)} {words(str(value))}" for name, value in matched.items())


def norm_point(policy: Policy, name: str, kind: str = "norm") -> Point:
    """A norm in its own plain words, with its clause; hedged and implied norms are told as such."""
    norm = policy.norms[name]
    hedges = [word for word, so in (("as a rule", norm.general), ("implied", norm.implied)) if so]
    return Point(kind, norm.says, ", ".join([name, f"clause {norm.clause}", *hedges]))


def said(policy: Policy, action: str, moment: Moment) -> Said:
    """A ruling with all its reasons."""
    ruling = moment.verdict[action]
    points = [*_points(policy, ruling), *_practical(policy, action, moment)]
    return Said(ruling.status, words(action), ", ".join(ruling.norms), tuple(points))


def _practical(policy: Policy, action: str, moment: Moment) -> Iterator[Point]:
    """What else one should know of an action that must or may be done: that it cannot be, which principle it serves."""
    ruling = moment.verdict[action]
    if ruling.status is Status.PERMITTED and (needs := lacking(policy, policy.actions[action], moment)):
        yield Point("cannot", f"it cannot be done now: it needs {needs}")
    for name in ruling.strains:
        yield Point("strain", policy.principles[name].says, f"strains {name}")
    for name, principle in policy.principles.items():
        if action in principle.supports and ruling.status in (Status.PERMITTED, Status.OBLIGATORY):
            yield Point("support", principle.says, f"supports {name}")


def lacking(policy: Policy, occurrence: Occurrence, moment: Moment) -> str:
    """What an event or action needs and does not find, in words; empty where it could happen."""
    wanted = policy.admitted(occurrence.needs)
    return ", and ".join(
        f"{words(fact)} to be {' or '.join(words(one) for one in policy.facts[fact].values if one in values)}"
        f" (it is {words(moment.facts[fact])})"
        for fact, values in wanted.items()
        if moment.facts[fact] not in (*values, UNKNOWN)
    )


def _points(policy: Policy, ruling: Ruling) -> Iterator[Point]:
    for name in ruling.norms:
        yield norm_point(policy, name)
        if ruling.because.get(name):
            yield Point("because", because(ruling.because[name]))
    for name in ruling.open:
        yield norm_point(policy, name, "open")
    if ruling.depends_on:
        yield Point("depends", "it depends on what nobody has said: " + ", ".join(map(words, ruling.depends_on)))
    for aside in ruling.set_aside:
        yield norm_point(policy, aside.norm, "aside")
        yield Point("by", _why_aside(policy, aside, ruling))


def _why_aside(policy: Policy, aside: SetAside, ruling: Ruling) -> str:
    """Which norms set a norm aside, and why these stand: what they say, unless the ruling tells it already."""
    elsewhere = [policy.norms[name].says for name in aside.by if name not in ruling.norms]
    return f"set aside by {', '.join(aside.by)}" + (": " + " ".join(elsewhere) if elsewhere else "")


def _scenes(timeline: Timeline, policy: Policy, full: bool) -> Iterator[Scene]:
    before: dict[str, Moment] = {}
    for moment in timeline.steps:
        yield _scene(moment, before.get(moment.case), policy, full)
        before[moment.case] = moment


def _scene(moment: Moment, before: Moment | None, policy: Policy, full: bool) -> Scene:
    told = [name for name, one in moment.verdict.items() if _worth_telling(one)]
    told.sort(key=lambda name: list(WORDS).index(moment.verdict[name].status))
    new = [name for name in told if full or before is None or _changed(name, moment, before, policy)]
    silent = _silent(moment)
    return Scene(
        at=str(moment.at or ""),
        case=moment.case,
        topic=words(moment.topic),
        kind=moment.kind,
        name=moment.name or "",
        sentence=_sentence(moment, policy),
        facts=tuple(_changes(moment, before)),
        judgement=(moment.judgement, grounds(moment, policy)) if moment.judgement else None,
        said=tuple(said(policy, name, moment) for name in new),
        still=tuple(
            f"{STILL.get(status := moment.verdict[name].status, WORDS[status])} {words(name)}"
            f"{_by_norms(moment.verdict[name])}"
            for name in told
            if name not in new
        ),
        silent=silent if full or before is None or silent != _silent(before) or not told else (),
        remarks=tuple(remarks_on(moment, policy)),
        unmet=tuple(
            f"expected {one.of} {one.expected}, got {one.actual}" for one in moment.expectations if not one.met
        ),
    )


def _changed(name: str, moment: Moment, before: Moment, policy: Policy) -> bool:
    """Whether there is something new to say of an action: another ruling, or a permission out of reach by now."""
    if before.verdict[name] != moment.verdict[name]:
        return True
    permitted, action = moment.verdict[name].status is Status.PERMITTED, policy.actions[name]
    return permitted and bool(lacking(policy, action, moment)) > bool(lacking(policy, action, before))


def _by_norms(ruling: Ruling) -> str:
    return f" ({', '.join(ruling.norms)})" if ruling.norms else f" ({' or '.join(ruling.open)})" if ruling.open else ""


def _worth_telling(ruling: Ruling) -> bool:
    """Whether some norm speaks of the action, be it one that is set aside."""
    return ruling.status is not Status.SILENT or bool(ruling.set_aside)


def _silent(moment: Moment) -> tuple[str, ...]:
    return tuple(words(name) for name, one in moment.verdict.items() if not _worth_telling(one))


def _sentence(moment: Moment, policy: Policy) -> str:
    if moment.kind is StepKind.EVENT and moment.name:
        return policy.events[moment.name].says
    if moment.kind is StepKind.ACTION and moment.name:
        return f"We {policy.actions[moment.name].says.rstrip('.')}."
    return "How things stand at the start." if moment.kind is StepKind.START else "How things stand now."


def _changes(moment: Moment, before: Moment | None) -> Iterator[str]:
    """Every fact and counter at the start; afterwards those that have changed."""
    for now, then in (
        (moment.facts, before.facts if before else {}),
        (moment.counters, before.counters if before else {}),
    ):
        for name, value in now.items():
            if then.get(name) != value:
                yield f"{words(name)}: {words(str(value))}"


def grounds(moment: Moment, policy: Policy) -> str:
    """What a judgement rests on, in words."""
    certain = ", ".join(_directing(moment.grounds, policy))
    perhaps = " or ".join(f"{name} {DIRECTS[policy.norms[name].modality]} it" for name in moment.open_grounds)
    if moment.judgement is Judgement.UNDETERMINED:
        return "; ".join(filter(None, ("it hangs on unknown facts", certain, perhaps and f"perhaps {perhaps}")))
    if certain:
        return certain
    return f"{perhaps}, whichever applies" if perhaps else "no norm speaks of it"


def _directing(norms: Iterable[str], policy: Policy) -> Iterator[str]:
    """What norms direct of an action: `SP.1a and SP.1d forbid it`."""
    by_modality: dict[Modality, list[str]] = {}
    for name in norms:
        by_modality.setdefault(policy.norms[name].modality, []).append(name)
    for modality, names in by_modality.items():
        yield f"{' and '.join(names)} {DIRECTS[modality] if len(names) == 1 else modality.value} it"


def remarks_on(moment: Moment, policy: Policy) -> Iterator[Point]:
    """What else holds at a moment: clashes, duties that cannot be done, what claims conclude."""
    for clash in moment.clashes:
        why = next(both.why for both in policy.incompatible if both.pair == clash)
        yield Point("clash", f"clash: must {words(clash[0])} and must {words(clash[1])}, but {why}")
    for action in moment.impossible:
        needs = lacking(policy, policy.actions[action], moment)
        yield Point("impossible", f"impossible duty: must {words(action)}, which needs {needs}")
    for what, value in moment.conclusions.items():
        claims = [name for name in moment.claims if policy.claims[name].concludes.get(what) == value]
        yield Point("claim", f"{words(what)} {words(value)}", ", ".join(claims))


def _day(moment: Moment) -> str:
    return f"{moment.at} " if moment.at else ""


def _expected(timeline: Timeline) -> str:
    one = timeline.summary
    return f"{one.met} of {one.expected} expectations met" if one.expected else ""
