"""The lesson file as a text: what it holds, how large it is, that it loads nothing and that nothing in it can run."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from directives import FaultsError, Policy, load_scenario
from directives.teach import lesson
from directives.teach.lesson import SCRIPTS, hashed, plain
from tests.command import directives

from .pages import ROOT, SHIPPED, page_of, shipped

TEACH = ROOT / "src" / "directives" / "teach"
NAUGHTY = "</script><script>document.title = 'run'</script>"


def between(page: str, start: str, end: str) -> str:
    return page.partition(start)[2].partition(end)[0]


def content(page: str) -> Any:
    return json.loads(between(page, '<script type="application/json" id="lesson-data">', "</script>"))


def naughty(policy: Policy) -> str:
    case = {"topic": "learner", "standing": "trainee"}
    return lesson([load_scenario({"scenario": NAUGHTY, "about": "a\u2028b & <b>", "case": case})], policy)


def test_ten_scenarios_come_to_less_than_300_kilobytes(remarks: Policy) -> None:
    largest = sorted(SHIPPED, key=lambda file: -file.stat().st_size)[:10]
    assert len(page_of(remarks, largest).encode()) < 300_000


def test_even_all_that_are_shipped_come_to_less(remarks: Policy) -> None:
    assert len(page_of(remarks, SHIPPED).encode()) < 300_000


def test_the_page_names_nothing_outside_itself(remarks: Policy) -> None:
    page = page_of(remarks, SHIPPED[:1])
    outside = (
        r"<[a-z][^<>]*\b(?:src|href|action)=|url\(|@import|https?:|\bimport\(|fetch\(|XMLHttp|WebSocket|sendBeacon"
    )
    assert re.findall(outside, page) == []


def test_its_policy_lets_only_its_own_script_and_style_run(remarks: Policy) -> None:
    page = page_of(remarks, SHIPPED[:2])
    said = between(page, 'Content-Security-Policy" content="', '"').split("; ")
    script, style = between(page, "</script>\n<script>", "</script>"), between(page, "<style>", "</style>")
    assert said == [
        "default-src 'none'", "base-uri 'none'", "form-action 'none'",
        f"script-src {hashed(script)}", f"style-src {hashed(style)}",
    ]  # fmt: skip


def test_its_script_is_its_parts_and_ends_where_it_should(remarks: Policy) -> None:
    script = between(page_of(remarks, SHIPPED[:1]), "</script>\n<script>", "</script>")
    parts = [(TEACH / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    assert sorted(f"{name}.js" for name in SCRIPTS) == sorted(file.name for file in TEACH.glob("*.js"))
    assert script.strip() == "\n".join(parts).strip()
    assert not any("<!--" in part or "</script" in part.lower() for part in parts)


def test_no_part_of_the_script_is_over_400_lines() -> None:
    assert [file.name for file in TEACH.glob("*.js") if len(file.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_what_a_scenario_says_cannot_end_the_script(remarks: Policy) -> None:
    page = naughty(remarks)
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert "\u2028" not in page
    assert content(page)["scenarios"][0]["title"] == NAUGHTY
    assert content(page)["scenarios"][0]["about"] == "a\u2028b & <b>".replace("\u2028", " ")
    assert "&lt;/script&gt;" in between(page, "<h1>", "</h1>")


def test_the_policy_in_the_page_is_the_policy(remarks: Policy) -> None:
    assert Policy.model_validate(content(page_of(remarks, SHIPPED[:1]))["policy"]) == remarks


def test_the_scenarios_are_told_in_their_order_without_what_they_expect(remarks: Policy) -> None:
    files = [shipped("was-it-right"), shipped("a-contract-runs-out")]
    page = page_of(remarks, files)
    assert [one["title"] for one in content(page)["scenarios"]] == [load_scenario(file).scenario for file in files]
    assert "expect" not in json.dumps(content(page)["scenarios"][0]["timeline"])


def test_the_title_is_that_of_a_lone_scenario_or_of_the_policy_unless_given(remarks: Policy) -> None:
    def titled(page: str) -> str:
        return between(page, "<title>", "</title>")

    one, two = SHIPPED[:1], SHIPPED[:2]
    assert titled(page_of(remarks, one)) == load_scenario(one[0]).scenario
    assert titled(page_of(remarks, two)) == remarks.title
    assert titled(page_of(remarks, two, title="Must & may")) == "Must &amp; may"


def test_readings_go_before_those_of_the_scenario(remarks: Policy) -> None:
    file = shipped("four-wishes-are-not-too-many")
    page = page_of(remarks, [file], readings={"too_many_new_items": 5})
    assert content(page)["scenarios"][0]["readings"] == {"too_many_new_items": 5}


def test_no_page_is_made_of_what_cannot_be_played(remarks: Policy) -> None:
    learner = {"topic": "learner", "standing": "trainee"}
    broken = load_scenario({"scenario": "?", "case": learner, "timeline": [{"event": "access_restored"}]})
    with pytest.raises(FaultsError, match="cannot happen here"):
        lesson([broken], remarks)
    with pytest.raises(FaultsError, match="unknown reading"):
        page_of(remarks, SHIPPED[:1], readings={"mood": "good"})
    with pytest.raises(ValueError, match="at least one"):
        lesson([], remarks)


def test_what_is_default_is_left_out_of_the_plain_policy(remarks: Policy) -> None:
    assert "general" not in plain(remarks)["norms"]["SP.1b"]
    assert plain(remarks)["norms"]["SP.1a"]["general"] is True


def test_the_command_writes_a_page_once_and_says_how_large_it_is(tmp_path: Path) -> None:
    file, out = shipped("was-it-right"), tmp_path / "page.html"
    first = directives("lesson", str(file), "-o", str(out), "--title", "Was it right, then?")
    assert (first.code, first.out) == (0, "")
    assert re.fullmatch(rf"{re.escape(str(out))}: 1 scenario, \d+ KB\n", first.err)
    assert "<h1>Was it right, then?</h1>" in out.read_text(encoding="utf-8")
    again = directives("lesson", str(file), "-o", str(out))
    assert again.code == 2
    assert "exists already" in again.err
    assert directives("lesson", str(file), "-o", str(out), "--force").code == 0


def test_the_command_tells_every_fault_with_its_place_and_writes_nothing(tmp_path: Path) -> None:
    bad, out = tmp_path / "bad.yaml", tmp_path / "page.html"
    bad.write_text("scenario: Bad\ncase: {topic: learner}\ntimeline:\n  - {event: access_restored}\n", encoding="utf-8")
    result = directives("lesson", str(bad), "-o", str(out))
    assert result.code == 2
    assert f"{bad}:4:13: event `access_restored` cannot happen here" in result.err
    result = directives("lesson", str(shipped("was-it-right")), "-o", str(out), "-r", "mood=good")
    assert (result.code, "unknown reading `mood`" in result.err) == (2, True)
    assert not out.exists()
