"""What a sweep counts, against decision diagrams of another maker: just as much, where boxes are far too many too."""

import random
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from hypothesis import given, settings
from hypothesis import strategies as st
from oxidd.bdd import BDDFunction, BDDManager

from directives.space.layout import Box, Field, Layout
from directives.space.region import Region
from directives.space.sweep import Sweep, count

from .drawn import boxes


class Diagram:
    """A layout's states as bits of a decision diagram: the values of each field by number."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.manager = BDDManager(1 << 20, 1 << 20, 1)
        bits = {name: (one.size - 1).bit_length() for name, one in layout.fields.items()}
        self.number = sum(bits.values())
        variables = iter([self.manager.var(index) for index in self.manager.add_vars(self.number)])
        self.bits = {name: [next(variables) for _ in range(some)] for name, some in bits.items()}
        self.everything = self.of(layout.full)

    def of(self, box: Box) -> BDDFunction:
        some = (self.field(one, box) for one in self.layout.fields.values())
        return reduce(and_, some, self.manager.true())

    def field(self, field: Field, box: Box) -> BDDFunction:
        every = [value for one in field.classes for value in one]
        numbers = (every.index(value) for value in field.values(box))
        return reduce(or_, (self.value(field.name, number) for number in numbers), self.manager.false())

    def value(self, name: str, number: int) -> BDDFunction:
        bits = (bit if number >> index & 1 else ~bit for index, bit in enumerate(self.bits[name]))
        return reduce(and_, bits, self.manager.true())

    def union(self, some: Iterable[Box]) -> BDDFunction:
        return reduce(or_, map(self.of, some), self.manager.false())

    def count(self, one: BDDFunction) -> int:
        return int((one & self.everything).sat_count(self.number))


LAYOUT = Layout({f"f{number}": [tuple(range(n * 3, n * 3 + 1 + n % 3)) for n in range(5)] for number in range(9)})
"""Nine fields of five classes and nine values: 387 million states."""


@settings(max_examples=25)
@given(st.lists(boxes(LAYOUT), min_size=1, max_size=12), st.lists(boxes(LAYOUT), max_size=12))
def test_what_is_in_one_region_and_not_in_another_is_as_much(wanted, taken):
    diagram = Diagram(LAYOUT)
    inside, outside = diagram.union(wanted), diagram.union(taken)
    region, away = Region(LAYOUT, tuple(wanted)), Region(LAYOUT, tuple(taken))
    assert count(region) == Sweep(region).count() == diagram.count(inside)
    assert Sweep(region, away).count() == diagram.count(inside & ~outside)


def test_what_sparse_wide_norms_leave_is_counted_exactly():
    drawn = random.Random(1960)
    fields = {f"f{number}": [(value,) for value in range(drawn.randint(2, 5))] for number in range(20)}
    layout = Layout(fields)
    rows = []
    for _ in range(36):
        asked = drawn.sample(sorted(fields), drawn.randint(3, 4))
        rows.append(layout.box({name: drawn.choice(fields[name]) for name in asked}))
    diagram = Diagram(layout)
    left = Sweep(Region.everything(layout), Region(layout, tuple(rows))).count()
    assert left == diagram.count(~diagram.union(rows))
    assert left > 10**9
