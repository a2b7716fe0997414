"""The whole state in the URL: it comes back as it was, is readable and short, and bad ones are told in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directives import FaultsError, load_policy, load_scenario
from directives.lab.address import LONGEST, Address, address_from, packed, unpacked
from directives.strategies import scenarios
from tests.lab.conftest import SCENARIOS

REMARKS = load_policy()
FILES = sorted(SCENARIOS.rglob("*.yaml"))


def same(one, other):
    told = " ".join(one.about.split())
    return one.model_copy(update={"about": told}).model_dump() == other.model_dump()


def test_every_shipped_scenario_has_a_short_address_that_gives_it_back():
    readable = 0
    for file in FILES:
        scenario = load_scenario(file)
        query = Address(scenario, at=2).query
        assert len(f"http://127.0.0.1:1960/what-if?{query}") < LONGEST, file
        assert same(scenario, address_from(query, REMARKS).scenario), file
        readable += "&z=" not in query
    assert readable >= 0.9 * len(FILES)


def test_an_address_can_be_read_and_is_versioned():
    student = load_scenario({"scenario": "A student", "case": {"topic": "learner", "access": "denied"}})
    address = Address(student, ("set:case.access:open",), True, at=1, who="case", predict=True)
    assert address.query == (
        "v=1&title=A+student&case=learner,access:denied&change=set:case.access:open&at=1&who=case&predict=1"
    )
    with pytest.raises(FaultsError, match="version `2`"):
        address_from(address.query.replace("v=1", "v=2"), REMARKS)


@given(scenarios(REMARKS), st.integers(0, 9), st.booleans(), st.booleans())
def test_any_scenario_comes_back_as_it_was(scenario, at, pinned, predict):
    address = Address(scenario, (), pinned, at, "", predict)
    found = address_from(address.query, REMARKS)
    assert found.scenario.model_dump() == scenario.model_dump()
    assert (found.pinned, found.at, found.predict) == (pinned, at, predict)
    assert found.query == address.query


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_title_comes_back_as_it_was(title):
    scenario = load_scenario({"scenario": title, "case": {"topic": "learner"}})
    assert address_from(Address(scenario).query, REMARKS).scenario.scenario == title


def test_a_long_story_is_carried_compressed():
    steps = [{"event": name} for _ in range(40) for name in ("access_denied", "access_restored")]
    long = load_scenario({"scenario": "Again and again", "case": {"topic": "learner"}, "timeline": steps})
    query = Address(long).query
    assert "&z=" in query
    assert len(query) < 400
    assert address_from(query, REMARKS).scenario.timeline == long.timeline


@given(st.text(max_size=500))
def test_what_is_packed_comes_back(text):
    assert unpacked(packed(text)) == text.encode(errors="strict").decode()


@pytest.mark.parametrize("text", ["", "????", "eJw", packed("x" * 200_000), packed("drop:3")[:-3], "é"])
def test_what_cannot_be_unpacked_is_told(text):
    with pytest.raises(FaultsError, match="a compressed address"):
        unpacked(text)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("v=1", "scenario"),
        ("v=1&title=A&case=lerner", "unknown topic `lerner`"),
        ("v=1&title=A&case=learner,acces:denied", "unknown fact `acces`"),
        ("v=1&title=A&case=learner&step=1960-13-01,event:access_denied", "date"),
        ("v=1&title=A&case=learner&step=event:acces_denied", "did you mean `access_denied`"),
        ("v=1&title=A&case=learner&reading=period_days:0", "1 to 3660"),
        ("v=1&title=A&case=learner" + "&step=" * 201, "too long for the lab"),
        ("v=1&title=A&case=learner" + "&step=" * 2000, "too many parts"),
    ],
)
def test_what_is_wrong_with_an_address_is_told(query, told):
    with pytest.raises(FaultsError, match=told):
        address_from(query, REMARKS)
