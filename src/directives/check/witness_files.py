"""The witnesses of a report as scenario files: a name for each, made from the id of its finding, and its text."""

import hashlib
import re
from pathlib import Path as FilePath

from ..files import scenario_to_yaml
from .report import Report

LONGEST = 100
"""A file name longer than this is cut, and told apart by a digest of the id."""


def witness_files(report: Report, folder: FilePath, options: str = "") -> dict[str, str]:
    """The text of a scenario file for each finding that has a witness, by file name.

    `options` are those with which `directives test` plays them as they were found: `--literal`, say.
    """
    found: dict[str, str] = {}
    for one in report.findings:
        if one.witness is not None:
            comment = f"Found by directives check: {one.id}"
            if options:
                comment += f"\nTest it with: directives test {options}"
            name = file_name(one.id)
            if name.lower() in map(str.lower, found):
                name = file_name(one.id, told_apart=True)
            found[name] = scenario_to_yaml(one.witness, folder, comment)
    return found


def file_name(id: str, told_apart: bool = False) -> str:
    """The file name for a finding's id; `told_apart` where another would have the same.

    >>> file_name("clash specialist send_off_warmly assign_learners SP.1b ST.2c")
    'clash-specialist-send_off_warmly-assign_learners-SP.1b-ST.2c.yaml'
    """
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", id).strip("-.") or "finding"
    if len(plain) > LONGEST or told_apart:
        plain = f"{plain[:LONGEST]}-{hashlib.sha256(id.encode()).hexdigest()[:8]}"
    return f"{plain}.yaml"
