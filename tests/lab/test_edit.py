"""Edits: what a form does to the story, and to the changes once a *before* is pinned."""

from urllib.parse import parse_qsl

import pytest

from directives import FaultsError, load_policy, load_scenario
from directives.lab.address import Address, address_from
from directives.lab.edit import EDITS, edited
from directives.lab.library import Library
from directives.lab.visit import Visit
from tests.lab.conftest import SCENARIOS, query_of

REMARKS = load_policy()
LIBRARY = Library.of(SCENARIOS)
TWICE = load_scenario(SCENARIOS / "specialists/urged-twice.yaml")


def edit(address: Address, do: str, **form: str) -> Address:
    found = edited(Visit(address, LIBRARY), {"do": do, **{name.replace("__", "."): one for name, one in form.items()}})
    return address_from(found.query, REMARKS)  # what cannot stand in an address is lost


def names(address: Address) -> list[str | None]:
    return [step.name for step in Visit(address, LIBRARY).present.timeline]


def test_a_step_is_put_in_after_the_one_looked_at_on_its_day():
    found = edit(Address(TWICE, at=1), "add:action:assist_work")
    assert names(found)[:3] == ["withdrawal_requested", "assist_work", "urge_to_stay"]
    assert str(found.scenario.timeline[1].at) == "1960-07-18"
    assert found.at == 2


def test_a_step_with_a_day_of_its_own_is_put_where_the_day_belongs():
    found = edit(Address(TWICE, at=1), "add:action:assist_work", day="1960-08-15")
    assert names(found)[4] == "assist_work"
    assert found.at == 5


def test_a_step_is_left_out_and_one_keeps_looking_at_the_same():
    found = edit(Address(TWICE, at=4), "drop:2")
    assert len(found.scenario.timeline) == 4
    assert names(found)[found.at - 1] == names(Address(TWICE))[3]


def test_steps_change_places_and_days_stay_in_order():
    found = edit(Address(TWICE), "down:3")
    assert names(found)[2:4] == ["withdrawal_dropped", "urge_to_stay"]
    assert [step.at for step in found.scenario.timeline] == [step.at for step in TWICE.timeline]
    assert names(edit(found, "up:4")) == names(Address(TWICE))
    assert names(edit(Address(TWICE), "up:1")) == names(Address(TWICE))


def test_facts_and_readings_are_given_other_values():
    found = edit(Address(TWICE), "set", fact__case__necessity="ordinary", fact__case__contract="running")
    assert found.scenario.matters["case"].facts == {
        "contract": "running",
        "necessity": "ordinary",
        "character": "good",
    }
    chosen = edit(Address(TWICE), "reading", reading__period_days="30", reading__new_specialists="seldom")
    assert chosen.scenario.readings == {"period_days": 30}
    assert edit(chosen, "reading", reading__period_days="365").scenario.readings == {}


def test_a_case_is_added_and_the_steps_stay_with_the_first():
    found = edit(Address(TWICE), "case", topic="specialist")
    assert list(found.scenario.matters) == ["case", "specialist"]
    assert {step.case for step in found.scenario.timeline} == {"case"}
    assert found.who == "specialist"
    assert list(edit(found, "case", topic="specialist").scenario.matters)[2] == "specialist_2"


def test_what_is_changed_after_a_pin_is_a_change():
    pinned = edit(Address(TWICE, at=1), "pin")
    assert pinned.pinned
    assert pinned.scenario == TWICE.model_copy(update={"about": pinned.scenario.about})
    found = edit(pinned, "set", fact__case__necessity="ordinary")
    found = edit(found, "drop:3")
    found = edit(found, "add:event:teaching_refused")
    found = edit(found, "reading", reading__period_days="30")
    assert found.changes == (
        "set:case.necessity:ordinary",
        "drop:3",
        "insert:1960-07-18,case,event:teaching_refused",
        "reading:period_days:30",
    )
    assert found.scenario.timeline == pinned.scenario.timeline
    assert names(found)[:3] == ["withdrawal_requested", "teaching_refused", "urge_to_stay"]
    assert found.at == 2


def test_changes_are_taken_back_and_kept():
    pinned = edit(edit(Address(TWICE), "pin"), "leave:2")
    assert edit(pinned, "without:1").changes == ()
    assert edit(pinned, "give-up").scenario.timeline == TWICE.timeline
    kept = edit(pinned, "keep")
    assert kept.changes == ()
    assert not kept.pinned
    assert names(kept) == [name for index, name in enumerate(names(Address(TWICE))) if index != 1]
    put_in = edit(edit(Address(TWICE, at=1), "pin"), "add:event:teaching_refused")
    assert edit(put_in, "drop:2").changes == ()


def test_the_same_fact_changed_again_is_one_change():
    once = edit(edit(Address(TWICE), "pin"), "set", fact__case__necessity="ordinary")
    again = edit(once, "set", fact__case__necessity="unknown")
    assert again.changes == ("set:case.necessity:unknown",)
    assert edit(again, "set", fact__case__necessity="absolute").changes == ()
    chosen = edit(again, "reading", reading__period_days="30")
    assert edit(chosen, "reading", reading__period_days="365").changes == again.changes


def test_the_policy_is_amended_by_name_or_by_what_one_writes():
    found = edit(edit(Address(TWICE), "pin"), "amend", amendment="retain-twice")
    assert Visit(found, LIBRARY).attempt.timeline.summary.violations == 0
    law = "amends: remarks-1960\ntitle: Mine\nnorms: {SP.2d: null}\n"
    written = edit(edit(Address(TWICE), "pin"), "write", text=law)
    assert "SP.2d" not in Visit(written, LIBRARY).policy.norms
    kept = edit(edit(written, "leave:1"), "keep")
    assert [one.partition(":")[0] for one in kept.changes] == ["law"]
    with pytest.raises(FaultsError, match=r"SP\.9"):
        edit(Address(TWICE), "write", text="amends: remarks-1960\ntitle: Mine\nnorms: {SP.9: null}\n")


@pytest.mark.parametrize(
    ("do", "form", "told"),
    [
        ("", {}, "unknown edit"),
        ("shred", {}, "unknown edit `shred`"),
        ("drop:9", {}, "no step `9`"),
        ("drop:-1", {}, "no step"),
        ("add:thing:x", {}, "an event or an action"),
        ("add:event:contract_expird", {}, "did you mean `contract_expires`"),
        ("add:event:contract_expires", {"day": "soon"}, "date"),
        ("set", {"fact.case.contract": "torn"}, "unknown value `torn`"),
        ("set", {"fact.nobody.contract": "expired"}, "unknown case `nobody`"),
        ("reading", {"reading.period_days": "many"}, "unknown value `many`"),
        ("case", {"topic": "weather"}, "unknown topic `weather`"),
        ("amend", {"amendment": "../../etc/passwd"}, "unknown amendment"),
        ("insert", {"what": "case,event:nothing"}, "unknown event `nothing`"),
        ("leave:99", {}, "no step 99"),
    ],
)
def test_an_edit_that_cannot_be_made_is_told(do, form, told):
    with pytest.raises(FaultsError, match=told):
        edited(Visit(Address(TWICE), LIBRARY), {"do": do, **form})


def test_steps_are_not_moved_while_a_before_is_pinned():
    with pytest.raises(FaultsError, match="not moved"):
        edit(edit(Address(TWICE), "pin"), "up:2")


def test_every_edit_of_the_pages_is_known(client):
    query = Address(TWICE, at=1).query
    used = set()
    for page in ("stage", "what-if", "policy", "findings", "share"):
        text = client.get(f"/{page}?{query}").text
        used |= {part.partition('"')[0].partition(":")[0] for part in text.split('name="do" value="')[1:]}
    assert used <= set(EDITS)
    assert len(used) > 8


def test_a_form_leads_to_an_address_that_can_be_kept(client):
    answer = client.post("/edit", data={"state": Address(TWICE).query, "page": "stage", "do": "drop:5"})
    assert answer.status_code == 200
    assert answer.history[0].status_code == 303
    assert client.get(str(answer.url)).text == answer.text
    assert sum(name == "step" for name, _ in parse_qsl(query_of(answer))) == 4
