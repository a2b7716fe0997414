"""Programs on planes: what they work out is what the functions they are made of say, by NumPy and by kernels alike."""

from contextlib import contextmanager
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.population import runner
from directives.population.kernel import kernels
from directives.population.program import EVERY, NONE, Writer

BY = [pytest.param(True, marks=pytest.mark.skipif(kernels() is None, reason="numba is not installed")), False]


def bits(planes, output, count):
    return np.unpackbits(planes[:, output].reshape(-1).view(np.uint8), bitorder="little")[:count].astype(bool)


@contextmanager
def by(compiled):
    with (
        mock.patch.object(runner, "kernels", kernels if compiled else lambda: None),
        mock.patch.object(runner, "WORTH", 0),
    ):
        yield


def carried_out(compiled, program, columns, count):
    with by(compiled):
        return runner.carried_out(program, columns, count)


@pytest.mark.parametrize("compiled", BY)
@settings(max_examples=30)
@given(
    truths=st.lists(st.lists(st.sampled_from([True, False, None]), min_size=8, max_size=8), min_size=1, max_size=4),
    count=st.sampled_from([0, 1, 63, 64, 65, 8191, 8192, 8193, 70_000]),
    seed=st.integers(0, 9),
)
def test_a_program_works_out_its_truth_tables(compiled, truths, count, seed):
    drawn = np.random.default_rng(seed)
    columns = [drawn.integers(0, 2, count).astype(np.uint8), drawn.integers(0, 4, count).astype(np.uint8)]
    writer = Writer()
    variables = [writer.bit(0, 0), writer.bit(1, 0), writer.bit(1, 1)]
    program = writer.program([*(writer.function(variables, truth) for truth in truths), NONE, EVERY])
    planes = carried_out(compiled, program, columns, count)
    code = columns[0] + 2 * columns[1]
    for row, truth in enumerate(truths):
        said = bits(planes, row, count)
        assert all(truth[one] in (None, yes) for one, yes in zip(code[:300].tolist(), said[:300].tolist(), strict=True))
        expected = np.array([2 if one is None else int(one) for one in truth])[code]
        assert not ((expected != 2) & (expected != said)).any()
    assert not bits(planes, len(truths), count).any()
    assert bits(planes, len(truths) + 1, count).all()


@pytest.mark.parametrize("compiled", BY)
def test_columns_are_read_wherever_they_begin(compiled):
    writer = Writer()
    program = writer.program([writer.bit(0, 0), writer.both(writer.bit(0, 0), writer.bit(1, 0))])
    whole = np.random.default_rng(1).integers(0, 2, (2, 1000)).astype(np.uint8)
    columns = [whole[0, 3:903], whole[1, 5:905]]
    planes = carried_out(compiled, program, columns, 900)
    assert (bits(planes, 0, 900) == columns[0].astype(bool)).all()
    assert (bits(planes, 1, 900) == (columns[0] & columns[1]).astype(bool)).all()


def test_an_earlier_result_is_written_over_where_it_fits():
    writer = Writer()
    program = writer.program([writer.bit(0, 0)])
    codes = np.tile(np.array([0, 1], np.uint8), 500)
    first = runner.carried_out(program, [codes], 1000)
    assert runner.carried_out(program, [codes], 1000, first) is first
    assert runner.carried_out(program, [codes], 9000 // 9 - 10, first[:0]) is not first


@pytest.mark.parametrize("compiled", BY)
@pytest.mark.parametrize("kind", [np.uint8, np.uint32])
def test_a_table_is_read_at_mixed_codes(compiled, kind):
    drawn = np.random.default_rng(1)
    left, right = (drawn.integers(0, size, 70_000).astype(np.uint8) for size in (3, 5))
    table = drawn.integers(0, 200, 15).astype(kind)
    with by(compiled):
        found = runner.looked_up(table, [(left, 3), (right, 5)], 70_000)
    assert np.array_equal(found, table[left.astype(int) * 5 + right])
    assert np.array_equal(runner.looked_up(table[:1], [], 3), table[[0, 0, 0]])


def test_what_is_alike_is_worked_out_once():
    writer = Writer()
    one, other = writer.bit(0, 0), writer.bit(1, 0)
    both = writer.both(one, other)
    assert writer.both(other, one) == both
    assert writer.either(both, writer.inverse(both)) == EVERY
    assert writer.both(both, writer.inverse(both)) == NONE
    assert len(writer.program([both, both]).steps) == 3
