"""`directives test --coverage=space`: which verdicts the scenarios visit, and what would visit the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

from .console import complain, save_all

if TYPE_CHECKING:
    from ..play.suite import Outcome, Suite
    from ..play.to_text import Line
    from ..suite.suggest import Suggestions
    from ..suite.verdicts import SpaceCoverage, Verdicts


class Cover(StrEnum):
    """What `--coverage` can name: what of the policy is reached, or which verdicts of all states are visited."""

    POLICY = "policy"
    SPACE = "space"


class BareCoverage(TyperCommand):
    """The command, in which `--coverage` may stand without a value: then it means the policy."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments with `--coverage` spelled out."""
        return super().parse_args(ctx, [f"{one}={Cover.POLICY}" if one == "--coverage" else one for one in args])


@dataclass
class Visited:
    """The verdicts of one policy, how many are visited, and what was suggested; `options` are those to test it with."""

    verdicts: "Verdicts"
    coverage: "SpaceCoverage"
    suite: "Suite"
    options: str
    suggestions: "Suggestions | None" = None

    def lines(self, width: int) -> "Iterable[Line]":
        """The coverage as lines of spans."""
        from ..suite.coverage_told import to_lines

        return to_lines(self.coverage, self.verdicts.policy, width)

    def data(self) -> Mapping[str, object]:
        """The coverage as plain data, with the numbers of what was suggested."""
        told = {**self.coverage.model_dump(mode="json"), "percent": round(self.coverage.percent, 2)}
        if self.suggestions is not None:
            made = self.suggestions
            numbers = {"scenarios": len(made.scenarios), "at_least": made.at_least, "missed": made.missed}
            told["suggested"] = {**numbers, "fewest": made.fewest}
        return told


def visited_by(suite: "Suite", outcomes: "Sequence[Outcome]", policy: str | None) -> list[Visited]:
    """The verdicts that the outcomes visit, of each policy that they are about."""
    from ..suite.verdicts import Verdicts, covered

    played = [one.scenario for one in outcomes if one.scenario is not None]
    options = ([f"--policy {policy}"] if policy else []) + (["--literal"] if suite.literal else [])
    found = []
    for name in dict.fromkeys(one.policy for one in played):
        verdicts = Verdicts(suite.about(name), suite.readings or {})
        coverage = covered(verdicts, [one for one in played if one.policy == name])
        found.append(Visited(verdicts, coverage, suite, " ".join(options)))
    return found


def suggested(visited: Iterable[Visited], folder: FilePath, force: bool) -> None:
    """Write scenarios that visit what is not visited, and say on standard error how many and whether fewer would do."""
    from ..play import evaluator_for
    from ..suite.coverage_told import suggested_said
    from ..suite.suggest import suggestions
    from ..suite.written import suggested_files

    files: dict[str, str] = {}
    for one in visited:
        evaluator = evaluator_for(one.verdicts.policy, one.suite.engine)
        one.suggestions = suggestions(one.verdicts, evaluator)
        for name, text in suggested_files(one.suggestions, folder, one.options).items():
            files[f"{one.coverage.policy}-{name}" if name in files else name] = text
    save_all(folder, files, force)
    for one in visited:
        if one.suggestions is not None:
            complain(f"{folder}: {suggested_said(one.suggestions)}")
