"""The scenarios that a suite lacks as files: a name for each, and its text."""

from pathlib import Path as FilePath

from ..check.witness_files import file_name
from ..files import scenario_to_yaml
from .mutation import Mutation
from .suggest import Suggestions


def killing_files(mutation: Mutation, folder: FilePath, options: str = "") -> dict[str, str]:
    """The text of each scenario that would kill survivors, by file name: the first that it was made for names it.

    `options` are those with which `directives test` plays them as they were found: `--literal`, say.
    """
    found: dict[str, str] = {}
    for number, scenario in enumerate(mutation.scenarios):
        killed = [one for one in mutation.survivors if one.scenario == number]
        told = [f"Found by directives mutate; it kills {len(killed)} mutant{'' if len(killed) == 1 else 's'}:"]
        told += [f"- {one.says.replace('`', '')}" for one in killed]
        found[file_name(f"kills {killed[0].id}")] = scenario_to_yaml(scenario, folder, _comment(told, options))
    return found


def suggested_files(suggestions: Suggestions, folder: FilePath, options: str = "") -> dict[str, str]:
    """The text of each scenario that is suggested, by file name."""
    told = ["Suggested by directives test --coverage=space"]
    return {
        file_name(one.scenario): scenario_to_yaml(one, folder, _comment(told, options)) for one in suggestions.scenarios
    }


def _comment(told: list[str], options: str) -> str:
    return "\n".join([*told, *([f"Test it with: directives test {options}"] if options else [])])
