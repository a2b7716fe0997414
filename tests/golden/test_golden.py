"""Golden files: a YAML file that begins with a command and ends with what the command prints of it.

In the command `{file}` is the file itself and `{root}` the top of the repository.

`python -m tests.golden.test_golden` rewrites the endings; whoever does that reads the difference.
"""

import shlex
from pathlib import Path

import pytest

from tests.command import directives

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILES = sorted(HERE.glob("*/*.yaml"))
MARK = "#> "


def told(file: Path) -> list[str]:
    """What the file's command prints, line by line, with the exit code first."""
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    command = first.removeprefix("# $ directives ").replace("{file}", str(file)).replace("{root}", str(ROOT))
    result = directives(*shlex.split(command))
    printed = (result.out + result.err).replace(str(file), file.name).replace(f"{ROOT}/", "")
    return [f"exit {result.code}", *printed.splitlines()]


def split(file: Path) -> tuple[str, list[str]]:
    """The file without its ending, and the lines of the ending."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    body = "".join(line for line in lines if not line.startswith(MARK.rstrip()))
    ending = [
        line.rstrip("\n").removeprefix(MARK.rstrip()).removeprefix(" ")
        for line in lines
        if line.startswith(MARK.rstrip())
    ]
    return body, ending


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_golden_file_tells_what_its_command_prints(file: Path) -> None:
    assert told(file) == split(file)[1]


def rewrite() -> None:
    """Write what each command prints now at the end of its file."""
    for file in FILES:
        body, _ = split(file)
        file.write_text(body, encoding="utf-8")
        ending = "".join(f"{MARK}{line}".rstrip() + "\n" for line in told(file))
        file.write_text(body + ending, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
