import pytest
from hypothesis import given, settings

from directives import evaluator_for, load_policy
from directives.play import play
from directives.play.telling import WORDS, tell
from directives.space import Arrays
from directives.strategies import scenarios
from directives.terms import Status

from .plays import SAID, played, scenario_of, small


def told(text, policy=None, full=False, **readings):
    timeline = played(text, policy, **readings)
    return tell(timeline, *timeline._played, full=full)


def said(scene):
    return [(WORDS[one.status], one.action) for one in scene.said]


ENGINEER = """
case: {topic: specialist, contract: running, necessity: absolute, character: good}
timeline: [{at: 1960-08-01, event: contract_expires}, {at: 1960-08-02}]
"""


def test_every_status_has_a_word():
    assert set(WORDS) == set(Status)
    assert len(set(WORDS.values())) == len(Status)


def test_what_happened_is_said_in_the_sentence_of_the_policy():
    telling = told("""
case: {topic: learner}
timeline: [{event: access_denied}, {event: access_restored}, {action: study_diligently}, {}]
""")
    assert [scene.sentence for scene in telling.scenes] == [
        "How things stand at the start.",
        "The learner was shut out from studying.",
        "The learner was let in to study again.",
        "We have the learner study diligently.",
        "How things stand now.",
    ]


def test_obligations_come_before_prohibitions_and_these_before_permissions():
    start = told("case: {topic: specialist, contract: expired, necessity: absolute, character: good}").scenes[0]
    assert [word for word, _ in said(start)] == ["must", "must not", "may", "silent"]


def test_a_norm_is_told_with_its_clause_and_what_it_matched():
    (one,) = told("case: {topic: reserved_matter, matter: study_abroad}").scenes[0].said
    norm, because = one.points
    assert norm.cite == "DF.1, clause DF.1"
    assert norm.text.startswith("What becomes of study abroad is decided only after")
    assert because.kind == "because"
    assert because.text.replace(":", "") == "matter study abroad"


def test_a_hedged_norm_and_an_implied_one_are_told_as_such():
    hedged = told("case: {topic: specialist, contract: running, necessity: ordinary, character: good}").scenes[0]
    assert "SP.2a, clause SP.2, as a rule" in [point.cite for one in hedged.said for point in one.points]
    (implied,) = told("case: {topic: routine_item}").scenes[0].said
    assert implied.points[0].cite == "TC.3b, clause TC.3, implied"


def test_a_norm_that_is_set_aside_is_told_with_what_sets_it_aside():
    start = told("case: {topic: specialist, contract: expired, necessity: absolute, character: good}").scenes[0]
    extension = next(one for one in start.said if one.action == "propose extension")
    aside, by = (point for point in extension.points if point.kind in ("aside", "by"))
    assert aside.cite == "SP.1a, clause SP.1, as a rule"
    assert by.text == "set aside by SP.1c"


def test_a_permission_that_strains_a_principle_says_so():
    start = told("case: {topic: new_specialist, necessity: absolute}").scenes[0]
    (strain,) = [point for one in start.said for point in one.points if point.kind == "strain"]
    assert (strain.text, strain.cite) == ("We rely first of all on ourselves.", "strains PR.1")


def test_what_depends_on_unknown_facts_names_them():
    (one,) = told("case: {topic: learner, access: unknown}").scenes[0].said
    assert WORDS[one.status] == "depends"
    assert [point.cite[:5] for point in one.points if point.kind == "open"] == ["ST.2a", "ST.2b"]
    (depends,) = [point.text for point in one.points if point.kind == "depends"]
    assert depends.endswith(": access")


def test_what_has_not_changed_is_named_in_a_line_and_in_full_told_again():
    brief, full = told(ENGINEER), told(ENGINEER, full=True)
    assert said(brief.scenes[2]) == []
    assert "may propose extension (SP.1c)" in brief.scenes[2].still
    assert said(full.scenes[2]) == said(full.scenes[1])
    assert full.scenes[2].still == ()


def test_facts_are_all_told_at_the_start_and_afterwards_where_they_change():
    facts = [[fact.replace(":", "") for fact in scene.facts] for scene in told(ENGINEER).scenes]
    assert {"contract running", "retention attempts 0"} <= set(facts[0])
    assert facts[1:] == [["contract expired"], []]


def test_silences_are_named_at_the_start_and_where_they_change():
    telling = told("case: {topic: new_item, necessity: ordinary}\ntimeline: [{action: request_item}, {}]")
    assert [scene.silent for scene in telling.scenes] == [("press further",), (), ()]
    refused = told(
        "case: {topic: new_item, necessity: ordinary}\ntimeline: [{action: request_item}, {event: partner_refuses}]"
    )
    assert said(refused.scenes[2]) == [("must not", "press further")]


def test_only_readings_that_are_not_the_default_are_told():
    telling = told("readings: {purchasable: anywhere, period_days: 365}\ncase: {topic: learner}")
    (reading,) = telling.readings
    assert reading.startswith("purchasable: anywhere")


def test_a_clash_is_told_with_the_reason_why_both_cannot_be():
    start = told("case: {topic: specialist, contract: expired, necessity: ordinary, character: good}").scenes[0]
    (clash,) = [point.text for point in start.remarks if point.kind == "clash"]
    assert clash.endswith("nobody can study with someone who has left")
    assert "send off warmly" in clash
    assert "assign learners" in clash


def test_an_impossible_duty_is_told():
    start = told("case: {topic: material, importance: essential, market: elsewhere}", purchasable="anywhere").scenes[0]
    (impossible,) = [point.text for point in start.remarks if point.kind == "impossible"]
    assert "buy from west" in impossible


def test_a_conclusion_names_the_claim():
    start = told("case: {topic: technology, own_study: neglected}").scenes[0]
    assert [(point.text, point.cite) for point in start.remarks] == [
        ("unique inventions out of reach", "ST.4b"),
        ("practical use out of reach", "ST.4c"),
    ]


@pytest.mark.parametrize(
    "other",
    [{"topic": "matter", "when": {"colour": "blue"}}, {"topic": "affair"}],
    ids=["its condition does not hold", "another topic"],
)
def test_a_conclusion_names_no_claim_that_does_not_hold_here(other):
    topics = {"matter": {"says": "a matter", "facts": ["door", "colour"]}, "affair": {"says": "an affair"}}
    policy = small(
        {"N.1": {"permit": "ask"}},
        topics=topics,
        claims={
            "C.1": {**SAID, "topic": "matter", "when": {"door": "open"}, "concludes": {"draught": "felt"}},
            "C.2": {**SAID, "concludes": {"draught": "felt"}, **other},
        },
    )
    (remark,) = told("case: {topic: matter, door: open, colour: red}", policy).scenes[0].remarks
    assert remark.cite == "C.1"


JUDGED = [
    ("{topic: agreed_item}", "press_further", "TC.1b forbids it"),
    ("{topic: agreed_item}", "uphold_agreement", "TC.1a obliges it"),
    ("{topic: reserved_matter, matter: study_abroad}", "decide_now", "DF.1 reserves it"),
    ("{topic: new_item, necessity: ordinary}", "press_further", "no norm speaks of it"),
    ("{topic: routine_item}", "raise_routine_item", "TC.3b permits it"),
]


@pytest.mark.parametrize(("case", "action", "why"), JUDGED)
def test_a_judgement_is_told_with_its_grounds(case, action, why):
    scene = told(f"case: {case}\ntimeline: [{{action: {action}}}]").scenes[1]
    assert scene.judgement[1] == why


def test_a_contested_judgement_names_both_sides():
    text = "case: {topic: new_item, necessity: absolute}\ntimeline: [{action: request_item}]"
    judged, why = told(text, too_many_new_items=0).scenes[1].judgement
    assert judged == "contested"
    assert all(words in why for words in ("ST.1a", "TC.2b", "oblige", "TC.2a forbids"))


@pytest.mark.parametrize(
    "text",
    [
        "case: {topic: material, market: elsewhere}\ntimeline: [{action: buy_elsewhere}]",
        """
readings: {too_many_new_items: 1}
cases: {first: {topic: new_item, necessity: ordinary}, second: {topic: new_item}}
timeline: [{case: first, action: request_item}, {case: second, action: request_item}]
""",
    ],
    ids=["no norm is certain", "some norm is certain"],
)
def test_a_judgement_that_hangs_on_unknown_facts_says_so(text):
    judged, why = told(text).scenes[-1].judgement
    assert judged == "undetermined"
    assert "unknown" in why


def test_unmet_expectations_are_told_and_met_ones_only_counted():
    telling = told("""
case: {topic: learner}
timeline: [{expect: {study_diligently: exempt}}, {expect: {study_diligently: obligatory}}]
""")
    assert [scene.unmet for scene in telling.scenes] == [
        (), ("expected study_diligently exempt, got obligatory",), (),
    ]  # fmt: skip
    assert telling.expected == "1 of 2 expectations met"
    assert told("case: {topic: learner}").expected == ""


def test_duties_and_judgements_name_their_case_where_there_are_several():
    one = told("case: {topic: learner}\ntimeline: [{action: study_diligently}]")
    assert [text for _, text in one.judgements] == ["study diligently"]
    two = told("""
cases: {ann: {topic: learner}, ben: {topic: learner, access: denied}}
timeline: [{at: 1960-08-01, case: ann, action: study_diligently}]
""")
    assert [text for _, text in two.judgements] == ["1960-08-01 ann: study diligently"]
    assert [text.partition(": ")[0] for _, text in two.duties] == ["ann"]


def test_what_a_scenario_is_about_is_told_on_one_line():
    scenario = scenario_of("about: |\n  One line\n  and another.\ncase: {topic: learner}")
    timeline = played("case: {topic: learner}")
    assert tell(timeline, scenario, timeline._played[1]).about == "One line and another."


REMARKS = load_policy()
ENGINES = evaluator_for(REMARKS), Arrays(REMARKS)


@settings(max_examples=30)
@given(scenarios(REMARKS))
def test_a_story_is_told_alike_by_the_rules_engine_and_the_arrays(scenario):
    durable, arrays = (str(play(scenario, REMARKS, evaluator)) for evaluator in ENGINES)
    assert durable == arrays
