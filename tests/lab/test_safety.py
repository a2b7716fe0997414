"""The lab is asked by its own names only, reads so much and no more, and shows what it is given as text."""

import contextlib
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from directives import load_policy, load_scenario
from directives.lab.address import Address
from directives.lab.app import application
from directives.lab.bounded import TooLongError, bounded
from directives.lab.library import Library
from directives.lab.safety import HEADERS, MOST_BODY, MOST_QUERY, hosts_of
from tests.lab.conftest import NAME

REMARKS = load_policy()
SCRIPT = "<script>alert(1)</script>"
EVIL = load_scenario(
    {"scenario": f"{SCRIPT} 'quoted' \"twice\"", "about": f"</textarea>{SCRIPT}{{{{7*7}}}}", "tags": [SCRIPT],
     "case": {"topic": "specialist"}}
)  # fmt: skip
PAGES = ("stage", "picture", "what-if", "policy", "findings", "share", "paper")


def test_every_answer_carries_the_headers(client):
    for path in ("/", "/stage", "/static/lab.css", "/nowhere", "/scenario.yaml", "/stage?v=9"):
        headers = client.get(path).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert HEADERS["Referrer-Policy"] == "same-origin"  # `no-referrer` would make the origin of an upload null


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "10.0.0.1", "a:b:c"]
)
def test_another_host_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST:1960", "127.0.0.1:1960", "[::1]:1960"])
def test_its_own_names_are_answered(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


def test_on_more_than_the_loopback_addresses_in_numbers_do_and_foreign_names_do_not(library):
    names, anywhere = hosts_of("0.0.0.0")
    open_lab = TestClient(application(library, names, anywhere), base_url="http://192.168.1.7")
    assert open_lab.get("/").status_code == 200
    assert open_lab.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://localhost.evil.example", "http://localhost:9"]
)
def test_forms_of_other_pages_are_not_read(client, origin):
    answer = client.post("/edit", data={"do": "pin", "state": ""}, headers={"origin": origin})
    assert answer.status_code == 403


def test_its_own_forms_are_read(client):
    answer = client.post("/edit", data={"do": "pin", "state": ""}, headers={"origin": f"http://{NAME}"})
    assert answer.status_code == 200


def test_text_is_shown_and_not_run(client):
    query = Address(EVIL).query
    for page in PAGES:
        text = client.get(f"/{page}?{query}").text
        assert SCRIPT not in text
        assert "49" not in text.partition("<main")[2].partition("</h1>")[0]
    bad = client.get(f"/stage?v=1&title=x&case={SCRIPT}")
    assert bad.status_code == 400
    assert SCRIPT not in bad.text
    upload = client.post(
        "/upload", files={"file": (f"{SCRIPT}.yaml", f"scenario: '{SCRIPT}'\ncase: {SCRIPT}\n".encode())}
    )
    assert upload.status_code == 400
    assert SCRIPT not in upload.text


def test_no_page_holds_a_script_or_a_style_of_its_own(client):
    for page in PAGES:
        text = client.get(f"/{page}").text
        assert "<style" not in text
        assert " style=" not in text
        assert text.count("<script") == text.count("<script src=") == 2
        assert " onclick" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/open?scenario=../../etc/passwd",
        "/open?scenario=/etc/passwd", "/open?topic=../x", "/static//etc/passwd", "/stage/../../etc/passwd",
    ],
)  # fmt: skip
def test_no_file_is_reached_by_a_path(client, path):
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text
    assert "Starlette" not in answer.text


def test_long_addresses_and_bodies_are_refused(client):
    assert client.get("/stage?" + "x" * (MOST_QUERY + 1)).status_code == 414
    assert client.post("/edit", content=b"x" * (MOST_BODY + 1)).status_code == 413
    assert client.post("/edit", content=b"x", headers={"content-length": "lots"}).status_code == 413

    def endless():
        for _ in range(40):
            yield b"x" * 2**16

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/edit", content=endless(), headers=kind).status_code == 413


def test_a_form_with_too_many_fields_is_refused(client):
    answer = client.post("/edit", data={f"field{number}": "x" for number in range(500)})
    assert answer.status_code == 400


def test_an_unreadable_form_is_refused(client):
    answer = client.post(
        "/upload", content=b"--x\r\nbroken", headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code in (303, 400)
    assert client.post("/upload", content=b"", headers={"content-type": "multipart/form-data"}).status_code == 400


def test_work_that_takes_too_long_is_broken_off():
    def endless():
        while True:
            pass

    began = time.monotonic()
    with pytest.raises(TooLongError, match=r"longer than 0\.2 seconds"):
        bounded(0.2, endless)
    assert time.monotonic() - began < 5
    assert bounded(0.2, lambda: sum(range(1000))) == 499500


def test_work_that_ends_as_its_time_does_is_never_broken_off_afterwards():
    for _ in range(60):
        with contextlib.suppress(TooLongError):
            bounded(0.002, lambda: sum(number for number in range(20_000)))
        assert sum(1 for _ in range(50_000)) == 50_000


def test_a_story_that_is_too_hard_is_told_so_and_others_are_served(client, monkeypatch):
    from directives.lab import app

    unknown = load_scenario({"scenario": "Unknown", "case": {"topic": "specialist"}})
    monkeypatch.setattr(app, "SECONDS", 0.0001)
    answer = client.get(f"/what-if?{Address(unknown).query}&vary=period_days")
    assert answer.status_code == 422
    assert "takes longer" in answer.text
    monkeypatch.undo()
    assert client.get(f"/stage?{Address(unknown).query}").status_code == 200


def test_too_many_unknown_facts_are_refused_in_words(client, monkeypatch):
    from directives.play import knowledge

    monkeypatch.setattr(knowledge, "MOST_COMPLETIONS", 3)
    answer = client.get("/stage?v=1&title=Unknown&case=specialist,contract:unknown,necessity:unknown,character:unknown")
    assert answer.status_code == 422
    assert "completions" in answer.text


def test_a_library_without_scenarios_starts_from_topics(tmp_path):
    bare = TestClient(application(Library(REMARKS)), base_url=f"http://{NAME}")
    assert bare.get("/").status_code == 200
    assert bare.get("/stage").status_code == 200


def test_a_folder_with_faulty_files_is_shown_and_says_what_is_wrong_when_opened(tmp_path):
    folder = tmp_path / "scenarios"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "amendments").mkdir()
    (folder / "bad.yaml").write_text("scenario: Bad\ncase: {topic: lerner}\n")
    (folder / "no-title.yaml").write_text("about: nothing\n")
    (folder / "deep/folded.yaml").write_text("scenario: >-\n  Folded\n  title\ncase: {topic: learner}\n")
    (folder / "odd.yaml").write_bytes(b"scenario: \xff\xfe\n")
    (tmp_path / "amendments/bad.yaml").write_text("amends: remarks-1960\ntitle: No\nnorms: {SP.99: null}\n")
    odd = TestClient(application(Library.of(Path(folder), REMARKS)), base_url=f"http://{NAME}")
    page = odd.get("/").text
    assert "Bad" in page
    assert "folded" in page
    assert "bad.yaml" in page  # the amendment that does not fit
    assert odd.get("/open?scenario=bad").status_code == 400
    assert "lerner" in odd.get("/open?scenario=bad").text
    assert "Folded title" in odd.get("/open?scenario=deep/folded").text
    assert odd.get("/findings").status_code == 200
    assert odd.get("/policy").status_code == 200
