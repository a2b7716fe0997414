"""That play is a function of what is told, and that order, other cases, the calendar and the future change nothing."""

import json
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from directives import Policy, Scenario, Timeline, scenario_from

from .drawing import either, histories, scenarios
from .encoding import Encoding
from .retelling import dated, days_of, of_cases, on, told
from .stating import amended, holds
from .wrong import ByTheCalendar, ByTheFirst, Forgetful, Moody, WithHindsight, changed_into

SHARED = ("new_item", "routine_item", "new_specialist")
"""The topics whose cases are counted together."""


@holds(scenarios(), broken_by={"every other time the end is left out": changed_into(Moody)})
def played_twice_a_scenario_gives_the_same(encoding: Encoding, scenario: Scenario) -> None:
    assert encoding.play(scenario).model_dump() == encoding.play(scenario).model_dump()


@holds(scenarios(), broken_by={"the readings are not written": changed_into(Forgetful)})
def through_json_a_scenario_and_its_timeline_stay_the_same(encoding: Encoding, scenario: Scenario) -> None:
    timeline = encoding.play(scenario)
    again = encoding.play(scenario_from(json.loads(encoding.written(scenario)), encoding.policy))
    assert again.model_dump() == timeline.model_dump()
    assert Timeline.model_validate_json(timeline.model_dump_json()).model_dump() == timeline.model_dump()


def reordered(policy: Policy) -> SearchStrategy[tuple[Scenario, Scenario]]:
    """A scenario, and the same with its cases in another order."""

    def both(scenario: Scenario) -> SearchStrategy[tuple[Scenario, Scenario]]:
        orders = st.permutations(list(scenario.matters))
        return orders.map(lambda order: (scenario, of_cases(scenario, order)))

    return scenarios()(policy).flatmap(both)


@holds(reordered, broken_by={"all are judged by the first": changed_into(ByTheFirst)})
def the_order_of_cases_in_the_file_changes_nothing(encoding: Encoding, pair: tuple[Scenario, Scenario]) -> None:
    one, other = (encoding.play(scenario) for scenario in pair)
    assert [told(one, [case]) for case in pair[0].matters] == [told(other, [case]) for case in pair[0].matters]
    assert sorted(map(repr, one.duties)) == sorted(map(repr, other.duties))


@holds(
    either(
        scenarios(),
        histories("new_specialist", "new_item", opening=["request_specialist"], request="unmade"),
        histories("specialist", "specialist", opening=["urge_to_stay"], contract="running", presence="present"),
    ),
    broken_by={
        "people count as things": amended(
            counters={"new_items_requested": {"counts": ["request_item", "request_specialist"]}}
        ),
        "to urge one is to urge all": amended(counters={"retention_attempts": {"per": "all"}}),
    },
)
def cases_touch_one_another_only_where_they_are_counted_together(encoding: Encoding, scenario: Scenario) -> None:
    timeline = encoding.play(scenario)
    for name, case in scenario.matters.items():
        together = [other for other, one in scenario.matters.items() if one.topic == case.topic]
        kept = together if case.topic in SHARED else [name]
        assert told(encoding.play(of_cases(scenario, kept)), kept) == told(timeline, kept)


def later(policy: Policy) -> SearchStrategy[tuple[Scenario, Scenario]]:
    """A scenario, and the same some days later; often one of its days is then the first of a year."""

    def both(scenario: Scenario) -> SearchStrategy[tuple[Scenario, Scenario]]:
        to_new_year = [(date(1970, 1, 1) - day).days for day in days_of(scenario)]
        shifts = st.sampled_from([1, *to_new_year]) | st.integers(1, 4000)
        return shifts.map(lambda days: (scenario, moved(scenario, days)))

    return scenarios(*SHARED)(policy).map(dated).flatmap(both)


def moved(scenario: Scenario, days: int) -> Scenario:
    return on(scenario, {day: day + timedelta(days) for day in days_of(scenario)})


@holds(later, broken_by={"years are those of the calendar": changed_into(ByTheCalendar)})
def what_happens_some_days_later_is_judged_the_same(encoding: Encoding, pair: tuple[Scenario, Scenario]) -> None:
    one, other = (encoding.play(scenario) for scenario in pair)
    assert told(one) == told(other)
    assert [(duty.action, duty.state) for duty in one.duties] == [(duty.action, duty.state) for duty in other.duties]


def cut_short(policy: Policy) -> SearchStrategy[tuple[Scenario, Scenario]]:
    """A scenario, and the same without its end."""

    def short(scenario: Scenario, steps: int) -> tuple[Scenario, Scenario]:
        return scenario, scenario.model_copy(update={"timeline": scenario.timeline[:steps]})

    return st.builds(short, scenarios()(policy), st.integers(0, 5))


@holds(cut_short, broken_by={"all is told with hindsight": changed_into(WithHindsight)})
def what_comes_later_changes_nothing_that_was_said_before(encoding: Encoding, pair: tuple[Scenario, Scenario]) -> None:
    whole, short = (told(encoding.play(scenario)) for scenario in pair)
    assert whole[: len(short)] == short
