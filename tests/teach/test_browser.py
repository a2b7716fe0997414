"""The lesson page as a class uses it, in a real browser: what it shows is what `play` says."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives import Policy, Scenario, Status, load_scenario
from directives.play import Moment, attempt
from directives.play.telling import WORDS
from directives.space import Arrays
from directives.strategies import policies, scenarios
from directives.teach.lesson import plain, story
from tests.agreement.kinds import faulty_scenarios

from .conftest import Opener
from .pages import SHIPPED, page_of, shipped
from .test_lesson import NAUGHTY, naughty

pytestmark = pytest.mark.slow

ENGINEER = shipped("the-indispensable-engineer-declines")
SHOWN = """() => Object.fromEntries([...document.querySelectorAll('.rulings > li')].map((one) => {
  const says = [...one.querySelectorAll(':scope > .says')].filter((said) => said.querySelector('cite'));
  const named = (said) => said.querySelector('cite').textContent.split(',')[0];
  const perhaps = (said) => said.textContent.startsWith('Perhaps: ');
  const norms = says.filter((said) => !perhaps(said)).map(named);
  return [one.dataset.action, [one.dataset.status, norms, says.filter(perhaps).map(named)]];
}))"""
Rulings = dict[str, tuple[str, list[str], list[str]]]
"""By action: its status, the norms in force, those perhaps in force."""


def shown(page: Any) -> Rulings:
    """What stands on the page of each action that is not folded away as silent."""
    return {action: tuple(told) for action, told in page.evaluate(SHOWN).items()}


def expected(policy: Policy, scenario: Scenario, slot: int) -> Rulings | None:
    """What `play` says after a step (0 is the start) of the step's case; None where it cannot go on."""
    found = attempt(scenario, policy, Arrays(policy)).moments
    moment = found[len(scenario.matters) + slot - 1] if slot else found[0]
    if moment is None:
        return None
    told = ((name, one) for name, one in moment.verdict.items() if one.status != "silent" or one.set_aside)
    return {name: (one.status.value, [*one.norms], [*one.open]) for name, one in told}


def go(page: Any, slot: int) -> None:
    page.click(f"#step-{slot}")


def changed(scenario: Scenario, **update: Any) -> Scenario:
    return Scenario.model_validate({**scenario.plain(), **update})


def with_fact(scenario: Scenario, fact: str, value: str) -> Scenario:
    """The scenario with another fact of its only case."""
    (name,) = scenario.matters
    case = {**scenario.matters[name].model_dump(), fact: value}
    return changed(scenario, case=None, cases={name: case})


def without(scenario: Scenario, index: int) -> Scenario:
    """The scenario with a checkpoint for one of its steps."""
    steps = list(scenario.plain()["timeline"])
    steps[index] = {key: steps[index][key] for key in ("at", "case") if key in steps[index]}
    return changed(scenario, timeline=steps)


# what is shown


@pytest.mark.parametrize("name", ["eight-things-a-text-can-say", "was-it-right", "nobody-knows-her-character"])
def test_every_step_shows_what_play_says(opened: Opener, remarks: Policy, name: str) -> None:
    scenario = load_scenario(shipped(name))
    page = opened(page_of(remarks, [shipped(name)]))
    for slot in range(len(scenario.timeline) + 1):
        go(page, slot)
        assert shown(page) == expected(remarks, scenario, slot)


def test_an_action_shows_how_it_was_judged_and_by_what(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [ENGINEER]))
    go(page, 3)
    assert page.inner_text(".judged") == "Doing this was judged compliant: SP.1c permits it."
    assert page.inner_text("#timeline li:nth-child(4) .tags") == "compliant"


def test_an_argument_tells_what_stands_again(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [ENGINEER]))
    go(page, 4)
    page.click("#why-propose_extension-summary")
    assert "SP.1a is in force because the contract has run out" in page.inner_text("#why-propose_extension")
    again = "SP.1c would set it aside, but is itself set aside by SP.1d: so SP.1a stands again"
    assert again in page.inner_text("#why-propose_extension")


def test_clashes_and_impossible_duties_are_told(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [shipped("three-kinds-of-trouble")]))
    told = ""
    for slot in range(page.locator(".step").count()):
        go(page, slot)
        told += "".join(page.locator(".remark").all_inner_texts())
    assert "Clash." in told
    assert "Impossible duty." in told


def test_what_is_not_known_is_told_with_what_each_value_would_give(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [shipped("nobody-knows-her-character")]))
    seen = ""
    for slot in range(page.locator(".step").count()):
        go(page, slot)
        if shown(page).get("propose_extension", ("", [], []))[0] == "undetermined":
            page.evaluate("document.getElementById('why-propose_extension').open = true")
            seen = page.inner_text("#why-propose_extension")
    assert "if the person is good: may" in seen
    assert "if the person is doubtful: must not" in seen


def test_a_case_can_be_looked_at_while_another_acts(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [shipped("a-need-meets-the-limit")]))
    go(page, 4)
    assert page.get_attribute("#look-kiln", "aria-pressed") == "true"
    page.click("#look-isotope")
    assert shown(page)["request_item"] == ("conflict", ["ST.1a", "TC.2a"], [])


def test_duties_are_those_of_play(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [shipped("four-endings-of-a-duty")]))
    page.click("#duties-summary")
    duties = attempt(load_scenario(shipped("four-endings-of-a-duty")), remarks, Arrays(remarks)).timeline.duties
    told = [text.split()[0] for text in page.locator("#duties dd").all_inner_texts()]
    assert told == [duty.state.value for duty in duties]
    assert len(set(told)) == 4


def test_a_title_that_is_markup_is_shown_and_not_run(opened: Opener, remarks: Policy) -> None:
    page = opened(naughty(remarks))
    assert page.inner_text("h1") == NAUGHTY
    assert page.title() == NAUGHTY


def test_no_other_script_runs_on_the_page(browser: Any, remarks: Policy, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_of(remarks, SHIPPED[:1]).replace("</body>", "<script>document.title = 'run'</script></body>"))
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.title() != "run"
    assert page.locator(".step").count() > 1
    page.close()


# what if


def test_another_fact_gives_what_play_says_and_marks_what_differs(opened: Opener, remarks: Policy) -> None:
    scenario = load_scenario(ENGINEER)
    (name,) = scenario.matters
    page = opened(page_of(remarks, [ENGINEER]))
    go(page, 3)
    page.select_option(f"#fact-{name}-necessity", "ordinary")
    assert shown(page) == expected(remarks, with_fact(scenario, "necessity", "ordinary"), 3)
    rows = {row[0]: row[1:] for row in page.evaluate(TABLE)}
    assert rows["propose to extend the contract"] == ["may (SP.1c)", "must not (SP.1a)"]
    assert rows["doing it is judged"] == ["compliant", "violation"]
    assert "before: the need is absolute" in page.inner_text("#changes")
    page.click("#reset")
    assert shown(page) == expected(remarks, scenario, 3)
    assert page.locator(".differs").count() == 0


TABLE = """() => [...document.querySelectorAll('#moment table.differs tbody tr')].map(
  (row) => [...row.children].map((cell) => cell.textContent))"""


def test_a_step_that_is_left_out_is_as_if_nothing_happened(opened: Opener, remarks: Policy) -> None:
    scenario = load_scenario(ENGINEER)
    page = opened(page_of(remarks, [ENGINEER]))
    page.click("#toggle-4")
    for slot in range(len(scenario.timeline) + 1):
        go(page, slot)
        assert shown(page) == expected(remarks, without(scenario, 3), slot)
    page.click("#toggle-4")
    assert shown(page) == expected(remarks, scenario, len(scenario.timeline))


def test_a_story_that_cannot_go_on_says_where_and_why(opened: Opener, remarks: Policy) -> None:
    page = opened(page_of(remarks, [ENGINEER]))
    page.click("#toggle-2")
    go(page, 5)
    assert page.inner_text(".broken").startswith("The story cannot go on like this. Step 3 cannot happen:")
    assert "contract to be expired (it is running)" in page.inner_text(".broken")
    assert page.locator(".tag.cannot-happen").count() == 1


def test_a_step_is_added_from_those_that_are_possible(opened: Opener, remarks: Policy) -> None:
    scenario = load_scenario(ENGINEER)
    (name,) = scenario.matters
    page = opened(page_of(remarks, [ENGINEER]))
    go(page, 4)
    page.click("#add-summary")
    assert page.get_attribute(f"#add-what option[value='{name} event contract_expires']", "disabled") is not None
    page.select_option("#add-what", f"{name} action urge_to_stay")
    page.fill("#add-day", "1960-08-22")
    page.click("#add-step")
    steps = list(scenario.timeline)
    steps.insert(4, steps[3].model_copy(update={"event": None, "action": "urge_to_stay", "at": date(1960, 8, 22)}))
    longer = scenario.model_copy(update={"timeline": tuple(steps)})
    assert page.inner_text("#moment-title") == "After step 5 of 6"
    assert "violation" in page.inner_text(".judged")
    assert shown(page) == expected(remarks, longer, 5)
    page.click("#toggle-5")
    assert page.locator(".step").count() == 6


def test_another_reading_gives_what_play_says(opened: Opener, remarks: Policy) -> None:
    file = shipped("a-need-meets-the-limit")
    page = opened(page_of(remarks, [file]))
    page.click("#readings-summary")
    page.select_option("#reading-necessity_beats_quota", "granted")
    page.evaluate("document.getElementById('reading-too_many_new_items').value = '2'")
    page.dispatch_event("#reading-too_many_new_items", "change")
    other = changed(load_scenario(file), readings={"necessity_beats_quota": "granted", "too_many_new_items": 2})
    for slot in range(len(other.timeline) + 1):
        go(page, slot)
        assert shown(page) == expected(remarks, other, slot)


def test_random_changes_by_the_controls_give_what_play_says(opened: Opener, remarks: Policy) -> None:
    """Facts and left-out steps, through lists and buttons alone: what now holds, and before and now side by side."""
    scenario = load_scenario(ENGINEER)
    (name,) = scenario.matters
    page = opened(page_of(remarks, [ENGINEER]))
    facts = {fact: [*remarks.facts[fact].values, "unknown"] for fact in remarks.topics["specialist"].facts}
    fact = st.sampled_from([(fact, value) for fact, values in facts.items() for value in values])
    drop = st.integers(1, len(scenario.timeline) - 1)
    slots = st.integers(0, len(scenario.timeline))

    @settings(max_examples=15)
    @given(st.lists(fact, max_size=3), st.sets(drop, max_size=2), slots)
    def agree(facts: list[tuple[str, str]], drops: set[int], slot: int) -> None:
        page.click("#reset")
        now = scenario
        for chosen, value in facts:
            page.select_option(f"#fact-{name}-{chosen}", value)
            now = with_fact(now, chosen, value)
        for index in drops:
            page.click(f"#toggle-{index + 1}")
            now = without(now, index)
        go(page, slot)
        found = expected(remarks, now, slot)
        assert (page.locator(".broken").count() == 1) is (found is None)
        if found is not None:
            assert shown(page) == found
            assert side_by_side(page, remarks) == differing(remarks, expected(remarks, scenario, slot), found)

    agree()


Pairs = dict[str, tuple[str, str]]


def side_by_side(page: Any, policy: Policy) -> Pairs:
    """What the page says of an action before and now, where it differs."""
    says = {one.says.rstrip("."): name for name, one in policy.actions.items()}
    return {says[row[0]]: (row[1], row[2]) for row in page.evaluate(TABLE) if row[0] in says}


def differing(policy: Policy, before: Rulings | None, now: Rulings) -> Pairs:
    """What there is to say of an action before and now, where it differs."""

    def said(rulings: Rulings, action: str) -> str:
        status, norms, perhaps = rulings.get(action, ("silent", [], []))
        by = ", ".join(norms) or " or ".join(perhaps)
        return WORDS[Status(status)] + (f" ({by})" if by else "")

    pairs = {action: (said(before or {}, action), said(now, action)) for action in policy.actions}
    return {action: pair for action, pair in pairs.items() if pair[0] != pair[1]}


def test_where_javascript_is_off_the_page_says_what_to_do(browser: Any, remarks: Policy, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_of(remarks, SHIPPED[:1]), encoding="utf-8")
    page = browser.new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    assert "save the file and open it in a browser" in page.inner_text("main")
    page.close()


def all_told(policy: Policy, scenario: Scenario, undone: int = -1) -> list[Any]:
    """All that `play` says of each step that could be another, without the judgement of one that is not done."""

    def rulings(moment: Moment) -> list[Any]:
        return [(name, one.status, one.norms, one.open) for name, one in moment.verdict.items()]

    first = len(scenario.matters)
    return [
        one
        and (
            number - first != undone and one.judgement, one.clashes, one.impossible, one.conclusions, rulings(one)
        )
        for number, one in enumerate(attempt(scenario, policy, Arrays(policy)).moments)
    ]  # fmt: skip


@pytest.mark.parametrize("file", [ENGINEER, shipped("the-west-sells-it")], ids=lambda file: file.stem)
def test_the_single_changes_that_make_a_difference_are_all_told(opened: Opener, remarks: Policy, file: Path) -> None:
    scenario = load_scenario(file)
    (case,) = scenario.matters.values()
    told = all_told(remarks, scenario)
    given = {fact: case.facts.get(fact, remarks.facts[fact].initial) for fact in remarks.topics[case.topic].facts}
    wanted = [
        f"if at the start {remarks.facts[fact].means[value]}"
        for fact, was in given.items()
        for value in remarks.facts[fact].values
        if value != was and all_told(remarks, with_fact(scenario, fact, value)) != told
    ]
    wanted += [
        f"without step {index + 1}"
        for index, step in enumerate(scenario.timeline)
        if step.name and all_told(remarks, without(scenario, index), index) != all_told(remarks, scenario, index)
    ]
    page = opened(page_of(remarks, [file]))
    page.click("#tries-summary")
    found = [text.partition(" (")[0].partition(":")[0] for text in page.locator(".tries li").all_inner_texts()]
    assert [text for text in found if "reading" not in text] == wanted
    page.click("#try-0")
    assert page.locator("#moment table.differs").count() == 1
    assert page.locator("#tries").count() == 0


ANY_PAGE = """([policy, scenario]) => {
  Object.assign(LESSON, {policy, scenarios: [scenario]});
  const page = new Page();
  const texts = [];
  const look = () => {
    for (let slot = 0; slot <= page.last; slot += 1) {
      page.go(slot);
      for (const name of Object.keys(page.topics)) page.look(name);
      texts.push(document.getElementById('lesson').textContent);
    }
  };
  for (const one of document.querySelectorAll('details')) page.opened.add(one.id);
  page.opened.add('tries');
  look();
  for (const [name, topic] of Object.entries(page.topics))
    for (const fact of policy.topics[topic].facts ?? []) page.setFact(name, fact, policy.facts[fact].values.at(-1));
  for (let index = 0; index < page.last; index += 2) page.toggle(index);
  for (const name of page.askedReadings())
    page.setReading(name, otherValues(policy.readings[name], page.story.reading(name))[0]);
  look();
  page.setPredict(true);
  look();
  page.setPredict(false);
  page.reset();
  return texts;
}"""


def test_any_policy_and_any_story_can_be_shown(opened: Opener, remarks: Policy) -> None:
    """Every moment of it, as written, changed, and to be guessed: no error, and no name of nothing."""
    page = opened(page_of(remarks, SHIPPED[:1]))
    drawn = policies().flatmap(lambda policy: st.tuples(st.just(policy), faulty_scenarios(policy)))

    @settings(max_examples=80)
    @given(st.one_of(drawn, st.tuples(st.just(remarks), scenarios(remarks))))
    def look(drawn: tuple[Policy, Scenario]) -> None:
        policy, scenario = drawn
        told = page.evaluate(ANY_PAGE, [plain(policy), {"title": "T", "about": "", **story(scenario)}])
        assert len(told) == 3 * (len(scenario.timeline) + 1)
        assert not any(re.search(r"undefined|NaN|null|\[object", text) for text in told)

    look()


# guessing
