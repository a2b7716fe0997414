"""`directives validate`: every fault of policy, amendment and scenario files, without telling the story."""

from typing import Annotated

import typer

from .console import BAD_INPUT, bad_argument, faults_told, stop, write
from .options import PolicyOption, policy_of


def validate(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Policy, amendment and scenario files; folders.")
    ],
    policy: PolicyOption = None,
) -> None:
    """Check policy, amendment and scenario files; each sound one is named, every fault of the others is told."""
    from ..errors import Fault, FaultsError
    from ..play import validated
    from ..play.suite import scenario_files

    about = policy_of(policy)
    faults: list[Fault] = []
    found = list(map(str, scenario_files(files)))
    if not found:
        raise bad_argument("no files found", "give policy, amendment or scenario files, or folders that hold some")
    for file in found:
        try:
            write(f"{file}: {validated(file, about)}")
        except FaultsError as error:
            faults.extend(error.faults)
    if faults:
        faults_told(faults)
        raise stop(BAD_INPUT)
