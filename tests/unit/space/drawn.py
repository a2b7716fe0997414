"""Layouts, boxes and regions that Hypothesis draws, and the sets of states that they stand for."""

from itertools import product
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from directives.space.layout import Box, Layout
from directives.space.region import Region

State = tuple[Any, ...]

few = settings(max_examples=40)
"""As many as these tests need: the sets are written out."""


@st.composite
def layouts(draw: DrawFn, most: int = 3) -> Layout:
    """Draw up to so many fields of one to four classes, of one to three values each."""
    sizes = draw(st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=4), min_size=1, max_size=most))
    classes = {}
    for number, field in enumerate(sizes):
        names = iter(range(sum(field)))
        classes[f"f{number}"] = [tuple(next(names) for _ in range(size)) for size in field]
    return Layout(classes)


@st.composite
def boxes(draw: DrawFn, layout: Layout) -> Box:
    """Draw a box that is not empty; as likely as not a field admits all."""
    admitted = {}
    for name, field in layout.fields.items():
        firsts = [one[0] for one in field.classes]
        if draw(st.booleans()):
            admitted[name] = draw(st.lists(st.sampled_from(firsts), min_size=1, unique=True))
    return layout.box(admitted)


def regions(layout: Layout, most: int = 5) -> SearchStrategy[Region]:
    """Draw a union of boxes, which may overlap, lie in one another or be there twice."""
    return st.lists(boxes(layout), max_size=most).map(lambda some: Region(layout, tuple(some)))


@st.composite
def several(draw: DrawFn, number: int, most: int = 3) -> tuple[Region, ...]:
    """Draw regions of one layout."""
    layout = draw(layouts(most))
    return tuple(draw(regions(layout)) for _ in range(number))


def box_states(layout: Layout, box: Box) -> set[State]:
    """Every state of a box, every value counted."""
    return set(product(*layout.decoded(box).values()))


def states(region: Region) -> set[State]:
    """Every state of a region."""
    return set().union(*(box_states(region.layout, box) for box in region.boxes))


def all_states(layout: Layout) -> set[State]:
    return box_states(layout, layout.full)


def box_of(layout: Layout, state: State) -> Box:
    """The box of a state's classes."""
    return layout.single(dict(zip(layout.fields, state, strict=True)))
