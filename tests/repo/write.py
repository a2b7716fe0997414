"""The files that are made from the code: `python -m tests.repo.write` renews them, a test holds them to it."""

import functools
import json
from pathlib import Path

from directives.check import CHECKS
from directives.codes import CODES
from directives.files import KINDS, schema
from tests.command import directives

ROOT = Path(__file__).parents[2]
BEGIN, END = "<!-- made by `directives check --format markdown`: begin -->", "<!-- made: end -->"


@functools.cache
def made() -> dict[Path, str]:
    """Every file that is made, and what should stand in it."""
    schemas = {
        ROOT / "src" / "directives" / "schemas" / f"{kind}.json": json.dumps(schema(kind), indent=2) + "\n"
        for kind in KINDS
    }
    docs = ROOT / "docs"
    pages = {docs / "faults.md": faults(), docs / "findings.md": findings()}
    return {**schemas, **pages, docs / "consistency.md": consistency(docs / "consistency.md")}


def faults() -> str:
    """The page of all the codes."""
    lines = [
        "# Faults",
        "",
        "Each fault that a file can have, by its code. `directives explain CODE` tells the same.",
        "",
    ]
    for code, one in CODES.items():
        lines += [f"## {code}", "", one.meaning, "", f"*Cure:* {one.cure}", ""]
    return "\n".join(lines)


def findings() -> str:
    """The page of all the checks."""
    lines = [
        "# Findings",
        "",
        "What `directives check` looks for, by its code: how grave it is, what it is, when it is not reported, and",
        "what to do. `directives explain CODE` tells the same; [consistency.md](consistency.md) is what it finds in",
        "the remarks.",
        "",
    ]
    for code, one in CHECKS.items():
        lines += [f"## {code}", "", f"*{one.severity.capitalize()}.* {one.definition}", "", one.quiet, ""]
        lines += [f"*To do:* {one.cure}", ""]
    return "\n".join(lines)


def consistency(page: Path) -> str:
    """The page on the remarks: what stands around the marks as it is, between them what the command says now."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    report = directives("check", "--format", "markdown").out.splitlines()
    below = [f"#{line}" if line.startswith("#") else line for line in report[2:]]  # the title is the page's own
    return "\n".join([f"{before}{BEGIN}", "", *below, "", f"{END}{after}"])


def write() -> None:
    """Write every file as it should be."""
    for file, text in made().items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
