"""Facts, counters, readings, steps and statuses as a teacher would say them, with the policy's own words.

Every sentence that the answers are made of is put together here; which of them to say, the answers decide.
"""

from collections.abc import Iterable, Sequence

from ..condition import Among, Count, Test
from ..play.telling import words
from ..policy import Action, Norm, Policy
from ..scenario import Scenario
from ..terms import Modality, Status
from .situation import Since, Situation, days

HEADLINES = {
    Status.CONFLICT: "The norms contradict one another on whether to {}.",
    Status.RESERVED: "Whether to {} is reserved: it is decided later.",
    Status.OBLIGATORY: "We must {}.",
    Status.FORBIDDEN: "We must not {}.",
    Status.PERMITTED: "We may {}.",
    Status.EXEMPT: "We need not {}.",
    Status.SILENT: "No norm in force says whether to {}.",
    Status.UNDETERMINED: "Whether we must, may or must not {} hangs on what is not known.",
}

VERBS = {
    Modality.OBLIGE: ("obliges us to it", "oblige us to it", "obliged us to it"),
    Modality.FORBID: ("forbids it", "forbid it", "forbade it"),
    Modality.PERMIT: ("permits it", "permit it", "permitted it"),
    Modality.EXEMPT: ("exempts us from it", "exempt us from it", "exempted us from it"),
    Modality.RESERVE: ("reserves it for later", "reserve it for later", "reserved it for later"),
}
"""What a norm does with its action, what several do, and what one did."""

NOT_SO = "it is not so that "
"""What stands before a clause that is denied."""


def headline(policy: Policy, action: str, status: Status) -> str:
    """A status of an action as a sentence.

    >>> from directives import load_policy
    >>> headline(load_policy(), "propose_extension", Status.PERMITTED)
    'We may propose to extend the contract.'
    """
    return HEADLINES[status].format(does(policy.actions[action]))


def question(policy: Policy, action: str, status: Status) -> str:
    """The question why an action does not have a status.

    >>> from directives import load_policy
    >>> question(load_policy(), "propose_extension", Status.PERMITTED)
    'Why is this not permitted: propose to extend the contract?'
    """
    return f"Why is this not {_called(status)}: {does(policy.actions[action])}?"


def wish(policy: Policy, action: str, status: Status) -> str:
    """The question what would give an action a status.

    >>> from directives import load_policy
    >>> wish(load_policy(), "propose_extension", Status.PERMITTED)
    'What would make this permitted: propose to extend the contract?'
    """
    return f"What would make this {_called(status)}: {does(policy.actions[action])}?"


def _called(status: Status) -> str:
    return {Status.CONFLICT: "contested", Status.SILENT: "left unsaid"}.get(status, status.value)


def does(action: Action) -> str:
    """What doing the action is, to follow `we` or `to`."""
    return action.says.rstrip(".")


def hedges(norm: Norm) -> tuple[str, ...]:
    """How the text says a norm, where it does not say it outright."""
    return tuple(word for word, so in (("as a rule", norm.general), ("implied", norm.implied)) if so)


def means(policy: Policy, name: str, values: Iterable[str | int]) -> str:
    """A fact or reading with one of some values, as a clause.

    >>> from directives import load_policy
    >>> means(load_policy(), "extension", ["none", "declined"])
    'no extension has been proposed or the extension has been declined'
    >>> means(load_policy(), "extension", ["none", "proposed", "accepted"])
    'it is not so that the extension has been declined'
    >>> means(load_policy(), "purchasable", ["anywhere"])
    'the reading purchasable is anywhere'
    """
    if name in policy.readings:
        return f"the reading {words(name)} is {spans(policy, name, values)}"
    fact = policy.facts[name]
    wanted = [one for one in fact.values if one in set(values)]
    if len(wanted) == len(fact.values) - 1 > 1:
        return f"{NOT_SO}{means(policy, name, set(fact.values) - set(wanted))}"
    if all(one in fact.means for one in wanted):
        return " or ".join(fact.means[one] for one in wanted)
    return f"the {words(name)} is {' or '.join(map(words, wanted))}"


def being(policy: Policy, name: str, value: str | int) -> str:
    """A fact, counter or reading at a value, as a clause.

    >>> from directives import load_policy
    >>> being(load_policy(), "new_items_requested", 2)
    'new items requested in the period: 2'
    """
    return f"{about(policy, name)}: {value}" if name in policy.counters else means(policy, name, [value])


def spans(policy: Policy, reading: str, values: Iterable[str | int]) -> str:
    """Some values of a reading, runs of integers drawn together.

    >>> from directives import load_policy
    >>> spans(load_policy(), "too_many_new_items", [0, 4, 5, 6])
    '0 or 4 to 6'
    """
    chosen = frozenset(values)
    runs: list[list[str | int]] = []
    for value in policy.readings[reading].domain:
        if value not in chosen:
            continue
        if runs and isinstance(value, int) and runs[-1][-1] == value - 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    said = [f"{run[0]} to {run[-1]}" if len(run) > 1 else words(str(run[0])) for run in runs]
    return " or ".join(said)


def about(policy: Policy, name: str) -> str:
    """What a fact, counter or reading is about, in the policy's words."""
    if name in policy.readings:
        return f"the reading {words(name)}"
    says = policy.facts[name].says if name in policy.facts else policy.counters[name].says
    return (says or f"the {words(name)}").rstrip(".")


def to_know(policy: Policy, name: str) -> str:
    """A fact or counter as something to be told, to follow `we need to know`.

    >>> from directives import load_policy
    >>> to_know(load_policy(), "contract")
    "whether the specialist's contract still runs"
    >>> to_know(load_policy(), "new_items_requested")
    'this number: new items requested in the period'
    """
    says = about(policy, name)
    asking = says.split(" ", 1)[0] in ("whether", "how", "what", "who", "which", "where", "when", "as", "the")
    return says if asking or name in policy.facts else f"this number: {says}"


def wanted(situation: Situation, test: Test) -> str:
    """What a test asks for, as a clause."""
    policy = situation.policy
    if isinstance(test, Among):
        return means(policy, test.name, test.values)
    return f"{about(policy, test.name)}: {_bound(situation, test, test.at_least)}"


def found(situation: Situation, test: Test) -> str:
    """What there is of what a test asks about, as a clause."""
    policy = situation.policy
    if isinstance(test, Count):
        return _counted(situation, test)
    if test.name in policy.readings:
        value = situation.readings[test.name]
        return means(policy, test.name, [value])
    values = situation.possible(test.name)
    return means(policy, test.name, values) if len(values) == 1 else f"it is not known {about(policy, test.name)}"


def _counted(situation: Situation, test: Count) -> str:
    if len(situation.counts(test.name)) > 1:
        return f"it is not known {to_know(situation.policy, test.name)}"
    number = situation.counters[test.name]
    return (
        f"{about(situation.policy, test.name)}: {number}, {_bound(situation, test, number >= bound(situation, test))}"
    )


def _bound(situation: Situation, test: Count, at_least: bool) -> str:
    named = f" by the reading {words(test.threshold)}" if isinstance(test.threshold, str) else ""
    if not at_least and not named and bound(situation, test) == 1:
        return "none"
    return f"{'at least' if at_least else 'fewer than'} {bound(situation, test)}{named}"


def bound(situation: Situation, test: Count) -> int:
    """The number that a test holds a counter against."""
    return int(situation.readings[test.threshold] if isinstance(test.threshold, str) else test.threshold)


def since(situation: Situation, test: Test) -> str:
    """Since when, and by what, it has been so; by which choice, where it is a reading.

    Empty for what nobody knows and for a count of none.
    """
    if isinstance(test, Count):
        steps = situation.counted.get(test.name, ())
        on = "on" if steps and steps[0].at else "at"
        return f"counted {on} {listed([_when(one) for one in steps])}" if steps else ""
    if test.name in situation.policy.readings:
        default = situation.policy.defaults[test.name]
        chosen = situation.readings[test.name] != default
        return f"chosen; by default {words(str(default))}" if chosen else "the default"
    known = situation.since.get(test.name) if len(situation.possible(test.name)) == 1 else None
    return since_when(situation.policy, known) if known else ""


def since_when(policy: Policy, known: Since) -> str:
    """A step as the reason for what has been so since then."""
    if not known.step:
        return "since the start"
    what = clause(policy, known)
    return f"{'known ' if known.learned else ''}since {_when(known)}, when {what}"


def clause(policy: Policy, step: Since) -> str:
    """What happened at a step, to follow `when`.

    >>> from directives import load_policy
    >>> clause(load_policy(), Since(step=1, event="contract_expires"))
    "the specialist's contract ran out"
    >>> clause(load_policy(), Since(step=2, action="propose_extension"))
    'our step was to propose to extend the contract'
    """
    if step.event is not None:
        return lowered(policy.events[step.event].says).rstrip(".")
    if step.action is not None:
        return f"our step was to {does(policy.actions[step.action])}"
    return "nothing new happened"


def _when(step: Since) -> str:
    return str(step.at) if step.at else f"step {step.step}"


def moment(scenario: Scenario, policy: Policy, case: str, step: int) -> str:
    """The moment just after a step, as a heading.

    >>> from directives import load_policy, load_scenario
    >>> student = {"scenario": "A", "case": {"topic": "learner"}, "timeline": [{"event": "access_denied"}]}
    >>> moment(load_scenario(student), load_policy(), "case", 1)
    'After step 1: The learner was shut out from studying.'
    """
    who = f"{words(case)}: " if len(scenario.matters) > 1 else ""
    day = days(scenario)[step]
    on = f", {day}" if day else ""
    if step == 0:
        return f"{who}At the start{on}."
    one = scenario.timeline[step - 1]
    if one.name is None:
        return f"{who}At step {step}{on}."
    also = scenario.case_of(one)
    other = f" ({words(also)})" if also != case else ""
    return f"{who}After step {step}{on}: {told(policy, one.event, one.action)}{other}"


def told(policy: Policy, event: str | None, action: str | None) -> str:
    """An event or action as the sentence by which `run` tells it."""
    if event is not None:
        return policy.events[event].says
    return f"We {does(policy.actions[action])}." if action is not None else "Nothing happens."


def listed(names: Sequence[str], last: str = "and") -> str:
    """Some names in a row.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def lowered(sentence: str) -> str:
    """A sentence that begins small, unless its first word is all capitals."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def raised(sentence: str) -> str:
    """A clause that begins large."""
    return sentence[:1].upper() + sentence[1:]
