"""`directives check` as a user meets it: formats, files, exit codes, bad input."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import directives

POLICIES = Path(__file__).parents[2] / "src" / "directives" / "policies"


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(columns):
    out = directives("check", "--full", columns=columns).out
    assert max(map(len, out.splitlines())) <= columns


def test_errors_exit_1_unless_told_otherwise():
    assert directives("check", "--only", "clash").code == 1
    assert directives("check", "--only", "gap").code == 0
    assert directives("check", "--only", "gap", "--fail-on", "warning").code == 1
    never = directives("check", "--only", "clash", "--fail-on", "never")
    assert (never.code, never.err) == (0, "")


def test_only_and_skip_choose_the_checks():
    data = json.loads(directives("check", "--only", "clash", "--only", "gap", "--skip", "gap", "--format", "json").out)
    assert [kind["code"] for kind in data["kinds"]] == ["clash"]


@pytest.mark.parametrize("form", ["json", "markdown", "html", "sarif", "text"])
def test_every_format_can_go_to_a_file_and_never_over_one(form):
    arguments = ("check", "--only", "clash", "--fail-on", "never", "--format", form, "-o", "out")
    assert directives(*arguments).out == ""
    first = Path("out").read_text()
    assert first.endswith("\n")
    Path("out").write_text("mine")
    result = directives(*arguments)
    assert result.code == 2
    assert "out: the file exists already" in result.err
    assert Path("out").read_text() == "mine"
    assert directives(*arguments, "--force").code == 0
    assert Path("out").read_text() == first


def test_what_is_printed_is_what_goes_to_a_file():
    for form in ("json", "markdown", "html", "sarif", "text"):
        printed = directives("check", "--only", "gap", "--format", form).out
        directives("check", "--only", "gap", "--format", form, "-o", form)
        assert Path(form).read_text() == printed


@pytest.mark.parametrize("more", [(), ("--literal",), ("--readings", "necessity_beats_quota=granted")])
def test_witnesses_pass_as_a_suite(more):
    directives("check", "--witnesses", "found/here", *more)
    files = list(Path("found/here").glob("*.yaml"))
    assert len(files) > 10
    literal = [one for one in more if one == "--literal"]
    suite = directives("test", "found/here", *literal)
    assert suite.code == 0, suite.out
    assert f"{len(files)} of {len(files)} scenarios passed" in suite.out


def test_witnesses_of_a_policy_file_pass_with_it():
    text = (POLICIES / "remarks-1960.yaml").read_text().replace("policy: remarks-1960", "policy: mine")
    Path("mine.yaml").write_text(text)
    directives("check", "mine.yaml", "--witnesses", "found", "--only", "clash")
    assert "--policy mine.yaml" in next(Path("found").iterdir()).read_text()
    assert directives("test", "found", "--policy", "mine.yaml").code == 0


def test_witnesses_are_written_all_or_none():
    directives("check", "--witnesses", "found", "--only", "clash")
    (before,) = Path("found").iterdir()
    before.write_text("mine")
    result = directives("check", "--witnesses", "found", "--only", "clash", "--only", "gap")
    assert result.code == 2
    assert f"{before}: the file exists already" in result.err
    assert [(one, one.read_text()) for one in Path("found").iterdir()] == [(before, "mine")]
    assert directives("check", "--witnesses", "found", "--only", "clash", "--only", "gap", "--force").code == 1
    assert len(list(Path("found").iterdir())) == 3


def test_an_acceptance_that_is_begun_makes_the_check_pass_and_keeps_reasons():
    begun = directives("check", "--write-accept", "known.yaml")
    assert begun.code == 0
    assert "known.yaml: 6 known findings" in begun.err
    assert directives("check", "--accept", "known.yaml").code == 0
    text = Path("known.yaml").read_text().replace("to be explained", "it is open", 1)
    Path("known.yaml").write_text(text)
    assert directives("validate", "known.yaml").out == "known.yaml: sound: an acceptance of 6 findings\n"
    arguments = ("check", "--accept", "known.yaml", "--write-accept", "known.yaml", "--fail-on", "warning")
    assert directives(*arguments).code == 2
    assert directives(*arguments, "--force").code == 0
    again = Path("known.yaml").read_text()
    assert again.count("it is open") == 1
    assert again.count("to be explained") == 5


def test_a_new_finding_fails_in_spite_of_an_acceptance():
    Path("known.yaml").write_text("accepts: remarks-1960\nfindings: {gap material: meant}\n")
    result = directives("check", "--accept", "known.yaml", "--only", "gap", "--fail-on", "warning")
    assert result.code == 1
    assert "1 finding to fail on" in result.err


def test_a_stale_id_is_a_warning_with_its_place_and_no_failure():
    Path("known.yaml").write_text("accepts: remarks-1960\nfindings:\n  gap materiel: meant\n")
    result = directives("check", "--accept", "known.yaml", "--only", "gap")
    assert result.code == 0
    assert "known.yaml:3:3: warning: no finding has the id `gap materiel`" in result.err


BAD = [
    (("nosuch",), "unknown policy `nosuch`"),
    (("broken.yaml",), "broken.yaml:1:"),
    (("--only", "clahs"), "did you mean `clash`"),
    (("--skip", "gasp"), "unknown check `gasp`"),
    (("--only", "gap", "--skip", "gap"), "no check is left to run"),
    (("--fail-on", "eror"), "did you mean `error`"),
    (("--readings", "purchasable"), "expected name=value"),
    (("--readings", "purchasable=nowhere"), "unknown value `nowhere`"),
    (("--accept", "gone.yaml"), "gone.yaml: no such file"),
    (("--amend", "gone.yaml"), "gone.yaml: no such file"),
    (("--amend", "broken.yaml"), "broken.yaml:1:"),
    (("--witnesses", "broken.yaml", "--only", "clash"), "broken.yaml: cannot be written"),
    (("--only", "clash", "-o", "gone/out.txt"), "cannot be written"),
]


@pytest.mark.parametrize(("arguments", "told"), BAD)
def test_bad_input_exits_2_with_a_cure_and_no_traceback(arguments, told):
    Path("broken.yaml").write_text("policy: [")
    result = directives("check", *arguments)
    assert result.code == 2
    assert told in result.err
    assert "Traceback" not in result.err
    assert result.out == ""


def test_the_engine_is_named_as_everywhere():
    arrays = directives("check", "--only", "clash", "--engine", "arrays", "--format", "json")
    assert arrays.out == directives("check", "--only", "clash", "--format", "json").out


def test_start_up_of_other_commands_does_not_load_the_checks():
    code = "import sys, directives.cli.app; print([one for one in sys.modules if one.startswith('directives.check')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_policy_file_with_markup_shows_it_in_the_page():
    shutil.copy(POLICIES / "remarks-1960.yaml", "evil.yaml")
    text = Path("evil.yaml").read_text().replace("we see them off with warmth.", "<script>boo()</script>")
    Path("evil.yaml").write_text(text)
    page = directives("check", "evil.yaml", "--only", "clash", "--format", "html").out
    assert "&lt;script&gt;boo()&lt;/script&gt;" in page
    assert "<script" not in page


def test_explain_tells_what_a_finding_is_when_not_and_what_to_do():
    out = directives("explain", "clash").out
    assert out.startswith("clash (error)\n  Two actions declared incompatible")
    assert "Not reported where" in out
    assert "To do: Say which" in out
    assert "duty-conflict" in directives("explain").out
