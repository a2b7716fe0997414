"""The checks about time against naive search over explicit states: nothing missed or invented, no shorter story."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from directives import Policy, evaluator_for
from directives.check import CHECKS, Finding, Raw, Subject, check
from directives.play import play
from directives.space.paths import Trail
from directives.space.region import Region
from directives.space.topic_space import TopicSpace
from directives.space.ways import Way
from directives.strategies import policies

from .. import reference
from . import knotty
from .explicit import Findings, Naive, State, Topic

READINGS = {"limit": st.integers(0, 3), "days": st.integers(1, 4), "mood": st.sampled_from(["mild", "strict"])}
DRAWN: dict[str, SearchStrategy[Policy]] = {"policies of all kinds": policies(), "knots of duties": knotty.policies()}
CODES = ("undischargeable-duty", "stranded-duty", "trap", "unusable-permission")


@st.composite
def subjects(draw: st.DrawFn, drawn: SearchStrategy[Policy]) -> tuple[Subject, dict[str, Any]]:
    """A policy whose readings are fixed or left open, and the readings with which it is looked at."""
    policy = draw(drawn)
    readings = {name: draw(READINGS[name]) for name in policy.readings}
    return Subject(policy, readings if draw(st.booleans()) else {}), readings


def cut(space: TopicSpace, topic: Topic, state: State) -> State:
    """The state as the space has it: counters up to the largest number that they are compared with."""
    top = {name: int(space.layout.fields[name].classes[-1][0]) for name in topic.counters}
    return tuple(
        min(value, top[name]) if name in top else value for name, value in zip(topic.names, state, strict=True)
    )


def within(space: TopicSpace, topic: Topic, region: Region) -> set[State]:
    """The states of a region, every one that there is looked at."""
    states = {cut(space, topic, state) for state in topic.universe()}
    singles = {state: space.layout.single(topic.known(state)) for state in states}
    return {state for state, box in singles.items() if region.meets(Region(space.layout, (box,)))}


def looked_at(space: TopicSpace, readings: dict[str, Any]) -> Region:
    """All states with these readings."""
    return Region.of(space.layout, {name: [one] for name, one in readings.items() if name in space.layout.fields})


def steps(way: Way) -> int:
    """How many steps a way has; waiting is none."""
    return sum(step.move.kind != "wait" for step in way.steps)


def told(subject: Subject, code: str, readings: dict[str, Any]) -> dict[tuple[str, ...], Raw]:
    """What a check finds with these readings, by topic and actions."""
    raws = {(raw.topic, *raw.actions): raw for raw in CHECKS[code].find(subject)}
    return {key: raw for key, raw in raws.items() if raw.region.meets(looked_at(subject.space(key[0]), readings))}


def agree(subject: Subject, readings: dict[str, Any]) -> Counter[tuple[str, int]]:
    """Compare every check about time with the naive search; how many findings there were, by code and duties."""
    naive = Naive(subject.policy, readings)
    expected: dict[str, tuple[Findings, Findings]] = {
        "undischargeable-duty": (naive.duties(True, compliant=False), naive.duties(True, compliant=True)),
        "stranded-duty": (naive.duties(False, compliant=False), naive.duties(False, compliant=True)),
    }
    count: Counter[tuple[str, int]] = Counter()
    for code, (free, blameless) in expected.items():
        raws = told(subject, code, readings)
        assert raws.keys() == free.keys()
        for key, raw in raws.items():
            count[code, 1] += 1
            shows(subject, naive, raw, raw.trails.any, free[key], readings)
            shows(subject, naive, raw, raw.trails.compliant, blameless.get(key, {}), readings)
    count += agree_on_traps(subject, naive, readings)
    found = CHECKS["unusable-permission"].find(subject)
    here = {raw for raw in found if raw.region.meets(looked_at(subject.space(raw.topic), readings))}
    assert {(raw.topic, raw.norms[0]) for raw in here} == naive.permissions()
    count["unusable-permission", 1] += len(here)
    return count


def shows(
    subject: Subject, naive: Naive, raw: Raw, trail: Trail, states: dict[State, int], readings: dict[str, Any]
) -> None:
    """The trail has just these states, and leads there as shortly as can be."""
    space, topic = subject.space(raw.topic), naive.free.topics[raw.topic]
    here = looked_at(space, readings)
    assert within(space, topic, trail.region & here) == {cut(space, topic, state) for state in states}
    if states:
        assert steps(trail.way(here)) == min(states.values())


def agree_on_traps(subject: Subject, naive: Naive, readings: dict[str, Any]) -> Counter[tuple[str, int]]:
    """Compare the traps: of one duty each by itself; of several they are such and none is left out."""
    expected = naive.traps()
    raws = told(subject, "trap", readings)
    assert {key for key in raws if len(key) == 2} == {key for key in expected if len(key) == 2}
    assert raws.keys() <= expected.keys()
    trapped: dict[str, set[State]] = {name: set() for name in subject.policy.topics}
    missed: dict[str, set[State]] = {name: set() for name in subject.policy.topics}
    for key, states in expected.items():
        space, topic = subject.space(key[0]), naive.free.topics[key[0]]
        missed[key[0]] |= {cut(space, topic, state) for state in states}
        if len(key) == 2:
            shows(subject, naive, raws[key], raws[key].trails.any, states, readings)
    for key, raw in raws.items():
        space, topic = subject.space(raw.topic), naive.free.topics[raw.topic]
        found = within(space, topic, raw.region & looked_at(space, readings))
        assert found <= {cut(space, topic, state) for state in expected[key]}
        trapped[raw.topic] |= found
    assert trapped == missed
    return Counter(("trap", len(key) - 1) for key in raws)


def compare(kind: str, examples: int) -> Counter[tuple[str, int]]:
    count: Counter[tuple[str, int]] = Counter()

    @settings(max_examples=examples)
    @given(subjects(DRAWN[kind]))
    def agreeing(drawn: tuple[Subject, dict[str, Any]]) -> None:
        count.update(agree(*drawn))

    agreeing()
    return count


@pytest.mark.parametrize("kind", DRAWN)
def test_the_checks_about_time_find_what_naive_search_finds(kind: str) -> None:
    assert compare(kind, examples=100)


OFTEN = {
    ("undischargeable-duty", 1): 500,
    ("stranded-duty", 1): 80,
    ("trap", 1): 1_000,
    ("trap", 2): 12,
    ("unusable-permission", 1): 200,
}
"""Findings, by code and number of duties, that the draws of all kinds have together at least: under half the usual."""


@pytest.mark.slow
def test_the_checks_about_time_find_what_naive_search_finds_8_000_times(capsys: pytest.CaptureFixture[str]) -> None:
    count: Counter[tuple[str, int]] = Counter()
    for kind in DRAWN:
        count += compare(kind, examples=4_000)
    with capsys.disabled():
        print("\n" + ", ".join(f"{number} {code} of {size}" for (code, size), number in sorted(count.items())))
    assert {what: count[what] for what in OFTEN if count[what] <= OFTEN[what]} == {}


def replayed(policy: Policy, finding: Finding) -> None:
    """The witness plays as the reference plays it, and ends with the duties open that it is to show."""
    assert finding.witness is not None
    summary = play(finding.witness, policy, evaluator_for(policy, "arrays")).summary
    assert summary.met == summary.expected >= len(finding.actions)
    played = reference.Play(policy, finding.witness)
    assert played.impossible is None
    last = played.steps[-1]["verdict"]
    case = finding.topic
    if finding.code in ("undischargeable-duty", "stranded-duty"):
        (action,) = finding.actions
        assert last[action]["status"] == "obligatory"
        assert action in played.steps[-1]["impossible"]
        unfinished = {(duty["case"], duty["action"]) for duty in played.duties if duty["state"] in ("open", "standing")}
        assert (case, action) in unfinished or policy.actions[action].continuous
    if finding.compliant:
        assert {step["judgement"] for step in played.steps} <= {None, "compliant", "unregulated"}
    if finding.code == "unusable-permission":
        assert finding.norms[0] in last[finding.actions[0]]["norms"]


def simple(policy: Policy, topic: str) -> bool:
    """Whether nothing in another case is felt here and at most one counter falls: every story can be told then."""
    counters = [policy.counters[name] for name in policy.topics[topic].counters]
    return all(one.per == "case" for one in counters) and sum(one.within is not None for one in counters) <= 1


@pytest.mark.parametrize("kind", DRAWN)
def test_every_witness_replays_and_shows_the_open_duty(kind: str) -> None:
    @settings(max_examples=60)
    @given(DRAWN[kind])
    def replaying(policy: Policy) -> None:
        for finding in check(policy, evaluator_for(policy, "arrays"), codes=CODES):
            if finding.witness is None:
                assert finding.undecided
                assert not simple(policy, finding.topic)
            else:
                replayed(policy, finding)

    replaying()
