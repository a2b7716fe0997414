"""The witnesses of a difference as scenario files, by name: what stands before the change and what after it."""

from ..files import scenario_to_yaml
from .difference import Difference


def witness_files(difference: Difference) -> dict[str, str]:
    """The text of each witness, by the name of its file: the number of the shift, what it is about, the side."""
    found: dict[str, str] = {}
    for number, shift in enumerate(difference.shifts, 1):
        if shift.witness is None:
            continue
        name = f"{number:02}-{shift.topic}-{shift.kind}-{'-'.join(shift.names)}"
        for side, scenario in (("before", shift.witness.before), ("after", shift.witness.after)):
            if scenario is not None:
                found[f"{name}-{side}.yaml"] = scenario_to_yaml(scenario)
    return found
