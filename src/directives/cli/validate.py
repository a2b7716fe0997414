"""`directives validate`: every fault of policy and scenario files, without telling the story."""

from typing import Annotated

import typer

from .console import BAD_INPUT, faults_told, stop, write
from .options import PolicyOption, policy_of


def validate(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Policy and scenario files.")],
    policy: PolicyOption = None,
) -> None:
    """Check policy and scenario files; each sound one is named, every fault of the others is told."""
    from ..errors import Fault, FaultsError
    from ..play import validated

    about = policy_of(policy)
    faults: list[Fault] = []
    for file in files:
        try:
            write(f"{file}: {validated(file, about)}")
        except FaultsError as error:
            faults.extend(error.faults)
    if faults:
        faults_told(faults)
        raise stop(BAD_INPUT)
