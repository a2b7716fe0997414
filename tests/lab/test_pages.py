"""What if, picture, policy, findings, share, paper: each shows what whatif, check and play give."""

import html
import re

import pytest

from directives import load_policy, load_scenario
from directives.check import CHECKS
from directives.check.report import report
from directives.lab.address import Address, address_from
from directives.lab.findings import SORTS, hangs_on, wanted
from directives.lab.library import Library
from directives.lab.picture import drawn
from directives.lab.timeline_picture import bars
from directives.lab.visit import Visit
from directives.play import attempt
from directives.whatif import Drop, Story, what_if
from tests.command import directives
from tests.lab.conftest import SCENARIOS, query_of

REMARKS = load_policy()
LIBRARY = Library.of(SCENARIOS)
TWICE = load_scenario(SCENARIOS / "specialists/urged-twice.yaml")
FILES = sorted(SCENARIOS.rglob("*.yaml"))


def text_of(response) -> str:
    """The text of a page; what is marked as code stands in backticks, as on the command line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", re.sub("</?code>", "`", response.text))).split())


def test_what_if_tells_what_the_command_tells(client):
    answer = client.get(f"/what-if?{Address(TWICE, ('drop:2', 'set:case.necessity:ordinary')).query}")
    found = what_if(Story(TWICE, REMARKS, (Drop(2),), "arrays"))
    assert found.steps
    page = text_of(answer)
    for step in found.steps:
        for one in step.differences:
            for sentence in one.through:
                assert sentence in page
    assert "By change 1 alone" in page
    assert "Violations: 0 instead of 1." in page


def test_a_change_without_effect_is_said_to_have_none(client):
    answer = client.get(f"/what-if?{Address(TWICE, ('set:case.character:doubtful',)).query}")
    assert "Nothing differs" in text_of(answer)


def test_a_story_that_breaks_off_is_no_before(client):
    answer = client.get("/what-if?v=1&title=Broken&case=learner&step=event:access_restored")
    assert answer.status_code == 200
    assert "breaks off even as it is" in text_of(answer)


def test_a_change_that_breaks_the_story_off_says_so(client):
    answer = client.get(f"/what-if?{Address(TWICE, ('drop:1',)).query}")
    assert "breaks off at step 4" in text_of(answer)


def test_one_thing_is_varied_over_all_its_values(client):
    answer = client.get(f"/what-if?{Address(TWICE).query}&vary=case.contract")
    assert "If the contract were otherwise" in text_of(answer)
    assert "running *" in text_of(answer)
    odd = client.get(f"/what-if?{Address(TWICE).query}&vary=case.colour")
    assert odd.status_code == 200
    assert "colour" in text_of(odd)


def test_the_smallest_changes_are_those_of_flip(client):
    answer = client.get(f"/what-if?{Address(TWICE, at=5).query}&action=urge_to_stay&status=obligatory")
    told = directives("flip", str(SCENARIOS / "specialists/urged-twice.yaml"), "urge_to_stay", "obligatory",
                      "--most", "2", "--format", "json")  # fmt: skip
    assert told.code == 0
    import json

    for way in json.loads(told.out)["ways"]:
        assert way["says"][0].partition(" (")[0] in text_of(answer)
    odd = client.get(f"/what-if?{Address(TWICE).query}&action=fly&status=obligatory")
    assert "unknown action `fly`" in text_of(odd)


def test_findings_are_those_of_the_check_each_with_its_witness_on_the_stage(client):
    found = report(REMARKS, engine="arrays").findings
    answer = client.get("/findings")
    assert answer.text.count('class="finding ') == len(found)
    opened = re.findall(
        r'href="(/stage\?[^"]*)" role|role="button" class="outline" href="(/stage\?[^"]*)"', answer.text
    )
    links = [html.unescape(one or other) for one, other in opened]
    assert len(links) == sum(one.witness is not None for one in found)
    for link in links[:6]:
        assert client.get(link).status_code == 200


@pytest.mark.parametrize("sort", SORTS)
def test_findings_are_sorted(client, sort):
    answer = client.get(f"/findings?sort={sort}")
    ids = re.findall(r'id="finding-([^"]*)"', answer.text)
    found = sorted(LIBRARY.report.findings, key=SORTS[sort][1])
    assert [html.unescape(one) for one in ids] == [one.id.replace(" ", "-") for one in found]


def test_findings_are_filtered_by_kind_reading_and_clause(client):
    found = LIBRARY.report.findings
    one = next(finding for finding in found if hangs_on(finding))
    for chosen in (
        {"kind": "clash"},
        {"clause": "SP.1"},
        {"reading": hangs_on(one)[0]},
        {"kind": one.code, "clause": "DF.1"},
    ):
        kept = [each for each in found if wanted(each, **{"kind": "", "reading": "", "clause": "", **chosen})]
        assert len(kept) < len(found)
        answer = client.get("/findings", params=chosen)
        assert answer.text.count('class="finding ') == len(kept)


def test_findings_of_an_amended_policy_say_that_they_are_of_the_policy_as_it_is(client):
    amended = Address(TWICE, ("amend:retain-twice",)).query
    assert "without the amendment" in client.get(f"/findings?{amended}").text
    assert "without the amendment" not in client.get("/findings").text


def test_every_kind_of_finding_can_be_named(client):
    for code in CHECKS:
        assert client.get("/findings", params={"kind": code}).status_code == 200


def test_the_policy_has_every_clause_norm_and_claim_and_where_it_is_used(client):
    page = client.get("/policy").text
    for name in (*REMARKS.norms, *REMARKS.claims):
        assert f'id="norm-{name}"' in page
    for name in REMARKS.clauses:
        assert f'id="clause-{name}"' in page
    for name, uses in LIBRARY.uses.items():
        for use in uses[:3]:
            scenario = LIBRARY.scenario(use.key)
            starts = len(scenario.matters)
            moments = attempt(scenario, REMARKS, Visit(Address(scenario), LIBRARY).evaluator).moments
            seen = moments[:starts] if use.step == 0 else [moments[starts + use.step - 1]]
            assert any(name in ruling.norms for moment in seen for ruling in moment.verdict.values()), (name, use)


def test_a_reading_chosen_on_the_policy_page_acts_on_the_stage(client):
    seldom = Address(load_scenario(SCENARIOS / "specialists/seldom-is-not-never.yaml")).query
    answer = client.post(
        "/edit", data={"state": seldom, "page": "policy", "do": "reading", "reading.specialists_too_often": "0"}
    )
    assert "/policy?" in str(answer.url)
    assert "reading=specialists_too_often:0" in query_of(answer)
    stage = client.get(str(answer.url).replace("/policy?", "/stage?"))
    assert stage.text != client.get(f"/stage?{seldom}").text


def test_the_picture_shows_every_norm_on_every_case_and_how_it_stands():
    for file in FILES[::5]:
        scenario = load_scenario(file)
        for at in range(len(scenario.timeline) + 1):
            here = Visit(Address(scenario, at=at), LIBRARY)
            drawing = drawn(here)
            norms = {box.word.partition(":")[0]: box for box in drawing.boxes if box.role.startswith("norm")}
            assert set(norms) == set(REMARKS.norms_of(here.topic))
            in_force = {name for ruling in here.moment.verdict.values() for name in ruling.norms}
            aside = {one.norm: one.by for ruling in here.moment.verdict.values() for one in ruling.set_aside}
            assert {name for name, box in norms.items() if box.role == "norm fired"} == in_force
            assert {name for name, box in norms.items() if box.role == "norm aside"} == set(aside)
            lit = {arrow.title for arrow in drawing.arrows if arrow.role == "override lit"}
            assert lit == {f"{one} sets {name} aside" for name, by in aside.items() for one in by}
            assert not [
                one for one in drawing.boxes for other in drawing.boxes if one is not other and overlap(one, other)
            ]


def overlap(one, other) -> bool:
    across = one.x < other.right and other.x < one.right
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def test_every_duty_is_a_bar_and_every_judgement_a_mark():
    for file in FILES:
        here = Visit(Address(load_scenario(file)), LIBRARY)
        found = bars(here)
        duties = here.attempt.timeline.duties
        assert [one.state for one in found.bars] == [duty.state.value for duty in duties]
        assert all(one.start < one.end for one in found.bars)
        judged = [moment.judgement.value for moment in here.attempt.timeline.steps if moment.judgement]
        assert [one.judgement for one in found.columns if one.judgement] == judged
        for bar, duty in zip(found.bars, duties, strict=True):
            ends = [one for one in found.columns if one.x == bar.end]
            if duty.state.value == "discharged" and duty.until:
                assert ends[0].sentence == duty.action.replace("_", " "), file


def test_a_bar_begins_at_the_step_at_which_the_duty_arose_not_at_another_of_its_day():
    """All of it happens on one day; regret is owed once the specialist was taken away, which is the second step."""
    here = Visit(Address(load_scenario(SCENARIOS / "history" / "flowers-at-the-station.yaml")), LIBRARY)
    found = bars(here)
    regret = next(one for one in found.bars if one.name.endswith("express regret"))
    assert regret.start == found.columns[2].x
    at_the_start = [one.name for one in found.bars if one.start == found.columns[0].x]
    assert len(at_the_start) == 4


def test_a_bar_of_a_case_begins_where_that_case_is_told_to_owe_it():
    for file in FILES:
        here = Visit(Address(load_scenario(file)), LIBRARY)
        moments = here.attempt.moments
        cases = len(here.present.matters)
        found = bars(here)
        for bar, duty in zip(found.bars, here.attempt.timeline.duties, strict=True):
            start = next(one for one in moments[:cases] if one is not None and one.case == duty.case)
            if bar.start == found.columns[0].x:
                assert start.verdict[duty.action].status.value in ("obligatory", "undetermined"), file


def test_a_downloaded_scenario_is_the_story_and_can_be_brought_back(client):
    for file in FILES[::4]:
        scenario = load_scenario(file)
        query = Address(scenario).query
        answer = client.get(f"/scenario.yaml?{query}")
        assert answer.headers["content-disposition"].startswith('attachment; filename="')
        back = client.post("/upload", files={"file": ("story.yaml", answer.content)}, data={"state": query})
        assert back.status_code == 200
        assert (
            address_from(query_of(back), REMARKS).scenario.model_dump()
            == address_from(query, REMARKS).scenario.model_dump()
        )


def test_a_changed_story_is_downloaded_as_changed(client):
    answer = client.get(f"/scenario.yaml?{Address(TWICE, ('drop:2', 'reading:period_days:30')).query}")
    found = load_scenario_text(answer.text)
    assert len(found.timeline) == 4
    assert found.readings == {"period_days": 30}


def load_scenario_text(text: str):
    from directives.files import scenario_from_text

    return scenario_from_text(text, "downloaded", REMARKS)


BAD = {
    "tag.yaml": "scenario: !!python/object:os.system x\ncase: {topic: learner}\n",
    "alias.yaml": "scenario: &a x\nabout: *a\ncase: {topic: learner}\n",
    "wrong.yaml": "scenario: x\ncase: {topic: lerner}\ntimeline:\n  - {at: 1960-1-1}\n",
    "empty.yaml": "",
    "not.yaml": "scenario: [\n",
    "binary.yaml": "scenario: \udcff\udcfe",
    "deep.yaml": "scenario: " + "[" * 60,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_as_the_command_line_tells_it(client, tmp_path, monkeypatch, name):
    content = BAD[name].encode("utf-8", "surrogateescape")
    answer = client.post("/upload", files={"file": (f"../{name}", content)}, data={"state": Address(TWICE).query})
    assert answer.status_code == 400
    (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    faults = [line for line in directives("validate", name).err.splitlines() if line.startswith(name)]
    assert faults
    for line in faults:
        place, _, message = line.partition(": ")
        assert f"`{place}`" in text_of(answer)
        assert " ".join(message.split()) in text_of(answer)


def test_a_page_of_paper_has_every_step_and_duty(client):
    for file in FILES[::8]:
        answer = client.get(f"/paper?{Address(load_scenario(file)).query}")
        assert answer.status_code == 200
        assert answer.text.count("<section>") >= 1


def test_a_lesson_holds_the_story_as_it_was_and_is_and_those_chosen(client):
    query = Address(TWICE, ("drop:2",), True).query
    page = client.get(f"/share?{query}")
    assert "The offer of 1956" in page.text
    assert "as it was and as it is" in page.text
    answer = client.post(
        "/lesson.html", data={"state": query, "with": ["classroom/was-it-right", "history/the-offer-of-1956"]}
    )
    assert answer.headers["content-disposition"] == 'attachment; filename="urged-twice.html"'
    told = answer.text
    assert all(title in told for title in ("Urged twice", "Urged twice, changed", "Was it right?", "The offer of 1956"))
    assert len(answer.content) < 300_000
    assert client.post("/lesson.html", data={"state": query, "with": ["../../etc/passwd"]}).status_code == 400
    many = client.post("/lesson.html", data={"state": query, "with": list(LIBRARY.files)[:20]})
    assert "at most 12" in text_of(many)


def test_pages_open_without_a_story(client):
    for page in ("", "stage", "picture", "what-if", "policy", "findings", "share", "paper"):
        assert client.get(f"/{page}").status_code == 200


def test_text_in_backticks_is_code_and_still_text():
    from directives.lab.pages import coded

    assert coded("a `<i>` & `b`") == "a <code>&lt;i&gt;</code> &amp; <code>b</code>"
