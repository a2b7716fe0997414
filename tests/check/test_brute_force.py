"""Every static check against all states of small policies: nothing missed, nothing invented, each telling exact."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.check import CHECKS, Finding, check
from directives.play import play
from directives.policy import Policy
from directives.strategies import policies

from ..agreement.evaluators import EVALUATORS
from .counting import counting_policies
from .expected import box, expected, readings_of
from .naive import Naive, State, Topic

CODES = [
    "duty-conflict", "permission-conflict", "reserve-conflict", "clash", "impossible-duty", "gap", "silence",
    "dead-norm",
    "redundant-norm", "idle-override", "vacuous-condition", "idle-event", "idle-action", "idle-value", "reinstatement",
    "strain",
]  # fmt: skip
FIXED: list[dict[str, Any]] = [{}, {}, {"limit": 1}, {"limit": 2}]
ENGINE = "durable" if "durable" in EVALUATORS else "arrays"


def differences(policy: Policy, fixed: dict[str, Any]) -> list[str]:
    """How the findings of a policy differ from those expected."""
    naive = Naive(policy, fixed)
    wanted = expected(naive)
    findings = {named(one): one for one in check(policy, EVALUATORS[ENGINE](policy), fixed, CODES)}
    wrong = [f"missed: {name}" for name in wanted.keys() - findings.keys()]
    wrong += [f"invented: {name}" for name in findings.keys() - wanted.keys()]
    for name in wanted.keys() & findings.keys():
        states = wanted[name]
        told = [*untrue(naive, findings[name], states)] if states is not None else [*stateless(findings[name])]
        wrong += [f"{name}: {one}" for one in told]
    return wrong


def named(finding: Finding) -> tuple[str, str, tuple[str, ...], tuple[str, ...], str]:
    key = " ".join((finding.code, finding.topic, *finding.actions, *finding.norms))
    assert finding.id.startswith(key)
    return finding.code, finding.topic, finding.actions, finding.norms, finding.id.removeprefix(key).strip()


def stateless(finding: Finding):
    if finding.states is not None or finding.patches or finding.witness is not None or finding.undecided:
        yield "it is about the file, and tells states"


def untrue(naive: Naive, finding: Finding, states: set[State]):
    """What of a finding's telling is not so."""
    topic = naive.topics[finding.topic]
    there, compliant = set(naive.any_conduct[topic.name]), set(naive.compliant_conduct[topic.name])
    if (finding.states, finding.reachable) != (len(states), len(there)):
        yield f"{finding.states} of {finding.reachable} states, not {len(states)} of {len(there)}"
    if not exact_cover(topic, [one.values for one in finding.patches], states, there):
        yield "the cover is not exact, maximal and irredundant"
    if sum(one.new for one in finding.patches) != len(states):
        yield "the patches do not add up"
    some, every = readings_of(topic, states), readings_of(topic, there)
    if (finding.readings is None) != (some == every):
        yield f"for all readings: {some == every}"
    if finding.readings is not None and not exact_cover(
        topic, finding.readings, *({s for s in there if readings_of(topic, {s}) <= one} for one in (some, every))
    ):
        yield "the readings are not exact, maximal and irredundant"
    if finding.compliant is not None and finding.compliant != bool(states & compliant):
        yield f"compliant: {bool(states & compliant)}"
    if finding.exact:
        yield from unwitnessed(naive, topic, finding, states)
    elif finding.witness is None and not finding.undecided:
        yield "no witness, and nothing said of it"


def exact_cover(topic: Topic, patches: Any, states: set[State], there: set[State]) -> bool:
    """Whether the boxes hold just these of the reachable states, each as large as can be, each with one of its own."""
    boxes = [box(topic, one) for one in patches]
    own = [(one & states) - set().union(*(other for other in boxes if other is not one)) for one in boxes]
    grown = [
        box(topic, {**values, name: (*some, value)}) & (there - states)
        for values in patches
        for name, some in values.items()
        for value in topic.values[name]
        if value not in some
    ]
    return set().union(*boxes) & there == states and all(own) and all(grown)


def unwitnessed(naive: Naive, topic: Topic, finding: Finding, states: set[State]):
    """What is wrong with the witness: it is played, ends in a state of the finding, and is as short as can be."""
    if finding.witness is None:
        yield "no witness"
        return
    timeline = play(finding.witness, naive.policy, EVALUATORS["reference"](naive.policy))
    last = timeline.steps[-1]
    now = {**timeline.readings, **last.facts, **last.counters}
    most = {name: topic.values[name][-1] for name in last.counters}
    state = tuple(min(now[name], most[name]) if name in most else now[name] for name in topic.values)
    if timeline.summary.met < max(timeline.summary.expected, min(1, len(topic.actions))):
        yield "the witness does not meet what it expects"
    if state not in states:
        yield f"the witness ends in {state}"
    blamed = [one.judgement for one in timeline.steps if one.judgement not in (None, "compliant", "unregulated")]
    if finding.compliant and blamed:
        yield f"the witness is {blamed}"
    steps = naive.compliant_conduct[topic.name] if finding.compliant else naive.any_conduct[topic.name]
    near = {one: off(topic, one) for one in states if one in steps}
    least = min(steps[one] for one in near if near[one] == min(near.values()))
    others = [one.case for one in finding.witness.timeline if one.case != topic.name]
    taken = len(finding.witness.timeline) - 1 - (len(others) - len(set(others)))  # what others do first is not counted
    if (off(topic, state), taken) != (min(near.values()), least):
        yield f"the witness takes {taken} steps, not {least}, at {off(topic, state)} readings off their defaults"


def off(topic: Topic, state: State) -> int:
    defaults = topic.policy.defaults
    return sum(state[topic.at[name]] != defaults[name] for name in topic.values if name in defaults)


def compare(examples: int) -> dict[str, int]:
    """Compare so many drawn policies; how many findings there were of each kind."""
    seen = dict.fromkeys(CODES, 0)

    @settings(max_examples=examples)
    @given(st.one_of(policies(), counting_policies()), st.sampled_from(FIXED))
    def agree(policy: Policy, fixed: dict[str, Any]) -> None:
        for name in expected(Naive(policy, fixed)) if examples > 1000 else ():
            seen[name[0]] += 1
        assert differences(policy, fixed) == []

    agree()
    return seen


def test_the_static_checks_are_those_that_are_compared():
    assert set(CODES) <= CHECKS.keys()


def test_every_check_finds_just_what_there_is_in_small_policies():
    compare(40)


@pytest.mark.slow
def test_every_check_finds_just_what_there_is_in_many_small_policies(capsys):
    seen = compare(3000)
    with capsys.disabled():
        print("\n" + "\n".join(f"{number:>6,} {code}" for code, number in seen.items()))
    assert all(seen.values())
