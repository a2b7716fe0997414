"""The files that are made from the code: `python -m tests.repo.write` renews them, a test holds them to it."""

import json
from pathlib import Path

from directives.codes import CODES
from directives.files import KINDS, schema

ROOT = Path(__file__).parents[2]


def made() -> dict[Path, str]:
    """Every file that is made, and what should stand in it."""
    schemas = {
        ROOT / "src" / "directives" / "schemas" / f"{kind}.json": json.dumps(schema(kind), indent=2) + "\n"
        for kind in KINDS
    }
    return {**schemas, ROOT / "docs" / "faults.md": faults()}


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


if __name__ == "__main__":
    for file, text in made().items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
