"""Known findings: which an acceptance lets stand, which of its ids are stale, and how one is begun."""

from directives.check.accept import UNEXPLAINED, accepted, begun, stale, warned
from directives.check.finding import Finding
from directives.files import load_acceptance


def finding(id, **more):
    code, _, topic = id.partition(" ")
    return Finding(id=id, code=code, severity="error", topic=topic, says="x", **more)


FOUND = (finding("clash specialist"), finding("gap material"))


def test_a_finding_that_is_named_has_the_reason_and_the_others_have_none():
    told = accepted(FOUND, load_acceptance({"accepts": "remarks-1960", "findings": {"gap material": "meant"}}))
    assert [one.accepted for one in told] == ["", "meant"]


def test_without_an_acceptance_nothing_is_accepted():
    assert accepted(FOUND, None) == FOUND


def test_an_id_that_no_finding_has_is_stale_unless_its_check_was_not_run():
    known = load_acceptance(
        {"accepts": "remarks-1960", "findings": {"gap item": "x", "silence door": "x", "gapp x": "x"}}
    )
    assert list(stale(FOUND, known, ["gap", "clash"])) == ["gap item", "gapp x"]
    assert list(stale(FOUND, None, ["gap"])) == []


def test_a_warning_names_the_id_or_the_check_that_may_be_meant():
    known = load_acceptance(
        {"accepts": "remarks-1960", "findings": {"gap materiel": "x", "gapp x": "x", "silence d": "x"}}
    )
    near, code, gone = warned(known, known.findings, FOUND)
    assert "did you mean `gap material`" in near
    assert "unknown check `gapp`" in code
    assert "take it out if it is mended" in gone


def test_an_acceptance_is_begun_with_every_finding_and_keeps_known_reasons():
    made = begun("remarks-1960", [FOUND[0], finding("gap material", accepted="meant")])
    assert made.findings == {"clash specialist": UNEXPLAINED, "gap material": "meant"}
