"""A table of cases says of every row what the reference, the arrays and the engine say of it alone."""

from unittest import mock

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings

from directives import load_policy
from directives.population import Cases, Legend, runner
from directives.population import topic_table as by
from directives.population.columns import fact_words
from directives.strategies import policies

from .evaluators import EVALUATORS
from .tables import FRAMES, by_evaluator, by_reference, found, masks, tables

REMARKS = load_policy()
DRAWN = {"the remarks": tables(REMARKS), "small policies": policies().flatmap(tables)}


@pytest.mark.parametrize("of", DRAWN)
@pytest.mark.parametrize("kind", FRAMES)
def test_every_kind_of_frame_agrees_with_the_reference(kind, of):
    agree(kind, of, 35)


@pytest.mark.parametrize("of", DRAWN)
@pytest.mark.parametrize("compiled", [True, False])
def test_planes_say_what_the_table_of_verdicts_says(of, compiled):
    kernels = runner.kernels if compiled else lambda: None
    patched = mock.patch.multiple(runner, kernels=kernels, WORTH=0)
    with mock.patch.object(by, "MOST_ROWS", 0), patched:
        agree("pyarrow", of, 40)


@given(policies().flatmap(tables))
@settings(max_examples=30)
def test_a_packed_result_holds_the_same_verdicts(drawn):
    cases = Cases(drawn.policy, drawn.topics[0], drawn.readings)
    table = pa.table({name: some for name, some in drawn.data().items() if name in drawn.policy.domains})
    if drawn.topic is None or set(drawn.policy.readings) & set(table.column_names):
        return
    columns = {name: fact_words(name, table[name], drawn.policy)[0] for name in table.column_names}
    facts = {name: drawn.policy.facts[name].initial for name in drawn.policy.topics[drawn.topic].facts}
    counters = dict.fromkeys(drawn.policy.topics[drawn.topic].counters, 0)
    ready = by.TopicTable(drawn.policy, drawn.topic, {**drawn.policy.defaults, **drawn.readings}, cases.legend)
    given = {**facts, **counters, **columns}
    packed, whole = ready.packed(given, len(drawn.rows)).outcome(), ready.outcome(given, len(drawn.rows))
    for one, other in zip((packed.status, *packed.masks()), (whole.status, *whole.masks()), strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("of", DRAWN)
@pytest.mark.parametrize("name", [name for name in EVALUATORS if name != "reference"])
def test_a_table_agrees_with_every_evaluator(name, of):
    of_remarks = EVALUATORS[name](REMARKS)

    @settings(max_examples=20)
    @given(DRAWN[of])
    def holds(drawn):
        evaluator = of_remarks if drawn.policy is REMARKS else EVALUATORS[name](drawn.policy)
        assert found(drawn, "pyarrow") == [by_evaluator(drawn.policy, row, evaluator) for row in drawn.rows]

    holds()


@given(policies().flatmap(tables))
@settings(max_examples=40)
def test_the_bits_of_masks_are_those_of_the_legend(drawn):
    legend = Legend.of(drawn.policy, drawn.topic)
    pairs = tuple("+".join(pair) for pair in legend.pairs)
    words = {"in_force": legend.norms, "open": legend.norms, "clashes": pairs, "impossible": legend.actions}
    for row, mask in zip(drawn.rows, masks(drawn), strict=True):
        expected = by_reference(drawn.policy, row)
        for name, named in words.items():
            assert mask[name] == sum(1 << bit for bit, word in enumerate(named) if word in expected[name])


@pytest.mark.slow
@pytest.mark.parametrize("of", DRAWN)
@pytest.mark.parametrize("kind", FRAMES)
def test_every_kind_of_frame_agrees_with_the_reference_many_times(kind, of):
    agree(kind, of, 600)


def agree(kind, of, examples):
    @settings(max_examples=examples)
    @given(DRAWN[of])
    def holds(drawn):
        assert found(drawn, kind) == [by_reference(drawn.policy, row) for row in drawn.rows]

    holds()
