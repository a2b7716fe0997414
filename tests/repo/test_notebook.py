"""The notebook of the docs runs from top to bottom, and shows what it gives."""

import matplotlib as mpl
import pytest

from tests.repo.notebook import code, load, outputs, text


@pytest.fixture(scope="module")
def given():
    with mpl.rc_context():
        return outputs(load())


def test_what_stands_under_each_cell_is_what_it_gives(given):
    for cell, several in zip(code(load()), given, strict=True):
        assert text(cell["outputs"]) == text(several), "python -m tests.repo.notebook"


def test_the_notebook_ends_in_figures(given):
    figures = [one for several in given for one in several if "image/png" in one.get("data", {})]
    assert len(figures) == 2
    assert all(len(one["data"]["image/png"]) > 5000 for one in figures)
    stored = [one for cell in code(load()) for one in cell["outputs"] if "image/png" in one.get("data", {})]
    assert len(stored) == 2
