"""Everything that a comparison says of small random policies, held to all states taken one by one."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import Policy, evaluator_for
from directives.condition import Count
from directives.diff import Difference, Shift, difference
from directives.diff.edits import Edits, taken_back
from directives.play import play
from directives.strategies import policies
from tests import brute, reference

CAP = 4


def arrays(policy: Policy):
    return evaluator_for(policy, "arrays")


@st.composite
def amended_policies(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """A policy, and one that differs from it in some norms, claims, needs and pairs, and perhaps in what sets what."""
    one, other = brute.tamed(draw(policies())), brute.tamed(draw(policies()))
    fit = {
        name: norm.model_copy(update={"overrides": tuple(n for n in norm.overrides if n in one.norms and n < name)})
        for name, norm in other.norms.items()
        if norm.topic in one.topics
        and norm.action in one.actions_of(norm.topic)
        and told_of(norm) <= known(one, norm.topic)
    }
    taken = draw(st.lists(st.sampled_from(sorted(fit)), unique=True, max_size=3)) if fit else []
    dropped = draw(st.lists(st.sampled_from(sorted(one.norms)), unique=True, max_size=2))
    norms = {name: norm for name, norm in one.norms.items() if name not in dropped} | {
        name: fit[name] for name in taken
    }
    norms = {
        name: norm.model_copy(update={"overrides": tuple(n for n in norm.overrides if n in norms)})
        for name, norm in norms.items()
    }
    changed = {"norms": norms}
    if draw(st.booleans()):
        changed["incompatible"] = ()
    if draw(st.booleans()):
        changed["claims"] = {}
    if draw(st.booleans()):
        changed["actions"] = {name: action.model_copy(update={"needs": {}}) for name, action in one.actions.items()}
    after = Policy.model_construct(**{**dict(one), **changed})
    return one, after if not circular(after) else one


def told_of(norm) -> set[str]:
    def names(condition) -> Iterator[str]:
        yield from condition.entries if condition else ()
        for inner in (condition.any or ()) if condition else ():
            yield from names(inner)

    return {*names(norm.when), *names(norm.unless)}


def known(policy: Policy, topic: str) -> set[str]:
    has = policy.topics[topic]
    return {*has.facts, *has.counters, *policy.readings}


def circular(policy: Policy) -> bool:
    """Whether a norm overrides itself, through others or not."""

    def below(name: str, seen: frozenset[str]) -> bool:
        return name in seen or any(below(one, seen | {name}) for one in policy.norms[name].overrides)

    return any(below(name, frozenset()) for name in policy.norms)


def joint_states(before: Policy, after: Policy, topic: str) -> Iterator[tuple[dict[str, Any], bool, bool]]:
    """Every state of a topic that both policies know alike, and whether a case comes to it under each."""
    for chosen in brute.readings(before, after):
        there = brute.reachable(before, topic, chosen, CAP)
        here = brute.reachable(after, topic, chosen, CAP)
        for state in there | here:
            yield {**dict(state), **chosen}, state in there, state in here


def changes(before: Policy, after: Policy, topic: str):
    """For every subject and pair of things said, the states in which it is so."""
    found: dict[tuple[Any, str, str], list[dict[str, Any]]] = {}
    for state, _, _ in joint_states(before, after, topic):
        was, now = brute.verdict(before, topic, state), brute.verdict(after, topic, state)
        for subject in {**was, **now}:
            none = {"clash": "no", "conclusion": "(nothing)"}.get(subject[0])
            one, other = was.get(subject, none), now.get(subject, none)
            if one != other:
                found.setdefault((subject, one, other), []).append(state)
    return found


def subject_of(shift: Shift) -> tuple[str, ...]:
    return (shift.kind, *(sorted(set(shift.names)) if shift.kind == "clash" else shift.names))


def within(state: dict[str, Any], part, pair: tuple[Policy, Policy]) -> bool:
    """Whether some patch of the part holds the state."""
    return any(holds(patch, state, pair) for patch in part.patches)


def holds(patch, state: dict[str, Any], pair: tuple[Policy, Policy]) -> bool:
    """Whether a patch holds the state; a counter is told up to the largest number it is held against."""
    boxed = all(
        (min(state[name], largest(name, pair)) if isinstance(state[name], int) else state[name]) in values
        for name, values in patch.values.items()
    )
    return boxed and all(reference.admits(one, state[name], state) for name, one in patch.bounds.items())


def largest(name: str, pair: tuple[Policy, Policy]) -> int:
    """The largest number that either policy holds a counter against; CAP for a reading."""
    bounds = [0]
    for policy in pair:
        if name in policy.readings:
            return CAP
        for branch in (branch for branches in policy.branches.values() for branch in branches):
            for test in branch:
                if isinstance(test, Count) and test.name == name:
                    bounds.append(test.threshold if isinstance(test.threshold, int) else 3)
    return max(bounds)


@settings(max_examples=60)
@given(amended_policies())
def test_nothing_is_missed_and_nothing_invented(pair):
    before, after = pair
    found = difference(before, after, arrays)
    for topic in before.topics:
        expected = changes(before, after, topic)
        shifts = {(subject_of(one), one.before, one.after): one for one in found.shifts if one.topic == topic}
        assert shifts.keys() == expected.keys()
        every = [state for state, _, _ in joint_states(before, after, topic)]
        for key, shift in shifts.items():
            if all(part.more == 0 for part in shift.parts):
                for state in every:
                    inside = sum(within(state, part, pair) for part in shift.parts)
                    assert inside == (state in expected[key]), (key, state)
            for part in shift.parts:
                assert not redundant(part, every, pair)


def redundant(part, states: list[dict[str, Any]], pair: tuple[Policy, Policy]) -> bool:
    """Whether some patch of the part holds no state that the others do not hold."""
    holding = [[holds(patch, state, pair) for patch in part.patches] for state in states]
    alone = {held.index(True) for held in holding if held.count(True) == 1}
    return part.more == 0 and alone != set(range(len(part.patches)))


@pytest.mark.slow
@settings(max_examples=120)
@given(amended_policies())
def test_grounds_and_what_undoes_them_are_exact(pair):
    before, after = pair
    found = difference(before, after, arrays)
    edits = Edits(before, after).ruling
    for shift in found.shifts:
        expected = changes(before, after, shift.topic)[subject_of(shift), shift.before, shift.after]
        for state in expected[:40]:
            part = next(part for part in shift.parts if within(state, part, pair))
            assert set(part.before) == grounds(before, shift, state)
            assert set(part.after) == grounds(after, shift, state)
            assert {frozenset(one) for one in part.undone_by} == undoing(before, after, edits, shift, state)


def grounds(policy: Policy, shift: Shift, state: dict[str, Any]) -> set[str]:
    if shift.kind == "conclusion":
        claims = policy.claims_of(shift.topic)
        evaluation = reference.evaluate(policy, shift.topic, state)
        return {name for name, one in claims.items() if name in evaluation.matched and shift.names[0] in one.concludes}
    in_force = reference.evaluate(policy, shift.topic, state).in_force
    only = ("oblige",) if shift.kind != "status" else ("oblige", "forbid", "permit", "exempt", "reserve")
    return {n for n in in_force if policy.norms[n].action in shift.names and policy.norms[n].modality.value in only}


def undoing(before: Policy, after: Policy, edits, shift: Shift, state: dict[str, Any]) -> set[frozenset[str]]:
    """The smallest sets of all changes that, taken back, give what was said before, tried one by one."""
    none = {"clash": "no", "conclusion": "(nothing)"}.get(shift.kind)
    for number in range(1, len(edits) + 1):
        found = set()
        for some in combinations(edits, number):
            mixed = taken_back(before, after, some)
            if mixed and brute.verdict(mixed, shift.topic, state).get(subject_of(shift), none) == shift.before:
                found.add(frozenset(edit.called for edit in some))
        if found:
            return found
    return set()


@pytest.mark.slow
@settings(max_examples=120)
@given(amended_policies())
def test_a_difference_read_backwards_mirrors_it(pair):
    there, back = difference(*pair, arrays), difference(*reversed(pair), arrays)
    mirrored = {"stricter": "laxer", "laxer": "stricter"}
    assert mirrored.get(there.relation, there.relation) == back.relation
    turned = [(*one[:3], one[4], one[3], *one[5:-2], one[-1], one[-2]) for one in told(back)]
    assert Counter(map(settled, told(there))) == Counter(map(settled, turned))


def settled(one: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same whatever the order in which the grounds are told."""
    (was, before), (now, after), *numbers = one[3:-2]
    return (*one[:3], was, now, frozenset(zip(before, after, numbers[1:], strict=True)), *one[-2:])


def told(found: Difference) -> Iterator[tuple[Any, ...]]:
    for one in found.shifts:
        grounds: Counter[tuple[Any, ...]] = Counter()
        for part in one.parts:  # what undoes a shift need not undo it read backwards, so parts may be cut otherwise
            grounds[part.before, part.after] += part.states
        sides = (one.before, tuple(before for before, _ in grounds)), (one.after, tuple(after for _, after in grounds))
        yield (one.topic, one.kind, one.names, *sides, one.states, *grounds.values(), one.only_before, one.only_after)


@settings(max_examples=30)
@given(policies())
def test_a_policy_is_equivalent_to_itself(policy):
    found = difference(policy, policy, arrays)
    assert found.equivalent
    assert found.shifts == ()
    assert found.relation == "same"


@settings(max_examples=60)
@given(amended_policies())
def test_every_shift_has_a_witness_that_replays_on_both_sides(pair):
    before, after = pair
    same_frame = not Edits(before, after).framing and not any(
        e.section == "actions" for e in Edits(before, after).ruling
    )
    for shift in difference(before, after, arrays).shifts:
        assert shift.witness is not None
        assert shift.witness.one_story or not same_frame
        for scenario, policy in ((shift.witness.before, before), (shift.witness.after, after)):
            if scenario is not None:
                summary = play(scenario, policy, reference_evaluator(policy)).summary
                assert summary.met == summary.expected


def reference_evaluator(policy: Policy):
    from tests.agreement.evaluators import Reference

    return Reference(policy)


@pytest.mark.slow
@settings(max_examples=120)
@given(amended_policies())
def test_taking_everything_back_gives_the_earlier_verdicts_and_nothing_the_later(pair):
    before, after = pair
    edits = Edits(before, after).ruling
    whole, none = taken_back(before, after, edits), taken_back(before, after, ())
    for topic in before.topics:
        for state, _, _ in list(joint_states(before, after, topic))[:60]:
            assert brute.verdict(whole, topic, state) == brute.verdict(before, topic, state)
            assert brute.verdict(none, topic, state) == brute.verdict(after, topic, state)
