"""Varying: every value, or one that stands for it, gives what the story by itself gives with that value."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from directives import FaultsError, Scenario, load_scenario, strategies
from directives.files import amended, load_amendment
from directives.play.page import Table
from directives.whatif import Choose, Drop, Set, Story, varied, vary
from directives.whatif.vary_told import page

from .changing import REMARKS, few, played_naively, stories


def cell(table, varied, value):
    """The outcome of a value: that of the tried one that stands for it."""
    if varied.to is None:
        return dict(table.cells)[value,]
    return dict(table.cells)[max(int(one) for one in varied.values if int(one) <= int(value)),]


def statuses(attempt, story):
    """What a naively played story says at its steps, each thing with its value."""
    steps = attempt.moments[len(story.scenario.matters) :]
    return [
        moment and ({name: one.status for name, one in moment.verdict.items()}, moment.judgement) for moment in steps
    ]


def ends(attempt):
    """How the last of several duties alike ended, where the story has gone on to the end."""
    broken = {one.case for one in attempt.breaks}
    return {(duty.case, duty.action): duty.state for duty in attempt.timeline.duties if duty.case not in broken}


def names_of(story):
    """All that can be varied in a story."""
    matters = story.scenario.matters.items()
    facts = [f"{case}.{fact}" for case, one in matters for fact in story.policy.topics[one.topic].facts]
    return [*story.policy.readings, *facts]


@few
@given(stories(), st.data())
def test_values_with_one_outcome_make_the_same_story(story, data):
    assume(names_of(story))
    table = vary(story, [data.draw(st.sampled_from(names_of(story)))])
    [varied] = table.varied
    values = varied.values if varied.to is None else range(int(varied.values[0]), varied.to + 1)
    told = {}
    for value in data.draw(st.lists(st.sampled_from(values), min_size=1, max_size=4, unique=True)):
        case, _, name = varied.name.rpartition(".")
        also = story.also(Set(case, name, value) if varied.of == "fact" else Choose(name, value))
        attempt = played_naively(also, also.all)
        told.setdefault(cell(table, varied, value), []).append((statuses(attempt, also), ends(attempt)))
    for alike in told.values():
        assert all(one == alike[0] for one in alike)
    assert (len(table.outcomes) > 1) == bool(table.rows)


@few
@given(st.data())
def test_of_a_long_range_no_value_in_between_is_told_apart(data):
    """The window of the remarks: 3,660 values, of which a few are tried."""
    topics = ["new_item", "routine_item", "new_specialist"]
    scenario = data.draw(strategies.scenarios(REMARKS, topics))
    story = Story(scenario, REMARKS, (), "arrays")
    table = vary(story, ["period_days"])
    [varied] = table.varied
    value = data.draw(st.integers(1, 3660))
    stands = max(int(one) for one in varied.values if int(one) <= value)
    there, here = (played_naively(also := story.also(Choose("period_days", one)), also.all) for one in (value, stands))
    assert statuses(there, story) == statuses(here, story)
    assert ends(there) == ends(here)


def test_a_window_beside_another_window_is_tried_where_the_two_part():
    """Which of two windows closes first can decide whether a duty arises in between."""
    two = load_amendment(
        {
            "amends": "remarks-1960",
            "title": "Another window",
            "counters": {"new_items_requested": {"within": 40}},
            "norms": {"TC.2b": {"when": {"request": "unmade", "new_items_requested": {"below": 1}}}},
        }
    )
    policy = amended(REMARKS, two)
    scenario = load_scenario(ASKING, policy)
    tried = vary(Story(scenario, policy, (), "arrays"), ["period_days"]).varied[0].values
    assert {40, 41} <= set(tried)


ASKING = {
    "scenario": "Asking for two things",
    "cases": {"lathe": {"topic": "new_item", "necessity": "ordinary"}, "talks": {"topic": "routine_item"}},
    "timeline": [
        {"at": "1960-08-01", "case": "lathe", "action": "request_item"},
        {"at": "1960-08-01", "case": "talks", "action": "raise_routine_item"},
        {"at": "1960-12-01", "case": "talks"},
    ],
}


def engineer(*changes, **facts):
    case = {"topic": "specialist", "contract": "expired", "necessity": "absolute", "character": "good", **facts}
    return Story(load_scenario({"scenario": "A test", "case": case}), REMARKS, changes, "arrays")


def test_a_fact_is_tried_at_each_of_its_values():
    table = vary(engineer(), ["necessity"])
    assert [values for values, _ in table.cells] == [("ordinary",), ("absolute",)]
    assert {row.about: row.by_outcome for row in table.rows}["propose_extension"] == {
        "A": "forbidden",
        "B": "permitted",
    }
    assert table.as_it_is == "B"


def test_an_unknown_fact_is_also_tried_as_it_is():
    table = vary(engineer(character="unknown"), ["character"])
    assert [values for values, _ in table.cells] == [("good",), ("doubtful",), ("unknown",)]
    assert table.as_it_is == "C"


def test_a_pair_is_tried_at_all_pairs_of_values():
    table = vary(engineer(), ["necessity", "character"])
    assert len(table.cells) == 4
    assert len({outcome for values, outcome in table.cells if values != ("absolute", "good")}) == 1


def test_nothing_hangs_on_what_no_norm_asks_about():
    table = vary(engineer(), ["regret"])
    assert (table.outcomes, table.rows) == (("A",), ())
    assert "Nothing hangs on the regret" in str(table)


def test_a_case_stands_for_its_facts_and_readings_for_all_readings():
    assert [table.varied[0].name for table in varied(engineer(), ["case"])] == [
        f"case.{fact}" for fact in REMARKS.topics["specialist"].facts
    ]
    assert [table.varied[0].name for table in varied(engineer(), ["readings"])] == list(REMARKS.readings)


def test_a_change_is_made_before_a_value_is_tried():
    assert vary(engineer(Set("case", "contract", "running")), ["necessity"]).rows == ()


def test_a_value_with_which_the_story_breaks_off_says_so():
    steps = [{"action": "propose_extension"}]
    case = {"topic": "specialist", "contract": "expired", "necessity": "absolute", "character": "good"}
    story = Story(load_scenario({"scenario": "A test", "case": case, "timeline": steps}), REMARKS, (), "arrays")
    [row] = [row for row in vary(story, ["contract"]).rows if row.of == "story"]
    assert row.by_outcome == {"A": "breaks off at step 1", "B": "goes on"}


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["nonsense"], "bad-argument"),
        (["case.nonsense"], "unknown-fact"),
        (["case.matter"], "fact-not-in-topic"),
        (["nobody.contract"], "unknown-case"),
        (["contract", "necessity", "character"], "bad-argument"),
        (["case", "necessity"], "bad-argument"),
    ],
)
def test_what_cannot_be_varied_is_a_fault(names, code):
    with pytest.raises(FaultsError) as caught:
        varied(engineer(), names)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_two_windows_cannot_be_varied_together():
    another = load_amendment(
        {
            "amends": "remarks-1960",
            "title": "Another window",
            "readings": {"half": {"range": [1, 90], "default": 30, "clause": "TC.3", "note": "A shorter period."}},
            "counters": {"routine_items_raised": {"within": "half"}},
        }
    )
    policy = amended(REMARKS, another)
    with pytest.raises(FaultsError, match="two windows"):
        vary(Story(load_scenario(ASKING, policy), policy, (), "arrays"), ["period_days", "half"])


@few
@given(stories(most=1), st.sampled_from([40, 80, 120]))
def test_the_page_of_a_table_keeps_to_its_width(story, width):
    names = names_of(story)[:2]
    assume(len(names) == 2)
    try:
        tables = varied(story, names)
    except FaultsError:
        return
    assert max(map(len, page(tables).to_text(width).splitlines())) <= width


def test_a_scenario_without_steps_can_be_varied():
    story = Story(
        Scenario.model_validate({"scenario": "?", "case": {"topic": "learner"}}), REMARKS, (Drop,)[:0], "arrays"
    )
    assert isinstance(page([vary(story, ["access"])]).parts[0].table, Table)


def test_a_case_without_facts_cannot_be_varied():
    routine = load_scenario({"scenario": "A test", "case": {"topic": "routine_item"}})
    with pytest.raises(FaultsError, match="`case` has no facts"):
        varied(Story(routine, REMARKS, (), "arrays"), ["case"])
