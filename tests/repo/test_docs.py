"""Every command and every piece of Python that the docs show runs."""

import re
import shlex
from pathlib import Path

import pytest

from tests.command import directives

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


COMMANDS = [
    (page.name, line.partition("#")[0].strip())
    for page in PAGES
    for block in blocks(page, "sh")
    for line in block.splitlines()
    if line.startswith("directives ")
]
TRANSCRIPTS = [
    (page.name, block) for page in PAGES for block in blocks(page, "text") if block.startswith("$ directives ")
]
"""Blocks of text that begin with a command and hold what it prints: `python -m tests.repo.test_docs` renews them."""
PIECES = [(page.name, block) for page in PAGES for block in blocks(page, "python")]


def transcript(command: str) -> str:
    """What a command prints on a pipe."""
    return directives(*shlex.split(command.removeprefix("$ directives "))).out


@pytest.fixture(autouse=True)
def in_a_copy(tmp_path, monkeypatch):
    """The docs are followed from the top of a checkout; what they write goes elsewhere."""
    for folder in ("scenarios", "amendments", "properties"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)


def test_there_are_commands_and_python_to_try():
    assert len(COMMANDS) > 20
    assert len(PIECES) >= 4


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_a_shown_command_runs(page, command):
    arguments = shlex.split(command)[1:]
    if arguments[-1].startswith("my-") and "-o" not in arguments:
        directives("new", arguments[-1].removeprefix("my-").removesuffix(".yaml"), "-o", arguments[-1])
    result = directives(*arguments)
    assert result.code == 0, result.err
    assert result.out or "-o" in arguments


@pytest.mark.parametrize(("page", "block"), TRANSCRIPTS)
def test_a_transcript_is_what_the_command_prints(page, block):
    command, _, printed = block.partition("\n")
    assert printed == transcript(command)


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


def rewrite() -> None:
    """Write what the commands of all transcripts print now; whoever does that reads the difference."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in blocks(page, "text"):
            if block.startswith("$ directives "):
                command = block.partition("\n")[0]
                text = text.replace(f"```text\n{block}```", f"```text\n{command}\n{transcript(command)}```")
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
