"""Tests of a topic as rules: strata, phases, parts, and what durable_rules needs of them to be sound."""

import itertools
import json

import pytest

from directives.engine import to_ruleset
from directives.engine.limits import fnv
from directives.engine.to_ruleset import TOGETHER

from .policies import chain_of, policy_of


def phase_of(ruleset, norm):
    """The phase for which the rule that puts a norm in force waits; 0 if for none."""
    waited = [one for one in ruleset.rules[f"{norm} in force"].when if one.kind == "phase"]
    return int(waited[0].comparisons[0].value) if waited else 0


def test_a_norm_comes_after_the_longest_chain_of_its_superiors():
    norms = {"N.1": {}, "N.2": {"overrides": ["N.1"]}, "N.3": {"overrides": ["N.1", "N.2"]}, "N.4": {}}
    ruleset = to_ruleset(policy_of(norms), "matter")
    assert [phase_of(ruleset, norm) for norm in norms] == [2, 1, 0, 0]
    assert ruleset.phases == 2


def test_norms_of_one_stratum_share_a_phase_until_they_are_too_many():
    pairs = range(TOGETHER + 1)
    norms = {f"L.{n}": {} for n in pairs} | {f"H.{n}": {"overrides": [f"L.{n}"]} for n in pairs}
    ruleset = to_ruleset(policy_of(norms), "matter")
    assert ruleset.phases == 2
    assert [phase_of(ruleset, f"L.{n}") for n in pairs] == [1] * TOGETHER + [2]


def test_alternatives_that_are_too_many_for_one_message_go_to_parts_of_the_state():
    ruleset = to_ruleset(policy_of({f"N.{n}": {} for n in range(2 * TOGETHER + 1)}), "matter")
    assert ruleset.parts == 3
    assert len(list(ruleset.opening({}))) == 3


def test_a_superior_in_another_topic_does_not_count(remarks):
    known = remarks.model_dump(exclude_unset=True)
    learner, specialist = known["norms"]["ST.2a"], known["norms"]["ST.2c"]
    known["norms"] = {"N.1": learner, "N.2": {**specialist, "overrides": ["N.1"]}}
    policy = type(remarks).model_validate({**known, "claims": {}})
    assert to_ruleset(policy, "learner").phases == 0


def test_nothing_is_negated_before_its_phase_has_come(remarks):
    for policy, topic in [(chain_of(5), "matter"), *((remarks, topic) for topic in remarks.topics)]:
        for rule in to_ruleset(policy, topic).rules.values():
            kinds = [pattern.kind for pattern in rule.when]
            absent = [pattern.kind for pattern in rule.when if pattern.absent]
            assert absent in ([], ["set_aside"])
            assert not absent or kinds == ["applies", "phase", "set_aside"]


def test_aliases_beside_a_negation_lie_where_no_frame_is_lost():
    for rule in to_ruleset(chain_of(3), "matter").rules.values():
        if any(pattern.absent for pattern in rule.when):
            assert all(fnv(pattern.kind) % 16 >= 8 for pattern in rule.when if not pattern.absent)


def test_the_engine_cannot_take_one_message_for_another():
    ids = ["sid-0", *(f"{kind}{number}" for kind in "spf" for number in range(1, 10_000))]
    assert len({fnv(one) for one in ids}) == len(ids)


def test_messages_of_a_run_differ_in_their_ids(remarks):
    for topic, one in remarks.topics.items():
        ruleset = to_ruleset(remarks, topic)
        state = {name: remarks.facts[name].values[0] for name in one.facts} | dict.fromkeys(one.counters, 0)
        messages = [*ruleset.opening({**remarks.defaults, **state}), *ruleset.waited_for.values()]
        assert len({json.loads(message)["id"] for message in messages}) == len(messages)


def test_only_what_some_rule_waits_for_is_told_to_the_engine():
    ruleset = to_ruleset(chain_of(2), "matter")
    assert [str(one) for one in ruleset.waited_for] == [
        "applies N.1", "applies N.2", "set_aside N.1 by N.2", "in_force N.2",
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["id", "sid", "kind", "name", "by", "m", "s"])
def test_no_fact_is_taken_for_a_word_of_the_engine(word):
    ruleset = to_ruleset(policy_of({"N.1": {"when": {word: "yes"}}}, {word: ["yes", "no"]}), "matter")
    (message,) = ruleset.opening({word: "yes"})
    assert json.loads(message) == {"id": "p1", "kind": "state", "name": "1", f"the_{word}": "yes"}


def words(definition):
    if isinstance(definition, dict):
        return itertools.chain(definition, *map(words, definition.values()))
    return itertools.chain(*map(words, definition)) if isinstance(definition, list) else iter(())


def test_no_rule_of_the_remarks_uses_what_durable_rules_gets_wrong(remarks):
    for topic in remarks.topics:
        used = {word for word in words(to_ruleset(remarks, topic).definitions()) if word.startswith("$")}
        assert used <= {"$and", "$eq", "$neq", "$gte", "$lte", "$lt", "$m"}


def test_a_ruleset_prints_as_sentences():
    claims = {"C.1": {"concludes": {"peace": "lost"}, "when": {"urged": {"at_least": "limit"}}}}
    readings = {"limit": {"range": [0, 3], "default": 1}}
    policy = policy_of({"N.1": {"unless": {"door": "shut"}}}, {"door": ["open", "shut"]}, counters=("urged",),
                       readings=readings, claims=claims)  # fmt: skip
    assert str(to_ruleset(policy, "matter")).splitlines() == [
        "N.1/1: state (name is 1, the_door is open) => applies N.1",
        "C.1/1: state (name is 1, the_urged at least the_limit) => applies C.1",
        "N.1 in force: applies (name is N.1) => in_force N.1",
        "C.1 concludes: applies (name is C.1) => concludes C.1",
        "complete: state (name is 1) => complete matter",
    ]
