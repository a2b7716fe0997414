import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import load_policy
from directives.play import play
from directives.play.telling import tell
from directives.play.to_text import to_lines, to_text
from directives.space import Arrays
from directives.strategies import policies, scenarios

from .plays import played, small

WIDTHS = st.integers(40, 160)
PROSE = st.text("ab .,-_'\"()\n", min_size=1, max_size=200)
NAMES = st.text("abc_", max_size=63).map(lambda rest: "c" + rest)


def told(timeline, full=False, width=80):
    lines = to_lines(tell(timeline, *timeline._played, full=full), width, full)
    return ["".join(text for _, text in line) for line in lines]


def too_wide(timeline, width):
    """The lines that are wider than so many columns."""
    lines = [*to_text(timeline, *timeline._played, width).split("\n"), *told(timeline, True, width)]
    return [line for line in lines if len(line) > width or "\n" in line]


@st.composite
def renamed(draw, scenario):
    """The scenario with a title, a text and names of cases that are anything its file may hold."""
    names = dict(zip(scenario.matters, draw(st.lists(NAMES, min_size=3, max_size=3, unique=True)), strict=False))
    cases = {names[name]: case for name, case in scenario.matters.items()}
    steps = tuple(step.model_copy(update={"case": names.get(step.case)}) for step in scenario.timeline)
    lone = scenario.case is not None
    named = {} if lone else {"cases": cases, "timeline": steps}
    return scenario.model_copy(update={**named, "scenario": draw(PROSE), "about": draw(PROSE)})


REMARKS = load_policy()
ARRAYS = Arrays(REMARKS)


@settings(max_examples=50)
@given(scenarios(REMARKS), WIDTHS)
def test_no_line_about_the_remarks_is_too_wide(scenario, width):
    assert too_wide(play(scenario, REMARKS, ARRAYS), width) == []


@settings(max_examples=50)
@given(policies().flatmap(lambda policy: st.tuples(st.just(policy), scenarios(policy))), WIDTHS)
def test_no_line_about_any_policy_is_too_wide(drawn, width):
    policy, scenario = drawn
    assert too_wide(play(scenario, policy, Arrays(policy)), width) == []


@settings(max_examples=50)
@given(scenarios(REMARKS).flatmap(renamed), WIDTHS)
def test_no_line_is_too_wide_however_things_are_called(scenario, width):
    assert too_wide(play(scenario, REMARKS, ARRAYS), width) == []


@pytest.mark.parametrize("width", [40, 80])
def test_a_long_title_is_broken_into_lines(width):
    timeline = played("case: {topic: learner}").model_copy(update={"scenario": "a long title " * 10})
    assert too_wide(timeline, width) == []


@pytest.mark.parametrize("width", [40, 80])
def test_a_case_with_a_long_name_is_told_within_the_width(width):
    name = "the_specialist_for_rocket_engines_who_came_from_leningrad"
    timeline = played(f"""
cases: {{{name}: {{topic: specialist, contract: running}}, other: {{topic: learner}}}}
timeline: [{{at: 1960-08-01, case: {name}, event: withdrawal_requested}}]
""")
    assert too_wide(timeline, width) == []


def test_an_action_with_a_long_name_is_told_within_the_width():
    name = "exchange_documents_about_the_furnace_with_the_institute_abroad"
    policy = small({"N.1": {"oblige": name}}, actions={name: {"topic": "matter", "says": "exchange documents"}})
    assert too_wide(played("case: {topic: matter}", policy), 40) == []


def test_a_lead_and_its_text_stand_on_one_line_and_further_lines_hang_under_the_text():
    lines = told(played("case: {topic: reserved_matter, matter: study_abroad}"), width=60)
    assert lines[2] == "reserved matter: How things stand at the start."
    assert lines[4] == "  reserved  decide now" + "DF.1".rjust(60 - 22)
    assert all(line.startswith(" " * 12) for line in lines[5:8])


def test_the_case_is_named_where_there_are_several():
    several = told(played("cases: {ann: {topic: learner}, ben: {topic: learner}}\ntimeline: [{case: ben}]"))
    assert "ann (learner): How things stand at the start." in several
    assert "ben: How things stand now." in several
    alone = told(played("case: {topic: learner}\ntimeline: [{}]"))
    assert "How things stand now." in alone


def test_the_date_stands_before_what_happened():
    lines = told(played("case: {topic: learner}\ntimeline: [{at: 1960-08-01, event: access_denied}]"))
    assert "1960-08-01  The learner was shut out from studying." in lines


def test_silences_are_counted_and_in_full_named():
    timeline = played("case: {topic: new_item, necessity: ordinary}")
    assert any(line.startswith("  silent    on 1 action (--full") for line in told(timeline))
    assert "  silent    on press further" in told(timeline, full=True)


def test_duties_judgements_and_expectations_end_the_telling():
    lines = told(
        played("""
case: {topic: technology, own_study: neglected}
timeline: [{at: 1960-08-01, action: study_intensively, judged: compliant}]
""")
    )
    assert lines[lines.index("Duties") + 1].startswith("  discharged  study intensively (ST.4a) since 1960-08-01")
    assert lines[lines.index("Judgements") + 1] == "  compliant     1960-08-01 study intensively"
    assert lines[-1] == "1 of 1 expectations met"
    assert "  it follows: unique inventions out of reach (ST.4b)" in lines


def test_printing_a_timeline_tells_it_in_80_columns():
    timeline = played("case: {topic: specialist, contract: expired, necessity: absolute, character: good}")
    assert str(timeline) == to_text(timeline, *timeline._played, 80)
