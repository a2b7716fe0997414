import pytest

from directives import Condition, policy_from
from directives.card import DIRECTION, cards, condition_words, direction, names
from directives.terms import Modality


def one(policy, name):
    (card,) = cards(policy, name)
    return card


def referring(policy, name):
    return [who for who, _ in one(policy, name).referred]


def test_a_norm_is_shown_with_all_that_it_gives(remarks):
    card = one(remarks, "SP.1c")
    assert (card.kind, card.says) == ("norm", remarks.norms["SP.1c"].says)
    told = dict(card.particulars)
    assert list(told) == ["directs", "topic", "when", "overrides", "clause", "note"]
    assert told["directs"] == "may propose_extension"
    assert told["when"] == "contract is expired, and necessity is absolute, and character is good"
    assert told["overrides"] == "SP.1a, SP.1b"
    assert told["clause"].startswith("SP.1: A specialist whose contract is over")


def test_a_norm_is_referred_to_by_what_overrides_it(remarks):
    assert referring(remarks, "SP.1c") == ["norm SP.1d"]
    assert referring(remarks, "SP.1a") == ["norm SP.1c"]
    assert referring(remarks, "SP.1d") == []


def test_hedges_are_shown(remarks):
    assert dict(one(remarks, "SP.1a").particulars)["directs"] == "must not propose_extension (as a rule)"
    assert dict(one(remarks, "TC.2c").particulars)["directs"] == "may request_item (implied)"


def test_an_exception_is_shown(remarks):
    told = dict(one(remarks, "TC.2a").particulars)
    assert told["when"] == "new_items_requested at least too_many_new_items"
    assert told["unless"] == "necessity is absolute, and necessity_beats_quota is granted"


def test_a_norm_without_a_condition_holds_always(remarks):
    assert dict(one(remarks, "ST.4a").particulars)["when"] == "always"


def test_a_clause_is_referred_to_by_what_encodes_it(remarks):
    assert referring(remarks, "SP.3") == [
        "norm SP.3a", "norm SP.3b", "norm SP.3c", "norm SP.3d", "reading specialists_too_often",
        "reading new_specialists",
    ]  # fmt: skip


def test_a_section_shows_its_clauses(remarks):
    card = one(remarks, "DF")
    assert (card.kind, card.says) == ("section", "Matters left for later")
    assert [name for name, _ in card.referred] == ["DF.1", "DF.2"]


def test_an_action_shows_needs_and_what_it_sets_and_who_speaks_of_it(remarks):
    told = dict(one(remarks, "propose_extension").particulars)
    assert told == {
        "topic": "specialist",
        "needs": "contract is expired, and presence is present, and extension is none or declined",
        "sets": "extension proposed",
    }
    assert set(referring(remarks, "propose_extension")) == {
        "norm SP.1a", "norm SP.1c", "norm SP.1d", "principle PR.1", "incompatible",
    }  # fmt: skip


def test_a_continuous_action_that_needs_and_sets_nothing_says_so(remarks):
    told = dict(one(remarks, "uphold_agreement").particulars)
    assert (told["needs"], told["sets"]) == ("nothing", "nothing")
    assert "continuous" in told


def test_a_reading_is_referred_to_by_the_counters_and_norms_that_use_it(remarks):
    assert referring(remarks, "period_days") == [
        "counter new_items_requested", "counter routine_items_raised", "counter specialists_requested",
    ]  # fmt: skip
    assert referring(remarks, "purchasable") == ["norm ST.3a", "norm ST.3b"]
    told = dict(one(remarks, "period_days").particulars)
    assert (told["range"], told["default"]) == ("1 to 3660", "365")


def test_a_fact_is_referred_to_by_topics_events_actions_and_norms(remarks):
    assert set(referring(remarks, "access")) == {
        "topic learner", "event access_denied", "event access_restored", "action study_diligently", "norm ST.2b",
    }  # fmt: skip


def test_a_topic_is_referred_to_by_all_that_belongs_to_it(remarks):
    assert set(referring(remarks, "learner")) == {
        "norm ST.2a", "norm ST.2b", "event access_denied", "event access_restored", "action study_diligently",
    }  # fmt: skip


def test_a_claim_shows_what_it_concludes(remarks):
    told = dict(one(remarks, "ST.4b").particulars)
    assert told["concludes"] == "unique_inventions out_of_reach"
    assert told["when"] == "own_study is neglected"


def test_a_name_that_is_used_twice_has_two_cards():
    policy = policy_from(
        {
            "policy": "tiny",
            "title": "Doors",
            "sections": {"A": "Doors"},
            "clauses": {"A.1": {"section": "A", "says": "Open doors are shut."}},
            "topics": {"shut": {"says": "a door"}},
            "actions": {"shut": {"topic": "shut", "says": "shut it"}},
            "norms": {"A.1a": {"clause": "A.1", "topic": "shut", "oblige": "shut", "says": "It is shut."}},
        }
    )
    assert [card.kind for card in cards(policy, "shut")] == ["topic", "action"]


def test_a_name_that_there_is_not_is_an_error_with_a_cure(remarks):
    with pytest.raises(KeyError, match="did you mean `propose_extension`"):
        cards(remarks, "propose_extention")


def test_every_name_of_a_policy_has_a_card(remarks):
    for section, found in names(remarks).items():
        for name in found:
            assert section[:-1] in [card.kind for card in cards(remarks, name)]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "always"),
        ({"door": "open"}, "door is open"),
        ({"door": ["open", "ajar"]}, "door is open or ajar"),
        ({"door": {"not": "open"}}, "door is not open"),
        ({"door": {"not": ["open", "ajar"]}}, "door is not open or ajar"),
        ({"asked": {"at_least": 2}}, "asked at least 2"),
        ({"asked": {"at_least": 1, "below": "limit"}}, "asked at least 1 and below limit"),
        ({"any": [{"door": "open"}, {"door": "ajar", "asked": {"below": 1}}]},
         "(door is open; or door is ajar, and asked below 1)"),
    ],
)  # fmt: skip
def test_a_condition_in_words(given, words):
    assert condition_words(Condition.model_validate(given)) == words


def test_every_modality_has_its_words(remarks):
    assert set(DIRECTION) == set(Modality)
    said = {direction(remarks.norms[name]) for name in ("TC.1a", "TC.1b", "SP.1c", "ST.2b", "DF.1")}
    assert said == {
        "must uphold_agreement", "must not press_further", "may propose_extension", "need not study_diligently",
        "reserved: decide_now",
    }  # fmt: skip
