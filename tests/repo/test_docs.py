"""Every command and every piece of Python that the docs show runs."""

import re
import shlex
from pathlib import Path

import pytest

from tests.command import directives

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "amendments/README.md",
    ROOT / "properties/README.md",
    ROOT / "ensembles/README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


COMMANDS = [
    (page.name, line.partition("#")[0].strip(), 1 if "exits 1" in line.partition("#")[2] else 0)
    for page in PAGES
    for block in blocks(page, "sh")
    for line in block.splitlines()
    if line.startswith("directives ")
]
PIECES = [(page.name, block) for page in PAGES for block in blocks(page, "python")]


@pytest.fixture(autouse=True)
def in_a_copy(tmp_path, monkeypatch):
    """The docs are followed from the top of a checkout; what they write goes elsewhere."""
    for folder in ("scenarios", "amendments", "answers", "cases", "ensembles", "properties"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)


def test_there_are_commands_and_python_to_try():
    assert len(COMMANDS) > 20
    assert len(PIECES) >= 4


@pytest.mark.parametrize(("page", "command", "code"), COMMANDS)
def test_a_shown_command_runs(page, command, code):
    arguments = shlex.split(command)[1:]
    if arguments[-1].startswith("my-") and "-o" not in arguments:
        directives("new", arguments[-1].removeprefix("my-").removesuffix(".yaml"), "-o", arguments[-1])
    result = directives(*arguments)
    broken = arguments[0] == "test" and "--amend" in arguments  # that it breaks expectations is what it is shown for
    assert result.code == (1 if broken else code), result.err
    assert result.out or "-o" in arguments


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_of_an_answer_is_in_the_answer_above_it(page):
    """Lines of a text block come in this order in what the commands of the last block of commands before it print."""
    above = ""
    for language, block in re.findall(
        r"^```(\w*)\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    ):
        if language == "sh":
            above = block
        elif language == "text":
            commands = [line for line in above.splitlines() if line.startswith("directives ")]
            printed = "\n".join(directives(*shlex.split(line, comments=True)[1:]).out for line in commands)
            place = 0
            for line in block.splitlines():
                place = printed.find(line, place)
                assert place >= 0, line
                place += len(line)


@pytest.mark.parametrize(("page", "piece"), PIECES)
def test_a_shown_piece_of_python_runs(page, piece, capsys):
    exec(compile(piece, page, "exec"), {"__name__": "docs"})


def test_shown_yaml_is_sound():
    for name in ("README.md", "scenarios.md"):
        page = next(page for page in PAGES if page.name == name)
        for block in blocks(page, "yaml"):
            Path("shown.yaml").write_text(block, encoding="utf-8")
            result = directives("test", "shown.yaml")
            assert result.code == 0, result.out + result.err


def test_links_between_pages_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
