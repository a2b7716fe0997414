from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from directives.check.days import earliest, standing

STEPS = 3
distances = st.lists(st.tuples(st.integers(0, STEPS - 1), st.integers(0, STEPS - 1), st.integers(-3, 3)), max_size=5)


def keeps(days: tuple[int, ...], least: list[tuple[int, int, int]]) -> bool:
    return all(days[later] >= days[sooner] + apart for later, sooner, apart in least)


@given(distances)
def test_the_earliest_days_keep_all_distances_and_none_are_earlier(least):
    all_days = [days for days in product(range(STEPS * 3 + 1), repeat=STEPS) if keeps(days, least)]
    found = earliest(STEPS, least)
    if found is None:
        assert all_days == []
    else:
        assert tuple(found) in all_days
        assert all(day <= other for days in all_days for day, other in zip(found, days, strict=True))


@given(st.integers(0, 4), st.integers(1, 4), st.integers(1, 4), st.data())
def test_a_counter_stands_at_a_number_on_just_the_days_that_keep_it_there(steps, most, window, data):
    counted = sorted(data.draw(st.sets(st.integers(0, steps - 1)))) if steps else []
    number = data.draw(st.integers(0, min(most, len(counted))))
    least = list(standing(counted, number, most, window, steps))
    for days in data.draw(st.lists(st.lists(st.integers(0, 6), min_size=steps + 1, max_size=steps + 1).map(sorted))):
        now = sum(days[-1] - days[step] < window for step in counted)
        assert keeps(tuple(days), least) == (min(now, most) == number)
